import { and, eq, getTableColumns, inArray, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type * as z from "zod";
import { approvalActions, approvalRequests } from "#db/schema/approvals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, first } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import type { ConditionValue } from "./conditions.ts";
import { ApprovalRequest, type listRequests } from "./contract.ts";
import type { Request } from "./request-row.ts";

export type Card = z.output<typeof ApprovalRequest>;
type Person = { id: string; full_name: string };
export type Whole = Request & { requester: Person };

const person = (user_id: PgColumn) => sql<Person>`(select json_build_object('id', p.id, 'full_name', p.full_name) from user_profiles p where p.id = ${user_id})`;
const mayDecide = sql`(${approvalRequests.state} = 'pending' and exists (select from app.deciders_of(${approvalRequests}) d where d.user_id = app.user_id()))`;
const canDecide = (ctx: Ctx) => (ctx.can("approvals.decide") ? mayDecide : sql`false`);
/** Whether a guarded action of a record waits for approval; `id` is the record's, in plain SQL. */
export const pendingApproval = (object_type: Request["object_type"], id: SQL) =>
  sql<boolean>`exists (select from approval_requests r where r.state = 'pending' and r.object_type = ${object_type} and r.object_id = ${id})`;

/** What a list shows. */
const card = (ctx: Ctx) => ({
  ...columns(approvalRequests, ApprovalRequest.omit({ requester: true, steps_count: true, can_decide: true })),
  requester: person(approvalRequests.requester_user_id),
  steps_count: sql<number>`jsonb_array_length(${approvalRequests.steps})`,
  can_decide: sql<boolean>`${canDecide(ctx)}`,
});

const requestedBy = (ctx: Ctx) => eq(approvalRequests.requester_user_id, ctx.user_id!);
const decidedBy = (ctx: Ctx) => sql`exists (select from approval_actions a where a.request_id = ${approvalRequests.id} and a.approver_user_id = ${ctx.user_id})`;
/** Everybody sees what they asked for and what they are or were asked; the rest takes a permission. */
const visible = (ctx: Ctx): SQL | undefined => (ctx.can("approvals.requests.read") ? undefined : or(requestedBy(ctx), decidedBy(ctx), mayDecide));

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listRequests.query>>) {
  const page = pageOf(approvalRequests, { created_at: approvalRequests.created_at, updated_at: approvalRequests.updated_at }, query,
    visible(ctx),
    query.id && inArray(approvalRequests.id, query.id),
    query.state && inArray(approvalRequests.state, query.state),
    query.mine === "requested" ? requestedBy(ctx) : query.mine === "to_decide" ? canDecide(ctx) : undefined,
    query.action_code ? eq(approvalRequests.action_code, query.action_code) : undefined,
    query.object_type ? eq(approvalRequests.object_type, query.object_type) : undefined,
    query.object_id ? eq(approvalRequests.object_id, query.object_id) : undefined,
  );
  const [rows, total] = await ctx.read(db.select(card(ctx)).from(approvalRequests).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

export async function get(ctx: Ctx, id: string) {
  const [requests, actions, { rows: approvers }] = await ctx.read(
    db.select({ ...card(ctx), operation: approvalRequests.operation, input: approvalRequests.input, steps: approvalRequests.steps, policies: approvalRequests.policies, allow_self_approval: approvalRequests.allow_self_approval })
      .from(approvalRequests).where(and(eq(approvalRequests.id, id), visible(ctx))),
    db.select({
      step_seq: approvalActions.step_seq, decision: approvalActions.decision, comment: approvalActions.comment, created_at: approvalActions.created_at,
      approver: person(approvalActions.approver_user_id), on_behalf_of: sql<Person | null>`${person(approvalActions.on_behalf_of_user_id)}`,
    }).from(approvalActions).where(eq(approvalActions.request_id, id)).orderBy(approvalActions.created_at, approvalActions.id),
    db.execute<Person & Record<string, unknown> & { on_behalf_of: string | null }>(sql`select p.id, p.full_name, d.on_behalf_of
      from approval_requests r, app.deciders_of(r) d join user_profiles p on p.id = d.user_id where r.id = ${id} order by p.full_name, p.id`),
  );
  const request = first(requests);
  return {
    ...request, approvers, actions,
    steps: request.steps.map((step) => ({ ...step, state: stateOf(request, step.seq) })),
    policies: request.policies.map((policy) => ({ ...policy, conditions: policy.conditions as ConditionValue | null })),
  };
}

function stateOf({ state, current_step }: Pick<Card, "state" | "current_step">, seq: number) {
  if (seq < current_step) return "approved" as const;
  if (seq > current_step) return state === "pending" ? ("waiting" as const) : ("skipped" as const);
  return ({ pending: "open", approved: "approved", failed: "approved", rejected: "rejected", cancelled: "skipped" } as const)[state];
}

/** Everything about a request that deciding it needs, with its requester's name. For ctx.read. */
export const wholeRequest = (id: string) => {
  const { tenant_id: _, ...row } = getTableColumns(approvalRequests);
  return db.select({ ...row, requester: person(approvalRequests.requester_user_id) }).from(approvalRequests).where(eq(approvalRequests.id, id));
};

/** A request after it was decided, as its decider is shown it: to be decided by them no more. */
export function cardOf(request: Whole): Card {
  const { id, version, created_at, updated_at, action_code, object_type, object_id, title, summary, policy_id, requester, state, current_step, payload, due_at, escalated_at, decided_at, failure, steps } = request;
  return {
    id, version, created_at, updated_at, action_code, object_type, object_id, title, summary, policy_id, requester, state, current_step, steps_count: steps.length,
    payload, due_at, escalated_at, decided_at, failure, can_decide: false,
  };
}
