import { and, eq, sql } from "drizzle-orm";
import { contactChannels, contacts } from "#db/schema/contacts.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { isDone } from "#worker/kernel/events.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { draftActivity } from "#worker/modules/activities/public.ts";
import { obeyKeyword, suppress } from "#worker/modules/notify/public.ts";
import { toReply } from "./inbound-email.ts";
import { toHeard } from "./infobip.ts";
import { isArabic, keywordIn } from "./keywords.ts";
import type { CtxOf, Open } from "./process.ts";

const EFFECT = "webhooks.inbound";

/** STOP and START, by SMS or WhatsApp: each tenant that has written to the number on that channel obeys, once. Any other text is only kept. */
export async function heardText({ id, body, created_at }: Open, ctxOf: CtxOf): Promise<void> {
  const { channel, from: value, texts, at } = toHeard(body, created_at), asked = keywordIn(texts);
  if (!asked) return;
  const [{ rows: tenants }] = await readAcrossTenants("webhooks", id, db.execute<{ tenant_id: string }>(sql`
    select distinct tenant_id from messages_outbox where channel in ('sms', 'whatsapp') and channel = ${channel} and recipient = ${value} order by tenant_id`));
  for (const { tenant_id } of tenants) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- A few at most.
      await obeyKeyword(ctxOf(tenant_id, id, { event_id: id, subscriber: EFFECT }), { channel, value, asked, in_arabic: isArabic(texts), at });
    } catch (error) {
      if (!isDone(error)) throw error;
    }
  }
}

/** A reply to an email of ours: an unsubscribe is obeyed, and what a contact wrote is part of their timeline. */
export async function heardEmail({ tenant_id, id, message_id, body, created_at }: Open & { message_id: string }, ctxOf: CtxOf, closed: Statement): Promise<void> {
  const reply = toReply(body, created_at), ctx = ctxOf(tenant_id, id);
  const [[contact]] = await ctx.read(db.select({ id: contacts.id, owner_user_id: contacts.owner_user_id }).from(contactChannels)
    .innerJoin(contacts, and(eq(contacts.tenant_id, contactChannels.tenant_id), eq(contacts.id, contactChannels.contact_id)))
    .where(and(eq(contactChannels.type, "email"), eq(contactChannels.normalized_value, reply.from))));
  const { title, at: started_at } = reply, isKept = contact && !reply.automatic, isLeaving = !reply.automatic && keywordIn(reply.texts) === "stop";
  await ctx.commit(null,
    ...(isKept ? draftActivity(ctx, { type: "email", subject_type: "contact", subject_id: contact.id, owner_user_id: contact.owner_user_id, title, body: reply.body, direction: "inbound", started_at }).statements : []),
    ...(isLeaving ? suppress(ctx, { channel: "email", value: reply.from, reason: "unsubscribed", scope: "marketing", detail: "Reply by email", message_id, at: started_at }) : []),
    closed);
}
