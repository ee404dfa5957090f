import { and, eq, lte, sql } from "drizzle-orm";
import { reminders } from "#db/schema/activities.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, many } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { Job } from "#worker/kernel/jobs.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { taskEvents } from "./tasks-contract.ts";
import { aboutTask, payloadFor, toldOf } from "./told.ts";

/** Reminds the owner of a task of everything that is due, on all the channels together, once: whoever records it first has sent it. */
export async function sendReminders({ id, ctx }: Job): Promise<"done"> {
  try {
    await remind(ctx(), id);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "CONFLICT")) throw error;
  }
  return "done";
}

async function remind(ctx: Ctx, task_id: string): Promise<void> {
  const [due, { rows: [task] }, recipients] = await ctx.read(
    db.select({ id: reminders.id, channel: reminders.channel }).from(reminders).where(and(eq(reminders.task_id, task_id), eq(reminders.status, "pending"), lte(reminders.remind_at, ctx.now))),
    toldOf(task_id), recipientsQuery(sql`array(select owner_user_id from tasks where id = ${task_id}::uuid)`));
  if (!due.length || !task) return;
  const [recipient] = recipients, reminder_ids = due.map((one) => one.id), channels = [...new Set(due.map(({ channel }) => channel))];
  // Whoever left, or is suspended, is not reminded.
  const told = task.is_open && recipient;
  await ctx.commit(null, settle(ctx, reminder_ids, told ? "sent" : "cancelled"), ...(told ? [
    ...notifyUsers(ctx, { recipients, template_code: "task.reminder", payload: payloadFor(task, recipient), ...aboutTask(task_id, task), channels }),
    ctx.emit(taskEvents["reminder.sent"], { task_id, owner_user_id: task.owner_user_id, reminder_ids, channels }),
  ] : []));
}

/** All of them while they still wait, or the commit is refused. */
const settle = (ctx: Ctx, ids: readonly string[], status: "sent" | "cancelled") => db.execute(sql`
  with hit as (update reminders set status = ${status}, sent_at = case when ${status} = 'sent' then ${ctx.now}::timestamptz end, version = version + 1, updated_at = ${ctx.now}::timestamptz
    where id = any(${many(ids, "uuid")}) and status = 'pending' and remind_at <= ${ctx.now}::timestamptz returning id)
  select case when (select count(*) from hit) = ${ids.length} then true else app.fail('CONFLICT') end`);
