import { eq, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import type * as z from "zod";
import { leads } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { Lead, leadEvents, type LeadPatch, type listLeads as ListLeads, type NewLead } from "./contract.ts";

const shown = columns(leads, Lead);
const sorts = { created_at: leads.created_at, updated_at: leads.updated_at, score: leads.score, full_name: leads.full_name };
const byId = (id: string) => db.select(shown).from(leads).where(eq(leads.id, id));
const fullName = (first_name: string, last_name?: string | null) => `${first_name} ${last_name ?? ""}`.trim();

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

export async function get(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(byId(id));
  return first(rows);
}

/** Refuses a person who is already an open lead: the unique indexes decide, so that no read is needed. */
export function create(ctx: Ctx, body: z.output<typeof NewLead>) {
  if (!body.email && !body.phone_e164) throw invalid("phone_e164", "Give an email address or a phone number, so that the lead can be reached.");
  const lead = ctx.fresh({
    last_name: null, email: null, phone_e164: null, source_detail: null, owner_user_id: null, company_name: null, interest: null,
    budget_minor: null, currency: null, country: null, notes: null, disqualified_reason: null, import_id: null, ...body, status: "new" as const, score: 0,
  });
  return ctx.commit(
    { ...lead, full_name: fullName(lead.first_name, lead.last_name) },
    db.insert(leads).values(lead),
    ctx.emit(leadEvents["lead.created"], { lead_id: lead.id, owner_user_id: lead.owner_user_id }),
  );
}

export async function patch(ctx: Ctx, id: string, body: z.output<typeof LeadPatch>) {
  const [rows] = await ctx.read(byId(id));
  const before = first(rows);
  if (before.status === "converted") throw new AppError("LEAD_CONVERTED");
  const after = ctx.next(before, body);
  return ctx.commit(
    { ...after, full_name: fullName(after.first_name, after.last_name) },
    updateOne(leads, before, { ...body, updated_at: after.updated_at }),
    ctx.emit(leadEvents["lead.updated"], { lead_id: id, fields: Object.keys(body) }),
  );
}

export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(byId(id));
  const before = ctx.next(first(rows), {});
  if (before.status === "converted") throw new AppError("LEAD_CONVERTED");
  return ctx.commit({ id }, deleteOne(leads, { id, version: before.version - 1 }), ctx.emit(leadEvents["lead.deleted"], { lead_id: id }));
}

