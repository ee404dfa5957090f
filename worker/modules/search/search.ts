import { type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import type { Permission } from "#worker/kernel/permissions.ts";
import { type Hit, type search as Search, SearchType } from "./contract.ts";

type Type = z.output<typeof SearchType>;
interface Source { readonly permission: Permission; readonly module: string; readonly hits: (q: string) => SQL }

/** Of each type: its newest five. Columns in the order of `Hit`. */
const SOURCES: Record<Type, Source> = {
  lead: {
    permission: "lead.read", module: "leads",
    hits: (q) => sql`select 'lead', id, full_name, coalesce(company_name, email, phone_e164), status
      from leads where id in (select app.search_leads(${q})) order by created_at desc, id desc limit 5`,
  },
  contact: {
    permission: "contact.read", module: "contacts",
    hits: (q) => sql`select 'contact', c.id, c.full_name, coalesce(o.name, c.job_title, (
          select ch.value from contact_channels ch where ch.tenant_id = c.tenant_id and ch.contact_id = c.id order by ch.is_primary desc, ch.created_at, ch.id limit 1)), c.lifecycle_stage
      from contacts c left join companies o on o.tenant_id = c.tenant_id and o.id = c.company_id
      where c.id in (select app.search_contacts(${q})) order by c.created_at desc, c.id desc limit 5`,
  },
  company: {
    permission: "company.read", module: "contacts",
    hits: (q) => sql`select 'company', id, name, coalesce(domain, city), status
      from companies where id in (select app.search_companies(${q})) order by created_at desc, id desc limit 5`,
  },
  deal: {
    permission: "deal.read", module: "deals",
    hits: (q) => sql`select 'deal', d.id, d.name, (
          select c.full_name from deal_contacts dc join contacts c on c.tenant_id = dc.tenant_id and c.id = dc.contact_id
          where dc.tenant_id = d.tenant_id and dc.deal_id = d.id order by c.id limit 1), d.status
      from deals d where d.id in (select app.search_deals(${q})) order by d.created_at desc, d.id desc limit 5`,
  },
  unit: {
    permission: "unit.read", module: "inventory",
    hits: (q) => sql`select 'unit', u.id, u.code, concat_ws(' · ', p.name, b.name), u.status
      from units u join projects p on p.tenant_id = u.tenant_id and p.id = u.project_id
        left join buildings b on b.tenant_id = u.tenant_id and b.id = u.building_id
      where u.id in (
        select app.search_units(${q}) union all
        (select i.id from units i join projects named on named.tenant_id = i.tenant_id and named.id = i.project_id
          where app.fold(named.name) like app.search_pattern(${q}) order by i.created_at desc, i.id desc limit 5))
      order by u.created_at desc, u.id desc limit 5`,
  },
};

/** One round trip for all types. What the caller may not read, or the workspace has switched off, is not looked for. */
export async function search(ctx: Ctx, { q, types = SearchType.options }: z.output<NonNullable<typeof Search.query>>) {
  const isOpen = ({ permission, module }: Source) => ctx.can(permission) && !ctx.access?.modules_off.includes(module);
  const parts = SearchType.options.filter((type) => types.includes(type) && isOpen(SOURCES[type])).map((type) => sql`(${SOURCES[type].hits(q)})`);
  if (!parts.length) return { items: [], next_cursor: null };
  const [{ rows }] = await ctx.read(db.execute<z.output<typeof Hit> & Record<string, unknown>>(
    sql`select * from (${sql.join(parts, sql` union all `)}) as hit(type, id, title, subtitle, status)`,
  ));
  return { items: rows, next_cursor: null };
}
