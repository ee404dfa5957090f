import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
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
