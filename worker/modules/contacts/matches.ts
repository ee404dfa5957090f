import { and, eq, inArray, isNotNull, ne, or, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { companies, contactChannels, contacts } from "#db/schema/contacts.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import type { DuplicateCheck, Match } from "./contract.ts";
import { type ChannelRow, fullName } from "./new-contact.ts";

type Address = Pick<ChannelRow, "type" | "value">;
type Reason = z.output<typeof Match>["reason"];

const ofContact = and(eq(contacts.tenant_id, contactChannels.tenant_id), eq(contacts.id, contactChannels.contact_id));
const channelIs = (types: readonly ChannelRow["type"][], value: string | null | undefined): SQL =>
  value ? and(inArray(contactChannels.type, [...types]), eq(contactChannels.normalized_value, value))! : sql`false`;

/** Who has one of these addresses, each as exactly this type: what the unique constraint refuses. */
const holdersQuery = (addresses: readonly Address[]) =>
  db.select({ contact_id: contacts.id, full_name: contacts.full_name, reason: contactChannels.type, value: contactChannels.normalized_value })
    .from(contactChannels).innerJoin(contacts, ofContact)
    .where(or(sql`false`, ...addresses.map(({ type, value }) => channelIs([type], value)))).limit(20);

const toMatch = <R extends string>({ contact_id, full_name, reason }: { contact_id: string; full_name: string; reason: R }) =>
  ({ type: "contact" as const, id: contact_id, label: full_name, reason });

/** Waits for a commit; when a used address refused it, reads who has the address and says so. */
export async function namingDuplicates<A>(ctx: Ctx, addresses: readonly Address[], commit: Promise<A>): Promise<A> {
  try {
    return await commit;
  } catch (error) {
    if (!(error instanceof AppError) || error.details?.["constraint"] !== "contact_channels_value_key") throw error;
    const [holders] = await ctx.read(holdersQuery(addresses));
    throw new AppError("DUPLICATE", { duplicates: holders.map(toMatch) });
  }
}

/** The same name, in either script, and another sign: the end of a number, or the company or its domain. */
function similarQuery(body: z.output<typeof DuplicateCheck>) {
  const name = sql`app.name_key(${fullName(body.first_name, body.last_name)})`;
  const ends = [body.phone_e164, body.whatsapp_e164].filter((number) => number != null).map((number) => number.slice(-7));
  const sameEnd = ends.length
    ? sql`exists (select from contact_channels ch where ch.tenant_id = contacts.tenant_id and ch.contact_id = contacts.id and ch.last_seven in (${sql.join(ends, sql`, `)}))`
    : sql`false`;
  const domain = or(
    body.email ? eq(companies.domain, body.email.split("@")[1]!) : undefined,
    body.company_id ? sql`${companies.domain} = (select domain from companies given where given.id = ${body.company_id})` : undefined,
    body.company_id ? eq(contacts.company_id, body.company_id) : undefined,
  ) ?? sql`false`;
  return db.select({
    contact_id: contacts.id, full_name: contacts.full_name,
    reason: sql<Reason>`case when ${sameEnd} then 'name_phone' else 'name_company' end`.as("reason"),
  }).from(contacts).leftJoin(companies, and(eq(companies.tenant_id, contacts.tenant_id), eq(companies.id, contacts.company_id)))
    .where(and(sql`${contacts.name_key} = ${name}`, ne(contacts.name_key, ""), or(sameEnd, and(isNotNull(companies.id), domain)))).limit(20);
}

/** Says, in one round trip, who would refuse this contact and whom it may repeat. Nothing is stored. */
export async function check(ctx: Ctx, body: z.output<typeof DuplicateCheck>) {
  const numbers = [body.phone_e164, body.whatsapp_e164].filter((number) => number != null);
  const [holders, similar, company] = await ctx.read(
    holdersQuery([
      { type: "email", value: body.email ?? "" },
      ...numbers.flatMap((value) => [{ type: "phone" as const, value }, { type: "whatsapp" as const, value }]),
    ]),
    similarQuery(body),
    db.select({ id: companies.id }).from(companies).where(body.company_id ? eq(companies.id, body.company_id) : sql`false`),
  );
  if (body.company_id && !company[0]) throw invalid("company_id", "There is no such company.");
  const given = { email: body.email, phone: body.phone_e164, whatsapp: body.whatsapp_e164 };
  const others = holders.filter((holder) => holder.contact_id !== body.contact_id);
  // A number that someone has as the other type, phone or WhatsApp, is allowed: families and offices share them.
  const blocking = others.filter((holder) => given[holder.reason] === holder.value);
  const told = new Set([body.contact_id, ...blocking.map((row) => row.contact_id)]);
  return {
    blocking: blocking.map(toMatch),
    similar: [...others, ...similar].filter((row) => !told.has(row.contact_id) && told.add(row.contact_id)).map((row) => toMatch<Reason>(row)),
  };
}
