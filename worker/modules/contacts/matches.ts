import { and, eq, inArray, or, sql } from "drizzle-orm";
import { contactChannels, contacts } from "#db/schema/contacts.ts";
import { db } from "#worker/kernel/db.ts";

interface Addresses { email?: string | null | undefined; phone_e164?: string | null | undefined }

/** The contacts that already have this email address, or this number as a phone or on WhatsApp. */
export const contactMatchesQuery = ({ email, phone_e164 }: Addresses) =>
  db.select({
    contact_id: contacts.id, full_name: contacts.full_name,
    reason: sql<"email" | "phone">`case ${contactChannels.type} when 'email' then 'email' else 'phone' end`.as("reason"),
  }).from(contactChannels).innerJoin(contacts, and(eq(contacts.tenant_id, contactChannels.tenant_id), eq(contacts.id, contactChannels.contact_id)))
    .where(or(
      email ? and(eq(contactChannels.type, "email"), eq(contactChannels.normalized_value, email)) : sql`false`,
      phone_e164 ? and(inArray(contactChannels.type, ["phone", "whatsapp"]), eq(contactChannels.normalized_value, phone_e164)) : sql`false`,
    )).limit(20);
