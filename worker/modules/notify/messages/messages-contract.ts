import * as z from "zod";
import { defineModule, Id, ListQuery, PageOf, Several, Stamp, Text } from "#worker/kernel/resource.ts";
import { Locale } from "#worker/modules/auth/contract.ts";
import { Intent, MessageType, Route, SendChannel } from "../routing/routing-contract.ts";

export const MessageStatus = z.enum(["queued", "sending", "sent", "delivered", "failed", "bounced", "expired", "cancelled"]);
const at = z.iso.datetime().nullable();

export const Message = Stamp.extend({
  channel: SendChannel, recipient: z.string().meta({ examples: ["+201004827715"] }), template_code: z.string().meta({ examples: ["lead.assigned"] }), family: z.string(), locale: Locale, type: MessageType,
  status: MessageStatus, provider: z.string().nullable().meta({ examples: ["infobip"] }), provider_message_id: z.string().nullable(), error_code: z.string().nullable(),
  dispatch_group_id: Id.nullable(), is_mirror: z.boolean(), attempts: z.int(), segments: z.int().nullable().meta({ description: "Parts an SMS is billed as." }), defer_reason: z.string().nullable(), source: z.string().nullable(),
  scheduled_at: z.iso.datetime(), expires_at: at, sent_at: at, delivered_at: at, failed_at: at, opened_at: at, clicked_at: at,
});
const Step = z.object({ at: z.iso.datetime(), event: z.string().meta({ examples: ["message.sent"] }), detail: z.record(z.string(), z.json()).meta({ examples: [{}] }) });
export const MessageDetail = Message.extend({
  group: z.array(Message.pick({ id: true, channel: true, recipient: true, status: true, is_mirror: true, error_code: true, scheduled_at: true, sent_at: true, delivered_at: true })),
  inbox: z.object({ id: Id, is_read: z.boolean() }).nullable(),
  routes: z.array(Route).meta({ description: "What was decided for every channel, and why." }),
  timeline: z.array(Step).meta({ description: "What happened to it, oldest first." }),
  content: z.object({ subject: z.string(), text: z.string(), html: z.string() }).nullable().meta({ description: "Its words; null for secrets, and once they are forgotten." }),
});

const Dispatched = z.object({
  dispatch_group_id: Id, message_id: Id.nullable().meta({ description: "On the channel it was asked for; null when it does not go there." }), is_duplicate: z.boolean(), routes: z.array(Route),
  messages: z.array(z.object({ id: Id, channel: SendChannel, status: MessageStatus, scheduled_at: z.iso.datetime() })),
});
const REFUSALS = ["CONSENT_REQUIRED", "TEMPLATE_MISSING", "TEMPLATE_VARIABLES_MISSING", "PLAN_REQUIRED", "CAP_EXCEEDED", "NOT_FOUND"] as const;

const { route } = defineModule("notify");
const read = { permission: "notify.outbox.read" } as const, send = { permission: "notify.send.test" } as const;

export const dispatch = route({
  method: "post", path: "/v1/notify/dispatch", access: send, status: 202, summary: "Send a message; SMS and WhatsApp are copied to email and inbox unless mirror is false",
  body: Intent.extend({ correlation_key: Text(200).optional().meta({ description: "The same key again sends nothing again." }), source: Text(60).optional().meta({ examples: ["leads"] }),
    expires_at: z.iso.datetime({ offset: true }).optional().meta({ description: "After this moment it is not sent any more. Copies are." }),
  }),
  returns: Dispatched, errors: REFUSALS,
});
export const sendMessage = route({
  method: "post", path: "/v1/notify/send", access: send, status: 202, summary: "Send a message in the shape of the integration contracts",
  body: z.object({
    channel: SendChannel, template: Text(100).meta({ examples: ["lead.assigned"] }), to: z.object({ email: z.email().optional(), phone: z.e164().optional() }).strict(),
    params: z.record(z.string(), z.json()).default({}).meta({ examples: [{ lead_name: "Mona El-Sayed", score: 80 }] }), idempotencyKey: Text(200).optional(),
  }),
  returns: z.object({ ok: z.boolean().meta({ description: "False when it goes nowhere." }), provider: z.string(), providerMessageId: z.string().nullable(), messageId: Id.nullable(), dispatchGroupId: Id }), errors: REFUSALS,
});
export const listMessages = route({
  method: "get", path: "/v1/notify/messages", access: read, summary: "List what was sent, waits or failed",
  query: ListQuery(["-created_at"], {
    status: Several(MessageStatus).optional(), channel: Several(SendChannel).optional(), type: MessageType.optional(), error_code: Text(100).optional(), family: Text(100).optional(), source: Text(60).optional(),
    from: z.iso.datetime({ offset: true }).optional(), to: z.iso.datetime({ offset: true }).optional(), recipient: Text(320).optional().meta({ description: "Part of an address." }),
    user_id: Id.optional(), contact_id: Id.optional(), dispatch_group_id: Id.optional(),
  }),
  returns: PageOf(Message),
});
export const getMessage = route({ method: "get", path: "/v1/notify/messages/:message_id", access: read, summary: "Get a message with its copies, its timeline and why it went where it went", returns: MessageDetail, errors: ["NOT_FOUND"] });

const Count = z.int().min(0), Rate = z.number().min(0).max(1).nullable();
export const notifyHealth = route({
  method: "get", path: "/v1/notify/health", access: read, summary: "How messages fare: queue, time to send, delivery, failures, caps, inbox",
  query: z.object({ days: z.coerce.number().int().min(1).max(90).default(7) }),
  returns: z.object({
    queue: z.object({ queued: Count, deferred: Count, sending: Count, oldest_s: Count.nullable(), dead_letters: Count }),
    time_to_send_s: z.object({ p50: z.number().nullable(), p95: z.number().nullable() }),
    channels: z.array(z.object({ channel: SendChannel, total: Count, sent: Count, delivered: Count, failed: Count, bounced: Count, opened: Count, clicked: Count, delivery_rate: Rate })),
    failures: z.array(z.object({ code: z.string(), channel: SendChannel, count: Count })),
    caps: z.array(z.object({ channel: SendChannel, used: Count, cap: Count.nullable() })),
    trend: z.array(z.object({ day: z.iso.date(), channel: SendChannel, sent: Count, failed: Count })),
    inbox: z.object({ created: Count, read: Count, read_rate: Rate }),
    mirrored: z.object({ groups: Count, covered: Count, coverage: Rate }).meta({ description: "SMS and WhatsApp messages, and those of them that also reached email or inbox." }),
    providers: z.array(z.object({ key: z.string().meta({ examples: ["brevo"], description: "`brevo:own` is the workspace's own account." }), failures: Count, open_until: z.iso.datetime().nullable() })),
  }),
});
