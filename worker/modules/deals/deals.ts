import { eq, gte, inArray, lt, lte, sql } from "drizzle-orm";
import type * as z from "zod";
import { dealCompanies, dealContacts, deals, pipelines, pipelineStages } from "#db/schema/deals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, deleteOne, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { decideAnew } from "#worker/kernel/decide-anew.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { checkAndMaybeEnqueue, guarded } from "#worker/modules/approvals/public.ts";
import { forgetRecord } from "#worker/modules/activities/public.ts";
import { heldUnitsQuery, releaseUnits } from "#worker/modules/inventory/public.ts";
import { dealEvents, type DealPatch, type listDeals, type moveStage, patchDeal } from "./contract.ts";
import { card, dealById, matching, ownedBy, partiesExist, partiesSeen, shown } from "./shown.ts";
import { dealActions, listedQuery, termsOf } from "./terms.ts";
import { dealUnitsQuery, toDealUnit } from "./units.ts";

const sorts = { created_at: deals.created_at, updated_at: deals.updated_at, amount_minor: deals.amount_minor, name: deals.name };

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listDeals.query>>) {
  const page = pageOf(deals, sorts, query,
    query.pipeline ? eq(deals.pipeline_id, query.pipeline) : undefined,
    query.stage && inArray(deals.stage_id, query.stage),
    ownedBy(query.owner),
    query.status && inArray(deals.status, query.status),
    query.from ? gte(deals.created_at, query.from) : undefined,
    query.to ? lt(deals.created_at, query.to) : undefined,
    query.close_from ? gte(deals.close_date, query.close_from) : undefined,
    query.close_to ? lte(deals.close_date, query.close_to) : undefined,
    query.min_amount === undefined ? undefined : gte(deals.amount_minor, query.min_amount),
    query.max_amount === undefined ? undefined : lte(deals.amount_minor, query.max_amount),
    query.currency ? eq(deals.currency, query.currency) : undefined,
    query.contact ? sql`exists (select from deal_contacts dc where dc.deal_id = ${deals.id} and dc.contact_id = ${query.contact})` : undefined,
    query.company ? sql`exists (select from deal_companies dc where dc.deal_id = ${deals.id} and dc.company_id = ${query.company})` : undefined,
    query.unit ? sql`exists (select from unit_deals ud where ud.deal_id = ${deals.id} and ud.unit_id = ${query.unit})` : undefined,
    matching(query.q),
  );
  const [rows, total] = await ctx.read(db.select(card).from(deals).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

type Stage = { id: string; name: string; name_ar: string | null; probability_pct: number; is_win: boolean; is_loss: boolean };

export async function get(ctx: Ctx, id: string) {
  const [rows, contacts, companies, units] = await ctx.read(
    db.select({
      ...shown,
      pipeline: sql<{ id: string; name: string }>`json_build_object('id', ${pipelines.id}, 'name', ${pipelines.name})`,
      stage: sql<Stage>`json_build_object('id', ${pipelineStages.id}, 'name', ${pipelineStages.name}, 'name_ar', ${pipelineStages.name_ar},
        'probability_pct', ${pipelineStages.probability_pct}, 'is_win', ${pipelineStages.is_win}, 'is_loss', ${pipelineStages.is_loss})`,
      watchers_count: sql<number>`(select count(*)::int from record_watchers w where w.subject_type = 'deal' and w.subject_id = ${deals.id})`,
    }).from(deals).innerJoin(pipelines, eq(pipelines.id, deals.pipeline_id)).innerJoin(pipelineStages, eq(pipelineStages.id, deals.stage_id)).where(eq(deals.id, id)),
    db.execute<{ contact_id: string; full_name: string; role: string }>(sql`select dc.contact_id, c.full_name, dc.role from deal_contacts dc join contacts c on c.id = dc.contact_id where dc.deal_id = ${id} order by dc.role, c.full_name`),
    db.execute<{ company_id: string; name: string; role: string }>(sql`select dc.company_id, c.name, dc.role from deal_companies dc join companies c on c.id = dc.company_id where dc.deal_id = ${id} order by dc.role, c.name`),
    dealUnitsQuery(id),
  );
  return { ...first(rows), contacts: contacts.rows, companies: companies.rows, units: units.rows.map((unit) => toDealUnit(unit, id)) };
}

const MONEY = ["amount_minor", "currency"] as const;

/** Contacts and companies that are sent replace those there are. What was paid for a closed deal does not change. */
export const patching = guarded({
  operation: "deal.update", route: patchDeal, object_type: "deal", actions: dealActions, lasting: true,
  queries: ({ id }: z.output<typeof DealPatch> & { id: string }) => [dealById(id), listedQuery(id)],
  plan(ctx, { id, contacts, companies, ...body }, [rows, { rows: [listed] }]) {
    const before = first(rows), after = ctx.next(before, body), parties = { ...(contacts && { contacts }), ...(companies && { companies }) }, terms = termsOf(after, listed!);
    if (before.status !== "open" && MONEY.some((field) => after[field] !== before[field])) throw new AppError("DEAL_CLOSED");
    if (after.currency !== before.currency && listed!.units_count) throw invalid("currency", "The deal has units, and they are priced in the currency it has.");
    const reassigned = after.owner_user_id && after.owner_user_id !== before.owner_user_id && after.owner_user_id !== ctx.user_id;
    return {
      ...terms, actions: MONEY.some((field) => after[field] !== before[field]) ? terms.actions : [],
      answer: after, checks: partiesExist(ctx, parties),
      statements: [
        ...partiesSeen(ctx, parties),
        updateOne(deals, before, { ...body, updated_at: after.updated_at }),
        ...replaced("deal_contacts", id, contacts && (contacts.length ? [db.insert(dealContacts).values(contacts.map((c) => ({ ...c, deal_id: id })))] : [])),
        ...replaced("deal_companies", id, companies && (companies.length ? [db.insert(dealCompanies).values(companies.map((c) => ({ ...c, deal_id: id })))] : [])),
        ctx.emit(dealEvents["deal.updated"], { deal_id: id, fields: [...Object.keys(body), ...(contacts ? ["contacts"] : []), ...(companies ? ["companies"] : [])] }),
        ...(reassigned ? [ctx.emit(dealEvents["deal.assigned"], { deal_id: id, owner_user_id: after.owner_user_id! })] : []),
      ],
    };
  },
});
export const patch = (ctx: Ctx, id: string, body: z.output<typeof DealPatch>) => checkAndMaybeEnqueue(ctx, patching, { ...body, id });

const replaced = (table: "deal_contacts" | "deal_companies", deal_id: string, inserts: Statement[] | undefined): Statement[] =>
  inserts ? [db.execute(sql`delete from ${sql.identifier(table)} where deal_id = ${deal_id}`), ...inserts] : [];

/** Only open deals: what was won or lost is history. Its units go to whoever waits next, or become available. */
export function remove(ctx: Ctx, id: string) {
  return decideAnew(async () => {
    const [rows, { rows: units }] = await ctx.read(dealById(id), heldUnitsQuery({ deal_id: id }));
    const before = first(rows);
    ctx.next(before, {});
    if (before.status !== "open") throw new AppError("DEAL_CLOSED");
    return ctx.commit(
      { id },
      db.execute(sql`select from deals where id = ${id} for update`),
      ...releaseUnits(ctx, units, id).statements,
      ...forgetRecord("deal", id),
      deleteOne(deals, before),
      ctx.emit(dealEvents["deal.deleted"], { deal_id: id }),
    );
  });
}

/** Without a version the last move stands; with one, a card that somebody else has moved stays where it is. */
export function move(ctx: Ctx, id: string, { stage_id, version }: z.output<NonNullable<typeof moveStage.body>>) {
  return decideAnew(async () => {
    const [rows, [stage]] = await ctx.read(dealById(id), db.select().from(pipelineStages).where(eq(pipelineStages.id, stage_id)));
    const before = first(rows);
    if (version !== undefined && version !== before.version) throw new AppError("PRECONDITION_FAILED", { version: before.version });
    if (before.status !== "open") throw new AppError("DEAL_CLOSED");
    if (!stage || stage.pipeline_id !== before.pipeline_id) throw invalid("stage_id", "There is no such stage in the deal's pipeline.");
    if (stage.is_win || stage.is_loss) throw new AppError("CONFLICT", { reason: `This stage closes deals: POST /v1/deals/{id}/${stage.is_win ? "mark-won" : "mark-lost"}.` });
    if (before.stage_id === stage_id) return before;
    const after = ctx.next(before, { stage_id, stage_entered_at: ctx.now });
    return ctx.commit(
      after,
      updateOne(deals, before, { stage_id, stage_entered_at: ctx.now, updated_at: after.updated_at }),
      ctx.emit(dealEvents["deal.stage.moved"], { deal_id: id, pipeline_id: before.pipeline_id, from_stage_id: before.stage_id, to_stage_id: stage_id }),
    );
  });
}
