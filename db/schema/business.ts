import { boolean, integer, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { big, instant, tenantTable } from "./kernel.ts";

/** A module without a row is on. */
export const moduleActivation = tenantTable("module_activation", {
  module_id: text().notNull(),
  status: text().$type<"on" | "off">().notNull(),
  activated_at: instant().notNull(),
  activated_by: uuid(),
});

const dictionary = <N extends string>(name: N) =>
  tenantTable(name, { code: text().notNull(), name_en: text().notNull(), name_ar: text().notNull(), is_active: boolean().notNull().default(true) });
export const jobTitleCodes = dictionary("job_title_codes");
export const departmentCodes = dictionary("department_codes");

/** What was said, in order: never changed. */
export const contactConsents = tenantTable("contact_consents", {
  contact_id: uuid().notNull(),
  channel: text().$type<"email" | "phone" | "sms" | "whatsapp">().notNull(),
  purpose: text().$type<"marketing" | "service" | "profiling">().notNull(),
  status: text().$type<"granted" | "withdrawn">().notNull(),
  proof: text().notNull(),
  given_at: instant().notNull(),
  recorded_by: uuid(),
});

/** A copy of everything a tenant has, in parts in R2. `position` is how far it has come. */
export const tenantExports = tenantTable("tenant_exports", {
  status: text().$type<"running" | "done" | "failed" | "expired">().notNull().default("running"),
  requested_by: uuid(),
  position: jsonb().$type<{ table?: string; after?: unknown }>().notNull().default({}),
  parts: integer().notNull().default(0),
  row_count: big().notNull().default(0),
  byte_count: big().notNull().default(0),
  finished_at: instant(),
  expires_at: instant(),
});
