import { and, eq, sql } from "drizzle-orm";
import { planLimits, tenantPlan } from "#db/schema/identity.ts";
import { db } from "#worker/kernel/db.ts";
import { on } from "#worker/kernel/events.ts";
import { userEvents } from "./contract.ts";

/** Counted after the commit, not in it: of two invitations at the same moment neither sees the other. */
export const userSubscribers = [
  on(userEvents["user.invited"], "users.notice-full-seats", async (ctx) => {
    const [[seats]] = await ctx.read(
      db.select({ limit: planLimits.limit_value, used: sql<number>`(select count(*)::int from seats)` }).from(tenantPlan)
        .innerJoin(planLimits, and(eq(planLimits.plan_code, tenantPlan.plan_code), eq(planLimits.key, "users.max"))));
    if (seats && seats.used >= seats.limit) await ctx.commit(null, ctx.emit(userEvents["tenant.seat.limit_reached"], seats));
  }),
];
