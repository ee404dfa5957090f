import { sql } from "drizzle-orm";
import { db } from "#worker/kernel/db.ts";

export interface KnownContact extends Record<string, unknown> { id: string; version: number; company_id: string | null }

/** For ctx.read: the chosen contact, or those that share the lead's address, with the company each belongs to. */
export const companyOfContact = (lead_id: string, contact_id: string | undefined) =>
  db.execute<KnownContact>(contact_id
    ? sql`select id, version, company_id from contacts where id = ${contact_id}`
    : sql`select c.id, c.version, c.company_id from leads l
        join contact_channels ch on (ch.type = 'email' and ch.normalized_value = l.email) or (ch.type in ('phone', 'whatsapp') and ch.normalized_value = l.phone_e164)
        join contacts c on c.id = ch.contact_id where l.id = ${lead_id}`);
