import { and, eq, sql } from "drizzle-orm";
import { recordWatchers } from "#db/schema/activities.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { activityEvents } from "./contract.ts";
import { mustRead, recordsExist, type Subject } from "./subjects.ts";

interface About { subject_type: Subject; subject_id: string }

const ofRecord = ({ subject_type, subject_id }: About) => and(eq(recordWatchers.subject_type, subject_type), eq(recordWatchers.subject_id, subject_id));

/** The users who watch a record and may still see it, for a query of their names and addresses. */
export const watchersQuery = (subject_type: Subject, subject_id: string) =>
  db.select({ user_id: recordWatchers.user_id }).from(recordWatchers)
    .where(and(ofRecord({ subject_type, subject_id }), sql`app.user_sees(${recordWatchers.user_id}, ${subject_type}, ${subject_id}::uuid)`));

export async function list(ctx: Ctx, about: About) {
  mustRead(ctx, about.subject_type);
  const [items] = await ctx.read(db.select({
    user_id: recordWatchers.user_id, created_at: recordWatchers.created_at,
    full_name: sql<string | null>`(select p.full_name from user_profiles p where p.tenant_id = record_watchers.tenant_id and p.id = record_watchers.user_id)`.as("full_name"),
  }).from(recordWatchers).where(ofRecord(about)).orderBy(recordWatchers.created_at, recordWatchers.user_id).limit(200));
  return { items: items as (typeof items[number] & { created_at: string })[], next_cursor: null };
}

/** Watching twice is watching once. */
export function add(ctx: Ctx, about: About) {
  mustRead(ctx, about.subject_type);
  const watcher_user_id = ctx.user_id!;
  return ctx.commit(
    about,
    ...recordsExist(ctx, [{ type: about.subject_type, id: about.subject_id, path: "subject_id" }]),
    db.insert(recordWatchers).values({ ...about, user_id: watcher_user_id, created_at: ctx.now }).onConflictDoNothing(),
    ctx.emit(activityEvents["watcher.added"], { ...about, watcher_user_id }),
  );
}

export function remove(ctx: Ctx, about: About) {
  const watcher_user_id = ctx.user_id!;
  return ctx.commit(
    about,
    db.delete(recordWatchers).where(and(ofRecord(about), eq(recordWatchers.user_id, watcher_user_id))),
    ctx.emit(activityEvents["watcher.removed"], { ...about, watcher_user_id }),
  );
}
