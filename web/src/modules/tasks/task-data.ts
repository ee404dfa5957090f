import type * as z from "zod";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { wordsOf } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { toast } from "#web/src/ui/toast.tsx";
import { completeTask, type ListedTask, patchTask, type SubjectTypeOf, type TaskDetail, TaskPriority, TaskStatus } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { type TaskSay, taskWords } from "./text/index.ts";

export type TaskRow = z.output<typeof ListedTask>;
export type TaskView = z.output<typeof TaskDetail>;
export const STATUSES = TaskStatus.options;
export const PRIORITIES = TaskPriority.options;
/** A record as the value of a field: "contact:0197…". */
export type RecordRef = `${SubjectTypeOf}:${string}`;

/** The queries that a change to a task makes old. */
export const TASK_PATHS = ["/v1/tasks", "/v1/timeline"] as const;

export const isOpen = ({ status }: Pick<TaskRow, "status">) => status === "open" || status === "in_progress";
export const isOverdue = (task: Pick<TaskRow, "status" | "due_at">) => isOpen(task) && task.due_at !== null && Date.parse(task.due_at) < Date.now();
const mine = ({ owner_user_id }: Pick<TaskRow, "owner_user_id">) => owner_user_id === session()?.user.id;
/** What is one's own to do is one's own to change. */
export const mayChange = (task: TaskRow) => mine(task) || can("task.update");
export const mayComplete = (task: TaskRow) => mine(task) || can("task.complete");

/** "2026-11-21T21:00" on the reader's clock, as a field for a moment has it; empty for none. */
export const toLocal = (at: string | null) => (at ? new Date(at).toLocaleString("sv").slice(0, 16).replace(" ", "T") : "");
export const fromLocal = (text: string) => (text ? new Date(text).toISOString() : null);
export const refOf = ({ related_type, related_id }: Pick<TaskRow, "related_type" | "related_id">) => (related_type ? (`${related_type}:${related_id}` as RecordRef) : undefined);
export function relatedOf(ref: RecordRef | undefined) {
  const [related_type, related_id] = (ref?.split(":") ?? []) as [SubjectTypeOf, string];
  return ref ? { related_type, related_id } : { related_type: null, related_id: null };
}

const PATHS: Record<SubjectTypeOf, string> = { lead: "/leads", contact: "/contacts", company: "/companies", deal: "/deals", unit: "/units", project: "/projects" };
export const recordHref = ({ related_type, related_id }: Pick<TaskRow, "related_type" | "related_id">) => (related_type ? `${PATHS[related_type]}/${related_id}` : undefined);

/** How long before the due time, in words. */
export const beforeWords = (w: TaskSay, minutes: number) => w.maybe(`before.${minutes}`) ?? w("beforeMinutes", { count: minutes });

export function taskErrorText(error: unknown): string {
  const w = wordsOf(taskWords);
  if (!(error instanceof ApiError)) return errorText(error);
  if (error.code === "LIMIT_REACHED") return w("errors.LIMIT", { limit: (error.details as { limit: number }).limit });
  const issues = (error.details as { issues?: readonly { path: string }[] } | null)?.issues;
  if (issues?.some(({ path }) => path.startsWith("reminders."))) return w("form.remindPast");
  return (error.code === "CONFLICT" || error.code === "NOT_FOUND" ? w(`errors.${error.code}`) : undefined) ?? errorText(error);
}

/** Changes the status at once and says so, with the way back. */
export async function setDone(w: TaskSay, task: Pick<TaskRow, "id" | "title" | "status">, done: boolean): Promise<void> {
  const params = { task_id: task.id }, before = isOpen(task) ? (task.status as "open" | "in_progress") : "open";
  const back = async (status: "open" | "in_progress") => {
    await call(patchTask, { params, body: { status } }).catch((error: unknown) => toast.error(taskErrorText(error)));
    await invalidate(...TASK_PATHS);
  };
  try {
    await (done ? call(completeTask, { params }) : call(patchTask, { params, body: { status: "open" } }));
    if (done) toast.success(w("completedOne", { title: task.title }), { action: { label: w("undo"), run: () => void back(before) } });
    else toast.success(w("reopenedOne", { title: task.title }));
  } catch (error) {
    toast.error(taskErrorText(error));
  } finally {
    await invalidate(...TASK_PATHS);
  }
}
