import { jsonb, numeric, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId } from "./kernel.ts";

export const billingUsageEvents = pgTable("billing_usage_events", {
  tenant_id: tenantId(), id: uuid().notNull(), metric_code: text().notNull(), quantity: numeric().notNull(), occurred_at: instant().notNull(),
  source: text().$type<"system" | "api">().notNull(), correlation_id: text().notNull(), metadata: jsonb().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.id] })]);
