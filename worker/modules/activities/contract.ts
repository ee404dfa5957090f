import * as z from "zod";
import { defineEvents, defineModule, Id, ListQuery, PageOf, Several, Stamp, Text } from "#worker/kernel/resource.ts";

export const ActivityType = z.enum(["call", "email", "meeting", "note", "system"]);
const Logged = ActivityType.exclude(["system"]);
/** The records an activity, a watcher or a timeline is about. */
export const SubjectType = z.enum(["lead", "contact", "company", "deal", "unit", "project"]);
const Subject = { subject_type: SubjectType, subject_id: Id };
export const Link = z.strictObject({ related_type: SubjectType, related_id: Id });

export const Activity = Stamp.extend({
  type: ActivityType,
  ...Subject,
  owner_user_id: Id.nullable(),
  title: Text(),
  body: Text(10_000).nullable(),
  direction: z.enum(["inbound", "outbound"]).nullable(),
  started_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
  /** The other records it is about. */
  links: z.array(Link),
});
const Fields = Activity.pick({ owner_user_id: true, title: true, body: true, direction: true, started_at: true, ended_at: true })
  .extend({ links: z.array(Link).max(50) });
/** Owned by whoever logs it, and begun now, unless told otherwise. */
export const NewActivity = Fields.partial().required({ title: true }).extend({ type: Logged, ...Subject });
/** Type and subject stay what they were; `links` replaces all of them. */
export const ActivityPatch = Fields.partial();

const about = { activity_id: Id, type: ActivityType, ...Subject };
const watch = z.object({ ...Subject, watcher_user_id: Id });
/** They do not name their records as event subjects: a timeline shows the activity itself. */
export const activityEvents = defineEvents({
  "activity.created": { payload: z.object({ ...about, owner_user_id: Id.nullable() }), live: "tenant" },
  "activity.updated": { payload: z.object({ ...about, fields: z.array(z.string()) }), live: "tenant" },
  "activity.deleted": { payload: z.object(about), live: "tenant" },
  "watcher.added": { payload: watch },
  "watcher.removed": { payload: watch },
});

const { route } = defineModule("activities");
const Gone = z.object({ id: Id });

export const listActivities = route({
  method: "get", path: "/v1/activities", access: { permission: "activity.read" }, summary: "List activities",
  query: ListQuery(["-started_at", "created_at"], {
    subject: z.string().regex(/^(lead|contact|company|deal|unit|project):[0-9a-f-]{36}$/i).optional()
      .describe("Activities about one record, as subject or link: `contact:<id>`. The same as subject_type and subject_id.").meta({ examples: ["contact:0197a1b2-3c4d-7e5f-8a9b-0c1d2e3f4a5b"] }),
    subject_type: SubjectType.optional(), subject_id: Id.optional(),
    type: Several(ActivityType).optional(), owner: z.union([Id, z.literal("none")]).optional(), from: z.iso.datetime().optional(), to: z.iso.datetime().optional(),
  }),
  returns: PageOf(Activity),
});
export const getActivity = route({
  method: "get", path: "/v1/activities/:activity_id", access: { permission: "activity.read" }, summary: "Get an activity", returns: Activity, errors: ["NOT_FOUND"],
});
export const createActivity = route({
  method: "post", path: "/v1/activities", access: { permission: "activity.create" }, summary: "Log a call, an email, a meeting or a note", status: 201,
  body: NewActivity, returns: Activity,
});
export const patchActivity = route({
  method: "patch", path: "/v1/activities/:activity_id", access: { permission: "activity.update" }, summary: "Change an activity",
  body: ActivityPatch, returns: Activity, errors: ["NOT_FOUND", "CONFLICT", "PRECONDITION_FAILED"],
});
export const deleteActivity = route({
  method: "delete", path: "/v1/activities/:activity_id", access: { permission: "activity.delete" }, summary: "Delete an activity",
  returns: Gone, errors: ["NOT_FOUND", "CONFLICT"],
});

export const TimelineItem = z.object({
  id: Id,
  kind: z.enum(["activity", "task", "event"]),
  /** The type of the activity, the status of the task, or the name of the event. */
  type: z.string().meta({ examples: ["call", "deal.stage.moved"] }),
  title: z.string().optional(),
  body: z.string().nullable().optional(),
  /** Of an event what it carries; of a task its priority and its due time. */
  payload: z.record(z.string(), z.unknown()).optional(),
  /** Null when the system acted. */
  actor: z.object({ user_id: Id, full_name: z.string().nullable() }).nullable(),
  occurred_at: z.iso.datetime(),
});
export const getTimeline = route({
  method: "get", path: "/v1/timeline", access: { permission: "activity.read" }, summary: "Everything that happened to a record, newest first",
  query: z.object({ ...Subject, limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(1000).optional() }),
  returns: PageOf(TimelineItem), errors: ["NOT_FOUND"],
});

const Watcher = z.object({ user_id: Id, full_name: z.string().nullable(), created_at: z.iso.datetime() });
export const listWatchers = route({
  method: "get", path: "/v1/watchers", access: { permission: "activity.read" }, summary: "Who is told of changes to a record",
  query: z.object(Subject), returns: PageOf(Watcher),
});
export const addWatcher = route({
  method: "post", path: "/v1/watchers", access: { permission: "activity.read" }, summary: "Watch a record oneself", status: 201,
  body: z.object(Subject), returns: z.object(Subject),
});
export const removeWatcher = route({
  method: "delete", path: "/v1/watchers", access: { permission: "activity.read" }, summary: "Stop watching a record",
  query: z.object(Subject), returns: z.object(Subject),
});
