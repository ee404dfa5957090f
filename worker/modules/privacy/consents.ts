import { and, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { contactConsents } from "#db/schema/business.ts";
import { contactChannels, contacts } from "#db/schema/contacts.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, first } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { Consent, type listConsents, type NewConsent, privacyEvents } from "./contract.ts";

const contactQuery = (id: string) => db.select({ id: contacts.id }).from(contacts).where(eq(contacts.id, id));

export async function list(ctx: Ctx, contact_id: string, query: z.output<NonNullable<typeof listConsents.query>>) {
  const page = pageOf(contactConsents, { given_at: contactConsents.given_at }, query, eq(contactConsents.contact_id, contact_id));
  const [found, rows, total] = await ctx.read(contactQuery(contact_id), db.select(columns(contactConsents, Consent)).from(contactConsents).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  first(found);
  return toPage(rows, query, total);
}

/**
 * What a contact agreed to or took back, for a commit: kept as proof. What is said of marketing also decides whether the
 * addresses of that channel may be used for it.
 */
export function consentOf(ctx: Ctx, { contact_id, ...body }: z.output<typeof NewConsent> & { contact_id: string }) {
  const { channel, purpose, status } = body, isGranted = status === "granted", type = channel === "sms" ? "phone" : channel;
  const consent = ctx.fresh({ given_at: ctx.now, ...body, contact_id, recorded_by: ctx.user_id });
  return { consent, statements: [
    db.insert(contactConsents).values(consent),
    ...(purpose === "marketing" ? [
      db.update(contactChannels).set({ opt_in: isGranted, opt_in_source: isGranted ? `consent:${consent.id}` : null, opt_out_at: isGranted ? null : consent.given_at, updated_at: ctx.now, version: sql`${contactChannels.version} + 1` })
        .where(and(eq(contactChannels.contact_id, contact_id), eq(contactChannels.type, type))),
    ] : []),
    ctx.emit(privacyEvents[isGranted ? "contact.opted_in" : "contact.opted_out"], { contact_id, channel, purpose }),
  ] };
}

export async function record(ctx: Ctx, contact_id: string, body: z.output<typeof NewConsent>) {
  const [found] = await ctx.read(contactQuery(contact_id));
  first(found);
  const { consent, statements } = consentOf(ctx, { ...body, contact_id });
  return ctx.commit(consent, ...statements);
}
