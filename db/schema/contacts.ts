import { boolean, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId, tenantTable } from "./kernel.ts";

export const companies = tenantTable("companies", {
  name: text().notNull(),
  domain: text(),
  phone: text(),
  industry_code: text(),
  country: text(),
  city: text(),
  address: text(),
  city_key: text().generatedAlwaysAs(""),
  status: text().$type<"active" | "inactive">().notNull().default("active"),
  owner_user_id: uuid(),
});

export const contacts = tenantTable("contacts", {
  first_name: text().notNull(),
  last_name: text(),
  full_name: text().notNull().generatedAlwaysAs(""),
  name_key: text().notNull().generatedAlwaysAs(""),
  job_title: text(),
  company_id: uuid(),
  owner_user_id: uuid(),
  lifecycle_stage: text().$type<"lead" | "prospect" | "customer" | "inactive">().notNull().default("prospect"),
  locale: text().$type<"en" | "ar">(),
  notes: text(),
  is_private: boolean().notNull().default(false),
  erased_at: instant(),
});

export const contactChannels = tenantTable("contact_channels", {
  contact_id: uuid().notNull(),
  type: text().$type<"email" | "phone" | "whatsapp">().notNull(),
  value: text().notNull(),
  normalized_value: text().notNull(),
  last_seven: text().generatedAlwaysAs(""),
  is_primary: boolean().notNull().default(false),
  verified_at: instant(),
  opt_in: boolean().notNull().default(false),
  opt_in_source: text(),
  opt_out_at: instant(),
  locale: text().$type<"en" | "ar">(),
});

export const contactLinks = pgTable("contact_links", {
  tenant_id: tenantId(), contact_id: uuid().notNull(), company_id: uuid().notNull(),
  relation: text().$type<"employee" | "stakeholder" | "other">().notNull().default("employee"), is_primary: boolean().notNull().default(false),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.contact_id, t.company_id] })]);
