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
  /** Why a person changed the score; null while the rules gave it. */
  score_reason: text(),
  owner_user_id: uuid(),
  company_name: text(),
  interest: text(),
  budget_minor: big(),
  currency: text(),
  country: text(),
  notes: text(),
  disqualified_reason: text(),
  import_id: uuid(),
  erased_at: instant(),
});

export const leadConversions = pgTable("lead_conversions", {
  tenant_id: tenantId(), id: uuid().notNull().defaultRandom(), lead_id: uuid().notNull(), contact_id: uuid().notNull(), company_id: uuid(), deal_id: uuid(),
  converted_by: uuid(), converted_at: instant().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.id] })]);

export const leadDuplicates = pgTable("lead_duplicates", {
  tenant_id: tenantId(), lead_id: uuid().notNull(), contact_id: uuid().notNull(), reason: text().$type<"email" | "phone" | "name">().notNull(), score: integer().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.lead_id, t.contact_id, t.reason] })]);

/** What every row of a file gets unless it says otherwise. */
export interface ImportOptions {
  source: LeadSource;
  owner_user_id: string | null;
  /** Of phone numbers without a country code, and of budgets without a currency. */
  country: string;
  currency: string;
  /** `leads.max` of the plan when the import was started; null is no limit. */
  max_leads: number | null;
}

export const leadImports = tenantTable("lead_imports", {
  file_name: text().notNull(),
  file_key: text().notNull(),
  file_bytes: big().notNull(),
  encoding: text().notNull(),
  delimiter: text().notNull(),
  newline: text().notNull(),
  columns: jsonb().$type<string[]>().notNull(),
  mapping: jsonb().$type<Record<string, string | null>>().notNull(),
  options: jsonb().$type<ImportOptions>().notNull(),
  status: text().$type<"previewed" | "running" | "done" | "failed" | "undoing" | "undone">().notNull().default("previewed"),
  rows_total: integer().notNull(),
  rows_done: integer().notNull().default(0),
  /** Where the first row starts, and where the next one to be stored does. */
  data_offset: big().notNull(),
  byte_offset: big().notNull(),
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
  code: text().notNull(), field: text(), message: text().notNull(), value: text(), match_type: text(), match_id: uuid(),
  cells: jsonb().$type<string[]>().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.import_id, t.row_number, t.id] })]);
