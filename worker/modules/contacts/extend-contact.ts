import { sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { contactEvents } from "./contract.ts";

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
export const joinCompany = (ctx: Ctx, contact: { id: string }, company_id: string): Statement[] => [
  db.execute(sql`update contacts set company_id = ${company_id}, version = version + 1, updated_at = now() where id = ${contact.id} and company_id is null`),
  ctx.emit(contactEvents["contact.updated"], { contact_id: contact.id, company_id, fields: ["company_id"] }),
];
