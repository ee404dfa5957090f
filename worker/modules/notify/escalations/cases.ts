import { and, eq, isNull, sql } from "drizzle-orm";
import { escalations } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { on } from "#worker/kernel/events.ts";
import { taskEvents } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { approvalEvents } from "#worker/modules/approvals/contract.ts";
import { HOT_SCORE, leadEvents } from "#worker/modules/leads/contract.ts";

/** Begins a case. One of the same record that is still open ends: a lead that is hot anew, the next step of a request, a task that is due at another time. */
const begin = (ctx: Ctx, domain: "approvals" | "leads" | "tasks", subject_id: string, case_key: string, since: string) => ctx.commit(null,
  db.update(escalations).set({ closed_at: ctx.now, updated_at: ctx.now, version: sql`${escalations.version} + 1` })
    .where(and(eq(escalations.domain, domain), eq(escalations.subject_id, subject_id), isNull(escalations.closed_at))),
  db.insert(escalations).values(ctx.fresh({ domain, subject_id, case_key, since, steps_done: 0 })).onConflictDoNothing());

/** What somebody must act on. Imported leads are not: a file of thousands would be nobody's to call within the hour. */
export const escalationSubscribers = [
  on(leadEvents["lead.scored"], "notify.watch-hot-lead", async (ctx, { id, created_at, payload: { lead_id, from, to } }) => {
    if (from < HOT_SCORE && to >= HOT_SCORE) await begin(ctx, "leads", lead_id, id, created_at);
  }),
  on(leadEvents["lead.created"], "notify.watch-new-hot-lead", async (ctx, { id, created_at, payload: { lead_id, import_id } }) => {
    if (import_id) return;
    // One that was scored since has a case of that event.
    const [{ rows }] = await ctx.read(db.execute(sql`select l.id from leads l where l.id = ${lead_id} and l.score >= ${HOT_SCORE}
      and not exists (select from event_subjects s join event_log e on e.id = s.event_id where s.subject_type = 'lead' and s.subject_id = l.id and e.name = 'lead.scored')`));
    if (rows.length) await begin(ctx, "leads", lead_id, id, created_at);
  }),
  on(approvalEvents["approval.step.escalated"], "notify.watch-overdue-approval", (ctx, { created_at, payload: { request_id, step_seq } }) => begin(ctx, "approvals", request_id, String(step_seq), created_at)),
  on(taskEvents["task.overdue"], "notify.watch-overdue-task", (ctx, { id, payload: { task_id, due_at } }) => begin(ctx, "tasks", task_id, id, due_at)),
];
