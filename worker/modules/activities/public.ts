import { and, eq, sql } from "drizzle-orm";
import { activities, activityLinks, recordWatchers } from "#db/schema/activities.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import type { Subject } from "./subjects.ts";

export { watchersQuery } from "./watchers.ts";

/** For the commit that deletes a record: the activities whose subject it was go, others lose their link, nobody watches it. */
export const forgetRecord = (type: Subject, id: string): Statement[] => [
  db.delete(activities).where(and(
    eq(activities.subject_type, type), eq(activities.subject_id, id),
    sql`${activities.id} in (select activity_id from activity_links where related_type = ${type} and related_id = ${id}::uuid)`,
  )),
  db.delete(activityLinks).where(and(eq(activityLinks.related_type, type), eq(activityLinks.related_id, id))),
  db.delete(recordWatchers).where(and(eq(recordWatchers.subject_type, type), eq(recordWatchers.subject_id, id))),
];
