import { sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { type DomainEvent, on } from "#worker/kernel/events.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { taskEvents } from "./tasks-contract.ts";
import { aboutTask, payloadFor, toldOf } from "./told.ts";

/** Tells whom a task was given to, unless by themselves; not once it is closed, or somebody else's: they are told by the event of that. */
async function tellOwner(ctx: Ctx, { actor_id, payload: { task_id, owner_user_id } }: DomainEvent<{ task_id: string; owner_user_id: string }>) {
  if (actor_id === `user:${owner_user_id}`) return;
  const [{ rows: [task] }, recipients, { rows: [giver] }] = await ctx.read(
    toldOf(task_id), recipientsQuery(sql`array[${owner_user_id}]::uuid[]`),
    db.execute<{ full_name: string }>(sql`select full_name from user_profiles where 'user:' || id = ${actor_id}`));
  if (!task?.is_open || task.owner_user_id !== owner_user_id || !recipients[0]) return;
  await ctx.commit(null, ...notifyUsers(ctx, { recipients, template_code: "task.assigned", payload: { ...payloadFor(task, recipients[0]), from_name: giver?.full_name ?? "" }, ...aboutTask(task_id, task) }));
}

/** What tasks have people told. */
export const taskSubscribers = [
  on(taskEvents["task.created"], "tasks.tell-owner-of-new-task", tellOwner),
  on(taskEvents["task.updated"], "tasks.tell-new-owner", async (ctx, event) => {
    if (event.payload.fields.includes("owner_user_id")) await tellOwner(ctx, event);
  }),
];
