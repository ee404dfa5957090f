import { env } from "cloudflare:workers";
import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { localeOf, queueAtOnce } from "./messages/queue-at-once.ts";
import type { Channel } from "./routing/decide.ts";
import { deliver, wishesFor } from "./routing/deliver.ts";
import type { Recipient } from "./routing/facts.ts";
import type { PayloadOf, TemplateCode } from "./templates/index.ts";
import { renderInbox } from "./templates/render.ts";
import { resolveOrFail, validate } from "./templates/resolve.ts";
import { familyOf } from "./templates/template.ts";

export { obeyKeyword } from "./consent/obey-keyword.ts";
export { suppress } from "./consent/suppress.ts";
export { applyReport, type Report } from "./sending/reports.ts";
export { type Recipient, recipientsQuery } from "./routing/facts.ts";
export type { TemplateCode } from "./templates/index.ts";

/** For the commit that erases people: what was sent to these addresses or told about these records. What still waits is not sent. */
export function forgetMessages(addresses: SQL, record_ids: SQL): Statement[] {
  const about = sql`(meta->>'lead_id')::uuid = any(${record_ids}) or (meta->>'contact_id')::uuid = any(${record_ids}) or (meta->>'request_id')::uuid = any(${record_ids}) or (meta->>'task_id')::uuid = any(${record_ids})`;
  return [
    db.execute(sql`update messages_outbox set payload = '{}', recipient = case when recipient in (${addresses}) then 'erased' else recipient end, status = case status when 'queued' then 'expired' else status end
      where recipient in (${addresses}) or dispatch_group_id in (select dispatch_group_id from notifications_inbox where ${about})`),
    db.execute(sql`delete from notifications_inbox where ${about}`),
    db.execute(sql`delete from message_audit where dispatch_group_id in (select dispatch_group_id from messages_outbox where recipient = 'erased')`),
  ];
}

/**
 * One email in the caller's commit, to an address that has asked for it or has an account behind it: an invitation, a
 * link. Nobody's preferences hold it back. Throws when a variable is missing.
 */
export function queueEmail<C extends TemplateCode>(ctx: Ctx, { to, template_code, locale, payload }: { to: string; template_code: C; locale: string; payload: PayloadOf<C> }): Statement[] {
  return queueAtOnce(ctx, { channel: "email", to, template_code, locale, payload });
}

/**
 * Tells people, in the caller's commit and each in their language: in the inbox and by email; `by` SMS or WhatsApp with
 * the other two as copies. Preferences, policies and quiet hours decide; why is stored beside. The words may use the
 * payload and `full_name` of the recipient; `link_url` is a path of the web app.
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
  by?: "sms" | "whatsapp";
  /** Exactly these, each for itself. */
  channels?: readonly Channel[];
  /** After this moment it is not sent any more; copies are. */
  expires_at?: string;
}): Statement[] {
  const { template_code, link_url, category = "system", meta = {} } = told;
  return deliver(ctx, told.recipients.map(({ facts, full_name, ...recipient }) => {
    const payload = { ...told.payload, full_name, url: new URL(link_url, env.APP_URL).href } as Record<string, unknown>, locale = localeOf(recipient.locale);
    const words = resolveOrFail(template_code, "inbox", [locale, facts.tenant.locale], facts.inbox_templates);
    validate(words, payload);
    return {
      facts, template_code, locale, payload, type: "transactional" as const, source: familyOf(template_code).split(".")[0]!, meta, expires_at: told.expires_at,
      wishes: told.by ? wishesFor(told.by, true) : (told.channels ?? (["inbox", "email"] as const)).map((channel) => ({ channel })),
      inbox: { ...renderInbox(words, payload), category, severity: told.severity ?? words.system?.severity ?? ("info" as const), link_url, meta },
    };
  })).statements;
}
