import * as z from "zod";
import { Currency, defineEvents, Minor } from "#worker/kernel/resource.ts";

export const PlanStatus = z.enum(["trialing", "active", "past_due", "cancelled"]);
const Provider = z.enum(["stripe"]);

export const billingEvents = defineEvents({
  "billing.subscription.changed": { payload: z.object({ provider: Provider, status: PlanStatus, previous_status: PlanStatus, ends_at: z.iso.datetime().nullable() }) },
  "billing.payment_failed": { payload: z.object({ provider: Provider, external_invoice_id: z.string().nullable(), amount_minor: Minor.nullable(), currency: Currency.nullable() }) },
});
