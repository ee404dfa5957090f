import { sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { contactEvents } from "#worker/modules/contacts/contract.ts";

export interface KnownContact extends Record<string, unknown> { id: string; version: number; company_id: string | null }

/** For ctx.read: the chosen contact, or those that share the lead's address, with the company each belongs to. */
export const companyOfContact = (lead_id: string, contact_id: string | undefined) =>
  db.execute<KnownContact>(contact_id
    ? sql`select id, version, company_id from contacts where id = ${contact_id}`
    : sql`select c.id, c.version, c.company_id from leads l
        join contact_channels ch on (ch.type = 'email' and ch.normalized_value = l.email) or (ch.type in ('phone', 'whatsapp') and ch.normalized_value = l.phone_e164)
        join contacts c on c.id = ch.contact_id where l.id = ${lead_id}`);

/** Gives a contact addresses that nobody has yet: primary where it has none of that type. */
export function addChannels(ctx: Ctx, contact_id: string, missing: { email: string | null; phone: string | null }): Statement[] {
  const added = (["email", "phone"] as const).flatMap((type) => {
    const value = missing[type];
    if (!value) return [];
    const { id: channel_id } = ctx.fresh({});
    return [
      db.execute(sql`insert into contact_channels (id, contact_id, type, value, normalized_value, is_primary)
        select ${channel_id}::uuid, ${contact_id}::uuid, ${type}, ${value}, ${value}, not exists (select from contact_channels where contact_id = ${contact_id} and type = ${type} and is_primary)`),
      ctx.emit(contactEvents["contact.channel.added"], { contact_id, channel_id, type }),
    ];
  });
  // The contact's row is locked first, so that changes to its channels follow one another.
  return added.length ? [db.execute(sql`update contacts set version = version + 1, updated_at = now() where id = ${contact_id}`), ...added] : [];
}

/** Gives a contact without a company this one. */
export const joinCompany = (ctx: Ctx, contact: KnownContact, company_id: string): Statement[] => [
  db.execute(sql`update contacts set company_id = ${company_id}, version = version + 1, updated_at = now() where id = ${contact.id} and company_id is null`),
  ctx.emit(contactEvents["contact.updated"], { contact_id: contact.id, company_id, fields: ["company_id"] }),
];
