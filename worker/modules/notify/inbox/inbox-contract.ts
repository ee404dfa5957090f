import * as z from "zod";
import { defineEvents, defineModule, Id, ListQuery, PageOf, Text } from "#worker/kernel/resource.ts";
import { Category, Channel, Severity } from "#worker/modules/notify/contract.ts";

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
  source: z.string().nullable().meta({ description: "What it is about: the first word of its template's code.", examples: ["lead"] }),
  is_read: z.boolean(),
  read_at: z.iso.datetime().nullable(),
  archived_at: z.iso.datetime().nullable(),
});

const Delivery = z.object({
  message_id: Id, channel: Channel, is_mirror: z.boolean(),
  status: z.enum(["queued", "sending", "sent", "delivered", "failed", "bounced", "expired", "cancelled"]),
  recipient: z.string().meta({ examples: ["mona@example.com"] }), attempts: z.int(),
  sent_at: z.iso.datetime().nullable(), delivered_at: z.iso.datetime().nullable(), opened_at: z.iso.datetime().nullable(), failed_at: z.iso.datetime().nullable(),
  /** Why it failed, or why the last try did. */
  error_code: z.string().nullable().meta({ examples: [null] }),
  /** It waits for a later time; `at_local` is on the reader's clock. */
  scheduled: z.object({ at: z.iso.datetime(), at_local: z.string().meta({ examples: ["08:00"] }), timezone: z.string().meta({ examples: ["Africa/Cairo"] }), reason: z.string().nullable().meta({ examples: ["QUIET_HOURS"] }) }).nullable(),
});
export const RelatedType = z.enum(["lead", "contact", "company", "deal", "unit", "approval_request", "task", "lead_import"]);
export const NotificationDetail = Notification.extend({
  /** The records it is about, and where the app shows them. */
  related: z.array(z.object({ type: RelatedType, id: Id, link_url: z.string().meta({ examples: ["/leads/0198f7a2-5f6e-7c31-9f2a-3a3f6f1f4b11"] }) })),
  /** The same message on other channels. */
  channels: z.array(Delivery),
  /** Channels it did not go to, and what was decided there. */
  not_sent: z.array(z.object({ channel: Channel, reasons: z.array(z.object({ code: z.string().meta({ examples: ["PREFERENCE_OFF"] }), message: z.string().meta({ examples: ["They do not want this on this channel."] }) })) })),
});

/** Live, to the user's other windows. `notification_ids` null: more than are worth naming. */
const Changed = z.object({ user_id: Id, notification_ids: z.array(Id).nullable() });
export const inboxEvents = defineEvents({
  "notification.unread": { payload: Changed, live: (p) => [p.user_id] },
  "notification.archived": { payload: Changed, live: (p) => [p.user_id] },
  "notification.unarchived": { payload: Changed, live: (p) => [p.user_id] },
});

const { route } = defineModule("notify");
const self = { permission: "notify.inbox.read.self" } as const;

const Filter = { category: Category.optional(), severity: Severity.optional(), source: Text(40).optional(), from: z.iso.datetime().optional(), to: z.iso.datetime().optional(), q: Text(100).optional() };
const InboxQuery = ListQuery(["-created_at"], {
  ...Filter, is_read: z.stringbool().optional(), since: z.iso.datetime().optional().meta({ description: "The same as from." }),
  archived: z.stringbool().optional().meta({ description: "True: what was archived, instead of what was not." }),
});
const Unread = z.object({ approvals: z.int().min(0), tasks: z.int().min(0), system: z.int().min(0), marketing: z.int().min(0) });
/** Unread counts are of the whole inbox, whatever the filters. */
const InboxPage = PageOf(Notification).extend({ unread_count: z.int().min(0), unread: Unread });

export const listNotifications = route({ method: "get", path: "/v1/me/notifications", access: self, summary: "List my notifications", query: InboxQuery, returns: InboxPage });
export const listNotificationsAlias = route({ method: "get", path: "/v1/notifications", access: self, summary: "List my notifications: the same as /v1/me/notifications", query: InboxQuery, returns: InboxPage });
export const liveNotifications = route({
  method: "get", path: "/v1/me/notifications/live", access: self, produces: "websocket",
  summary: "Live events, over a WebSocket with the subprotocols m3core.v1 and the access token",
  /** The last `seq` the client saw: what came after it is sent first. */
  query: z.object({ since: z.coerce.number().int().min(0).optional() }),
  returns: z.never(), errors: ["UPGRADE_REQUIRED", "FORBIDDEN"],
});
const Ids = z.array(Id).min(1).max(200);
const is_read = z.boolean().default(true);
export const readNotifications = route({
  method: "patch", path: "/v1/me/notifications/read-bulk", access: self, summary: "Mark notifications as read or unread: these, those that a filter finds, or all",
  body: z.union([
    z.object({ ids: Ids, is_read }).strict(),
    z.object({ filter: z.object(Filter).strict().refine((filter) => Object.keys(filter).length > 0, "Say what to filter by, or send all."), is_read }).strict(),
    z.object({ all: z.literal(true), is_read }).strict(),
  ]),
  returns: z.object({ ids: z.array(Id).nullable() }),
});
export const archiveNotifications = route({
  method: "patch", path: "/v1/me/notifications/archive-bulk", access: self, summary: "Put notifications into the archive, or back",
  body: z.object({ ids: Ids, archived: z.boolean().default(true) }), returns: z.object({ ids: z.array(Id) }),
});
export const getNotification = route({
  method: "get", path: "/v1/me/notifications/:notification_id", access: self,
  summary: "Get one of my notifications, with the records it is about and how it fared on other channels", returns: NotificationDetail, errors: ["NOT_FOUND"],
});
export const readNotification = route({
  method: "patch", path: "/v1/me/notifications/:notification_id/read", access: self, summary: "Mark a notification as read",
  returns: Notification, errors: ["NOT_FOUND"],
});
export const listUserNotifications = route({
  method: "get", path: "/v1/admin/notifications/:user_id", access: { permission: "notify.inbox.read.tenant" },
  summary: "List somebody's notifications; that you looked is in the audit log", query: InboxQuery, returns: InboxPage, errors: ["NOT_FOUND"],
});
