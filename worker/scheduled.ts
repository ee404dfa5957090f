import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { committed } from "./committed.ts";
import { db } from "./kernel/db.ts";
import { systemCtx } from "./kernel/jobs.ts";
import { describe, log } from "./kernel/log.ts";
import { sendEach } from "./kernel/queue.ts";
import { resealAll } from "./kernel/reseal.ts";
import { readAcrossTenants, writeAcrossTenants } from "./kernel/system.ts";
import { sweepOverdue, sweepReminders } from "./modules/activities/public.ts";
import { watchApprovals } from "./modules/approvals/sla.ts";
import { purgeAudit, sealAudit } from "./modules/audit/public.ts";
import { mendCounters } from "./modules/billing/public.ts";
import { sealedColumns } from "./modules.ts";
import { applyDuePrices, releaseExpiredReservations } from "./modules/inventory/public.ts";
import { sweepDigests } from "./modules/notify/digests/sweep.ts";
import { watchEscalations } from "./modules/notify/escalations/watch.ts";
import { archiveOldNotifications } from "./modules/notify/inbox/archive.ts";
import { expireMessages } from "./modules/notify/sending/expire.ts";
import { sweepMessages } from "./modules/notify/sending/sweep.ts";
import { expireExports } from "./modules/privacy/public.ts";
import { templates } from "./modules/notify/templates/index.ts";
import { sweepTemplateApprovals } from "./modules/notify/templates/watch-approvals.ts";

const PER_SWEEP = 1000;

/** What the clock asks for. One task that fails holds up none of the others, and comes again with the next tick. */
export async function scheduled(controller: ScheduledController): Promise<void> {
  const request_id = crypto.randomUUID(), tasks = TASKS[controller.cron];
  if (!tasks) throw new Error(`Nothing is to be done at ${controller.cron}.`);
  await Promise.all(Object.entries(tasks).map(async ([task, run]) => {
    try {
      const done = await run(request_id);
      if (Object.values(done).some(Boolean)) log("info", "scheduled", { task, request_id, ...done });
    } catch (error) {
      log("error", "scheduled", { task, request_id, ...describe(error) });
    }
  }));
}

const sweeper = (request_id: string) => (tenant_id: string) => systemCtx({ tenant_id, request_id, what: "sweeper" }, committed);
const messages = (request_id: string) => sweepMessages(request_id, sweeper(request_id));
const expired = (request_id: string) => expireMessages(request_id, sweeper(request_id));
const prices = (request_id: string) => applyDuePrices(request_id, sweeper(request_id));
const approvals = (request_id: string) => watchApprovals(request_id, sweeper(request_id));
const escalations = (request_id: string) => watchEscalations(request_id, sweeper(request_id));
const overdue = (request_id: string) => sweepOverdue(request_id, sweeper(request_id));
const reservations = (request_id: string) => releaseExpiredReservations(request_id, sweeper(request_id));

/** Events that nobody delivered for a minute go to the queue again, but for those a dead letter stands for. */
async function sweepEvents(request_id: string): Promise<{ requeued: number }> {
  const [late] = await readAcrossTenants("sweeper", request_id, db.execute<{ tenant_id: string; event_ids: string[] }>(sql`
    select tenant_id, json_agg(id order by seq) as event_ids from (
      select e.tenant_id, e.id, e.seq, (row_number() over (partition by e.tenant_id order by e.seq) - 1) / 100 as part from event_log e
      where e.dispatched_at is null and e.created_at < now() - interval '60 seconds'
        and not exists (select from dead_letters d where d.tenant_id = e.tenant_id and d.queue = 'm3core-outbox' and d.requeued_at is null and d.body->'event_ids' ? e.id::text)
      order by e.seq limit ${PER_SWEEP}) late group by tenant_id, part`));
  await sendEach(env.OUTBOX_QUEUE, late.rows);
  return { requeued: late.rows.reduce((sum, { event_ids }) => sum + event_ids.length, 0) };
}

