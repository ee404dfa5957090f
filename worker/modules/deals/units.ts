import { sql } from "drizzle-orm";
import type * as z from "zod";
import { deals } from "#db/schema/deals.ts";
import type { UnitStatus } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { decideAnew } from "#worker/kernel/decide-anew.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { heldUnitsQuery, link, lockPair, releaseUnits, reserve } from "#worker/modules/inventory/public.ts";
import { type addDealUnit, dealEvents } from "./contract.ts";
import { dealById } from "./shown.ts";

type Live = { id: string; deal_id: string; status: "active" | "waitlisted" | "completed"; expires_at: string | null };
interface DealUnitRow extends Record<string, unknown> {
  unit_id: string; code: string; project_id: string; project_name: string; building_name: string | null; unit_status: UnitStatus;
  price_minor: number; list_price_minor: number; currency: string; queue: Live[];
}

/** The units of a deal, each with everyone who holds, waits for or bought it, in order. */
export const dealUnitsQuery = (deal_id: string) => db.execute<DealUnitRow>(sql`
  select u.id as unit_id, u.code, u.project_id, p.name as project_name, b.name as building_name, u.status as unit_status,
    ud.price_minor::float8 as price_minor, u.price_minor::float8 as list_price_minor, u.currency,
    (select coalesce(json_agg(json_build_object('id', r.id, 'deal_id', r.deal_id, 'status', r.status,
      'expires_at', to_char(r.expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by r.queue_number), '[]')
     from unit_reservations r where r.unit_id = u.id and r.status <> 'released') as queue
  from unit_deals ud join units u on u.id = ud.unit_id join projects p on p.id = u.project_id left join buildings b on b.id = u.building_id
  where ud.deal_id = ${deal_id} order by u.code, u.id`);

/** The row as the deal shows it: with its own reservation, and its place if it waits. */
export function toDealUnit({ queue, ...unit }: DealUnitRow, deal_id: string) {
  const mine = queue.find((q) => q.deal_id === deal_id);
  const position = mine?.status === "waitlisted" ? queue.filter((q) => q.status === "waitlisted").indexOf(mine) + 1 : null;
  return { ...unit, reservation: mine ? { id: mine.id, status: mine.status, position, expires_at: mine.expires_at } : null };
}

/** Links a unit to a deal, and reserves it or waits for it unless told not to. */
export function add(ctx: Ctx, deal_id: string, { reserve: wanted, ...body }: z.output<NonNullable<typeof addDealUnit.body>>) {
  const claim = { ...body, deal_id }, { unit_id } = body;
  if (wanted) return reserve(ctx, claim, { addressed: "deal_id", waitlist: true, answer: (reservation) => ({ deal_id, unit_id, reservation }) });
  return ctx.commit({ deal_id, unit_id, reservation: null }, ...ctx.seeing(...lockPair(claim, "deal_id")), link(ctx, claim), ctx.emit(dealEvents["deal.updated"], { deal_id, fields: ["units"] }));
}

/** Ends the reservation, if there is one, and the link. A deal whose amount is the sum of its units goes on being that. */
export function remove(ctx: Ctx, deal_id: string, unit_id: string) {
  return decideAnew(async () => {
    const [rows, { rows: linked }] = await ctx.read(dealById(deal_id), heldUnitsQuery({ deal_id }));
    const deal = first(rows), unit = first(linked.filter((u) => u.unit_id === unit_id));
    if (deal.status !== "open") throw new AppError("DEAL_CLOSED");
    const total = linked.reduce((sum, u) => sum + u.price_minor!, 0);
    const amount_minor = deal.amount_minor === total ? total - unit.price_minor! : deal.amount_minor;
    return ctx.commit(
      { deal_id, unit_id },
      updateOne(deals, deal, { amount_minor, updated_at: ctx.now }),
      ...releaseUnits(ctx, [unit], deal_id).statements,
      db.execute(sql`delete from unit_deals where deal_id = ${deal_id} and unit_id = ${unit_id}`),
      ctx.emit(dealEvents["deal.updated"], { deal_id, fields: ["units"] }),
    );
  });
}
