import * as z from "zod";
import { defineEvents, defineModule, Id, Text } from "#worker/kernel/resource.ts";
import { Locale } from "#worker/modules/auth/contract.ts";
import { Escalations } from "../escalations/escalations-contract.ts";

/** Channels that leave the product. */
export const SendChannel = z.enum(["email", "sms", "whatsapp"]);
export const RouteChannel = z.enum(["email", "sms", "whatsapp", "inbox"]);
export const MessageType = z.enum(["transactional", "marketing"]);

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time as HH:MM.").meta({ examples: ["21:00"] });
const Window = z.object({ start: Time, end: Time }).strict();
export const QuietHours = Window.extend({
  enabled: z.boolean(), channels: z.array(SendChannel).min(1).max(3).meta({ examples: [["sms", "whatsapp"]] }),
  weekend: Window.nullable().meta({ description: "Other hours on days off; null: the same as on working days." }),
}).strict().meta({ description: "In the recipient's time zone. What falls into them waits until they end; an end before the start is on the next day." });

const Kinds = z.object({ transactional: z.boolean(), marketing: z.boolean() }).partial().strict();
/** What one level says; what it leaves out, the next one decides. */
export const Prefs = z.object({
  email: Kinds, sms: Kinds, whatsapp: Kinds, inbox: z.object({ all: z.boolean() }).partial().strict(),
  mirror: z.object({ email_on_sms: z.boolean(), email_on_whatsapp: z.boolean(), inbox_on_all: z.boolean() }).partial().strict(),
}).partial().strict().meta({ examples: [{ email: { transactional: true, marketing: false }, inbox: { all: true } }] });
export const OwnPrefs = Prefs.extend({ quiet_hours: QuietHours.nullable().optional() }).strict().meta({ examples: [{ email: { marketing: false } }] });

export const PREFERENCE_KEYS = [
  "email.transactional", "email.marketing", "sms.transactional", "sms.marketing", "whatsapp.transactional", "whatsapp.marketing", "inbox.all",
  "mirror.email_on_sms", "mirror.email_on_whatsapp", "mirror.inbox_on_all",
] as const;
export const Effective = z.object({
  timezone: z.string().meta({ examples: ["Africa/Cairo"] }), snooze_until: z.iso.datetime().nullable(),
  settings: z.array(z.object({
    key: z.enum(PREFERENCE_KEYS), value: z.boolean(), source: z.enum(["user", "group", "tenant"]), source_name: z.string().nullable().meta({ description: "The group that decides." }),
  })),
  quiet_hours: QuietHours.extend({ source: z.enum(["user", "tenant"]) }),
  consents: z.array(SendChannel).meta({ description: "Channels on which this person has agreed to marketing." }),
});
export const Preferences = z.object({ user_id: Id, version: z.int().min(0), prefs: OwnPrefs, snooze_until: z.iso.datetime().nullable(), effective: Effective });

const PerMinute = z.int().min(1).max(10_000);
const on = z.boolean().default(true), off = z.boolean().default(false);
/** Everything a workspace decides about its messages; what is left out is as here. */
export const Policies = z.object({
  quiet_hours: QuietHours.default({ enabled: true, start: "21:00", end: "08:00", channels: ["sms", "whatsapp"], weekend: null }),
  users_may_override_quiet_hours: on,
  security_overrides_quiet_hours: on,
  mirroring: z.object({ email: on, inbox: on, marketing: on.meta({ description: "Marketing too; its email needs the consent to email." }) }).strict().prefault({}),
  defaults: Prefs.default({}),
  group_rule: z.enum(["most_permissive", "ignore"]).default("most_permissive"),
  allow_transactional_over_stop: off,
  double_opt_in: off,
  sandbox: z.object({ enabled: off, email: z.email().nullable().default(null), phone: z.e164().nullable().default(null) }).strict().prefault({})
    .meta({ description: "While enabled, messages go to these addresses instead; on a channel without one they are not sent. Security messages go to whom they are for." }),
  throttle_per_minute: z.object({ email: PerMinute.default(600), sms: PerMinute.default(60), whatsapp: PerMinute.default(60) }).strict().prefault({}),
  retention_days: z.int().min(1).max(365).default(90).meta({ description: "Days that the words of messages are kept." }),
  escalations: Escalations.prefault({}),
}).strict();
export type PoliciesValue = z.output<typeof Policies>;
export const PoliciesAnswer = z.object({ version: z.int().min(0), value: Policies, updated_at: z.iso.datetime().nullable() });

export const REASONS = {
  PREFERENCE_OFF: "They do not want this on this channel.",
  MIRROR_OFF: "Copies on this channel are off.",
  NO_ADDRESS: "There is no address for this channel.",
  PLAN_REQUIRED: "The plan does not include this channel.",
  SUPPRESSED: "This address bounced, complained or was blocked.",
  STOPPED: "They said STOP on this channel.",
  UNSUBSCRIBED: "They unsubscribed from marketing.",
  CONSENT_REQUIRED: "They have not agreed to marketing on this channel.",
  TEMPLATE_MISSING: "There is no template for this channel.",
  SANDBOX_BLOCKED: "Test mode has no address for this channel.",
  SANDBOX_REDIRECTED: "Test mode sends it to the test address.",
  SCHEDULED: "It was asked for at this time.",
  SNOOZED: "They have paused notifications until then.",
  QUIET_HOURS: "It waits for the end of quiet hours.",
  CAP_EXCEEDED: "This month's messages on this channel are used up.",
  SECURITY: "A security message: preferences and quiet hours do not hold it.",
} as const;
export type Reason = keyof typeof REASONS;
export const Route = z.object({
  channel: RouteChannel, to: z.string().nullable().meta({ examples: ["+201004827715"] }), decision: z.enum(["send", "defer", "skip"]),
  at: z.iso.datetime().nullable().meta({ description: "When it leaves; null for what is skipped." }), is_mirror: z.boolean(),
  reasons: z.array(z.object({ code: z.enum(Object.keys(REASONS) as [Reason, ...Reason[]]), message: z.string() })),
});

