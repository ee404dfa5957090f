import { and, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { reminders } from "#db/schema/activities.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, insertMany, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { type NewReminder, Reminder } from "./tasks-contract.ts";

type Shown = z.output<typeof Reminder>;
type Wanted = z.output<typeof NewReminder>;
interface Timed { id: string; due_at: string | null }

/** What a task with a due time has unless told otherwise. */
const DEFAULT: Wanted = { minutes_before: 60, channels: ["inbox", "email"] };
/** So many may wait for one task. */
const MOST = 10, MINUTE_MS = 60_000;

/** The reminders of a task, soonest first. For ctx.read. */
export const remindersOf = (task_id: string) =>
  db.select(columns(reminders, Reminder)).from(reminders).where(eq(reminders.task_id, task_id)).orderBy(reminders.remind_at, reminders.channel, reminders.id);

/** Soonest first, as they are read. */
export const inOrder = <T extends Pick<Shown, "remind_at" | "channel">>(rows: readonly T[]): T[] => rows.toSorted((a, b) => (`${a.remind_at} ${a.channel}` < `${b.remind_at} ${b.channel}` ? -1 : 1));

const timeOf = ({ remind_at, minutes_before }: Wanted, due_at: string | null) => remind_at ?? (due_at ? new Date(Date.parse(due_at) - minutes_before! * MINUTE_MS).toISOString() : undefined);

/** The rows of what is wanted, a row a channel; what waits already is not made twice. Refuses what could not be sent. */
export function planReminders(ctx: Ctx, task: Timed, wanted: readonly Wanted[], waiting: readonly Shown[] = []) {
  const keyOf = (one: Pick<Shown, "remind_at" | "channel">) => `${Date.parse(one.remind_at)} ${one.channel}`;
  const made = new Map<string, typeof reminders.$inferInsert & Shown>(), there = new Set(waiting.map(keyOf));
  wanted.forEach((one, i) => {
    const remind_at = timeOf(one, task.due_at);
    if (!remind_at) throw invalid(`reminders.${i}.minutes_before`, "Give the task a due time first.");
    if (Date.parse(remind_at) <= Date.parse(ctx.now)) throw invalid(`reminders.${i}.${one.remind_at ? "remind_at" : "minutes_before"}`, "This time has passed.");
    for (const channel of new Set(["inbox", "email", ...one.channels] as const)) {
      const row = ctx.fresh({ task_id: task.id, remind_at: new Date(remind_at).toISOString(), minutes_before: one.minutes_before ?? null, channel, status: "pending" as const, sent_at: null });
      if (!there.has(keyOf(row))) made.set(keyOf(row), row);
    }
  });
  const rows = inOrder([...made.values()]);
  if (new Set([...waiting, ...rows].map((one) => Date.parse(one.remind_at))).size > MOST) throw new AppError("VALIDATION_FAILED", { issues: [{ path: "reminders", message: `A task has at most ${MOST} reminders that wait.` }] });
  return rows;
}

/** The default one, where its time is still to come. */
export const defaultReminders = (ctx: Ctx, task: Timed) => (task.due_at && timeOf(DEFAULT, task.due_at)! > ctx.now ? planReminders(ctx, task, [DEFAULT]) : []);

export const storeReminders = (rows: readonly (typeof reminders.$inferInsert)[]): Statement[] => (rows.length ? [insertMany(reminders, rows)] : []);
export const takeBack = (task_id: string): Statement => db.delete(reminders).where(and(eq(reminders.task_id, task_id), eq(reminders.status, "pending")));

/**
 * After a change of due time or status: what is measured from the due time moves with it, and waits again if it is still
 * to come. Nobody is reminded of what is closed; what was called off by that waits again when the task is opened.
 */
export function rearm(ctx: Ctx, { id, due_at, is_open }: Timed & { is_open: boolean }): Statement {
  const now = sql`${ctx.now}::timestamptz`, due = sql`${due_at}::timestamptz`, relative = sql`minutes_before is not null`;
  const at = sql`case when ${relative} and ${due} is not null then ${due} - make_interval(mins => minutes_before) else remind_at end`;
  const is_void = sql`(not ${is_open} or (${relative} and ${due} is null))`;
  return db.execute(sql`update reminders set remind_at = ${at}, version = version + 1, updated_at = ${now}, status = case
      when ${is_void} then case status when 'pending' then 'cancelled' else status end
      when ${at} > ${now} then 'pending'
      when status = 'pending' and ${at} <> remind_at then 'cancelled' else status end
    where task_id = ${id}::uuid`);
}
