import { eq, isNull, sql } from "drizzle-orm";
import type * as z from "zod";
import { companies } from "#db/schema/contacts.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first, updateOne } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { forgetRecord } from "#worker/modules/activities/public.ts";
import { Company, type CompanyPatch, contactEvents, type listCompanies as ListCompanies } from "./contract.ts";
import { type CompanyInput, draftCompany } from "./new-contact.ts";

const shown = {
  ...columns(companies, Company.omit({ contacts_count: true })),
  contacts_count: sql<number>`(select count(*)::int from contacts c where c.tenant_id = companies.tenant_id and c.company_id = companies.id)`.as("contacts_count"),
};
const sorts = { created_at: companies.created_at, updated_at: companies.updated_at, name: companies.name };
const byId = (id: string) => db.select(shown).from(companies).where(eq(companies.id, id));

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof ListCompanies.query>>) {
  const page = pageOf(companies, sorts, query,
    query.owner === "none" ? isNull(companies.owner_user_id) : query.owner ? eq(companies.owner_user_id, query.owner) : undefined,
    query.domain ? eq(companies.domain, query.domain) : undefined,
    query.city ? sql`${companies.city_key} = app.fold(${query.city})` : undefined,
    query.status ? eq(companies.status, query.status) : undefined,
    // The search narrows by index to what has the words anywhere; of those, the name must have them.
    query.name ? sql`${companies.id} in (select app.search_companies(${query.name})) and app.fold(${companies.name}) like app.search_pattern(${query.name})` : undefined,
    query.q ? sql`${companies.id} in (select app.search_companies(${query.q}))` : undefined,
  );
  const [rows, total] = await ctx.read(db.select(shown).from(companies).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

export async function get(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(byId(id));
  return first(rows);
}

export function create(ctx: Ctx, body: CompanyInput) {
  const { company, statements } = draftCompany(ctx, body);
  return ctx.commit({ ...company, contacts_count: 0 }, ...statements);
}

export async function patch(ctx: Ctx, id: string, body: z.output<typeof CompanyPatch>) {
  const [rows] = await ctx.read(byId(id));
  const before = first(rows);
  const after = ctx.next(before, body);
  return ctx.commit(
    after,
    updateOne(companies, before, { ...body, updated_at: after.updated_at }),
    ctx.emit(contactEvents["company.updated"], { company_id: id, fields: Object.keys(body) }),
  );
}

/** Contacts, deals and converted leads refuse it by their foreign keys. */
export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(byId(id));
  const before = first(rows);
  ctx.next(before, {});
  return ctx.commit({ id }, deleteOne(companies, before), ...forgetRecord("company", id), ctx.emit(contactEvents["company.deleted"], { company_id: id }));
}
