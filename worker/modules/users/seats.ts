import { and, eq, sql } from "drizzle-orm";
import { planLimits, tenantPlan } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { atMost, db, type Statement } from "#worker/kernel/db.ts";

/** The seats of the plan and how many are taken; no row where the plan sets no limit. For ctx.read. */
export const seatsQuery = () =>
  db.select({ limit: planLimits.limit_value, used: sql<number>`(select count(*)::int from seats)` }).from(tenantPlan)
    .innerJoin(planLimits, and(eq(planLimits.plan_code, tenantPlan.plan_code), eq(planLimits.key, "users.max")));

/** Around a change that takes a seat: counted in its commit under a lock, so that many at once stop at the limit. */
export function withinSeats(limit: number | undefined, ...changes: Statement[]): Statement[] {
  if (limit === undefined) return changes;
  const seats = atMost(limit, "users.max");
  return [seats.lock, ...changes, seats.check];
}

/** The seats that the caller's own plan gives. */
export const seatLimit = (ctx: Ctx): number | undefined => ctx.access?.limits["users.max"];
