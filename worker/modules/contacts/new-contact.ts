import type * as z from "zod";
import { companies, contactChannels, contacts } from "#db/schema/contacts.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, insertMany, type Statement } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { type Channel, contactEvents, type NewChannel, type NewCompany, type NewContact } from "./contract.ts";

export type ContactInput = z.output<typeof NewContact>;
export type CompanyInput = z.output<typeof NewCompany>;
type ChannelInput = z.output<typeof NewChannel>;
export type ChannelRow = z.output<typeof Channel>;

export const fullName = (first_name: string, last_name?: string | null) => `${first_name} ${last_name ?? ""}`.trim();

/** A channel as it will be shown. What is stored besides is `stored(channel)`. */
export function freshChannel(ctx: Ctx, contact_id: string, { type, value, is_primary = false, locale = null }: ChannelInput): ChannelRow {
  return ctx.fresh({
    contact_id, type, value, value_e164: type === "email" ? null : value, is_primary, locale,
    verified_at: null, opt_in: false, opt_in_source: null, opt_out_at: null,
  });
}

/** Addresses are normalised by the contract already: lower-case email, E.164 number. */
export const stored = ({ value_e164: _, ...channel }: ChannelRow) => ({ ...channel, normalized_value: channel.value });

/** The named channels first, then the listed ones; the first of each type is primary unless another says so. */
function channelsOf(ctx: Ctx, contact_id: string, { email, phone_e164, whatsapp_e164, channels: listed = [] }: ContactInput): ChannelRow[] {
  const given: ChannelInput[] = [
    ...(email ? [{ type: "email" as const, value: email, is_primary: true }] : []),
    ...(phone_e164 ? [{ type: "phone" as const, value: phone_e164, is_primary: true }] : []),
    ...(whatsapp_e164 ? [{ type: "whatsapp" as const, value: whatsapp_e164, is_primary: true }] : []),
    ...listed,
  ];
  const named = given.length - listed.length;
  for (const [index, { type, value, is_primary }] of given.entries()) {
    const earlier = given.slice(0, index).filter((other) => other.type === type);
    if (earlier.some((other) => other.value === value)) throw invalid(`channels.${index - named}.value`, "This address is given twice.");
    if (is_primary && earlier.some((other) => other.is_primary)) throw invalid(`channels.${index - named}.is_primary`, "Only one channel of a type can be primary.");
  }
  return given.map((channel, index) => freshChannel(ctx, contact_id, {
    ...channel, is_primary: given.some((c) => c.type === channel.type && c.is_primary) ? channel.is_primary : given.findIndex((c) => c.type === channel.type) === index,
  }));
}

/** A new contact and the statements that store it, for any commit. Its channels decide whether it is a duplicate. */
export function draftContact(ctx: Ctx, body: ContactInput) {
  const { email: _e, phone_e164: _p, whatsapp_e164: _w, channels: _c, ...fields } = body;
  const row = ctx.fresh({
    last_name: null, job_title: null, company_id: null, owner_user_id: null, lifecycle_stage: "prospect" as const, locale: null, notes: null, is_private: false, ...fields,
  });
  const channels = channelsOf(ctx, row.id, body);
  const statements: Statement[] = [
    db.insert(contacts).values(row),
    ...(channels.length ? [insertMany(contactChannels, channels.map(stored))] : []),
    ctx.emit(contactEvents["contact.created"], { contact_id: row.id, company_id: row.company_id, owner_user_id: row.owner_user_id }),
  ];
  return { contact: { ...row, full_name: fullName(row.first_name, row.last_name), channels }, statements };
}

/** A new company and the statements that store it, for any commit. */
export function draftCompany(ctx: Ctx, body: CompanyInput) {
  const company = ctx.fresh({
    domain: null, phone: null, industry_code: null, country: null, city: null, address: null, owner_user_id: null, status: "active" as const, ...body,
  });
  const statements: Statement[] = [
    db.insert(companies).values(company),
    ctx.emit(contactEvents["company.created"], { company_id: company.id, owner_user_id: company.owner_user_id }),
  ];
  return { company, statements };
}
