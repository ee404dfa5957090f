import { boolean, date, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { big, instant, tenantId, tenantTable } from "./kernel.ts";

export const pipelines = tenantTable("pipelines", {
  name: text().notNull(),
  description: text(),
  is_active: boolean().notNull().default(true),
  is_default: boolean().notNull().default(false),
});

export const pipelineStages = tenantTable("pipeline_stages", {
  pipeline_id: uuid().notNull(),
  name: text().notNull(),
  name_ar: text(),
  order_index: integer().notNull(),
  probability_pct: integer().notNull(),
  is_win: boolean().notNull().default(false),
  is_loss: boolean().notNull().default(false),
});

export const lostReasonCodes = tenantTable("lost_reason_codes", {
  code: text().notNull(),
  label: text().notNull(),
  label_ar: text(),
  is_active: boolean().notNull().default(true),
});

export const deals = tenantTable("deals", {
  name: text().notNull(),
  amount_minor: big().notNull(),
  currency: text().notNull(),
  pipeline_id: uuid().notNull(),
  stage_id: uuid().notNull(),
  owner_user_id: uuid(),
  status: text().$type<"open" | "won" | "lost">().notNull().default("open"),
  close_date: date(),
  lost_reason_code: text(),
  lost_note: text(),
  closed_at: instant(),
  stage_entered_at: instant().notNull(),
});

export const dealContacts = pgTable("deal_contacts", {
  tenant_id: tenantId(), deal_id: uuid().notNull(), contact_id: uuid().notNull(),
  role: text().$type<"decision_maker" | "influencer" | "other">().notNull().default("decision_maker"),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.deal_id, t.contact_id] })]);

export const dealCompanies = pgTable("deal_companies", {
  tenant_id: tenantId(), deal_id: uuid().notNull(), company_id: uuid().notNull(),
  role: text().$type<"primary" | "secondary">().notNull().default("primary"),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.deal_id, t.company_id] })]);
