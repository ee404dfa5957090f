import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { dealCompanies, dealContacts, deals, lostReasonCodes, pipelines, pipelineStages } from "#db/schema/deals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, insertMany, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { ownership } from "#worker/kernel/ownership.ts";
import { type Deal, dealEvents, type DealParties } from "./contract.ts";
import { LOST_REASONS, STAGES } from "./defaults.ts";

export const dealOwnership = ownership(deals, eq(deals.status, "open"));

/** What a new tenant's sales start with: one pipeline with its stages, and the reasons a deal may be lost for. */
export function tenantDefaults(ctx: Pick<Ctx, "fresh">): Statement[] {
  const pipeline = ctx.fresh({ name: "Sales", is_default: true });
  return [
    db.insert(pipelines).values(pipeline),
    insertMany(pipelineStages, STAGES.map((stage, i) => ctx.fresh({ ...stage, pipeline_id: pipeline.id, order_index: i + 1 }))),
    insertMany(lostReasonCodes, LOST_REASONS.map((reason) => ctx.fresh(reason))),
  ];
}

export interface DealPlace extends Record<string, unknown> {
  pipeline_id: string; stage_id: string; is_active: boolean; is_closing: boolean;
  /** The tenant's own. */
  currency: string;
}

/** Where a new deal would stand: the stage or pipeline picked, else the first stage of the default pipeline. For ctx.read. */
export const dealPlaceQuery = (pick: { pipeline_id?: string | undefined; stage_id?: string | undefined } = {}) =>
  db.execute<DealPlace>(sql`select s.pipeline_id, s.id as stage_id, p.is_active, s.is_win or s.is_loss as is_closing, t.currency
    from pipelines p join pipeline_stages s on s.pipeline_id = p.id, tenants t
    where t.id = app.tenant_id()
      and ${pick.pipeline_id ? sql`p.id = ${pick.pipeline_id}` : pick.stage_id ? sql`true` : sql`p.is_default`}
      and ${pick.stage_id ? sql`s.id = ${pick.stage_id}` : sql`not s.is_win and not s.is_loss`}
    order by s.order_index limit 1`);

/** Values of a deal as its creator gives them. The owner is whoever acts unless told otherwise; null is nobody. */
export interface DealValues {
  /** Made here unless chosen beforehand. */
  id?: string | undefined;
  name: string;
  amount_minor?: number | undefined;
  currency?: string | undefined;
  owner_user_id?: string | null | undefined;
  close_date?: string | null | undefined;
  contacts?: z.output<typeof DealParties>["contacts"];
  companies?: z.output<typeof DealParties>["companies"];
}

/**
 * A new open deal with its people, for the caller's commit. `place` is the row of dealPlaceQuery; refuses a stage that
 * closes deals and a pipeline that is not in use.
 */
export function newDeal(ctx: Ctx, place: DealPlace | undefined, values: DealValues): { deal: z.output<typeof Deal>; statements: Statement[] } {
  if (!place) throw new AppError("VALIDATION_FAILED", { issues: [{ path: "stage_id", message: "There is no such stage in this pipeline." }] });
  if (!place.is_active) throw invalid("pipeline_id", "This pipeline is not in use.");
  if (place.is_closing) throw invalid("stage_id", "A deal starts in an open stage. Mark it won or lost afterwards.");
  const { contacts = [], companies = [], ...given } = values;
  const deal = ctx.fresh({
    ...(given.id ? { id: given.id } : {}),
    name: given.name, amount_minor: given.amount_minor ?? 0, currency: given.currency ?? place.currency,
    pipeline_id: place.pipeline_id, stage_id: place.stage_id,
    owner_user_id: given.owner_user_id === undefined ? ctx.user_id : given.owner_user_id,
    status: "open" as const, close_date: given.close_date ?? null, lost_reason_code: null, lost_note: null, closed_at: null, stage_entered_at: ctx.now,
  });
  const assigned = deal.owner_user_id && deal.owner_user_id !== ctx.user_id;
  return {
    deal,
    statements: [
      db.insert(deals).values(deal),
      ...(contacts.length ? [db.insert(dealContacts).values(contacts.map((c) => ({ ...c, deal_id: deal.id })))] : []),
      ...(companies.length ? [db.insert(dealCompanies).values(companies.map((c) => ({ ...c, deal_id: deal.id })))] : []),
      ctx.emit(dealEvents["deal.created"], { deal_id: deal.id, owner_user_id: deal.owner_user_id, contact_id: contacts[0]?.contact_id ?? null, company_id: companies[0]?.company_id ?? null }),
      ...(assigned ? [ctx.emit(dealEvents["deal.assigned"], { deal_id: deal.id, owner_user_id: deal.owner_user_id! })] : []),
    ],
  };
}
