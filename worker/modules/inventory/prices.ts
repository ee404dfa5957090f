import { desc, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { unitPriceHistory, units } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, first, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { money } from "#worker/kernel/money.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { checkAndMaybeEnqueue, guarded } from "#worker/modules/approvals/public.ts";
import { inventoryEvents, type listPrices, PriceEntry, setUnitPrice } from "./contract.ts";
import { unitPriceAction } from "./guarded-actions.ts";
import { ownerOf, unitById } from "./units.ts";

const shown = columns(unitPriceHistory, PriceEntry);

export async function list(ctx: Ctx, unit_id: string, query: z.output<NonNullable<typeof listPrices.query>>) {
  const paged = { ...query, sort: "-effective_at" };
  const page = pageOf(unitPriceHistory, { effective_at: unitPriceHistory.effective_at }, paged, eq(unitPriceHistory.unit_id, unit_id));
  const [unit, rows] = await ctx.read(
    db.select({ id: units.id }).from(units).where(eq(units.id, unit_id)),
    db.select(shown).from(unitPriceHistory).where(page.where).orderBy(...page.orderBy).limit(page.limit),
  );
  first(unit);
  return toPage(rows, paged);
}

type Wish = z.output<NonNullable<typeof setUnitPrice.body>> & { id: string };

/** Changes the price now, or stores it for later: applyDuePrices brings it into force at its time. */
export const pricing = guarded({
  operation: "unit.price", route: setUnitPrice, object_type: "unit", actions: [unitPriceAction],
  queries: ({ id }: Wish) => [unitById(id), ownerOf(id)],
  plan(ctx, { id: unit_id, ...body }, [rows, { rows: [project] }]) {
    const before = first(rows);
    if (before.status === "sold") throw new AppError("CONFLICT", { reason: "This unit is sold. Its price is that of its sale.", status: before.status });
    const { price_minor, currency = before.currency, note = null } = body;
    if (currency !== before.currency && before.status === "reserved") throw new AppError("CONFLICT", { reason: "A deal in another currency holds this unit. Release it first.", status: before.status });
    const later = body.effective_at !== undefined && body.effective_at > ctx.now;
    const price = ctx.fresh({
      unit_id, price_minor, currency, reason: "change" as const, note, deal_id: null,
      effective_at: later ? body.effective_at! : ctx.now, applied_at: later ? null : ctx.now, changed_by_user_id: ctx.user_id,
    });
    const after = ctx.next(before, { price_minor, currency });
    return {
      ...changeOf(before, after), owner_user_id: project?.owner_user_id ?? null,
      answer: { unit: later ? before : after, price },
      statements: later
        ? [db.insert(unitPriceHistory).values(price), ctx.emit(inventoryEvents["unit.price.scheduled"], { unit_id, to_minor: price_minor, currency, effective_at: price.effective_at })]
        : [
          updateOne(units, before, { price_minor, currency, updated_at: after.updated_at }),
          db.insert(unitPriceHistory).values(price),
          ctx.emit(inventoryEvents["unit.price.changed"], { unit_id, from_minor: before.price_minor, to_minor: price_minor, currency }),
        ],
    };
  },
});
export const set = (ctx: Ctx, unit_id: string, body: z.output<NonNullable<typeof setUnitPrice.body>>) => checkAndMaybeEnqueue(ctx, pricing, { ...body, id: unit_id });

type Priced = { code: string; price_minor: number; currency: string };
/** What approval policies judge of a change of price. */
function changeOf(before: Priced, after: Priced) {
  const change_minor = after.price_minor - before.price_minor;
  const change_percent = change_minor && Math.round((change_minor / (before.price_minor || after.price_minor)) * 10_000) / 100;
  const isChange = change_minor !== 0 || after.currency !== before.currency;
  return {
    actions: isChange ? [unitPriceAction.code] : [],
    facts: { price_minor: after.price_minor, currency: after.currency, old_price_minor: before.price_minor, old_currency: before.currency, change_minor, change_percent },
    title: before.code, summary: `${money(before.price_minor, before.currency)} → ${money(after.price_minor, after.currency)}${change_percent ? ` (${change_percent > 0 ? "+" : ""}${change_percent}%)` : ""}`,
  };
}

/** Brings the prices of a unit whose time has come into force, in their order: the last one stands. */
export async function applyDue(ctx: Ctx, unit_id: string): Promise<void> {
  const [rows, due] = await ctx.read(
    unitById(unit_id),
    db.select({ id: unitPriceHistory.id, price_minor: unitPriceHistory.price_minor, currency: unitPriceHistory.currency }).from(unitPriceHistory)
      .where(sql`${unitPriceHistory.unit_id} = ${unit_id} and ${unitPriceHistory.applied_at} is null and ${unitPriceHistory.effective_at} <= ${ctx.now}`)
      .orderBy(desc(unitPriceHistory.effective_at), desc(unitPriceHistory.id)),
  );
  const [unit] = rows, [last] = due;
  if (!unit || !last || unit.status === "sold") return;
  const { price_minor, currency } = last;
  await ctx.commit(
    null,
    updateOne(units, unit, { price_minor, currency, updated_at: ctx.now }),
    db.execute(sql`update unit_price_history set applied_at = ${ctx.now}, version = version + 1, updated_at = ${ctx.now} where unit_id = ${unit_id} and applied_at is null and effective_at <= ${ctx.now}`),
    ctx.emit(inventoryEvents["unit.price.changed"], { unit_id, from_minor: unit.price_minor, to_minor: price_minor, currency }),
  );
}
