import { boolean, integer, jsonb, pgTable, primaryKey, smallint, text, time, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId, tenantTable } from "./kernel.ts";

export type Channel = "email" | "sms" | "whatsapp" | "inbox" | "push";

export const notificationsInbox = tenantTable("notifications_inbox", {
  recipient_user_id: uuid().notNull(),
  category: text().$type<"approvals" | "tasks" | "system" | "marketing">().notNull().default("system"),
  title: text().notNull(),
  body: text().notNull(),
  severity: text().$type<"info" | "success" | "warning" | "error">().notNull().default("info"),
  link_url: text(),
  meta: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  is_read: boolean().notNull().default(false),
  read_at: instant(),
  dispatch_group_id: uuid(),
  source: text(),
  archived_at: instant(),
});

export const dispatchGroups = tenantTable("dispatch_groups", {
  correlation_key: text().notNull(),
  root_message_id: uuid(),
});

export const messagesOutbox = tenantTable("messages_outbox", {
  channel: text().$type<Channel>().notNull(),
  recipient: text().notNull(),
  template_code: text().notNull(),
  locale: text().$type<"en" | "ar">().notNull().default("en"),
  payload: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  type: text().$type<"transactional" | "marketing">().notNull().default("transactional"),
  status: text().$type<"queued" | "sending" | "sent" | "delivered" | "failed" | "bounced" | "expired" | "cancelled">().notNull().default("queued"),
  provider: text(),
  provider_message_id: text(),
  error_code: text(),
  dispatch_group_id: uuid(),
  attempts: integer().notNull().default(0),
  scheduled_at: instant().notNull(),
  claimed_at: instant(),
  sent_at: instant(),
  delivered_at: instant(),
  failed_at: instant(),
  family: text().notNull(),
  template_id: uuid(),
  recipient_user_id: uuid(),
  recipient_contact_id: uuid(),
  is_mirror: boolean().notNull().default(false),
  priority: smallint().notNull().default(1),
  source: text(),
  meta: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  segments: integer(),
  opened_at: instant(),
  clicked_at: instant(),
  defer_reason: text(),
  expires_at: instant(),
  quiet: jsonb().$type<object>(),
});

export const messageAudit = tenantTable("message_audit", {
  outbox_id: uuid(),
  dispatch_group_id: uuid().notNull(),
  policy_snapshot: jsonb().$type<object>().notNull(),
  preferences_snapshot: jsonb().$type<object>().notNull(),
  routed_channels: text().array().$type<Channel[]>().notNull(),
  decisions: jsonb().$type<unknown[]>().notNull(),
});

export const notificationPolicies = tenantTable("notification_policies", { value: jsonb().$type<Record<string, unknown>>().notNull() });
export const notificationPreferences = tenantTable("notification_preferences", { prefs: jsonb().$type<Record<string, unknown>>().notNull().default({}), snooze_until: instant() });
export const groupNotificationDefaults = tenantTable("group_notification_defaults", { prefs: jsonb().$type<Record<string, unknown>>().notNull().default({}) });

export const suppressionList = tenantTable("suppression_list", {
  channel: text().$type<"email" | "sms" | "whatsapp">().notNull(),
  normalized_value: text().notNull(),
  reason: text().$type<"bounce" | "complaint" | "manual" | "stop" | "unsubscribed">().notNull(),
  scope: text().$type<"all" | "marketing">().notNull().default("all"),
  detail: text(),
  message_id: uuid(),
  occurred_at: instant().notNull(),
  created_by: uuid(),
});

export const channelOptIns = tenantTable("channel_opt_ins", {
  subject_type: text().$type<"user" | "contact">().notNull(),
  subject_id: uuid().notNull(),
  channel: text().$type<"email" | "sms" | "whatsapp">().notNull(),
  status: text().$type<"pending" | "confirmed" | "withdrawn">().notNull(),
  consent_source: text().notNull(),
  consent_text: text(),
  consent_at: instant().notNull(),
  confirmed_at: instant(),
  withdrawn_at: instant(),
  token_hash: text(),
});

export const messageTemplates = tenantTable("message_templates", {
  channel: text().$type<"email" | "sms" | "whatsapp" | "inbox">().notNull(),
  family: text().notNull(),
  code: text().notNull(),
  name: text().notNull(),
  locale: text().$type<"en" | "ar">().notNull(),
  number: integer().notNull(),
  status: text().$type<"draft" | "approved" | "retired">().notNull().default("draft"),
  type: text().$type<"transactional" | "marketing">().notNull().default("transactional"),
  subject: text().notNull().default(""),
  body: text().notNull(),
  html: text(),
  action_label: text(),
  variables: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  provider_template_id: text(),
  provider_status: text().$type<"pending" | "approved" | "rejected" | "paused" | "disabled">(),
  provider_reason: text(),
  submitted_by: uuid(),
  submitted_at: instant(),
  approved_by: uuid(),
  approved_at: instant(),
  created_by: uuid(),
});

export const providerCredentials = tenantTable("provider_credentials", {
  provider: text().$type<"brevo" | "infobip">().notNull(),
  data: text().notNull(),
  hint: text().notNull(),
  updated_by: uuid(),
});

export const digestSubscriptions = tenantTable("digest_subscriptions", {
  user_id: uuid().notNull(),
  kind: text().notNull(),
  cadence: text().$type<"daily" | "weekly">().notNull(),
  at_local: time().notNull(),
  weekday: smallint(),
  timezone: text(),
  enabled: boolean().notNull().default(true),
  next_at: instant(),
  last_at: instant(),
});

export const digestQueue = tenantTable("digest_queue", {
  user_id: uuid().notNull(),
  subscription_id: uuid(),
  digest_kind: text().notNull(),
  payload: jsonb().$type<Record<string, unknown>>().notNull(),
  scheduled_at: instant().notNull(),
  status: text().$type<"queued" | "sent" | "skipped" | "failed">().notNull().default("queued"),
  error: text(),
});

export const escalations = tenantTable("escalations", {
  domain: text().$type<"approvals" | "tasks" | "leads">().notNull(),
  subject_id: uuid().notNull(),
  case_key: text().notNull(),
  since: instant().notNull(),
  steps_done: smallint().notNull().default(0),
  closed_at: instant(),
});

export const devMailbox = pgTable("dev_mailbox", {
  tenant_id: tenantId(), id: uuid().notNull(), channel: text().$type<Channel>().notNull(), recipient: text().notNull(), subject: text(),
  body_text: text().notNull(), body_html: text(), created_at: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.id] })]);

export const webhookEvents = pgTable("webhook_events", {
  tenant_id: uuid().notNull(), id: uuid().notNull(), provider: text().notNull(), dedupe_key: text().notNull(), message_id: uuid(), body: jsonb().notNull(),
  created_at: instant(), processed_at: instant(), error: text(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.id] })]);

export const providerCircuits = pgTable("provider_circuits", { key: text().primaryKey(), failures: integer().notNull().default(0), open_until: instant(), updated_at: instant().notNull() });
