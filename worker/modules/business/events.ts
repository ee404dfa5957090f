import { eq, gte, inArray, lt, notInArray, sql } from "drizzle-orm";
import type * as z from "zod";
import { eventLog } from "#db/schema/kernel.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import type { listEvents, LoggedEvent } from "./contract.ts";

/** The least id of a moment: ids begin with their time, so that a range of time is a range of the primary key. */
const firstIdAt = (time: string) => Date.parse(time).toString(16).padStart(12, "0").replace(/^(.{8})(.{4})$/, "$1-$2-7000-8000-000000000000");

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listEvents.query>>) {
  const { subject_type, subject_id } = query;
  const page = pageOf(eventLog, { id: eventLog.id }, query,
    query.name && inArray(eventLog.name, query.name),
    query.except && notInArray(eventLog.name, query.except),
    query.user_id ? eq(eventLog.actor_id, `user:${query.user_id}`) : undefined,
    query.from ? gte(eventLog.id, firstIdAt(query.from)) : undefined,
    query.to ? lt(eventLog.id, firstIdAt(query.to)) : undefined,
    subject_type || subject_id ? sql`${eventLog.id} in (select s.event_id from event_subjects s where ${subject_type ? sql`s.subject_type = ${subject_type}` : sql`true`} and ${subject_id ? sql`s.subject_id = ${subject_id}::uuid` : sql`true`})` : undefined,
  );
  const { id, name, payload, actor_id, request_id, created_at } = eventLog;
  const [rows, total] = await ctx.read(db.select({ id, name, payload, actor_id, request_id, created_at }).from(eventLog).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows.map((row) => ({ ...row, payload: row.payload as z.output<typeof LoggedEvent>["payload"] })), query, total);
}