const Address = z.string().trim().min(3).max(320);
/** An address, a user of the workspace, or a contact. */
export const To = z.union([
  Address.meta({ examples: ["+201004827715"] }),
  z.object({ user_id: Id }).strict(), z.object({ contact_id: Id }).strict(),
  z.object({ email: z.email().optional(), phone: z.e164().optional() }).strict().refine((to) => to.email ?? to.phone, "Give an email or a phone."),
]);
const Code = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/, "A code is lower-case words joined by dots.").max(100).meta({ examples: ["lead.assigned"] });
export const Intent = z.object({
  channel: RouteChannel, to: To, template_code: Code, type: MessageType.optional().meta({ description: "Left out: what the template is for." }),
  payload: z.record(z.string(), z.json()).default({}).meta({ examples: [{ lead_name: "Mona El-Sayed", score: 80 }] }),
  mirror: z.union([z.boolean(), z.object({ email: z.boolean(), inbox: z.boolean() }).partial().strict()]).optional(),
  schedule_at: z.iso.datetime({ offset: true }).optional(), locale: Locale.optional(),
});
export const RoutingPreview = z.object({
  recipient: z.object({ user_id: Id.nullable(), contact_id: Id.nullable(), full_name: z.string().nullable(), locale: Locale, timezone: z.string() }),
  family: z.string(), routes: z.array(Route),
});

export const routingEvents = defineEvents({
  "notification.policies.changed": { payload: z.object({ tenant_id: Id, fields: z.array(z.string()) }) },
  "notification.preferences.changed": { payload: z.object({ user_id: Id }), live: (p) => [p.user_id] },
  "group.notification_defaults.changed": { payload: z.object({ group_id: Id }) },
});

const { route } = defineModule("notify");
const policies = { permission: "notify.policies.manage" } as const, self = { permission: "notify.preferences.update.self" } as const;

export const getPolicies = route({ method: "get", path: "/v1/admin/notification-policies", access: policies, summary: "Get how the workspace talks to people", returns: PoliciesAnswer });
export const putPolicies = route({
  method: "put", path: "/v1/admin/notification-policies", access: policies, summary: "Decide how the workspace talks to people; what is left out goes back to its default",
  body: Policies, returns: PoliciesAnswer, errors: ["PRECONDITION_FAILED"],
});
const NewPreferences = z.object({ prefs: OwnPrefs, snooze_until: z.iso.datetime({ offset: true }).nullable().optional() });
export const getMyPreferences = route({ method: "get", path: "/v1/me/notification-preferences", access: self, summary: "How I want to be told, and what holds for me", returns: Preferences });
export const putMyPreferences = route({
  method: "put", path: "/v1/me/notification-preferences", access: self, summary: "Say how I want to be told; what is left out is decided by my groups and the workspace",
  body: NewPreferences, returns: Preferences, errors: ["PRECONDITION_FAILED"],
});
export const getEffectivePreferences = route({
  method: "get", path: "/v1/notify/effective-preferences", access: "signed_in", summary: "How a user is told, and who decided it; others only with notify.preferences.update.user",
  query: z.object({ user_id: Id.optional(), userId: Id.optional().meta({ description: "The same as user_id." }) }), returns: Preferences, errors: ["NOT_FOUND", "FORBIDDEN"],
});
export const putUserPreferences = route({
  method: "put", path: "/v1/admin/users/:user_id/notification-preferences", access: { permission: "notify.preferences.update.user" }, summary: "Say how a user is to be told",
  body: NewPreferences, returns: Preferences, errors: ["NOT_FOUND", "PRECONDITION_FAILED"],
});
const GroupDefaults = z.object({ group_id: Id, name: Text(120).meta({ examples: ["New Cairo team"] }), version: z.int().min(0), prefs: Prefs });
export const listGroupDefaults = route({
  method: "get", path: "/v1/admin/notification-defaults", access: policies, summary: "List what groups say about how their members are told", returns: z.object({ items: z.array(GroupDefaults) }),
});
export const putGroupDefaults = route({
  method: "put", path: "/v1/admin/notification-defaults/:group_id", access: policies, summary: "Say how members of a group are told unless they choose themselves",
  body: z.object({ prefs: Prefs }), returns: GroupDefaults, errors: ["NOT_FOUND", "PRECONDITION_FAILED"],
});
export const previewRouting = route({
  method: "post", path: "/v1/notify/preview-routing", access: { permission: "notify.routing.preview" }, rate: "read", idempotent: false,
  summary: "What a message would do now: every channel with what is decided and why; nothing is sent",
  body: Intent.extend({ intent: MessageType.optional().meta({ description: "The same as type." }) }), returns: RoutingPreview, errors: ["TEMPLATE_MISSING", "TEMPLATE_VARIABLES_MISSING", "NOT_FOUND"],
});
