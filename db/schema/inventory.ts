import { bigint, boolean, integer, numeric, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { big, instant, tenantId, tenantTable } from "./kernel.ts";

export type UnitStatus = "available" | "reserved" | "sold" | "hold" | "unavailable";

export const projects = tenantTable("projects", {
  name: text().notNull(),
  location: text(),
  description: text(),
  developer_name: text(),
  owner_user_id: uuid(),
});

export const buildings = tenantTable("buildings", {
  project_id: uuid().notNull(),
  name: text().notNull(),
  floors: integer(),
});

export const unitTypeCodes = tenantTable("unit_type_codes", {
  code: text().notNull(),
  label: text().notNull(),
  label_ar: text(),
  description: text(),
  is_active: boolean().notNull().default(true),
});

export const units = tenantTable("units", {
  project_id: uuid().notNull(),
  building_id: uuid(),
  code: text().notNull(),
  floor: integer(),
  unit_type_code: text().notNull(),
  size_sqm: numeric({ mode: "number" }),
  bedrooms: integer(),
  bathrooms: integer(),
  view: text(),
  price_minor: big().notNull(),
  currency: text().notNull(),
  status: text().$type<UnitStatus>().notNull().default("available"),
  virtual_tour_url: text(),
  length_m: numeric({ mode: "number" }),
  width_m: numeric({ mode: "number" }),
  height_m: numeric({ mode: "number" }),
});

export const unitPriceHistory = tenantTable("unit_price_history", {
  unit_id: uuid().notNull(),
  price_minor: big().notNull(),
  currency: text().notNull(),
  reason: text().$type<"initial" | "change" | "sale">().notNull(),
  note: text(),
  deal_id: uuid(),
  effective_at: instant().notNull(),
  applied_at: instant(),
  changed_by_user_id: uuid(),
});

export const unitReservations = tenantTable("unit_reservations", {
  unit_id: uuid().notNull(),
  deal_id: uuid().notNull(),
  status: text().$type<"active" | "waitlisted" | "released" | "completed">().notNull(),
  reserved_by_user_id: uuid(),
  expires_at: instant(),
  ended_at: instant(),
  queue_number: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
});

export const unitDeals = pgTable("unit_deals", {
  tenant_id: tenantId(), unit_id: uuid().notNull(), deal_id: uuid().notNull(), price_minor: big().notNull(), created_at: instant(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.unit_id, t.deal_id] })]);
