import { and, eq, sql } from "drizzle-orm";
import { companies, contacts } from "#db/schema/contacts.ts";
import { db } from "#worker/kernel/db.ts";
import type { ChannelRow } from "./new-contact.ts";

const iso = (text: string | null) => text && new Date(text).toISOString();

/** The channels of the contact at hand, primary first, then in the order they came: part of the same query, so that a list is one trip. */
const channels = sql<ChannelRow[]>`(select coalesce(jsonb_agg(jsonb_build_object('id', ch.id, 'version', ch.version, 'created_at', ch.created_at, 'updated_at', ch.updated_at,
    'contact_id', ch.contact_id, 'type', ch.type, 'value', ch.value, 'value_e164', case when ch.type <> 'email' then ch.normalized_value end, 'is_primary', ch.is_primary,
    'verified_at', ch.verified_at, 'opt_in', ch.opt_in, 'opt_in_source', ch.opt_in_source, 'opt_out_at', ch.opt_out_at, 'locale', ch.locale)
    order by ch.is_primary desc, ch.created_at, ch.id), '[]')
  from contact_channels ch where ch.tenant_id = contacts.tenant_id and ch.contact_id = contacts.id)`
  .mapWith((rows: ChannelRow[]) => rows.map((row) => ({
    ...row, created_at: iso(row.created_at)!, updated_at: iso(row.updated_at)!, verified_at: iso(row.verified_at), opt_out_at: iso(row.opt_out_at),
  })));

const shown = {
  id: contacts.id, version: contacts.version, created_at: contacts.created_at, updated_at: contacts.updated_at,
  first_name: contacts.first_name, last_name: contacts.last_name, full_name: contacts.full_name, job_title: contacts.job_title,
  company_id: contacts.company_id, company: { id: companies.id, name: companies.name }, owner_user_id: contacts.owner_user_id,
  lifecycle_stage: contacts.lifecycle_stage, locale: contacts.locale, notes: contacts.notes, is_private: contacts.is_private, channels: channels.as("channels"),
};

/** Contacts with their company and channels, for `where`, order and limit to be added. */
export const selectContacts = () =>
  db.select(shown).from(contacts).leftJoin(companies, and(eq(companies.tenant_id, contacts.tenant_id), eq(companies.id, contacts.company_id))).$dynamic();

export const contactById = (id: string) => selectContacts().where(eq(contacts.id, id));

/** The company a body names, to be read in the same trip. */
export const companyById = (id: string | null | undefined) =>
  db.select({ id: companies.id, name: companies.name }).from(companies).where(id ? eq(companies.id, id) : sql`false`);

const primary = (rows: readonly ChannelRow[], type: ChannelRow["type"]) => rows.find((channel) => channel.is_primary && channel.type === type)?.value ?? null;

/** The contact as the contract shows it. */
export const present = <T extends { channels: ChannelRow[] }>(contact: T) => ({
  ...contact, email: primary(contact.channels, "email"), phone_e164: primary(contact.channels, "phone"), whatsapp_e164: primary(contact.channels, "whatsapp"),
});
