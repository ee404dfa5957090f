import { sql } from "drizzle-orm";
import type * as z from "zod";
import { deals } from "#db/schema/deals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, type Rows, updateOne } from "#worker/kernel/db.ts";
import { decideAnew } from "#worker/kernel/decide-anew.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { checkAndMaybeEnqueue, guarded } from "#worker/modules/approvals/public.ts";
import { heldUnitsQuery, releaseUnits, sellUnits } from "#worker/modules/inventory/public.ts";
import { dealEvents, type markLost, markWon } from "./contract.ts";
import { dealById } from "./shown.ts";
import { dealActions, listedQuery, termsOf } from "./terms.ts";

interface Closing extends Record<string, unknown> { win_id: string; loss_id: string; today: string; contact_id: string | null; reason_in_use: boolean }

/** The deal with its units and where it would go. */
const queries = (id: string, reason_code: string | null) => [
  dealById(id),
  heldUnitsQuery({ deal_id: id }),
  db.execute<Closing>(sql`select (select id from pipeline_stages where pipeline_id = d.pipeline_id and is_win) as win_id,
      (select id from pipeline_stages where pipeline_id = d.pipeline_id and is_loss) as loss_id,
      to_char(now() at time zone t.timezone, 'YYYY-MM-DD') as today,
      (select contact_id from deal_contacts where deal_id = d.id order by role, contact_id limit 1) as contact_id,
      exists (select from lost_reason_codes where code = ${reason_code} and is_active) as reason_in_use
    from deals d, tenants t where d.id = ${id} and t.id = d.tenant_id`),
] as const;

/** What was read, or DEAL_CLOSED. */
function opened([rows, { rows: units }, { rows: [closing] }]: Rows<ReturnType<typeof queries>>) {
  const deal = first(rows);
  if (deal.status !== "open") throw new AppError("DEAL_CLOSED", { status: deal.status });
  return { deal, units, ...closing!, unit_ids: units.map((u) => u.unit_id) };
}

const HOLD_FIRST = "The deal does not hold these units. Reserve each for it (POST /v1/units/{id}/reserve), or take it off the deal (DELETE /v1/deals/{id}/units/{unit_id}).";

/** Wins a deal: one commit closes it and sells every unit it holds. */
export const winning = guarded({
  operation: "deal.win", route: markWon, object_type: "deal", actions: dealActions, lasting: true,
  queries: ({ id }: z.output<NonNullable<typeof markWon.body>> & { id: string }) => [...queries(id, null), listedQuery(id)],
  plan(ctx, { id, close_date }, [rows, held, closing, { rows: [listed] }]) {
    const { deal, units, unit_ids, win_id, today, contact_id } = opened([rows, held, closing]);
    const notHeld = units.filter((u) => !u.queue.some((q) => q.deal_id === id && q.status === "active"));
    if (notHeld.length) throw new AppError("CONFLICT", { reason: HOLD_FIRST, units: notHeld.map(({ unit_id, code, status }) => ({ unit_id, code, status })) });
    const closed = { status: "won" as const, stage_id: win_id, close_date: close_date ?? today, closed_at: ctx.now, stage_entered_at: ctx.now };
    const after = ctx.next(deal, closed);
    return {
      ...termsOf(deal, listed!),
      answer: after,
      statements: [
        updateOne(deals, deal, { ...closed, updated_at: after.updated_at }),
        ...sellUnits(ctx, units, id),
        ctx.emit(dealEvents["deal.won"], { deal_id: id, contact_id, stage_id: win_id, unit_ids }),
      ],
    };
  },
});

/** Of several who close a deal at once, one does. */
export const won = (ctx: Ctx, id: string, body: z.output<NonNullable<typeof markWon.body>>) => decideAnew(() => checkAndMaybeEnqueue(ctx, winning, { ...body, id }));

/** Loses a deal: one commit closes it and gives its units to whoever waits next, or makes them available. */
export function lost(ctx: Ctx, id: string, body: z.output<NonNullable<typeof markLost.body>>) {
  const { lost_reason_code, note } = body;
  return decideAnew(async () => {
    const { deal, units, unit_ids, loss_id, today, contact_id, reason_in_use } = opened(await ctx.read(...queries(id, lost_reason_code)));
    if (!reason_in_use) throw invalid("lost_reason_code", "There is no such reason in use: GET /v1/lost-reasons.");
    const closed = {
      status: "lost" as const, stage_id: loss_id, close_date: body.close_date ?? today, closed_at: ctx.now, stage_entered_at: ctx.now,
      lost_reason_code, lost_note: note ?? null,
    };
    const after = ctx.next(deal, closed);
    return ctx.commit(
      after,
      updateOne(deals, deal, { ...closed, updated_at: after.updated_at }),
      ...releaseUnits(ctx, units, id).statements,
      ctx.emit(dealEvents["deal.lost"], { deal_id: id, contact_id, stage_id: loss_id, lost_reason_code, unit_ids }),
    );
  });
}
