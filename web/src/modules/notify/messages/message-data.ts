import type { CallOutput } from "#web/src/kernel/api.ts";
import type { getMessage, listMessages } from "#worker/modules/notify/messages/messages-contract.ts";

export type MessageRow = CallOutput<typeof listMessages>["items"][number];
export type MessageView = CallOutput<typeof getMessage>;
export type Step = MessageView["timeline"][number];
