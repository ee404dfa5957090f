import { sql } from "drizzle-orm";
import { tenantPlan } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { billingEvents } from "./contract.ts";
import { effectOf, type News } from "./news.ts";

/** Whom news are about: by their subscription, else by the customer, else by what the provider was told when it made them. */
export async function tenantOf({ subscription_id, customer_id, tenant_id }: News, request_id: string): Promise<string | undefined> {
  const isSub = sql`external_sub_id = ${subscription_id}`, isCustomer = sql`external_customer_id = ${customer_id}`;
  const [{ rows: [found] }] = await readAcrossTenants("billing", request_id, db.execute<{ tenant_id: string }>(sql`
    select tenant_id from tenant_plan where ${isSub} or ${isCustomer} or tenant_id = ${tenant_id}::uuid
    order by coalesce(${isSub}, false) desc, coalesce(${isCustomer}, false) desc limit 1`));
  return found?.tenant_id;
}

/** Brings the plan to where the provider says it is, once for the context's effect. CONFLICT when the plan changes at this moment. */
export async function applyNews(ctx: Ctx, news: News): Promise<void> {
  const [rows] = await ctx.read(db.select().from(tenantPlan));
  const plan = first(rows), effect = effectOf(plan, news);
  if (!effect) return;
  const { patch, tells } = effect, after = { ...plan, ...patch }, { provider } = news;
  const isChanged = after.status !== plan.status || after.ends_at !== plan.ends_at || after.external_sub_id !== plan.external_sub_id;
  await ctx.commit(null,
    updateOne(tenantPlan, plan, { ...patch, updated_at: ctx.now }),
    ...(isChanged ? [ctx.emit(billingEvents["billing.subscription.changed"], { provider, status: after.status, previous_status: plan.status, ends_at: after.ends_at })] : []),
    ...(tells && news.says === "payment_failed" ? [ctx.emit(billingEvents["billing.payment_failed"], { provider, external_invoice_id: news.external_invoice_id, amount_minor: news.amount_minor, currency: news.currency })] : []));
}
