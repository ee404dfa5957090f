import { and, eq, sql } from "drizzle-orm";
import { plans, seats, tenantPlan, usageCounters } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first } from "#worker/kernel/db.ts";

const seatsQuery = () =>
  db.select({
    active: sql<number>`count(*) filter (where ${seats.status} = 'active')::int`, invited: sql<number>`count(*) filter (where ${seats.status} = 'invited')::int`, used: sql<number>`count(*)::int`,
  }).from(seats);

/** Seats count people who are active and people who are invited. */
export async function getSeats(ctx: Ctx) {
  const [[counted]] = await ctx.read(seatsQuery());
  const limit = ctx.access!.limits["users.max"] ?? null;
  return { ...counted!, limit, available: limit === null ? null : Math.max(0, limit - counted!.used) };
}

/** The plan as it applies to the caller now, with what is used of its counted limits. */
export async function getPlan(ctx: Ctx) {
  const thisMonth = sql`date_trunc('month', now())::date`;
  const [rows, [counted], used] = await ctx.read(
    db.select({
      plan: { code: plans.code, name: plans.name, tier: plans.tier }, status: tenantPlan.status, billing_provider: tenantPlan.billing_provider,
      trial_plan_code: tenantPlan.trial_plan_code, trial_ends_at: tenantPlan.trial_ends_at,
    }).from(tenantPlan).innerJoin(plans, eq(plans.code, tenantPlan.plan_code)),
    seatsQuery(),
    db.select({ key: usageCounters.key, value: usageCounters.value }).from(usageCounters).where(and(eq(usageCounters.period_start, thisMonth))),
  );
  const { trial_plan_code, trial_ends_at, ...plan } = first(rows);
  const { features, limits } = ctx.access!;
  const usedOf = (key: string) => (key === "users.max" ? counted!.used : (used.find((u) => u.key === key)?.value ?? 0));
  const isCounted = (key: string) => key === "users.max" || key.endsWith("monthlyCap");
  return {
    ...plan, features: [...features], limits: { ...limits },
    trial: trial_plan_code && trial_ends_at && trial_ends_at > ctx.now ? { plan_code: trial_plan_code, ends_at: trial_ends_at } : null,
    usage: Object.entries(limits).filter(([key]) => isCounted(key)).map(([key, limit]) => ({ key, used: usedOf(key), limit })),
  };
}
