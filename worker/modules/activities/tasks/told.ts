import { sql } from "drizzle-orm";
import { db } from "#worker/kernel/db.ts";
import { momentIn } from "#worker/kernel/local-time.ts";
import type { Recipient } from "#worker/modules/notify/public.ts";
import type { Subject } from "../subjects.ts";

export interface Told extends Record<string, unknown> {
  title: string; owner_user_id: string; due_at: string | null; is_open: boolean; related_type: Subject | null; related_id: string | null; record_name: string;
}

/** What a notice says of a task; the name of the record only if the owner sees that. For ctx.read. */
export const toldOf = (task_id: string) => db.execute<Told>(sql`select title, owner_user_id, status in ('open', 'in_progress') as is_open, related_type, related_id,
    to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as due_at, case when app.user_sees(owner_user_id, related_type, related_id) then app.record_name(related_type, related_id) else '' end as record_name
  from tasks where id = ${task_id}::uuid`);

/** The words' variables, with the due time on the recipient's own clock. */
export const payloadFor = ({ title, due_at, record_name }: Told, { facts, locale }: Recipient) => ({
  title, record_name, due: due_at ? momentIn(due_at, { locale: locale === "ar" ? "ar" : "en", timezone: facts.user?.timezone ?? facts.tenant.timezone }) : "",
});

/** Where a notice leads, and what it is about. */
export const aboutTask = (task_id: string, { related_type, related_id }: Told) => ({
  link_url: `/tasks/${task_id}`, category: "tasks" as const, meta: { task_id, ...(related_type ? { [`${related_type}_id`]: related_id } : {}) },
});
