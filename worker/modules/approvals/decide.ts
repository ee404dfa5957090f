import { sql } from "drizzle-orm";
import type * as z from "zod";
import { approvalActions, approvalRequests } from "#db/schema/approvals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { decideAnew } from "#worker/kernel/decide-anew.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { newId } from "#worker/kernel/ids.ts";
import { isFinal, planAnew } from "./carry-out.ts";
import { approvalEvents, type approveRequest } from "./contract.ts";
import type { Guarded } from "./guard.ts";
import { about, type Request, timesOf } from "./request-row.ts";
import { type Card, cardOf, type Whole, wholeRequest } from "./requests.ts";

type Body = z.output<NonNullable<typeof approveRequest.body>>;
interface Voices extends Record<string, unknown> {
  /** Whether the caller may decide the open step, and if not themselves, for whom. */
  may: boolean; on_behalf_of: string | null;
  voted: boolean;
  /** Approvals the open step has so far. */
  approvals: number;
}

const voicesQuery = (id: string) => db.execute<Voices>(sql`
  select d.user_id is not null as may, d.on_behalf_of,
    exists (select from approval_actions a where a.request_id = r.id and a.step_seq = r.current_step and a.approver_user_id = app.user_id()) as voted,
    (select count(*)::int from approval_actions a where a.request_id = r.id and a.step_seq = r.current_step and a.decision = 'approve') as approvals
  from approval_requests r left join lateral (select * from app.deciders_of(r) where user_id = app.user_id() order by on_behalf_of nulls first limit 1) d on true where r.id = ${id}`);

/** The request, if the caller may decide the step they looked at; each refusal says why. */
async function read(ctx: Ctx, id: string, seen: number | undefined) {
  const [rows, { rows: [voices] }] = await ctx.read(wholeRequest(id), voicesQuery(id));
  const request = first(rows), { may, voted, on_behalf_of, approvals } = voices!;
  ctx.next(request, {});
  insistPending(request);
  if (seen !== undefined && seen !== request.current_step) throw new AppError("CONFLICT", { reason: "Another step is open by now.", current_step: request.current_step });
  if (voted) throw new AppError("CONFLICT", { reason: "You have decided this step already." });
  if (!may && request.requester_user_id === ctx.user_id && !request.allow_self_approval) throw new AppError("FORBIDDEN", { reason: "Nobody decides their own request." });
  if (!may) throw new AppError("FORBIDDEN", { reason: "You are not an approver of the open step." });
  return { request, on_behalf_of, approvals };
}

function insistPending({ state }: Request): void {
  if (state !== "pending") throw new AppError("CONFLICT", { reason: "This request is not pending any more.", state });
}

const closed = (ctx: Ctx, state: "approved" | "rejected" | "cancelled" | "failed", failure: Request["failure"] = null) => ({ state, decided_at: ctx.now, failure });

/** Stores what becomes of a request at the version it was read at. */
function change(ctx: Ctx, request: Whole, changed: Partial<Request>, ...statements: Statement[]): Promise<Card> {
  const after = ctx.next<Whole>(request, changed);
  const closing = after.state === "pending" ? [] : [ctx.emit(approvalEvents["approval.closed"], { ...about(request), state: after.state })];
  return ctx.commit(cardOf(after), updateOne(approvalRequests, request, { ...changed, updated_at: after.updated_at }), ...statements, ...closing);
}

type Found = Awaited<ReturnType<typeof read>>;
type Decide = (decision: "approve" | "reject", changed: Partial<Request>, ...more: Statement[]) => Promise<Card>;

/** Reads, decides and, where somebody was quicker, does so anew: the same step or none. */
function deciding(ctx: Ctx, id: string, { comment = null, step_seq }: Body, run: (found: Found, decide: Decide) => Promise<Card>): Promise<Card> {
  let seen = step_seq;
  return decideAnew(async () => {
    const found = await read(ctx, id, seen), { request, on_behalf_of: on_behalf_of_user_id } = found, step = request.current_step;
    seen = step;
    return run(found, (decision, changed, ...more) => change(ctx, request, changed,
      db.insert(approvalActions).values({ id: newId(), request_id: id, step_seq: step, approver_user_id: ctx.user_id!, on_behalf_of_user_id, decision, comment, created_at: ctx.now }),
      ctx.emit(approvalEvents["approval.step.decided"], { ...about(request), step_seq: step, decision, on_behalf_of_user_id }),
      ...more));
  });
}

/**
 * Approves the open step. The approval that closes the last one carries out what was asked for, in the same commit, or
 * says why it no longer can be; of two who decide at once the later one meets what has become of the request.
 */
export const approve = (ctx: Ctx, verbs: readonly Guarded[], id: string, body: Body) =>
  deciding(ctx, id, body, async ({ request, approvals }, decide) => {
    const step = request.steps[request.current_step - 1]!, next = request.steps[request.current_step];
    if (approvals + 1 < step.required) return decide("approve", {});
    if (next) return decide("approve", { current_step: next.seq, ...timesOf(next, ctx.now) }, ctx.emit(approvalEvents["approval.step.opened"], { ...about(request), step_seq: next.seq }));
    try {
      const done = await planAnew(ctx, verbs.find((verb) => verb.operation === request.operation), request);
      return await decide("approve", closed(ctx, "approved"), ...done);
    } catch (error) {
      if (!isFinal(error)) throw error;
      const { code, message, details } = error;
      return decide("approve", closed(ctx, "failed", { code, message, details }));
    }
  });

export const reject = (ctx: Ctx, id: string, body: Body) => deciding(ctx, id, body, (_, decide) => decide("reject", closed(ctx, "rejected")));

/** Withdraws a request that is still pending. */
export async function cancel(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(wholeRequest(id));
  const request = first(rows), isTheirs = request.requester_user_id === ctx.user_id;
  if (!isTheirs && !ctx.can("approvals.policies.manage")) throw ctx.can("approvals.requests.read") ? new AppError("FORBIDDEN", { permission: "approvals.policies.manage" }) : new AppError("NOT_FOUND");
  insistPending(request);
  return change(ctx, request, closed(ctx, "cancelled"));
}
