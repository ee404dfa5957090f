import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { eachFound, type Found } from "#worker/kernel/sweep.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { applyDue } from "./prices.ts";
import { expire } from "./reserve.ts";

/** How many units one sweep takes; the next one goes on. */
const PER_SWEEP = 200;

/** One unit, one transaction: a unit that cannot be done now does not hold up the others. */
async function each(request_id: string, due: SQL, ctxOf: (tenant_id: string) => Ctx, run: (ctx: Ctx, unit_id: string) => Promise<void>): Promise<number> {
  const [{ rows }] = await readAcrossTenants("sweeper", request_id, db.execute<Found>(due));
  return (await eachFound(request_id, "unit_id", rows, ctxOf, run)).length;
}

/** Brings future-dated prices into force once their time has come. */
export const applyDuePrices = async (request_id: string, ctxOf: (tenant_id: string) => Ctx): Promise<{ repriced: number }> => ({
  repriced: await each(request_id, sql`select h.tenant_id, h.unit_id as id from unit_price_history h join units u on u.tenant_id = h.tenant_id and u.id = h.unit_id
    where h.applied_at is null and h.effective_at <= now() and u.status <> 'sold' group by 1, 2 order by min(h.effective_at) limit ${PER_SWEEP}`, ctxOf, applyDue),
});

/** Ends reservations whose time is up: whoever waits next gets the unit. */
export const releaseExpiredReservations = async (request_id: string, ctxOf: (tenant_id: string) => Ctx): Promise<{ expired: number }> => ({
  expired: await each(request_id, sql`select tenant_id, unit_id as id from unit_reservations where status = 'active' and expires_at <= now() order by expires_at limit ${PER_SWEEP}`, ctxOf, expire),
});
