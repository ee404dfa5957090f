import { integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId, tenantTable } from "./kernel.ts";

export type SubjectType = "lead" | "contact" | "company" | "deal" | "unit" | "project";

export const activities = tenantTable("activities", {
  type: text().$type<"call" | "email" | "meeting" | "note" | "system">().notNull(),
  subject_type: text().$type<SubjectType>().notNull(),
  subject_id: uuid().notNull(),
  owner_user_id: uuid(),
  title: text().notNull(),
  body: text(),
  direction: text().$type<"inbound" | "outbound">(),
  started_at: instant().notNull(),
  ended_at: instant(),
});

export const activityLinks = pgTable("activity_links", {
  tenant_id: tenantId(), activity_id: uuid().notNull(), related_type: text().$type<SubjectType>().notNull(), related_id: uuid().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.related_type, t.related_id, t.activity_id] })]);

export const recordWatchers = pgTable("record_watchers", {
  tenant_id: tenantId(), subject_type: text().$type<SubjectType>().notNull(), subject_id: uuid().notNull(), user_id: uuid().notNull(), created_at: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.subject_type, t.subject_id, t.user_id] })]);

export const tasks = tenantTable("tasks", {
  title: text().notNull(),
  description: text(),
  status: text().$type<"open" | "in_progress" | "done" | "cancelled">().notNull(),
  priority: text().$type<"low" | "medium" | "high">().notNull(),
  due_at: instant(),
  owner_user_id: uuid().notNull(),
  created_by: uuid(),
  related_type: text().$type<SubjectType>(),
  related_id: uuid(),
  completed_at: instant(),
  /** When it was told that the due time had passed. */
  overdue_at: instant(),
  due_order: instant().notNull().generatedAlwaysAs(""),
});

export const taskLinks = pgTable("task_links", {
  tenant_id: tenantId(), task_id: uuid().notNull(), related_type: text().$type<SubjectType>().notNull(), related_id: uuid().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.related_type, t.related_id, t.task_id] })]);

export const reminders = tenantTable("reminders", {
  task_id: uuid().notNull(),
  remind_at: instant().notNull(),
  /** Its distance from the due time, which it keeps; null where it has a time of its own. */
  minutes_before: integer(),
  channel: text().$type<"email" | "inbox" | "sms" | "whatsapp">().notNull(),
  status: text().$type<"pending" | "sent" | "cancelled">().notNull(),
  sent_at: instant(),
});
