import { and, eq, inArray, ne, or, sql, type SQL } from "drizzle-orm";
import { leads } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import type { LeadMatch } from "./contract.ts";
import { isE164, toE164 } from "./phone.ts";
import type * as z from "zod";

/** Leads that still exclude each other: the statuses of the partial unique indexes. */
export const OPEN = ["new", "contacted", "qualified"] as const;
export const isOpen = sql`in ('new', 'contacted', 'qualified')`;
const CLASHES = new Set<unknown>(["leads_email_key", "leads_phone_e164_key"]);

interface Person { id: string; email: string | null; phone_e164: string | null }

/** Contacts that share an address with a lead, as rows (lead_id, contact_id, full_name, reason). `lead` is a condition on leads l. */
const sharing = (lead: SQL) => sql`
  select distinct l.id as lead_id, c.id as contact_id, c.full_name, a.reason
  from leads l
  cross join lateral (values ('email', 'email', l.email), ('phone', 'phone', l.phone_e164), ('phone', 'whatsapp', l.phone_e164)) a (reason, type, value)
  join contact_channels ch on ch.type = a.type and ch.normalized_value = a.value
  join contacts c on c.id = ch.contact_id
  where ${lead}`;

/** For ctx.read: the contacts that have this lead's email address or number now. */
export const matchesQuery = (lead_id: string) =>
  db.execute<z.output<typeof LeadMatch> & Record<string, unknown>>(sql`select contact_id, full_name, reason from (${sharing(sql`l.id = ${lead_id}`)}) m order by reason, contact_id limit 20`);

/** Records which contacts these leads repeat, in the commit that makes them so. */
export const recordMatches = (lead: SQL): Statement =>
  db.execute(sql`insert into lead_duplicates (lead_id, contact_id, reason) select lead_id, contact_id, reason from (${sharing(lead)}) m on conflict do nothing`);

/** The tenant's own country and currency, for what people write without them. For ctx.read. */
export const regionQuery = db.execute<{ country: string; currency: string }>(sql`select country, currency from tenants where id = app.tenant_id()`);

/** Refuses a number that is not in E.164, telling how it would be. Costs a read only then. */
export async function insistOnE164(ctx: Ctx, phone: string | null | undefined): Promise<void> {
  if (!phone || isE164(phone)) return;
  const [{ rows: [region] }] = await ctx.read(regionQuery);
  const meant = toE164(phone, region?.country ?? null);
  if (!meant) throw invalid("phone_e164", "This is not a phone number. Send it in E.164: a plus sign, the country code and the number, without spaces.");
  throw new AppError("VALIDATION_FAILED", { issues: [{ path: "phone_e164", message: `Send the number in E.164, without spaces: ${meant}.`, suggestion: meant }] });
}

/** Runs a commit. When the unique indexes refuse it, DUPLICATE names the open leads it clashes with. */
export async function tellingDuplicates<T>(ctx: Ctx, person: Person, commit: () => Promise<T>): Promise<T> {
  try {
    return await commit();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "DUPLICATE" || !CLASHES.has(error.details?.["constraint"])) throw error;
    const [rows] = await ctx.read(db.select({ id: leads.id, full_name: leads.full_name, email: leads.email }).from(leads).where(and(
      inArray(leads.status, [...OPEN]), ne(leads.id, person.id),
      or(person.email ? eq(leads.email, person.email) : sql`false`, person.phone_e164 ? eq(leads.phone_e164, person.phone_e164) : sql`false`),
    )));
    throw new AppError("DUPLICATE", {
      constraint: error.details?.["constraint"],
      duplicates: rows.map(({ id, full_name, email }) => ({ type: "lead", id, reason: person.email && email === person.email ? "email" : "phone", label: full_name })),
    });
  }
}
