import type * as z from "zod";
import { tasks } from "#db/schema/activities.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { decideAnew } from "#worker/kernel/decide-anew.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { Permission } from "#worker/kernel/permissions.ts";
import { recordsExist } from "../subjects.ts";
import { insistOnPair, named, othersOf, relink } from "./links.ts";
import { defaultReminders, inOrder, planReminders, rearm, remindersOf, storeReminders, takeBack } from "./reminders.ts";
import { type NewTask, type remindOfTask as RemindOfTask, type Task, taskEvents, type TaskPatch } from "./tasks-contract.ts";
import { taskById } from "./tasks.ts";

type Shown = z.output<typeof Task>;
type Status = Shown["status"];

/** What is closed is opened again before it ends in another way. */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  open: ["in_progress", "done", "cancelled"], in_progress: ["open", "done", "cancelled"], done: ["open", "in_progress"], cancelled: ["open", "in_progress"],
};
const isOpen = (status: Status) => status === "open" || status === "in_progress";

/** What is one's own to do is one's own to change. */
function insistMay(ctx: Ctx, task: Shown, permission: Permission): void {
  if (task.owner_user_id !== ctx.user_id && !ctx.can(permission)) throw new AppError("FORBIDDEN", { permission });
}

export function create(ctx: Ctx, { reminders: wanted, ...body }: z.output<typeof NewTask>) {
  insistOnPair(body);
  const row = ctx.fresh({
    description: null, priority: "medium" as const, due_at: null, related_type: null, related_id: null, owner_user_id: ctx.user_id!, ...body,
    links: [], status: "open" as const, created_by: ctx.user_id, completed_at: null,
  });
  const { links: _, ...values } = row, task = { ...row, links: othersOf(row, body.links ?? []) };
  const reminders = wanted ? planReminders(ctx, task, wanted) : defaultReminders(ctx, task);
  return ctx.commit(
    { ...task, reminders },
    ...recordsExist(ctx, named(body)),
    db.insert(tasks).values(values),
    ...relink(task.id, task),
    ...storeReminders(reminders),
    ctx.emit(taskEvents["task.created"], { task_id: task.id, owner_user_id: task.owner_user_id }),
  );
}

export async function patch(ctx: Ctx, id: string, body: z.output<typeof TaskPatch>) {
  insistOnPair(body);
  const [rows, reminders] = await ctx.read(taskById(id), remindersOf(id));
  const before = first(rows);
  insistMay(ctx, before, "task.update");
  return change(ctx, before, body, reminders.length > 0);
}

/** Of two at once the second finds it done. */
export function complete(ctx: Ctx, id: string) {
  return decideAnew(async () => {
    const [rows] = await ctx.read(taskById(id));
    const before = first(rows);
    insistMay(ctx, before, "task.complete");
    return before.status === "done" ? before : change(ctx, before, { status: "done" }, true);
  });
}

function change(ctx: Ctx, before: Shown, { links, ...fields }: z.output<typeof TaskPatch>, has_reminders: boolean) {
  const status = fields.status ?? before.status, completes = status === "done" && before.status !== "done", reopens = isOpen(status) && !isOpen(before.status);
  if (status !== before.status && !NEXT[before.status].includes(status)) throw new AppError("CONFLICT", { reason: `This task is ${before.status}. Open it again first.`, status: before.status });
  if (completes) insistMay(ctx, before, "task.complete");
  const due_at = fields.due_at ? new Date(fields.due_at).toISOString() : fields.due_at === null ? null : before.due_at;
  const moves = due_at !== before.due_at, set = { ...fields, due_at, completed_at: completes ? ctx.now : status === "done" ? before.completed_at : null };
  const next = ctx.next(before, set), after = { ...next, links: othersOf(next, links ?? before.links) };
  const update = updateOne(tasks, before, { ...set, updated_at: after.updated_at, ...(moves ? { overdue_at: null } : {}) });
  return ctx.commit(
    after,
    ...recordsExist(ctx, named({ ...fields, links })),
    ...(reopens ? ctx.within("tasks.max", update) : [update]),
    ...(links || fields.related_id !== undefined ? relink(after.id, after) : []),
    ...(moves || isOpen(status) !== isOpen(before.status) ? [rearm(ctx, { ...after, is_open: isOpen(status) })] : []),
    ...(moves && isOpen(status) && !has_reminders && !before.due_at ? storeReminders(defaultReminders(ctx, after)) : []),
    ...(completes ? [ctx.emit(taskEvents["task.completed"], { task_id: after.id, owner_user_id: after.owner_user_id })] : []),
    ctx.emit(taskEvents["task.updated"], { task_id: after.id, owner_user_id: after.owner_user_id, fields: changedFields(before, after) }),
  );
}

const changedFields = (before: Shown, after: Shown) =>
  (Object.keys(before) as (keyof Shown)[]).filter((key) => key !== "version" && key !== "updated_at" && JSON.stringify(before[key]) !== JSON.stringify(after[key]));

/** Adds reminders to those that wait, or puts them in their place. */
export async function remind(ctx: Ctx, id: string, { reminders: wanted, replace }: z.output<NonNullable<typeof RemindOfTask.body>>) {
  const [rows, known] = await ctx.read(taskById(id), remindersOf(id));
  const before = first(rows);
  insistMay(ctx, before, "task.update");
  if (!isOpen(before.status)) throw new AppError("CONFLICT", { reason: "Nobody is reminded of a task that is closed. Open it again first.", status: before.status });
  const kept = replace ? known.filter((one) => one.status !== "pending") : known;
  const made = planReminders(ctx, before, wanted, kept.filter((one) => one.status === "pending"));
  const after = ctx.next(before, {});
  return ctx.commit(
    { ...after, reminders: inOrder([...kept, ...made]) },
    updateOne(tasks, before, { updated_at: after.updated_at }),
    ...(replace ? [takeBack(id)] : []),
    ...storeReminders(made),
    ctx.emit(taskEvents["task.updated"], { task_id: id, owner_user_id: before.owner_user_id, fields: ["reminders"] }),
  );
}
