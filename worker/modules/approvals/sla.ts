import { sql } from "drizzle-orm";
import { approvalRequests } from "#db/schema/approvals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, updateOne } from "#worker/kernel/db.ts";
import { eachFound, type Found } from "#worker/kernel/sweep.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { approvalEvents } from "./contract.ts";
import { about } from "./request-row.ts";
import { wholeRequest } from "./requests.ts";

/** How many requests one sweep takes; the next one goes on. */
const PER_SWEEP = 200;

/** Reminds those who have not decided in time, and escalates what is overdue: each once a step. */
export async function watchApprovals(request_id: string, ctxOf: (tenant_id: string) => Ctx): Promise<{ reminded: number; escalated: number }> {
  const [{ rows }] = await readAcrossTenants("sweeper", request_id, db.execute<Found>(sql`
    (select tenant_id, id, due_at from approval_requests where state = 'pending' and escalated_at is null and due_at <= now() order by due_at limit ${PER_SWEEP})
    union
    (select tenant_id, id, due_at from approval_requests where state = 'pending' and reminded_at is null and escalated_at is null and remind_at <= now() order by remind_at limit ${PER_SWEEP})
    order by due_at`));
  const done = await eachFound(request_id, "approval_request_id", rows, ctxOf, watch);
  return { reminded: done.filter((what) => what === "reminded").length, escalated: done.filter((what) => what === "escalated").length };
}

/** The version guards it: of two sweeps at once one acts, and none on a step that has been decided meanwhile. */
async function watch(ctx: Ctx, id: string): Promise<"reminded" | "escalated" | undefined> {
  const [[request]] = await ctx.read(wholeRequest(id));
  if (request?.state !== "pending" || request.escalated_at) return undefined;
  const what = request.due_at && request.due_at <= ctx.now ? "escalated" : !request.reminded_at && request.remind_at && request.remind_at <= ctx.now ? "reminded" : undefined;
  if (!what) return undefined;
  await ctx.commit(null,
    updateOne(approvalRequests, request, { [`${what}_at`]: ctx.now, updated_at: ctx.now }),
    ctx.emit(approvalEvents[what === "escalated" ? "approval.step.escalated" : "approval.step.due_soon"], { ...about(request), step_seq: request.current_step }));
  return what;
}
