import { messagesOutbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { notifyEvents } from "../contract.ts";
import type { PayloadOf, TemplateCode } from "../templates/index.ts";
import { resolveOrFail, validate } from "../templates/resolve.ts";
import { familyOf } from "../templates/template.ts";

/** Arabic where it was asked for; any other language reads English. */
export const localeOf = (locale: string): "en" | "ar" => (locale.startsWith("ar") ? "ar" : "en");

interface AtOnce<C extends TemplateCode> { channel: "email" | "sms" | "whatsapp"; to: string; template_code: C; locale: string; payload: PayloadOf<C> }

/** One message in the caller's commit, which neither preferences nor suppressions hold back: whoever gets it has just asked for it. */
export function queueAtOnce<C extends TemplateCode>(ctx: Ctx, { channel, to, template_code, locale, payload }: AtOnce<C>): Statement[] {
  validate(resolveOrFail(template_code, channel, [locale]), payload);
  const row = ctx.fresh({
    channel, recipient: to, template_code, family: familyOf(template_code), locale: localeOf(locale), payload: payload as Record<string, unknown>,
    type: "transactional" as const, status: "queued" as const, attempts: 0, priority: 0, scheduled_at: ctx.now,
  });
  return [db.insert(messagesOutbox).values(row), ctx.emit(notifyEvents["message.queued"], { message_id: row.id })];
}
