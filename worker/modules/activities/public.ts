import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { activities, activityLinks, recordWatchers, taskLinks, tasks } from "#db/schema/activities.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { ownership } from "#worker/kernel/ownership.ts";
import type { Subject } from "./subjects.ts";

export { draftActivity } from "./activities.ts";
export { sweepOverdue, sweepReminders } from "./tasks/sweep.ts";
export { recordsExist, recordsSeen } from "./subjects.ts";
export { watchersQuery } from "./watchers.ts";

/** Tasks that somebody has still to do. */
export const taskOwnership = ownership(tasks, inArray(tasks.status, ["open", "in_progress"]));

/** For the commit that deletes records: activities and tasks that were mainly about them go, others lose their link, nobody watches them. */
export const forgetRecords = (type: Subject, ids: SQL): Statement[] => [
  db.delete(activities).where(and(
    eq(activities.subject_type, type), sql`${activities.subject_id} in (${ids})`,
    sql`${activities.id} in (select activity_id from activity_links where related_type = ${type} and related_id in (${ids}))`,
  )),
  db.delete(activityLinks).where(and(eq(activityLinks.related_type, type), sql`${activityLinks.related_id} in (${ids})`)),
  db.delete(tasks).where(and(
    eq(tasks.related_type, type), sql`${tasks.related_id} in (${ids})`,
    sql`${tasks.id} in (select task_id from task_links where related_type = ${type} and related_id in (${ids}))`,
  )),
  db.delete(taskLinks).where(and(eq(taskLinks.related_type, type), sql`${taskLinks.related_id} in (${ids})`)),
  db.delete(recordWatchers).where(and(eq(recordWatchers.subject_type, type), sql`${recordWatchers.subject_id} in (${ids})`)),
];

/** The same for one record. */
export const forgetRecord = (type: Subject, id: string): Statement[] => forgetRecords(type, sql`${id}::uuid`);

/** For the commit that erases people: the words of every activity and task they take part in. */
export const eraseWords = (record_ids: SQL): Statement[] => [
  db.execute(sql`update activities set title = 'Erased', body = null, version = version + 1, updated_at = now() where id in (select activity_id from activity_links where related_id = any(${record_ids}))`),
  db.execute(sql`update tasks set title = 'Erased', description = null, version = version + 1, updated_at = now() where id in (select task_id from task_links where related_id = any(${record_ids}))`),
];
