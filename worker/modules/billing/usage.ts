import { sql } from "drizzle-orm";
import { billingUsageEvents } from "#db/schema/billing.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { meterOf } from "#worker/tenant-objects.ts";

const METRICS = ["email.sent", "sms.sent", "whatsapp.sent"] as const;
type Metric = (typeof METRICS)[number];

/** One use of something that is counted, or paid for. Told again it is the same: `correlation_id` is of what was used. */
export interface Used { readonly metric_code: Metric; readonly correlation_id: string; readonly metadata: Readonly<Record<string, unknown>> }

/** Writes down what was used, once each, in the commit that knows of it. What is told again may complete the segments. */
export const recordUsage = (used: readonly Used[]): Statement[] => (used.length ? [db.execute(sql`
  insert into ${billingUsageEvents} (metric_code, correlation_id, metadata)
  select u.metric_code, u.correlation_id, u.metadata from jsonb_to_recordset(${JSON.stringify(used)}::jsonb) as u(metric_code text, correlation_id text, metadata jsonb)
  on conflict on constraint billing_usage_events_once_key do update set metadata = excluded.metadata where billing_usage_events.metadata->>'segments' is null and excluded.metadata->>'segments' is not null`)] : []);

const PER_NIGHT = 10_000;

/**
 * Brings the counters of this month to what is written down. The meter counts as it holds and settles, so that no cap is
 * passed; what it lost, or counted without a sending, is mended here, where nothing is held or has been counted meanwhile.
 */
export async function mendCounters(request_id: string): Promise<{ mended: number; busy: number }> {
  const [{ rows }] = await readAcrossTenants("billing", request_id, db.execute<{ tenant_id: string; metric: Metric; period: string; counted: number; recorded: number }>(sql`
    with month as (select date_trunc('month', now() at time zone 'UTC') as start),
      recorded as (select tenant_id, metric_code as metric, sum(quantity)::int as n from billing_usage_events, month where occurred_at >= start at time zone 'UTC' group by 1, 2),
      counted as (select tenant_id, key as metric, value::int as n from usage_counters, month where period_start = start::date)
    select tenant_id, metric, start::date::text as period, coalesce(c.n, 0) as counted, coalesce(r.n, 0) as recorded from recorded r full join counted c using (tenant_id, metric), month
    where coalesce(c.n, 0) <> coalesce(r.n, 0) and metric in (select jsonb_array_elements_text(${JSON.stringify(METRICS)}::jsonb)) limit ${PER_NIGHT}`));
  let mended = 0;
  for (const { tenant_id, ...counter } of rows) {
    // oxlint-disable-next-line no-await-in-loop -- Few differ, and no night is in a hurry.
    if (await meterOf(tenant_id).mend(tenant_id, counter)) mended++;
  }
  return { mended, busy: rows.length - mended };
}
