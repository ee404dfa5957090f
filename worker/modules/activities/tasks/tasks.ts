import { eq, gte, inArray, lt, sql } from "drizzle-orm";
import type * as z from "zod";
import { tasks } from "#db/schema/activities.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { aboutRecord, insistOnPair, linksShown } from "./links.ts";
import { remindersOf } from "./reminders.ts";
import { type listTasks as ListTasks, Task, taskEvents } from "./tasks-contract.ts";

const shown = { ...columns(tasks, Task.omit({ links: true })), links: linksShown.as("links") };
/** `due` is what pages of a list by due time go on from. */
const listed = { ...shown, due: tasks.due_order, related_name: sql<string | null>`app.record_name(${tasks.related_type}, ${tasks.related_id})`.as("related_name") };
const sorts = { due: tasks.due_order, created_at: tasks.created_at, updated_at: tasks.updated_at };
const isOverdue = (now: string) => sql`(${tasks.status} in ('open', 'in_progress') and ${tasks.due_at} is not null and ${tasks.due_at} < ${now}::timestamptz)`;

/** For ctx.read. */
export const taskById = (id: string) => db.select(shown).from(tasks).where(eq(tasks.id, id));

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof ListTasks.query>>) {
  insistOnPair(query);
  const page = pageOf(tasks, sorts, query,
    query.status && inArray(tasks.status, query.status),
    query.priority && inArray(tasks.priority, query.priority),
    query.owner ? eq(tasks.owner_user_id, query.owner) : undefined,
    query.due_from ? gte(tasks.due_at, query.due_from) : undefined,
    query.due_to ? lt(tasks.due_at, query.due_to) : undefined,
    query.overdue === undefined ? undefined : query.overdue ? isOverdue(ctx.now) : sql`not ${isOverdue(ctx.now)}`,
    query.related_type ? aboutRecord(query.related_type, query.related_id!) : undefined,
    query.q ? sql`${tasks.id} in (select app.search_tasks(${query.q}))` : undefined,
  );
  const [rows, total] = await ctx.read(db.select(listed).from(tasks).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

export async function get(ctx: Ctx, id: string) {
  const [rows, reminders] = await ctx.read(db.select(listed).from(tasks).where(eq(tasks.id, id)), remindersOf(id));
  return { ...first(rows), reminders };
}

export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(taskById(id));
  const before = first(rows);
  ctx.next(before, {});
  return ctx.commit({ id }, deleteOne(tasks, before), ctx.emit(taskEvents["task.deleted"], { task_id: id, owner_user_id: before.owner_user_id }));
}
