import * as z from "zod";
import { defineEvents, defineModule, Id, ListQuery, PageOf, Several, Stamp, Text } from "#worker/kernel/resource.ts";
import { Link, SubjectType } from "#worker/modules/activities/contract.ts";

export type SubjectTypeOf = z.output<typeof SubjectType>;
export const TaskStatus = z.enum(["open", "in_progress", "done", "cancelled"]);
export const TaskPriority = z.enum(["low", "medium", "high"]);
export const ReminderChannel = z.enum(["email", "inbox", "sms", "whatsapp"]);

export const Task = Stamp.extend({
  title: Text(),
  description: Text(10_000).nullable(),
  status: TaskStatus,
  priority: TaskPriority,
  due_at: z.iso.datetime().nullable(),
  owner_user_id: Id,
  created_by: Id.nullable(),
  /** The record it is mainly about. */
  related_type: SubjectType.nullable(),
  related_id: Id.nullable(),
  completed_at: z.iso.datetime().nullable(),
  /** The other records it is about. */
  links: z.array(Link),
});
/** With the name of the record it is mainly about, as far as the reader sees that. */
export const ListedTask = Task.extend({ related_name: z.string().nullable() });
export const Reminder = z.object({
  id: Id, remind_at: z.iso.datetime(), minutes_before: z.int().nullable(), channel: ReminderChannel, status: z.enum(["pending", "sent", "cancelled"]), sent_at: z.iso.datetime().nullable(),
});
const Reminded = Task.extend({ reminders: z.array(Reminder) });
export const TaskDetail = ListedTask.extend({ reminders: z.array(Reminder) });

/** At a time of its own, or so long before the due time, with which it moves. The inbox and email always; other channels are added. */
export const NewReminder = z.strictObject({
  remind_at: z.iso.datetime().optional(), minutes_before: z.int().min(0).max(43_200).optional().meta({ examples: [60] }), channels: z.array(ReminderChannel).max(4).default(["inbox", "email"]),
}).refine((one) => (one.remind_at === undefined) !== (one.minutes_before === undefined), "Send either remind_at or minutes_before.").meta({ examples: [{ minutes_before: 60, channels: ["inbox", "email"] }] });
const NewReminders = z.array(NewReminder).max(10);

const Fields = Task.pick({ title: true, description: true, priority: true, due_at: true, owner_user_id: true, related_type: true, related_id: true }).extend({ links: z.array(Link).max(50) });
/** Whoever makes it owns it, unless told otherwise. Without `reminders`, one with a due time has one an hour before it. */
export const NewTask = Fields.partial().required({ title: true }).extend({ reminders: NewReminders.optional() });
/** `links` replaces all of them; `related_type` and `related_id` go together. */
export const TaskPatch = Fields.extend({ status: TaskStatus }).partial();

const about = { task_id: Id, owner_user_id: Id };
/** They do not name their records as event subjects: a timeline shows the task itself. */
export const taskEvents = defineEvents({
  "task.created": { payload: z.object(about), live: "tenant" },
  "task.updated": { payload: z.object({ ...about, fields: z.array(z.string()) }), live: "tenant" },
  "task.completed": { payload: z.object(about), live: "tenant" },
  "task.deleted": { payload: z.object(about), live: "tenant" },
  /** Its due time has passed and it is still open. */
  "task.overdue": { payload: z.object({ ...about, due_at: z.iso.datetime() }), live: "tenant" },
  "reminder.sent": { payload: z.object({ ...about, reminder_ids: z.array(Id), channels: z.array(ReminderChannel) }) },
});

const { route } = defineModule("activities");
const read = { permission: "task.read" } as const;
const own = " One's own, or anybody's with";

export const listTasks = route({
  method: "get", path: "/v1/tasks", access: read, summary: "List tasks",
  query: ListQuery(["due", "-created_at", "updated_at"], {
    status: Several(TaskStatus).optional(), priority: Several(TaskPriority).optional(), owner: Id.optional(),
    due_from: z.iso.datetime().optional(), due_to: z.iso.datetime().optional(), overdue: z.stringbool().optional().describe("Only open tasks whose due time has passed, or all others."),
    related_type: SubjectType.optional(), related_id: Id.optional().describe("Tasks about one record, mainly or besides; with related_type."), q: Text(100).optional(),
  }),
  returns: PageOf(ListedTask),
});
export const createTask = route({
  method: "post", path: "/v1/tasks", access: { permission: "task.create" }, summary: "Create a task", status: 201, limit: "tasks.max", body: NewTask, returns: Reminded,
});
export const getTask = route({
  method: "get", path: "/v1/tasks/:task_id", access: read, summary: "Get a task and its reminders", returns: TaskDetail, errors: ["NOT_FOUND"],
});
export const patchTask = route({
  method: "patch", path: "/v1/tasks/:task_id", access: read, summary: `Change a task.${own} task.update`,
  body: TaskPatch, returns: Task, errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "LIMIT_REACHED", "PRECONDITION_FAILED"],
});
export const deleteTask = route({
  method: "delete", path: "/v1/tasks/:task_id", access: { permission: "task.delete" }, summary: "Delete a task and its reminders", returns: z.object({ id: Id }), errors: ["NOT_FOUND", "CONFLICT"],
});
export const completeTask = route({
  method: "post", path: "/v1/tasks/:task_id/complete", access: read, summary: `Complete a task; one that is done stays as it is.${own} task.complete`,
  returns: Task, errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "PRECONDITION_FAILED"],
});
export const remindOfTask = route({
  method: "post", path: "/v1/tasks/:task_id/remind", access: read, summary: `Schedule reminders of an open task for its owner.${own} task.update`,
  body: z.object({ reminders: NewReminders, replace: z.boolean().default(false).describe("Take back what has not been sent yet.") }),
  returns: Reminded, errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "PRECONDITION_FAILED"],
});
