import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { db } from "#worker/kernel/db.ts";
import { sendEach } from "#worker/kernel/queue.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";

const PER_SWEEP = 1000;

/**
 * Takes the digests that are due, the same number of every tenant first, and gives each to the jobs queue. A subscription
 * without a next time is being worked on; what was taken and did not end is given out again after five minutes.
 */
export async function sweepDigests(request_id: string): Promise<{ digests: number }> {
  const [taken, stuck] = await writeAcrossTenants("digests", request_id,
    db.execute<{ tenant_id: string; id: string }>(sql`
      with ranked as (
        select s.tenant_id, s.id, s.next_at, row_number() over (partition by s.tenant_id order by s.next_at, s.id) as turn
        from digest_subscriptions s join tenants t on t.id = s.tenant_id and t.status = 'active' where s.enabled and s.next_at <= now()),
      due as (select * from ranked order by turn, next_at limit ${PER_SWEEP}),
      taken as (
        update digest_subscriptions s set next_at = null from due where s.tenant_id = due.tenant_id and s.id = due.id and s.next_at = due.next_at
        returning s.tenant_id, s.id, s.user_id, s.kind, due.next_at, due.turn),
      queued as (
        insert into digest_queue (tenant_id, id, user_id, subscription_id, digest_kind, payload, scheduled_at)
        select tenant_id, gen_random_uuid(), user_id, id, kind, '{}', next_at from taken on conflict on constraint digest_queue_once_key do update set updated_at = now() returning tenant_id, id, subscription_id)
      select q.tenant_id, q.id from queued q join taken t on t.tenant_id = q.tenant_id and t.id = q.subscription_id order by t.turn`),
    db.execute<{ tenant_id: string; id: string }>(sql`
      update digest_queue set updated_at = now() where status = 'queued' and updated_at < now() - interval '5 minutes' returning tenant_id, id`));
  const digests = [...taken.rows, ...stuck.rows];
  await sendEach(env.JOBS_QUEUE, digests.map(({ tenant_id, id }) => ({ tenant_id, id, job: "notify.digest" })));
  return { digests: digests.length };
}