/** Provider calls that are stored but were not handled: no queue took them, or their message was not there yet or not free. */
async function sweepWebhooks(request_id: string): Promise<{ requeued: number }> {
  const [{ rows }] = await readAcrossTenants("sweeper", request_id, db.execute<{ id: string }>(sql`
    select id from webhook_events where processed_at is null and stored_at < now() - interval '30 seconds' order by stored_at limit ${PER_SWEEP}`));
  const ids = rows.map(({ id }) => id);
  await sendEach(env.WEBHOOKS_QUEUE, Array.from({ length: Math.ceil(ids.length / 100) }, (_, i) => ({ webhook_ids: ids.slice(i * 100, i * 100 + 100) })));
  return { requeued: ids.length };
}

const reseal = (request_id: string) => resealAll(request_id, sealedColumns);

const secrets = JSON.stringify(templates.filter((t) => t.secret).map((t) => t.family));

/** What is kept no longer than it serves: table by table, what goes and when. */
const PURGES = {
  idempotency_keys: sql`delete from idempotency_keys where created_at < now() - interval '24 hours'`,
  webhook_events: sql`delete from webhook_events where created_at < now() - interval '7 days'`,
  webhook_letters: sql`delete from dead_letters where queue = 'm3core-webhooks' and created_at < now() - interval '7 days'`,
  dev_mailbox: sql`delete from dev_mailbox where created_at < now() - interval '7 days'`,
  auth_tokens: sql`delete from auth_tokens where expires_at < now() - interval '1 day'`,
  // Everybody's newest one stays: it says when they last signed in.
  sessions: sql`delete from sessions s where expires_at < now() - interval '30 days'
    and exists (select from sessions later where later.tenant_id = s.tenant_id and later.user_id = s.user_id and later.created_at > s.created_at)`,
  auth_challenges: sql`delete from auth_challenges where expires_at < now() - interval '1 day'`,
  auth_states: sql`delete from auth_states where expires_at < now()`,
  phone_verification: sql`delete from phone_verification where expires_at < now() - interval '30 days'`,
  personal_access_tokens: sql`delete from personal_access_tokens where least(revoked_at, expires_at) < now() - interval '90 days'`,
  sign_in_failures: sql`delete from sign_in_failures where failed_at < now() - interval '1 day'`,
  digest_queue: sql`delete from digest_queue where created_at < now() - interval '90 days' and status <> 'queued'`,
  escalations: sql`delete from escalations where closed_at < now() - interval '90 days'`,
  message_bodies: sql`update messages_outbox set payload = '{}' where payload <> '{}' and status not in ('queued', 'sending')
    and (created_at < now() - make_interval(days => coalesce((select (p.value->>'retention_days')::int from notification_policies p where p.tenant_id = messages_outbox.tenant_id), 90)) or (created_at < now() - interval '1 day' and family in (select jsonb_array_elements_text(${secrets}::jsonb))))`,
};

async function purge(request_id: string): Promise<Record<string, number>> {
  const [first, ...rest] = Object.values(PURGES).map((statement) => db.execute(statement));
  const done = await writeAcrossTenants("purge", request_id, first!, ...rest);
  return Object.fromEntries(Object.keys(PURGES).map((table, i) => [table, (done[i] as { rowCount: number }).rowCount]));
}

/** By the cron that starts them: every minute, every hour, every night. */
const TASKS: Record<string, Record<string, (request_id: string) => Promise<object>>> = {
  "* * * * *": { sweepEvents, sweepMessages: messages, expireMessages: expired, sweepWebhooks, prices, reservations, approvals, sweepDigests, sweepReminders, overdue, escalations, sealAudit },
  "17 * * * *": { purge, archiveOldNotifications, purgeAudit, expireExports, sweepTemplateApprovals, reseal },
  "41 2 * * *": { mendCounters },
};
