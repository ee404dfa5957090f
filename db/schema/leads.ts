import { integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { big, instant, tenantId, tenantTable } from "./kernel.ts";

export type LeadStatus = "new" | "contacted" | "qualified" | "disqualified" | "converted";
export type LeadSource = "web" | "referral" | "manual" | "import" | "campaign" | "other";

export const leads = tenantTable("leads", {
  first_name: text().notNull(),
  last_name: text(),
  full_name: text().notNull().generatedAlwaysAs(""),
  email: text(),
  phone_e164: text(),
  source: text().$type<LeadSource>().notNull().default("manual"),
  source_detail: text(),
  status: text().$type<LeadStatus>().notNull().default("new"),
  score: integer().notNull().default(0),
  owner_user_id: uuid(),
  company_name: text(),
  interest: text(),
  budget_minor: big(),
  currency: text(),
  country: text(),
  notes: text(),
  disqualified_reason: text(),
  import_id: uuid(),
});

export const leadConversions = pgTable("lead_conversions", {
  tenant_id: tenantId(), id: uuid().notNull(), lead_id: uuid().notNull(), contact_id: uuid().notNull(), company_id: uuid(), deal_id: uuid(),
  converted_by: uuid(), converted_at: instant(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.id] })]);

export const leadDuplicates = pgTable("lead_duplicates", {
  tenant_id: tenantId(), lead_id: uuid().notNull(), contact_id: uuid().notNull(), reason: text().$type<"email" | "phone" | "name">().notNull(), score: integer().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.lead_id, t.contact_id, t.reason] })]);

export const leadImports = tenantTable("lead_imports", {
  file_name: text().notNull(),
  file_key: text().notNull(),
  file_bytes: big().notNull(),
  encoding: text().notNull(),
  delimiter: text().notNull(),
  columns: jsonb().$type<string[]>().notNull(),
  mapping: jsonb().$type<Record<string, string>>().notNull(),
  options: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  status: text().$type<"previewed" | "running" | "done" | "failed" | "undoing" | "undone">().notNull().default("previewed"),
  rows_total: integer().notNull(),
  rows_done: integer().notNull().default(0),
  byte_offset: big().notNull().default(0),
  created: integer().notNull().default(0),
  duplicates: integer().notNull().default(0),
  failed: integer().notNull().default(0),
  undone: integer().notNull().default(0),
  error: text(),
  started_by: uuid(),
  started_at: instant(),
  finished_at: instant(),
});

export const leadImportIssues = pgTable("lead_import_issues", {
  tenant_id: tenantId(), id: uuid().notNull(), import_id: uuid().notNull(), row_number: integer().notNull(), kind: text().$type<"error" | "duplicate">().notNull(),
  field: text(), message: text().notNull(), value: text(), match_type: text(), match_id: uuid(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.import_id, t.row_number, t.id] })]);
