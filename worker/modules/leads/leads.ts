import { eq, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import type * as z from "zod";
import { leadConversions, leadDuplicates, leads } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { forgetRecord } from "#worker/modules/activities/public.ts";
import { Lead, leadEvents, type LeadPatch, type listLeads as ListLeads, type NewLead, type scoreLead as ScoreLead } from "./contract.ts";
import { insistOnE164, matchesQuery, recordMatches, tellingDuplicates } from "./matches.ts";
import { initialScore } from "./score-rules.ts";

type Shown = z.output<typeof Lead>;

const shown = columns(leads, Lead);
const sorts = { created_at: leads.created_at, updated_at: leads.updated_at, score: leads.score, full_name: leads.full_name };
const fullName = (first_name: string, last_name?: string | null) => `${first_name} ${last_name ?? ""}`.trim();
const UNREACHABLE = () => invalid("phone_e164", "Give an email address or a phone number, so that the lead can be reached.");

/** For ctx.read. */
export const leadById = (id: string) => db.select(shown).from(leads).where(eq(leads.id, id));

/** What a lead became. For ctx.read. */
export const conversionOf = (lead_id: string) => {
  const { contact_id, company_id, deal_id, converted_at } = leadConversions;
  return db.select({ contact_id, company_id, deal_id, converted_at }).from(leadConversions).where(eq(leadConversions.lead_id, lead_id));
};

/** The lead as it may still be changed: LEAD_CONVERTED once it has become a contact. */
export function unconverted(rows: readonly Shown[]): Shown {
  const lead = first(rows);
  if (lead.status === "converted") throw new AppError("LEAD_CONVERTED");
  return lead;
}

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof ListLeads.query>>) {
  const page = pageOf(leads, sorts, query,
    query.owner === "none" ? isNull(leads.owner_user_id) : query.owner ? eq(leads.owner_user_id, query.owner) : undefined,
    query.status && inArray(leads.status, query.status),
    query.source && inArray(leads.source, query.source),
    query.from ? gte(leads.created_at, query.from) : undefined,
    query.to ? lt(leads.created_at, query.to) : undefined,
    query.min_score === undefined ? undefined : gte(leads.score, query.min_score),
    query.import_id ? eq(leads.import_id, query.import_id) : undefined,
    query.q ? sql`${leads.id} in (select app.search_leads(${query.q}))` : undefined,
  );
  const [rows, total] = await ctx.read(db.select(shown).from(leads).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

/** A lead, the contacts that share its address, and what it became. */
export async function get(ctx: Ctx, id: string) {
  const [rows, matches, conversions] = await ctx.read(leadById(id), matchesQuery(id), conversionOf(id));
  return { ...first(rows), matches: matches.rows, conversion: conversions[0] ?? null };
}

/** Refuses a person who is already an open lead: the unique indexes decide, so that no read is needed. */
export async function create(ctx: Ctx, body: z.output<typeof NewLead>) {
  if (!body.email && !body.phone_e164) throw UNREACHABLE();
  await insistOnE164(ctx, body.phone_e164);
  const lead = ctx.fresh({
    last_name: null, email: null, phone_e164: null, source_detail: null, owner_user_id: null, company_name: null, interest: null, budget_minor: null,
    currency: null, country: null, notes: null, disqualified_reason: null, import_id: null, ...body, status: "new" as const, score: initialScore(body), score_reason: null,
  });
  return tellingDuplicates(ctx, lead, () => ctx.commit(
    { ...lead, full_name: fullName(lead.first_name, lead.last_name) },
    db.insert(leads).values(lead),
    recordMatches(sql`l.id = ${lead.id}`),
    ctx.emit(leadEvents["lead.created"], { lead_id: lead.id, owner_user_id: lead.owner_user_id }),
  ));
}

/** A lead that is opened again excludes others once more, and loses the reason it was closed for. */
export async function patch(ctx: Ctx, id: string, body: z.output<typeof LeadPatch>) {
  await insistOnE164(ctx, body.phone_e164);
  const [rows] = await ctx.read(leadById(id));
  const before = unconverted(rows);
  const reopened = before.status === "disqualified" && body.status !== undefined && body.status !== "disqualified";
  const change = reopened ? { ...body, disqualified_reason: null } : body;
  const after = ctx.next(before, change);
  if (!after.email && !after.phone_e164) throw UNREACHABLE();
  if (after.status === "disqualified" && !after.disqualified_reason) throw invalid("disqualified_reason", "Say why this lead is disqualified.");
  if (after.status !== "disqualified" && after.disqualified_reason) throw invalid("disqualified_reason", "Only a disqualified lead has a reason.");
  const readdressed = after.email !== before.email || after.phone_e164 !== before.phone_e164;
  return tellingDuplicates(ctx, after, () => ctx.commit(
    { ...after, full_name: fullName(after.first_name, after.last_name) },
    updateOne(leads, before, { ...change, updated_at: after.updated_at }),
    ...(readdressed ? [db.delete(leadDuplicates).where(eq(leadDuplicates.lead_id, id)), recordMatches(sql`l.id = ${id}`)] : []),
    ctx.emit(leadEvents["lead.updated"], { lead_id: id, fields: changedFields(before, after), owner_user_id: after.owner_user_id }),
  ));
}

const changedFields = (before: Shown, after: Shown) =>
  (Object.keys(before) as (keyof Shown)[]).filter((key) => key !== "version" && key !== "updated_at" && before[key] !== after[key]);

export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(leadById(id));
  const lead = unconverted(rows);
  ctx.next(lead, {});
  return ctx.commit({ id }, deleteOne(leads, lead), ...forgetRecord("lead", id), ctx.emit(leadEvents["lead.deleted"], { lead_id: id }));
}

/** A person's judgement replaces what the rules gave. */
export async function score(ctx: Ctx, id: string, body: z.output<NonNullable<typeof ScoreLead.body>>) {
  const [rows] = await ctx.read(leadById(id));
  const before = unconverted(rows);
  const after = ctx.next(before, { score: body.score, score_reason: body.reason ?? null });
  return ctx.commit(
    after,
    updateOne(leads, before, { score: after.score, score_reason: after.score_reason, updated_at: after.updated_at }),
    ctx.emit(leadEvents["lead.scored"], { lead_id: id, from: before.score, to: after.score }),
  );
}
