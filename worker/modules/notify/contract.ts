import * as z from "zod";
import { defineEvents, Id } from "#worker/kernel/resource.ts";

export const Channel = z.enum(["email", "sms", "whatsapp", "inbox", "push"]);
export const Category = z.enum(["approvals", "tasks", "system", "marketing"]);
export const Severity = z.enum(["info", "success", "warning", "error"]);

const Message = z.object({ message_id: Id });
/** Whoever watches the log. */
const live = { holders: "notify.outbox.read" } as const;
export const notifyEvents = defineEvents({
  "message.queued": { payload: Message, live },
  /** So many at once that they leave by a ticket instead of each by its own event. */
  "messages.queued": { payload: z.object({ channels: z.array(z.enum(["email", "sms", "whatsapp"])), count: z.int() }), live },
  "message.sent": { payload: Message, live },
  "message.delivered": { payload: Message, live },
  "message.failed": { payload: Message.extend({ error_code: z.string() }), live },
  "message.bounced": { payload: Message.extend({ error_code: z.string() }), live },
  "message.opened": { payload: Message, live },
  "message.clicked": { payload: Message, live },
  /** It waits, until then, for a reason of routing or of sending. */
  "message.deferred": { payload: Message.extend({ until: z.iso.datetime(), reason: z.string() }), live },
  /** It will be tried again then. */
  "message.retried": { payload: Message.extend({ error_code: z.string(), at: z.iso.datetime() }), live },
  /** It was not sent after all: what stands against its address says why. */
  "message.cancelled": { payload: Message.extend({ error_code: z.string() }), live },
  /** It waited for longer than it was good for, and is not sent. */
  "message.expired": { payload: Message, live },
  "dispatch.group.created": { payload: z.object({ dispatch_group_id: Id }) },
  "notification.created": {
    payload: z.object({ notification_id: Id, user_id: Id, category: Category, severity: Severity }), live: (p) => [p.user_id],
  },
  "dead_letter.requeued": { payload: z.object({ dead_letter_id: Id }) },
  /** So that the user's other windows follow. `notification_ids` null: all of them. */
  "notification.read": { payload: z.object({ user_id: Id, notification_ids: z.array(Id).nullable() }), live: (p) => [p.user_id] },
});
