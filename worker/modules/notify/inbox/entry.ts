import { asc, eq, getTableColumns, sql } from "drizzle-orm";
import type * as z from "zod";
import { messageAudit, messagesOutbox, notificationsInbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first } from "#worker/kernel/db.ts";
import type { Route } from "#worker/modules/notify/routing/decide.ts";
import type { RelatedType } from "./inbox-contract.ts";
import { of, shown } from "./entries.ts";

const n = notificationsInbox, m = messagesOutbox;

/** What `meta` may name, and where the app shows it. */
const RELATED: Record<string, { type: z.output<typeof RelatedType>; path: string }> = {
  lead_id: { type: "lead", path: "/leads" }, contact_id: { type: "contact", path: "/contacts" }, company_id: { type: "company", path: "/companies" },
  deal_id: { type: "deal", path: "/deals" }, unit_id: { type: "unit", path: "/units" }, request_id: { type: "approval_request", path: "/approvals" },
  task_id: { type: "task", path: "/tasks" }, import_id: { type: "lead_import", path: "/leads/import" },
};
const relatedTo = (meta: Record<string, unknown>) => Object.entries(meta).flatMap(([key, id]) => {
  const found = RELATED[key];
  return found && typeof id === "string" ? [{ type: found.type, id, link_url: `${found.path}/${id}` }] : [];
});

const { channel, is_mirror, status, recipient, attempts, sent_at, delivered_at, opened_at, failed_at, error_code, scheduled_at, defer_reason } = getTableColumns(m);

/** One of the caller's entries: the whole message, what it is about, and how it fared on the channels it was mirrored to. */
export async function get(ctx: Ctx, id: string) {
  const mine = of(ctx.user_id!, eq(n.id, id));
  const group = sql`(select dispatch_group_id from notifications_inbox where ${mine})`;
  const [rows, sent, audits] = await ctx.read(
    db.select(shown).from(n).where(mine),
    db.select({
      message_id: m.id, channel, is_mirror, status, recipient, attempts, sent_at, delivered_at, opened_at, failed_at, error_code, scheduled_at, defer_reason,
      timezone: sql<string>`z.name`, at_local: sql<string>`to_char(${m.scheduled_at} at time zone z.name, 'HH24:MI')`, waits: sql<boolean>`${m.status} = 'queued' and ${m.scheduled_at} > ${ctx.now}::timestamptz`,
    }).from(m)
      .innerJoin(sql`(select coalesce(p.timezone, t.timezone) as name from tenants t left join user_profiles p on p.id = ${ctx.user_id}) z`, sql`true`)
      .where(sql`${m.dispatch_group_id} = ${group}`).orderBy(asc(m.created_at), asc(m.id)),
    db.select({ routes: sql<Route[]>`${messageAudit.decisions}` }).from(messageAudit).where(sql`${messageAudit.dispatch_group_id} = ${group}`));
  const entry = first(rows);
  return {
    ...entry, related: relatedTo(entry.meta),
    not_sent: audits.flatMap(({ routes }) => routes).filter(({ decision }) => decision === "skip").map(({ channel, reasons }) => ({ channel, reasons })),
    channels: sent.map(({ scheduled_at: at, at_local, timezone, waits, defer_reason: reason, ...delivery }) => ({ ...delivery, scheduled: waits ? { at, at_local, timezone, reason: reason ?? delivery.error_code } : null })),
  };
}
