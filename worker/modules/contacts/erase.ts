import { inArray, sql } from "drizzle-orm";
import { contactChannels, contacts } from "#db/schema/contacts.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";

/** In the caller's commit: nothing of these contacts is left but their ids and what they are linked to. */
export const eraseContacts = (ctx: Ctx, ids: string[]): Statement[] => [
  db.delete(contactChannels).where(inArray(contactChannels.contact_id, ids)),
  db.update(contacts).set({ first_name: "Erased", last_name: null, job_title: null, notes: null, locale: null, erased_at: ctx.now, updated_at: ctx.now, version: sql`${contacts.version} + 1` }).where(inArray(contacts.id, ids)),
];
