import * as z from "zod";
import { defineEvents, defineModule, Id, ListQuery, PageOf } from "#worker/kernel/resource.ts";

export const Channel = z.enum(["email", "sms", "whatsapp", "inbox", "push"]);
export const Category = z.enum(["approvals", "tasks", "system", "marketing"]);
export const Severity = z.enum(["info", "success", "warning", "error"]);

export const Notification = z.object({
  id: Id,
  version: z.int().positive(),
  created_at: z.iso.datetime(),
  category: Category,
  title: z.string().meta({ examples: ["A lead was assigned to you"] }),
  body: z.string().meta({ examples: ["Mona El-Sayed is waiting for your call."] }),
  severity: Severity,
  link_url: z.string().nullable().meta({ examples: ["/leads/0198f7a2-5f6e-7c31-9f2a-3a3f6f1f4b11"] }),
  meta: z.record(z.string(), z.unknown()).meta({ examples: [{}] }),
  is_read: z.boolean(),
  read_at: z.iso.datetime().nullable(),
});

export const DeadLetter = z.object({
  id: Id,
  queue: z.string().meta({ examples: ["m3core-outbox"] }),
  body: z.record(z.string(), z.unknown()).meta({ examples: [{ message_id: "0198f7a2-5f6e-7c31-9f2a-3a3f6f1f4b11" }] }),
  created_at: z.iso.datetime(),
  requeued_at: z.iso.datetime().nullable(),
});

const Message = z.object({ message_id: Id });
export const notifyEvents = defineEvents({
  "message.queued": { payload: Message },
  /** So many at once that they leave by a ticket instead of each by its own event. */
  "messages.queued": { payload: z.object({ channels: z.array(z.enum(["email", "sms", "whatsapp"])), count: z.int() }) },
  "message.sent": { payload: Message },
  "message.delivered": { payload: Message },
  "message.failed": { payload: Message.extend({ error_code: z.string() }) },
  "message.bounced": { payload: Message.extend({ error_code: z.string() }) },
  "message.opened": { payload: Message },
  "message.clicked": { payload: Message },
  /** It waits, for a reason of routing, until then. */
  "message.deferred": { payload: Message.extend({ until: z.iso.datetime(), reason: z.string() }) },
  /** It will be tried again then. */
  "message.retried": { payload: Message.extend({ error_code: z.string(), at: z.iso.datetime() }) },
  "dispatch.group.created": { payload: z.object({ dispatch_group_id: Id }) },
  "notification.created": {
    payload: z.object({ notification_id: Id, user_id: Id, category: Category, severity: Severity }), live: (p) => [p.user_id],
  },
  "dead_letter.requeued": { payload: z.object({ dead_letter_id: Id }) },
  /** So that the user's other windows follow. `notification_ids` null: all of them. */
  "notification.read": { payload: z.object({ user_id: Id, notification_ids: z.array(Id).nullable() }), live: (p) => [p.user_id] },
});

const { route } = defineModule("notify");
const self = { permission: "notify.inbox.read.self" } as const;

export const listNotifications = route({
  method: "get", path: "/v1/me/notifications", access: self, summary: "List my notifications",
  query: ListQuery(["-created_at"], { is_read: z.stringbool().optional(), category: Category.optional(), since: z.iso.datetime().optional() }),
  returns: PageOf(Notification).extend({ unread_count: z.int().min(0) }),
});
export const liveNotifications = route({
  method: "get", path: "/v1/me/notifications/live", access: self, produces: "websocket",
  summary: "Live events, over a WebSocket with the subprotocols m3core.v1 and the access token",
  /** The last `seq` the client saw: what came after it is sent first. */
  query: z.object({ since: z.coerce.number().int().min(0).optional() }),
  returns: z.never(), errors: ["UPGRADE_REQUIRED", "FORBIDDEN"],
});
export const readNotifications = route({
  method: "patch", path: "/v1/me/notifications/read-bulk", access: self, summary: "Mark notifications as read",
  body: z.union([z.object({ ids: z.array(Id).min(1).max(200) }).strict(), z.object({ all: z.literal(true) }).strict()]),
  returns: z.object({ ids: z.array(Id).nullable() }),
});
export const getNotification = route({
  method: "get", path: "/v1/me/notifications/:notification_id", access: self, summary: "Get one of my notifications", returns: Notification, errors: ["NOT_FOUND"],
});
export const readNotification = route({
  method: "patch", path: "/v1/me/notifications/:notification_id/read", access: self, summary: "Mark a notification as read",
  returns: Notification, errors: ["NOT_FOUND"],
});

export const listDeadLetters = route({
  method: "get", path: "/v1/admin/dead-letters", access: { permission: "notify.outbox.read" }, summary: "List queue messages that were given up on",
  query: ListQuery(["-created_at"], { requeued: z.stringbool().optional() }), returns: PageOf(DeadLetter),
});
export const requeueDeadLetter = route({
  method: "post", path: "/v1/admin/dead-letters/:dead_letter_id/requeue", access: { permission: "notify.policies.manage" },
  summary: "Send a dead letter again", returns: DeadLetter, errors: ["NOT_FOUND", "CONFLICT"],
});
