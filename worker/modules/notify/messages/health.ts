import { sql } from "drizzle-orm";
import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import type { notifyHealth } from "./messages-contract.ts";

type Health = z.output<typeof notifyHealth.returns>;
type Counted = Record<string, unknown>;
const CHANNELS = ["email", "sms", "whatsapp"] as const;

const rate = (part: number, whole: number): number | null => (whole ? part / whole : null);

/** How the messages of the last days fared. What is still on its way counts in no rate. */
export async function health(ctx: Ctx, { days }: { days: number }): Promise<Health> {
  const recent = sql`created_at > ${ctx.now}::timestamptz - make_interval(days => ${days})`;
  const [queue, times, channels, failures, trend, inbox, mirrored, providers] = await ctx.read(
    db.execute<Health["queue"] & Counted>(sql`select count(*) filter (where status = 'queued' and scheduled_at <= now())::int as queued, count(*) filter (where status = 'queued' and scheduled_at > now())::int as deferred,
      count(*) filter (where status = 'sending')::int as sending, extract(epoch from now() - min(scheduled_at) filter (where status = 'queued' and scheduled_at <= now()))::int as oldest_s,
      (select count(*) from dead_letters where requeued_at is null)::int as dead_letters from messages_outbox where status in ('queued', 'sending')`),
    db.execute<Health["time_to_send_s"] & Counted>(sql`select percentile_cont(0.5) within group (order by waited)::float8 as p50, percentile_cont(0.95) within group (order by waited)::float8 as p95
      from (select extract(epoch from sent_at - greatest(created_at, scheduled_at)) as waited from messages_outbox where ${recent} and sent_at is not null and attempts = 1) t`),
    db.execute<Health["channels"][number] & Counted>(sql`select channel, count(*)::int as total, count(sent_at)::int as sent, count(delivered_at)::int as delivered, count(*) filter (where status = 'failed')::int as failed,
      count(*) filter (where status = 'bounced')::int as bounced, count(opened_at)::int as opened, count(clicked_at)::int as clicked from messages_outbox where ${recent} group by channel`),
    db.execute<Health["failures"][number] & Counted>(sql`select coalesce(error_code, 'UNKNOWN') as code, channel, count(*)::int as count from messages_outbox where ${recent} and status in ('failed', 'bounced') group by 1, 2 order by 3 desc, 1 limit 50`),
    db.execute<Health["trend"][number] & Counted>(sql`select to_char(m.created_at at time zone t.timezone, 'YYYY-MM-DD') as day, m.channel, count(m.sent_at) filter (where m.status not in ('failed', 'bounced'))::int as sent, count(*) filter (where m.status in ('failed', 'bounced'))::int as failed
      from (select * from messages_outbox where ${recent}) m, tenants t where t.id = app.tenant_id() group by 1, 2 order by 1, 2`),
    db.execute<{ created: number; read: number }>(sql`select count(*)::int as created, count(*) filter (where is_read)::int as read from notifications_inbox where ${recent}`),
    db.execute<{ groups: number; covered: number }>(sql`select count(*)::int as groups, count(*) filter (where exists (select from messages_outbox c where c.tenant_id = m.tenant_id and c.dispatch_group_id = m.dispatch_group_id and c.is_mirror and c.status <> 'failed')
      or exists (select from notifications_inbox n where n.tenant_id = m.tenant_id and n.dispatch_group_id = m.dispatch_group_id))::int as covered from messages_outbox m where ${recent} and channel in ('sms', 'whatsapp') and not is_mirror`),
    db.execute<Health["providers"][number] & Counted & { sms: number | null; whatsapp: number | null }>(sql`select replace(c.key, ':' || app.tenant_id(), ':own') as key, c.failures, to_char(c.open_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as open_until,
      app.tenant_limit('sms.monthlyCap')::float8 as sms, app.tenant_limit('whatsapp.monthlyCap')::float8 as whatsapp
      from (values (true)) one left join provider_circuits c on position(':' in c.key) = 0 or c.key like '%:' || app.tenant_id()`),
  );
  const meter = meterOf(ctx.tenant_id), limits = providers.rows[0]!, { created, read } = inbox.rows[0]!, { groups, covered } = mirrored.rows[0]!;
  return {
    queue: queue.rows[0]!, time_to_send_s: times.rows[0]!, failures: failures.rows, trend: trend.rows,
    channels: CHANNELS.map((channel) => {
      const row = channels.rows.find((c) => c.channel === channel) ?? { channel, total: 0, sent: 0, delivered: 0, failed: 0, bounced: 0, opened: 0, clicked: 0 };
      return { ...row, delivery_rate: rate(row.delivered, row.delivered + row.failed + row.bounced) };
    }),
    caps: await Promise.all(CHANNELS.map(async (channel) => ({ channel, used: await meter.used(ctx.tenant_id, `${channel}.sent`), cap: channel === "email" ? null : limits[channel] }))),
    inbox: { created, read, read_rate: rate(read, created) }, mirrored: { groups, covered, coverage: rate(covered, groups) },
    providers: providers.rows.flatMap(({ key, failures: failed, open_until }) => (key === null ? [] : [{ key, failures: failed, open_until }])),
  };
}
