import { sql } from "drizzle-orm";
import type * as z from "zod";
import { unitPriceHistory, type UnitStatus } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, insertMany, many, type Statement } from "#worker/kernel/db.ts";
import { inventoryEvents, type Reservation } from "./contract.ts";
import { type HeldUnit, type Queued, setReservations, setUnits } from "./reservations.ts";

type Shown = z.output<typeof Reservation>;
export interface Ending { unit_id: string; unit_status: UnitStatus; released: Shown; promoted: Shown | null }

const shown = (unit_id: string, { id, deal_id, expires_at }: Queued, status: Shown["status"]): Shown => ({ id, unit_id, deal_id, status, position: null, expires_at });
const held = (unit_id: string, { id, deal_id }: Queued) => ({ unit_id, deal_id, reservation_id: id });

/** What happens to one unit when a deal lets go of it: whoever waits next gets it, or it becomes available. */
function ending(ctx: Pick<Ctx, "now">, unit: HeldUnit, mine: Queued): Ending {
  const next = mine.status === "active" ? unit.queue.find((q) => q.status === "waitlisted") : undefined;
  const expires_at = next?.expires_at && next.expires_at > ctx.now ? next.expires_at : null;
  return {
    unit_id: unit.unit_id,
    unit_status: mine.status === "waitlisted" || next ? unit.status : "available",
    released: shown(unit.unit_id, mine, "released"),
    promoted: next ? shown(unit.unit_id, { ...next, expires_at }, "active") : null,
  };
}

/**
 * Ends a deal's reservations of units read by heldUnitsQuery, active and waiting, for the caller's commit. CONFLICT when
 * anyone has joined or left one of their queues since.
 */
export function releaseUnits(ctx: Ctx, units: readonly HeldUnit[], deal_id: string, reason: "released" | "expired" = "released"): { endings: Ending[]; statements: Statement[] } {
  const ends = units.flatMap((unit) => {
    const mine = unit.queue.find((q) => q.deal_id === deal_id);
    return mine ? [{ unit, mine, ...ending(ctx, unit, mine) }] : [];
  });
  const promoted = ends.flatMap((e) => e.promoted ?? []);
  return {
    endings: ends.map(({ unit_id, unit_status, released, promoted }) => ({ unit_id, unit_status, released, promoted })),
    statements: [
      ...setUnits(ctx, ends.map(({ unit, unit_status }) => ({ unit_id: unit.unit_id, version: unit.version, status: unit_status }))),
      ...setReservations(ctx, ends.map((e) => e.mine.id), "released"),
      ...(promoted.length ? [db.execute(sql`update unit_reservations set status = 'active', version = version + 1, updated_at = ${ctx.now},
        expires_at = case when expires_at > ${ctx.now} then expires_at end where id = any(${many(promoted.map((p) => p.id), "uuid")})`)] : []),
      ...ends.map(({ unit, mine }) => ctx.emit(inventoryEvents["unit.released"], { ...held(unit.unit_id, mine), reason })),
      ...promoted.map((p) => ctx.emit(inventoryEvents["waitlist.promoted"], { unit_id: p.unit_id, deal_id: p.deal_id, reservation_id: p.id })),
      ...ends.filter((e) => e.unit_status !== e.unit.status).map((e) => ctx.emit(inventoryEvents["unit.status.changed"], { unit_id: e.unit_id, from: e.unit.status, to: e.unit_status })),
    ],
  };
}

/**
 * Sells units that the deal holds, for the caller's commit: their reservations complete, whoever waits is let go, the
 * deal's price enters their history and prices still to come are dropped. CONFLICT when a queue has changed since.
 */
export function sellUnits(ctx: Ctx, units: readonly HeldUnit[], deal_id: string): Statement[] {
  if (!units.length) return [];
  const others = units.flatMap((unit) => unit.queue.filter((q) => q.deal_id !== deal_id).map((q) => held(unit.unit_id, q)));
  const mine = units.flatMap((unit) => unit.queue.filter((q) => q.deal_id === deal_id).map((q) => q.id));
  const ids = many(units.map((u) => u.unit_id), "uuid");
  return [
    ...setUnits(ctx, units.map(({ unit_id, version }) => ({ unit_id, version, status: "sold" as const }))),
    ...setReservations(ctx, mine, "completed"),
    ...setReservations(ctx, others.map((o) => o.reservation_id), "released"),
    db.execute(sql`delete from unit_price_history where unit_id = any(${ids}) and applied_at is null`),
    insertMany(unitPriceHistory, units.map((unit) => ctx.fresh({
      unit_id: unit.unit_id, price_minor: unit.price_minor!, currency: unit.currency, reason: "sale" as const, deal_id, effective_at: ctx.now, applied_at: ctx.now, changed_by_user_id: ctx.user_id,
    }))),
    ...units.map((unit) => ctx.emit(inventoryEvents["unit.status.changed"], { unit_id: unit.unit_id, deal_id, from: unit.status, to: "sold" })),
    ...others.map((other) => ctx.emit(inventoryEvents["unit.released"], { ...other, reason: "sold" })),
  ];
}
