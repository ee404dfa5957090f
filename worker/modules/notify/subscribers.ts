import { on } from "#worker/kernel/events.ts";
import { notifyEvents } from "./contract.ts";
import { sendAgain } from "./dead-letters.ts";
import { digestSubscribers } from "./digests/subscribers.ts";
import { escalationSubscribers } from "./escalations/cases.ts";
import { sendMessage } from "./send-message.ts";

export const notifySubscribers = [
  on(notifyEvents["message.queued"], "notify.send-message", (ctx, event) => sendMessage(ctx, event.payload.message_id)),
  on(notifyEvents["dead_letter.requeued"], "notify.send-dead-letter", (ctx, event) => sendAgain(ctx, event.payload.dead_letter_id)),
  ...digestSubscribers,
  ...escalationSubscribers,
];
