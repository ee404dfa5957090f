import { sql } from "drizzle-orm";
import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import type { getStats } from "./contract.ts";

interface Tally extends Record<string, unknown> { open: number; overdue: number; approved: number; rejected: number; cancelled: number; failed: number; median_hours: number | null }
interface OfPolicy extends Tally { policy: { id: string; name: string } | null }

/** How many requests of a time are where, and how long people take to decide: in all (the row without a policy) and by policy. */
export async function stats(ctx: Ctx, { from, to }: z.output<NonNullable<typeof getStats.query>>) {
  const [{ rows }] = await ctx.read(db.execute<OfPolicy>(sql`
    select case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as policy,
      count(r.id) filter (where r.state = 'pending')::int as open, count(r.id) filter (where r.state = 'pending' and r.due_at < now())::int as overdue,
      count(r.id) filter (where r.state = 'approved')::int as approved, count(r.id) filter (where r.state = 'rejected')::int as rejected,
      count(r.id) filter (where r.state = 'cancelled')::int as cancelled, count(r.id) filter (where r.state = 'failed')::int as failed,
      round((percentile_cont(0.5) within group (order by extract(epoch from r.decided_at - r.created_at)) filter (where r.state in ('approved', 'rejected', 'failed')) / 3600)::numeric, 2)::float8 as median_hours
    from approval_requests r left join approval_policies p on p.tenant_id = r.tenant_id and p.id = r.policy_id
    where (${from ?? null}::timestamptz is null or r.created_at >= ${from ?? null}) and (${to ?? null}::timestamptz is null or r.created_at < ${to ?? null})
    group by grouping sets ((), (p.id, p.name)) order by grouping(p.id) desc, p.name`));
  const [all, ...policies] = rows;
  const { policy: _, ...total } = all!;
  return { ...total, policies: policies.flatMap(({ policy, ...tally }) => (policy ? [{ policy, ...tally }] : [])) };
}
