import { eq, sql } from "drizzle-orm";
import { plans, tenantPlan } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first } from "#worker/kernel/db.ts";
import { usedQuery } from "./usage.ts";

type Status = "active" | "invited" | "suspended" | "deactivated";
const byStatusQuery = () => db.execute<{ status: Status; n: number }>(sql`select status, count(*)::int as n from users group by 1`);
const byRoleQuery = () => db.execute<{ role_code: string; role_name: string; seats: number }>(sql`
  select r.code as role_code, r.name as role_name, count(*)::int as seats from seats s join user_roles ur on ur.tenant_id = s.tenant_id and ur.user_id = s.id
  join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id group by 1, 2 order by seats desc, role_code`);

/** Seats count people who are active and people who are invited. */
export async function getSeats(ctx: Ctx) {
  const [{ rows: statuses }, { rows: by_role }] = await ctx.read(byStatusQuery(), byRoleQuery());
  const by_status = { active: 0, invited: 0, suspended: 0, deactivated: 0, ...Object.fromEntries(statuses.map(({ status, n }) => [status, n])) };
  const { active, invited } = by_status, used = active + invited, limit = ctx.access!.limits["users.max"] ?? null;
  return { active, invited, used, limit, available: limit === null ? null : Math.max(0, limit - used), by_status, by_role };
}

/** The plan as it applies to the caller now, with what is used of its counted limits. */
export async function getPlan(ctx: Ctx) {
  const { features, limits } = ctx.access!;
  const [rows, { rows: [usage] }] = await ctx.read(
    db.select({
      plan: { code: plans.code, name: plans.name, tier: plans.tier }, status: tenantPlan.status, billing_provider: tenantPlan.billing_provider,
      trial_plan_code: tenantPlan.trial_plan_code, trial_ends_at: tenantPlan.trial_ends_at,
    }).from(tenantPlan).innerJoin(plans, eq(plans.code, tenantPlan.plan_code)),
    usedQuery(ctx, Object.keys(limits)),
  );
  const { trial_plan_code, trial_ends_at, ...plan } = first(rows);
  return {
    ...plan, features: [...features], limits: { ...limits },
    trial: trial_plan_code && trial_ends_at && trial_ends_at > ctx.now ? { plan_code: trial_plan_code, ends_at: trial_ends_at } : null,
    usage: Object.entries(limits).flatMap(([key, limit]) => (key in usage!.used ? [{ key, used: usage!.used[key]!, limit }] : [])),
  };
}
