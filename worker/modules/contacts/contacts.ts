import { eq, inArray, isNull, sql } from "drizzle-orm";
import type * as z from "zod";
import { contacts } from "#db/schema/contacts.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { deleteOne, first, updateOne } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { forgetRecord } from "#worker/modules/activities/public.ts";
import { companyById, contactById, present, selectContacts } from "./contact-row.ts";
import { contactEvents, type ContactPatch, type listContacts as ListContacts } from "./contract.ts";
import { namingDuplicates } from "./matches.ts";
import { type ContactInput, draftContact, fullName } from "./new-contact.ts";
import { planPrimaries } from "./primaries.ts";
import { anyPrivateQuery, hidden, insistMayHide } from "./privacy.ts";

const sorts = { created_at: contacts.created_at, updated_at: contacts.updated_at, full_name: contacts.full_name };

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof ListContacts.query>>) {
  const page = pageOf(contacts, sorts, query,
    query.owner === "none" ? isNull(contacts.owner_user_id) : query.owner ? eq(contacts.owner_user_id, query.owner) : undefined,
    query.company ? eq(contacts.company_id, query.company) : undefined,
    query.lifecycle && inArray(contacts.lifecycle_stage, query.lifecycle),
    query.q ? sql`${contacts.id} in (select app.search_contacts(${query.q}))` : undefined,
  );
  const [rows, total] = await ctx.read(selectContacts().where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  const { items, ...rest } = toPage(rows, query, total);
  return { items: items.map(present), ...rest };
}

export async function get(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(contactById(id));
  return present(first(rows));
}

/** Refuses a person whose address is known: the unique constraint decides, and only then is read who has it. */
export async function create(ctx: Ctx, body: ContactInput) {
  const { contact, statements } = draftContact(ctx, body.is_private ? { owner_user_id: ctx.user_id, ...body } : body);
  insistMayHide(ctx, undefined, contact);
  const [found, privates] = body.company_id || body.is_private ? await ctx.read(companyById(body.company_id), anyPrivateQuery) : [[], { rows: [] }];
  const answer = present({ ...contact, company: namedCompany(body.company_id, found) });
  return namingDuplicates(ctx, contact.channels, ctx.commit(answer, ...statements, ...hidden(ctx, contact, privates.rows)));
}

export async function patch(ctx: Ctx, id: string, body: z.output<typeof ContactPatch>) {
  const { email, phone_e164, whatsapp_e164, ...fields } = body;
  const [rows, found, privates] = await ctx.read(contactById(id), companyById(fields.company_id), anyPrivateQuery);
  const before = first(rows);
  const company = fields.company_id === undefined ? before.company : namedCompany(fields.company_id, found);
  const after = ctx.next(before, { ...fields, company });
  insistMayHide(ctx, before, after);
  const { channels, changed, statements } = planPrimaries(ctx, id, before.channels, { email, phone: phone_e164, whatsapp: whatsapp_e164 });
  const moved = after.company_id !== before.company_id;
  const answer = present({ ...after, full_name: fullName(after.first_name, after.last_name), channels });
  return namingDuplicates(ctx, changed, ctx.commit(
    answer,
    updateOne(contacts, before, { ...fields, updated_at: after.updated_at }),
    ...statements,
    ctx.emit(contactEvents["contact.updated"], { contact_id: id, ...(moved ? { company_id: after.company_id } : {}), fields: Object.keys(body) }),
    ...hidden(ctx, after, privates.rows),
  ));
}

/** Deals and converted leads refuse it by their foreign keys; what was only about this person goes with them. */
export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(contactById(id));
  const before = first(rows);
  ctx.next(before, {});
  return ctx.commit({ id }, deleteOne(contacts, before), ...forgetRecord("contact", id), ctx.emit(contactEvents["contact.deleted"], { contact_id: id }));
}

function namedCompany(id: string | null | undefined, [company]: readonly { id: string; name: string }[]) {
  if (id && !company) throw invalid("company_id", "There is no such company.");
  return company ?? null;
}
