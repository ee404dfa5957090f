import { on } from "#worker/kernel/events.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import { notifyEvents } from "./contract.ts";
import { digestSubscribers } from "./digests/subscribers.ts";
import { escalationSubscribers } from "./escalations/cases.ts";
import { handOut } from "./sending/drain.ts";
import { sendAgain } from "./sending/dead-letters.ts";
import { sendMessage } from "./sending/send-message.ts";
import { templateSubscribers } from "./templates/watch-approvals.ts";

export const notifySubscribers = [
  on(notifyEvents["message.queued"], "notify.send-message", (ctx, event) => sendMessage(ctx, event.payload.message_id)),
  on(notifyEvents["messages.queued"], "notify.hand-out-tickets", ({ tenant_id }, { payload }) => handOut(payload.channels.map((channel) => ({ tenant_id, channel })))),
  on(notifyEvents["message.cancelled"], "notify.release-unit", ({ tenant_id }, { payload }) => meterOf(tenant_id).settle({ unused: [payload.message_id] })),
  on(notifyEvents["message.expired"], "notify.release-expired-unit", ({ tenant_id }, { payload }) => meterOf(tenant_id).settle({ unused: [payload.message_id] })),
  on(notifyEvents["dead_letter.requeued"], "notify.send-dead-letter", (ctx, event) => sendAgain(ctx, event.payload.dead_letter_id)),
  ...digestSubscribers,
  ...escalationSubscribers,
  ...templateSubscribers,
];
