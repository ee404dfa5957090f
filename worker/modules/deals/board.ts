import { and, asc, desc, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { deals, pipelines, pipelineStages } from "#db/schema/deals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, first } from "#worker/kernel/db.ts";
import { toPage } from "#worker/kernel/page.ts";
import { type getBoard, Stage } from "./contract.ts";
import { pipelineById, stagesOf } from "./pipelines.ts";
import { card, matching, ownedBy } from "./shown.ts";

interface Sum extends Record<string, unknown> { stage_id: string; currency: string; deals: number; amount_minor: number }

/** Every column with its sums and its first cards, in one round trip. */
export async function board(ctx: Ctx, { pipeline_id, owner, q, limit }: z.output<NonNullable<typeof getBoard.query>>) {
  const at = pipeline_id ? sql`${pipeline_id}::uuid` : sql`(select id from pipelines where is_default)`;
  const filters = and(ownedBy(owner), matching(q)) ?? sql`true`;
  const [found, stages, sums, cards] = await ctx.read(
    db.select({ id: pipelines.id, name: pipelines.name }).from(pipelines).where(eq(pipelines.id, at)),
    db.select(columns(pipelineStages, Stage)).from(pipelineStages).where(eq(pipelineStages.pipeline_id, at)).orderBy(asc(pipelineStages.order_index)),
    db.execute<Sum>(sql`select stage_id, currency, count(*)::int as deals, sum(amount_minor)::float8 as amount_minor from deals where pipeline_id = ${at} and ${filters} group by 1, 2 order by 4 desc`),
    db.select(card).from(deals).where(sql`${deals.id} in (select c.id from pipeline_stages s cross join lateral (
      select deals.id from deals where deals.pipeline_id = s.pipeline_id and deals.stage_id = s.id and ${filters} order by deals.updated_at desc, deals.id desc limit ${limit + 1}) c
      where s.pipeline_id = ${at})`).orderBy(desc(deals.updated_at), desc(deals.id)),
  );
  return {
    pipeline: first(found),
    columns: stages.map((stage) => {
      const totals = sums.rows.filter((sum) => sum.stage_id === stage.id);
      const { items, next_cursor } = toPage(cards.filter((c) => c.stage_id === stage.id), { limit, sort: "-updated_at" });
      return {
        stage, items, next_cursor,
        count: totals.reduce((n, sum) => n + sum.deals, 0),
        totals: totals.map(({ currency, amount_minor }) => ({ currency, amount_minor })),
      };
    }),
  };
}

interface Group extends Record<string, unknown> { stage_id: string; month: string | null; currency: string; deals: number; amount_minor: number; weighted_minor: number }

/** Adds up groups by currency: each amount once as it is, once weighted by the chance of its stage. */
function totals(groups: readonly Group[]) {
  const sums = new Map<string, { currency: string; deals: number; amount_minor: number; weighted_minor: number }>();
  for (const { currency, deals, amount_minor, weighted_minor } of groups) {
    const sum = sums.get(currency) ?? { currency, deals: 0, amount_minor: 0, weighted_minor: 0 };
    sums.set(currency, { currency, deals: sum.deals + deals, amount_minor: sum.amount_minor + amount_minor, weighted_minor: sum.weighted_minor + weighted_minor });
  }
  return [...sums.values()].map((sum) => Object.assign(sum, { weighted_minor: Math.round(sum.weighted_minor) })).sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** What open deals are worth, by stage and by the month they are expected to close in (null: no date). */
export async function forecast(ctx: Ctx, pipeline_id: string) {
  const [found, stages, { rows }] = await ctx.read(
    pipelineById(pipeline_id),
    stagesOf(pipeline_id),
    db.execute<Group>(sql`select d.stage_id, to_char(d.close_date, 'YYYY-MM') as month, d.currency, count(*)::int as deals,
        sum(d.amount_minor)::float8 as amount_minor, (sum(d.amount_minor * s.probability_pct::numeric) / 100)::float8 as weighted_minor
      from deals d join pipeline_stages s on s.id = d.stage_id where d.pipeline_id = ${pipeline_id} and d.status = 'open' group by 1, 2, 3 order by 2 nulls last`),
  );
  first(found);
  const months = [...new Set(rows.map((row) => row.month))];
  return {
    pipeline_id,
    stages: stages.filter((s) => !s.is_win && !s.is_loss).map(({ id, name, name_ar, probability_pct }) => ({ id, name, name_ar, probability_pct, totals: totals(rows.filter((row) => row.stage_id === id)) })),
    months: months.map((month) => ({ month, totals: totals(rows.filter((row) => row.month === month)) })),
    totals: totals(rows),
  };
}
