import { and, eq, ne, sql } from "drizzle-orm";
import { contacts } from "#db/schema/contacts.ts";
import { db } from "#worker/kernel/db.ts";
import { on } from "#worker/kernel/events.ts";
import { dealEvents } from "#worker/modules/deals/contract.ts";
import { contactEvents } from "./contract.ts";

export const contactSubscribers = [
  on(dealEvents["deal.won"], "contacts.customer", async (ctx, { payload: { contact_id } }) => {
    if (!contact_id) return;
    const notYet = and(eq(contacts.id, contact_id), ne(contacts.lifecycle_stage, "customer"));
    const [[prospect]] = await ctx.read(db.select({ id: contacts.id }).from(contacts).where(notYet));
    if (!prospect) return;
    await ctx.commit(
      null,
      db.update(contacts).set({ lifecycle_stage: "customer", version: sql`${contacts.version} + 1`, updated_at: ctx.now }).where(notYet),
      ctx.emit(contactEvents["contact.updated"], { contact_id, fields: ["lifecycle_stage"] }),
    );
  }),
];
