import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
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
  status: text().$type<"queued" | "sending" | "sent" | "delivered" | "failed" | "bounced" | "expired">().notNull().default("queued"),
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
});

export const devMailbox = pgTable("dev_mailbox", {
  tenant_id: tenantId(), id: uuid().notNull(), channel: text().$type<Channel>().notNull(), recipient: text().notNull(), subject: text(),
  body_text: text().notNull(), body_html: text(), created_at: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.id] })]);

export const webhookEvents = pgTable("webhook_events", {
  tenant_id: uuid().notNull(), id: uuid().notNull(), provider: text().notNull(), dedupe_key: text().notNull(), message_id: uuid(), body: jsonb().notNull(),
  created_at: instant(), processed_at: instant(), error: text(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.id] })]);
