import { asc, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { pipelines, pipelineStages } from "#db/schema/deals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first, insertMany, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { type createPipeline, dealEvents, type patchPipeline, Pipeline, Stage } from "./contract.ts";
import { STAGES } from "./defaults.ts";

const shown = columns(pipelines, Pipeline), shownStage = columns(pipelineStages, Stage);
export const pipelineById = (id: string) => db.select(shown).from(pipelines).where(eq(pipelines.id, id));
export const stagesOf = (pipeline_id: string) =>
  db.select(shownStage).from(pipelineStages).where(eq(pipelineStages.pipeline_id, pipeline_id)).orderBy(asc(pipelineStages.order_index));

export async function list(ctx: Ctx) {
  const [rows, stages] = await ctx.read(
    db.select(shown).from(pipelines).orderBy(sql`${pipelines.is_default} desc`, asc(pipelines.name)),
    db.select(shownStage).from(pipelineStages).orderBy(asc(pipelineStages.order_index)),
  );
  return { items: rows.map((row) => Object.assign(row, { stages: stages.filter((s) => s.pipeline_id === row.id) })) };
}

export async function get(ctx: Ctx, id: string) {
  const [rows, stages] = await ctx.read(pipelineById(id), stagesOf(id));
  return { ...first(rows), stages };
}

/** The first pipeline of a tenant is its default one; a second one needs the feature. */
export async function create(ctx: Ctx, { stages = [...STAGES], ...body }: z.output<NonNullable<typeof createPipeline.body>>) {
  const wins = stages.filter((s) => s.is_win), losses = stages.filter((s) => s.is_loss);
  if (wins.length !== 1 || losses.length !== 1 || wins[0] === losses[0]) throw invalid("stages", "A pipeline has exactly one stage that wins and another that loses.");
  const [{ rows: [there] }] = await ctx.read(db.execute<{ any: boolean }>(sql`select exists (select from pipelines) as any`));
  if (there!.any && !ctx.access?.features.includes("deals.multiPipelines")) throw new AppError("PLAN_REQUIRED", { feature: "deals.multiPipelines" });
  const pipeline = ctx.fresh({ description: null, ...body, is_active: true, is_default: !there!.any });
  const rows = stages.map((stage, i) => ctx.fresh({
    ...stage, name_ar: stage.name_ar ?? null, pipeline_id: pipeline.id, order_index: i + 1,
    probability_pct: stage.is_win ? 100 : stage.is_loss ? 0 : stage.probability_pct,
  }));
  return ctx.commit(
    { ...pipeline, stages: rows },
    db.insert(pipelines).values(pipeline),
    insertMany(pipelineStages, rows),
    ctx.emit(dealEvents["pipeline.created"], { pipeline_id: pipeline.id }),
  );
}

/** Another pipeline stops being the default one in the same commit. */
export async function patch(ctx: Ctx, id: string, body: z.output<NonNullable<typeof patchPipeline.body>>) {
  const [rows] = await ctx.read(pipelineById(id));
  const before = first(rows), after = ctx.next(before, body);
  if (after.is_default && !after.is_active) throw new AppError("CONFLICT", { reason: "The default pipeline stays in use. Make another one the default first." });
  return ctx.commit(
    after,
    ...(body.is_default && !before.is_default ? [db.execute(sql`update pipelines set is_default = false, version = version + 1, updated_at = ${ctx.now} where is_default`)] : []),
    updateOne(pipelines, before, { ...body, updated_at: after.updated_at }),
    ctx.emit(dealEvents["pipeline.updated"], { pipeline_id: id, fields: Object.keys(body) }),
  );
}

/** Deals of the pipeline refuse it: their foreign keys do. */
export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(pipelineById(id));
  const before = first(rows);
  ctx.next(before, {});
  if (before.is_default) throw new AppError("CONFLICT", { reason: "This is the default pipeline. Make another one the default first." });
  return ctx.commit({ id }, deleteOne(pipelines, before), ctx.emit(dealEvents["pipeline.deleted"], { pipeline_id: id }));
}
