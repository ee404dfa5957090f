import { and, eq, sql } from "drizzle-orm";
import { planLimits, tenantPlan } from "#db/schema/identity.ts";
import { db } from "#worker/kernel/db.ts";

const limit = sql<number>`coalesce((select o.limit_value from entitlements_overrides_tenant o where o.feature = 'users.max'), ${planLimits.limit_value})::int`;
/** The seats of the workspace (its override, or else its plan's) and how many are taken; no row where neither sets a limit. For ctx.read. */
export const seatsQuery = () =>
  db.select({ limit, used: sql<number>`(select count(*)::int from seats)` }).from(tenantPlan)
    .leftJoin(planLimits, and(eq(planLimits.plan_code, tenantPlan.plan_code), eq(planLimits.key, "users.max"))).where(sql`${limit} is not null`);
