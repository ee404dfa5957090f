import { sql } from "drizzle-orm";
import type * as z from "zod";
import { activities } from "#db/schema/activities.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { decode, encode } from "#worker/kernel/page.ts";
import type { getTimeline as GetTimeline } from "./contract.ts";
import { mustRead } from "./subjects.ts";

interface Merged extends Record<string, unknown> {
  id: string; kind: "activity" | "task" | "event"; type: string; title: string | null; body: string | null; payload: Record<string, unknown> | null;
  user_id: string | null; full_name: string | null; occurred_at: string;
}

const ORDER = "-occurred_at";

/** Activities, tasks and system events of one record in one round trip, newest first: an order that two readers share and pages keep. */
export async function timeline(ctx: Ctx, query: z.output<NonNullable<typeof GetTimeline.query>>) {
  const { subject_type, subject_id, limit } = query;
  mustRead(ctx, subject_type);
  const from = query.cursor ? decode(query.cursor, ORDER) : undefined;
  const after = (time: string, id: string) => (from ? sql`and (${sql.raw(`${time}, ${id}`)}) < (${from.value}::timestamptz, ${from.id}::uuid)` : sql``);
  const newest = sql`order by occurred_at desc, id desc limit ${limit + 1}`;
  const [exists, { rows }] = await ctx.read(
    db.execute<{ exists: boolean }>(sql`select app.record_exists(${subject_type}, ${subject_id}::uuid) as exists`),
    db.execute<Merged>(sql`select merged.*, p.full_name from (
        (select a.id, 'activity' as kind, a.type, a.title, a.body, null::jsonb as payload, a.owner_user_id as user_id, a.started_at as occurred_at
          from activity_links l join activities a on a.tenant_id = l.tenant_id and a.id = l.activity_id
          where l.related_type = ${subject_type} and l.related_id = ${subject_id}::uuid ${after("a.started_at", "a.id")} ${newest})
        union all
        (select t.id, 'task', t.status, t.title, t.description, jsonb_build_object('priority', t.priority, 'due_at', t.due_at), t.owner_user_id, t.created_at as occurred_at
          from task_links l join tasks t on t.tenant_id = l.tenant_id and t.id = l.task_id
          where ${ctx.can("task.read")} and l.related_type = ${subject_type} and l.related_id = ${subject_id}::uuid ${after("t.created_at", "t.id")} ${newest})
        union all
        (select e.id, 'event', e.name, null, null, e.payload, substring(e.actor_id from '^user:(.{36})$')::uuid, e.created_at as occurred_at
          from event_subjects s join event_log e on e.tenant_id = s.tenant_id and e.id = s.event_id
          where s.subject_type = ${subject_type} and s.subject_id = ${subject_id}::uuid and e.name not like 'message.%' and e.name not like 'notification.%'
            ${after("e.created_at", "e.id")} ${newest})
      ) merged left join user_profiles p on p.tenant_id = app.tenant_id() and p.id = merged.user_id ${newest}`),
  );
  if (!exists.rows[0]?.exists) throw new AppError("NOT_FOUND");
  const items = rows.slice(0, limit).map(present);
  const last = items.at(-1);
  return { items, next_cursor: rows.length > limit ? encode({ sort: ORDER, value: last!.occurred_at, id: last!.id }) : null };
}

function present({ id, kind, type, title, body, payload, user_id, full_name, occurred_at }: Merged) {
  return {
    id, kind, type, ...(title === null ? {} : { title, body }), ...(payload ? { payload } : {}),
    actor: user_id ? { user_id, full_name } : null,
    occurred_at: activities.started_at.mapFromDriverValue(occurred_at) as string,
  };
}
