import { sql } from "drizzle-orm";
import type * as z from "zod";
import { unitDeals } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, many, type Statement } from "#worker/kernel/db.ts";
import { decideAnew } from "#worker/kernel/decide-anew.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { newId } from "#worker/kernel/ids.ts";
import { checkAndMaybeEnqueue, guarded } from "#worker/modules/approvals/public.ts";
import { type Claim, joinWaitlist, reserveNow } from "#worker/modules/inventory/public.ts";
import { createDeal, type NewDeal } from "./contract.ts";
import { dealPlaceQuery, newDeal } from "./public.ts";
import { partiesExist, partiesSeen } from "./shown.ts";
import { dealActions, termsOf } from "./terms.ts";

interface Wanted extends Record<string, unknown> { id: string; status: string; price_minor: number; currency: string }

type Wish = z.output<typeof NewDeal> & { id: string };

/** A deal with its people and units, under an id chosen beforehand: an approval speaks of it before it is made. */
export const creation = guarded({
  operation: "deal.create", route: createDeal, object_type: "deal", actions: dealActions, limit: "deals.max", lasting: true,
  queries: ({ units = [], pipeline_id, stage_id }: Wish) => [
    dealPlaceQuery({ pipeline_id, stage_id }),
    db.execute<Wanted>(sql`select id, status, price_minor::float8 as price_minor, currency from units where id = any(${many(units.map((u) => u.unit_id), "uuid")}) order by id`),
  ],
  plan(ctx, { units = [], pipeline_id: _, stage_id: __, ...body }, [{ rows: [place] }, { rows: found }]) {
    const ids = units.map((u) => u.unit_id), byId = new Map(found.map((unit) => [unit.id, unit]));
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
    return {
      ...termsOf(deal, { units_count: found.length, list_price_minor: found.reduce((sum, unit) => sum + unit.price_minor, 0) }),
      answer: deal, checks: partiesExist(ctx, body),
      statements: [
        ...partiesSeen(ctx, body),
        ...statements,
        ...(ids.length ? [db.execute(sql`select from units where id = any(${many(ids, "uuid")}) order by id for no key update`)] : []),
        ...(prices.length ? [db.insert(unitDeals).values(prices.map((line) => ({ ...line, deal_id: deal.id })))] : []),
        ...lines.filter(({ wish }) => wish.reserve).flatMap(({ unit }) => hold(ctx, unit, { unit_id: unit.id, deal_id: deal.id })),
      ],
    };
  },
});

/** A new deal. A unit that somebody else takes first puts it on its waitlist. */
export function create(ctx: Ctx, body: z.output<typeof NewDeal>) {
  const wish = { ...body, id: newId() };
  return decideAnew(() => checkAndMaybeEnqueue(ctx, creation, wish));
}

/** UNIT_RESERVED and CONFLICT in the commit mean that the unit was taken, or freed, after it was read: CONFLICT decides anew. */
function hold(ctx: Ctx, unit: Wanted, claim: Claim): Statement[] {
  if (unit.status === "available") return reserveNow(ctx, claim, "CONFLICT").statements;
  if (unit.status === "reserved") return joinWaitlist(ctx, claim).statements;
  throw new AppError("UNIT_UNAVAILABLE", { unit_id: unit.id, status: unit.status });
}
