import { and, eq, sql } from "drizzle-orm";
import { userProfiles, users } from "#db/schema/identity.ts";
import { messagesOutbox, notificationsInbox, suppressionList } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import type { Feature } from "#worker/kernel/permissions.ts";
import { Email, PhoneE164 } from "#worker/kernel/resource.ts";
import { notifyEvents } from "../contract.ts";
import { placeOf } from "./catalogue.ts";
import { completed, show } from "./preview-template.ts";
import { renderInbox } from "./render.ts";
import { ownWords, systemWords } from "./resolve.ts";
import { templateById, told } from "./save-template.ts";
import { type Channel, codeOf } from "./template.ts";
import { templateEvents } from "./templates-contract.ts";

interface Asked { to?: string | undefined; payload?: Record<string, unknown> | undefined }

/**
 * Sends exactly this version, whatever is in use, to oneself or where asked. It goes the way of every message, caps and
 * suppression included, and is marked as a test in its `meta`; examples stand in for what the payload lacks.
 */
export async function testSend(ctx: Ctx, id: string, { to, payload }: Asked) {
  const place = placeOf(id);
  const me = db.select({ email: users.email, phone: userProfiles.phone_e164 }).from(users).innerJoin(userProfiles, eq(userProfiles.id, users.id)).where(eq(users.id, ctx.user_id!));
  const asked = sql`lower(${to ?? ""})`;
  const [rows, [self], blocked] = await ctx.read(templateById(id), me,
    db.select({ reason: suppressionList.reason, channel: suppressionList.channel }).from(suppressionList).where(and(eq(suppressionList.scope, "all"), eq(suppressionList.normalized_value, asked))));
  const own = place ? undefined : first(rows), resolved = own ? ownWords(own) : systemWords(place!.system, place!.channel, place!.locale);
  const { channel, family, locale, type } = resolved, { values } = completed(resolved, payload);
  show(resolved, payload);
  const tested = ctx.emit(templateEvents["template.tested"], told({ id, family, channel, locale, number: own?.number ?? 0 })), meta = { test: true };
  if (channel === "inbox") {
    if (to !== undefined) throw invalid("to", "An inbox entry is tested in your own inbox.");
    const { title, body } = renderInbox(resolved, values), severity = resolved.system?.severity ?? ("info" as const);
    const entry = ctx.fresh({ recipient_user_id: ctx.user_id!, title, body, category: "system" as const, severity, meta, is_read: false, source: family });
    return ctx.commit({ message_id: entry.id, channel, to: self!.email }, db.insert(notificationsInbox).values(entry), tested,
      ctx.emit(notifyEvents["notification.created"], { notification_id: entry.id, user_id: ctx.user_id!, category: entry.category, severity }));
  }
  const recipient = addressOf(channel, to, self!), feature = FEATURES[channel], reason = blocked.find((entry) => entry.channel === channel)?.reason;
  if (feature && !ctx.access!.features.includes(feature)) throw new AppError("PLAN_REQUIRED", { feature });
  if (reason) throw new AppError("CONSENT_REQUIRED", { reason: "This address is on the suppression list.", suppression: reason });
  const message = ctx.fresh({
    channel, recipient, locale, family, template_code: codeOf(family, channel), template_id: id, payload: values, type, meta, source: "template.test", recipient_user_id: to === undefined ? ctx.user_id : null,
    status: "queued" as const, attempts: 0, scheduled_at: ctx.now,
  });
  return ctx.commit({ message_id: message.id, channel, to: recipient }, db.insert(messagesOutbox).values(message), tested, ctx.emit(notifyEvents["message.queued"], { message_id: message.id }));
}

const FEATURES: Partial<Record<Channel, Feature>> = { sms: "notifications.sms", whatsapp: "notifications.whatsapp" };

/** Where a test goes: what was asked for, in the form of the channel, or one's own address. */
function addressOf(channel: "email" | "sms" | "whatsapp", to: string | undefined, self: { email: string; phone: string | null }): string {
  const [mine, form, wanted] = channel === "email" ? [self.email, Email, "an email address"] : [self.phone, PhoneE164, "a phone number in E.164, like +201001234567"];
  const address = form.safeParse(to ?? mine ?? "");
  if (!address.success) throw invalid("to", to === undefined ? "You have no phone number on your profile. Say where the test should go." : `This is not ${wanted}.`);
  return address.data;
}
