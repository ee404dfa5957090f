import { env } from "cloudflare:workers";
import { type SQL, sql } from "drizzle-orm";
import { dispatchGroups, messagesOutbox, notificationsInbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, insertMany, type Statement } from "#worker/kernel/db.ts";
import { notifyEvents } from "./contract.ts";
import type { PayloadOf, TemplateCode } from "./templates/index.ts";
import { renderInbox, templateFor } from "./templates/render.ts";
import type { Locale } from "./templates/template.ts";

export { applyReport, type Report } from "./reports.ts";
export type { TemplateCode } from "./templates/index.ts";

export interface Recipient {
  readonly user_id: string;
  readonly email: string;
  readonly full_name: string;
  readonly locale: string;
}

interface Outgoing { channel: "email" | "sms" | "whatsapp"; to: string; template_code: string; locale: string; payload: Record<string, unknown>; dispatch_group_id?: string }

/** Arabic where it was asked for; any other language reads English. */
const localeOf = (locale: string): Locale => (locale.startsWith("ar") ? "ar" : "en");

/** Queues messages in the caller's commit: rows of the outbox and the events that have them sent. */
function queue(ctx: Ctx, messages: readonly Outgoing[]): Statement[] {
  const rows = messages.map(({ to, locale, dispatch_group_id, ...message }) => {
    templateFor(message.template_code, message.payload);
    return ctx.fresh({ ...message, recipient: to, locale: localeOf(locale), dispatch_group_id: dispatch_group_id ?? null, scheduled_at: ctx.now, type: "transactional" as const, status: "queued" as const, attempts: 0 });
  });
  return rows.length ? [insertMany(messagesOutbox, rows), ...rows.map((row) => ctx.emit(notifyEvents["message.queued"], { message_id: row.id }))] : [];
}

/** For the commit that erases people: what was sent to these addresses or told about these records. What still waits is not sent. */
export function forgetMessages(addresses: SQL, record_ids: SQL): Statement[] {
  const about = sql`(meta->>'lead_id')::uuid = any(${record_ids}) or (meta->>'contact_id')::uuid = any(${record_ids}) or (meta->>'request_id')::uuid = any(${record_ids})`;
  return [
    db.execute(sql`update messages_outbox set payload = '{}', recipient = case when recipient in (${addresses}) then 'erased' else recipient end, status = case status when 'queued' then 'expired' else status end
      where recipient in (${addresses}) or dispatch_group_id in (select dispatch_group_id from notifications_inbox where ${about})`),
    db.execute(sql`delete from notifications_inbox where ${about}`),
  ];
}

/** One email in the caller's commit: it is sent if, and only if, that commit stands. Throws when a variable is missing. */
export function queueEmail<C extends TemplateCode>(ctx: Ctx, message: { to: string; template_code: C; locale: string; payload: PayloadOf<C> }): Statement[] {
  return queue(ctx, [{ ...message, channel: "email", payload: message.payload as Record<string, unknown> }]);
}

type TextMessage<C extends TemplateCode> = { to: string; template_code: C; locale: string; payload: PayloadOf<C> };

/** One SMS in the caller's commit, to a phone in E.164. */
export function queueSms<C extends TemplateCode>(ctx: Ctx, message: TextMessage<C>): Statement[] {
  return queue(ctx, [{ ...message, channel: "sms", payload: message.payload as Record<string, unknown> }]);
}

/** One WhatsApp message in the caller's commit, to a phone in E.164. */
export function queueWhatsApp<C extends TemplateCode>(ctx: Ctx, message: TextMessage<C>): Statement[] {
  return queue(ctx, [{ ...message, channel: "whatsapp", payload: message.payload as Record<string, unknown> }]);
}

/**
 * Tells people, in the caller's commit: an inbox entry at once and an email, each in the person's language. The words
 * may use the payload and `full_name` of the recipient; `link_url` is a path of the web app.
 */
export function notifyUsers<C extends TemplateCode>(ctx: Ctx, told: {
  recipients: readonly Recipient[];
  template_code: C;
  /** Without `full_name` and `url`: they are the recipient's name and the whole address of `link_url`. */
  payload: Omit<PayloadOf<C>, "full_name" | "url">;
  link_url: string;
  category?: "approvals" | "tasks" | "system" | "marketing";
  severity?: "info" | "success" | "warning" | "error";
  meta?: Record<string, unknown>;
}): Statement[] {
  const { template_code, link_url, category = "system", meta = {} } = told;
  const each = told.recipients.map((recipient) => {
    const payload = { ...told.payload, full_name: recipient.full_name, url: new URL(link_url, env.APP_URL).href } as Record<string, unknown>;
    const severity = told.severity ?? templateFor(template_code, payload).severity ?? ("info" as const);
    const group = ctx.fresh({});
    const entry = ctx.fresh({
      recipient_user_id: recipient.user_id, ...renderInbox(template_code, localeOf(recipient.locale), payload),
      category, severity, link_url, meta, is_read: false, dispatch_group_id: group.id,
    });
    const email = { channel: "email" as const, to: recipient.email, template_code, locale: recipient.locale, payload, dispatch_group_id: group.id };
    return { entry, email, group: { ...group, correlation_key: `notify:${group.id}` } };
  });
  if (!each.length) return [];
  return [
    insertMany(dispatchGroups, each.map((e) => e.group)),
    insertMany(notificationsInbox, each.map((e) => e.entry)),
    ...each.map(({ entry }) => ctx.emit(notifyEvents["notification.created"], { notification_id: entry.id, user_id: entry.recipient_user_id, category, severity: entry.severity })),
    ...queue(ctx, each.map((e) => e.email)),
  ];
}
