import { env } from "cloudflare:workers";
import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, orFail } from "#worker/kernel/db.ts";
import { sendEach } from "#worker/kernel/queue.ts";
import { eachFound, type Found } from "#worker/kernel/sweep.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { taskEvents } from "./tasks-contract.ts";

/** How many tasks one sweep takes, of every tenant the same number first; the next one goes on. */
const REMINDERS_PER_SWEEP = 1000, OVERDUE_PER_SWEEP = 200;

/** Rows of (tenant_id, id, at) in turns of the tenants that are active and have tasks. */
const inTurns = (due: SQL, most: number) => db.execute<Found>(sql`
  select tenant_id, id from (select d.*, row_number() over (partition by d.tenant_id order by d.at) as turn from (${due}) d
    join tenants t on t.id = d.tenant_id and t.status = 'active'
    where not exists (select from module_activation m where m.tenant_id = d.tenant_id and m.module_id = 'activities' and m.status = 'off')) ranked
  order by turn, at limit ${most}`);

/** Gives every task with a reminder that is due to the jobs queue. One that could not be sent for a day is left: it reminds of nothing. */
export async function sweepReminders(request_id: string): Promise<{ reminders: number }> {
  const [{ rows }] = await readAcrossTenants("reminders", request_id, inTurns(sql`
    select tenant_id, task_id as id, min(remind_at) as at from reminders where status = 'pending' and remind_at <= now() and remind_at > now() - interval '1 day' group by 1, 2`, REMINDERS_PER_SWEEP));
  await sendEach(env.JOBS_QUEUE, rows.map(({ tenant_id, id }) => ({ tenant_id, id, job: "tasks.remind" })));
  return { reminders: rows.length };
}

/** Tells once of every open task that its due time has passed. */
export async function sweepOverdue(request_id: string, ctxOf: (tenant_id: string) => Ctx): Promise<{ overdue: number }> {
  const [{ rows }] = await readAcrossTenants("sweeper", request_id, inTurns(sql`
    select tenant_id, id, due_at as at from tasks where status in ('open', 'in_progress') and overdue_at is null and due_at <= now()`, OVERDUE_PER_SWEEP));
  return { overdue: (await eachFound(request_id, "task_id", rows, ctxOf, tell)).length };
}

/** The mark guards it: of two sweeps at once one tells. It is no change of the task, whose version stays. */
const tell = (ctx: Ctx, id: string) => ctx.commit(null,
  orFail(sql`(update tasks set overdue_at = ${ctx.now} where id = ${id}::uuid and overdue_at is null and due_at <= ${ctx.now} and status in ('open', 'in_progress') returning id)`, "CONFLICT"),
  ctx.emitFound(taskEvents["task.overdue"], sql`select id as task_id, owner_user_id, to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due_at from tasks where id = ${id}::uuid`));
