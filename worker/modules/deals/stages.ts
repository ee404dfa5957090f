import { sql } from "drizzle-orm";
import type * as z from "zod";
import { pipelines, pipelineStages } from "#db/schema/deals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, deleteOne, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { type createStage, dealEvents, type patchStage, type Stage } from "./contract.ts";
import { pipelineById, stagesOf } from "./pipelines.ts";

type StageRow = z.output<typeof Stage>;
const MAX_STAGES = 50;

async function read(ctx: Ctx, pipeline_id: string) {
  const [rows, stages] = await ctx.read(pipelineById(pipeline_id), stagesOf(pipeline_id));
  return { pipeline: first(rows), stages };
}

export async function list(ctx: Ctx, pipeline_id: string) {
  return { items: (await read(ctx, pipeline_id)).stages };
}

/** The pipeline's version guards the order of its stages: two people who rearrange it at once do not both succeed. */
const touch = (ctx: Ctx, pipeline: { id: string; version: number }, fields: string[]): Statement[] => [
  updateOne(pipelines, pipeline, { updated_at: ctx.now }),
  ctx.emit(dealEvents["pipeline.updated"], { pipeline_id: pipeline.id, fields }),
];

/** Numbers the others anew, from 1; the unique key of the order is checked when the commit ends. */
function renumber(ctx: Ctx, order: readonly StageRow[], except?: string): Statement[] {
  const moved = order.map((stage, i) => ({ id: stage.id, was: stage.order_index, order_index: i + 1 })).filter((s) => s.was !== s.order_index && s.id !== except);
  return moved.length ? [db.execute(sql`update pipeline_stages s set order_index = m.order_index, version = s.version + 1, updated_at = ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as m(id uuid, order_index int) where s.id = m.id`)] : [];
}

const insertAt = (others: readonly StageRow[], stage: StageRow, order_index: number) => {
  const at = Math.min(order_index, others.length + 1) - 1;
  return { order: [...others.slice(0, at), { ...stage, order_index: at + 1 }, ...others.slice(at)], order_index: at + 1 };
};

export async function create(ctx: Ctx, pipeline_id: string, body: z.output<NonNullable<typeof createStage.body>>) {
  const { pipeline, stages } = await read(ctx, pipeline_id);
  if (stages.length >= MAX_STAGES) throw new AppError("CONFLICT", { reason: `A pipeline has at most ${MAX_STAGES} stages.` });
  const closing = stages.findIndex((s) => s.is_win || s.is_loss);
  const fresh = ctx.fresh({ name_ar: null, ...body, pipeline_id, order_index: 1, is_win: false, is_loss: false });
  const { order, order_index } = insertAt(stages, fresh, body.order_index ?? closing + 1);
  const stage = { ...fresh, order_index };
  return ctx.commit(stage, ...touch(ctx, pipeline, ["stages"]), ...renumber(ctx, order, stage.id), db.insert(pipelineStages).values(stage));
}

export async function patch(ctx: Ctx, pipeline_id: string, stage_id: string, body: z.output<NonNullable<typeof patchStage.body>>) {
  const { pipeline, stages } = await read(ctx, pipeline_id);
  const before = first(stages.filter((s) => s.id === stage_id));
  if ((before.is_win || before.is_loss) && body.probability_pct !== undefined && body.probability_pct !== before.probability_pct) {
    throw invalid("probability_pct", "The stage that wins stays at 100, the one that loses at 0.");
  }
  const others = stages.filter((s) => s.id !== stage_id);
  const { order, order_index } = insertAt(others, before, body.order_index ?? before.order_index);
  const after = ctx.next(before, { ...body, order_index });
  const { name, name_ar, probability_pct } = after;
  return ctx.commit(
    after,
    ...touch(ctx, pipeline, ["stages"]),
    ...renumber(ctx, order, stage_id),
    updateOne(pipelineStages, before, { name, name_ar, probability_pct, order_index, updated_at: after.updated_at }),
  );
}

/** Deals in the stage refuse it: their foreign key does. */
export async function remove(ctx: Ctx, pipeline_id: string, stage_id: string) {
  const { pipeline, stages } = await read(ctx, pipeline_id);
  const stage = first(stages.filter((s) => s.id === stage_id)), rest = stages.filter((s) => s.id !== stage_id);
  ctx.next(stage, {});
  if (stage.is_win || stage.is_loss) throw new AppError("CONFLICT", { reason: "A pipeline keeps one stage that wins and one that loses." });
  if (!rest.some((s) => !s.is_win && !s.is_loss)) throw new AppError("CONFLICT", { reason: "A pipeline keeps at least one open stage." });
  return ctx.commit({ id: stage_id }, ...touch(ctx, pipeline, ["stages"]), deleteOne(pipelineStages, stage), ...renumber(ctx, rest));
}
