import { sql } from "drizzle-orm";
import type * as z from "zod";
import { unitDeals } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, many, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { type Claim, decideAnew, joinWaitlist, reserveNow } from "#worker/modules/inventory/public.ts";
import type { NewDeal } from "./contract.ts";
import { dealPlaceQuery, newDeal } from "./public.ts";
import { partiesSeen } from "./shown.ts";

interface Wanted extends Record<string, unknown> { id: string; status: string; price_minor: number; currency: string }

/** A deal with its people and units. A unit that somebody else takes first puts the deal on its waitlist. */
export function create(ctx: Ctx, { units = [], pipeline_id, stage_id, ...body }: z.output<typeof NewDeal>) {
  const ids = units.map((u) => u.unit_id);
  return decideAnew(async () => {
    const [{ rows: [place] }, { rows: found }] = await ctx.read(
      dealPlaceQuery({ pipeline_id, stage_id }),
      db.execute<Wanted>(sql`select id, status, price_minor::float8 as price_minor, currency from units where id = any(${many(ids, "uuid")}) order by id`),
    );
    const byId = new Map(found.map((unit) => [unit.id, unit]));
    const missing = ids.findIndex((id) => !byId.has(id));
    if (missing >= 0) throw invalid(`units.${missing}.unit_id`, "There is no such unit.");
    const currency = body.currency ?? found[0]?.currency ?? place?.currency;
    const other = units.findIndex((u) => byId.get(u.unit_id)!.currency !== currency);
    if (other >= 0) throw invalid(`units.${other}.unit_id`, `The unit is priced in ${byId.get(ids[other]!)!.currency}, the deal in ${currency}.`);
    const lines = found.map(({ id }) => ({ wish: units.find((u) => u.unit_id === id)!, unit: byId.get(id)! }));
    const prices = lines.map(({ wish, unit }) => ({ unit_id: unit.id, price_minor: wish.price_minor ?? unit.price_minor }));
    const amount_minor = body.amount_minor ?? prices.reduce((sum, line) => sum + line.price_minor, 0);
    if (!Number.isSafeInteger(amount_minor)) throw invalid("amount_minor", "This amount is too large.");

    const { deal, statements } = newDeal(ctx, place, { ...body, currency, amount_minor });
    return ctx.commit(
      deal,
      ...partiesSeen(ctx, body),
      ...statements,
      ...(ids.length ? [db.execute(sql`select from units where id = any(${many(ids, "uuid")}) order by id for no key update`)] : []),
      ...(prices.length ? [db.insert(unitDeals).values(prices.map((line) => ({ ...line, deal_id: deal.id })))] : []),
      ...lines.filter(({ wish }) => wish.reserve).flatMap(({ unit }) => hold(ctx, unit, { unit_id: unit.id, deal_id: deal.id })),
    );
  });
}

/** UNIT_RESERVED and CONFLICT in the commit mean that the unit was taken, or freed, after it was read: CONFLICT decides anew. */
function hold(ctx: Ctx, unit: Wanted, claim: Claim): Statement[] {
  if (unit.status === "available") return reserveNow(ctx, claim, "CONFLICT").statements;
  if (unit.status === "reserved") return joinWaitlist(ctx, claim).statements;
  throw new AppError("UNIT_UNAVAILABLE", { unit_id: unit.id, status: unit.status });
}
