import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { approvalRequests, type RequestPolicy, type RequestStep } from "#db/schema/approvals.ts";
import { Accepted } from "#worker/kernel/accepted.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, many, type Rows, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { LimitKey, Route } from "#worker/kernel/resource.ts";
import { type ConditionValue, type Facts, type GuardedAction, holds, sameFacts } from "./conditions.ts";
import { approvalEvents, type ApprovalRequired } from "./contract.ts";
import { about, type Request, timesOf } from "./request-row.ts";

type Batch = readonly [Statement, ...Statement[]];

/** What a guarded verb would do, and what policies judge about it. Without statements there is nothing to do. */
export interface Plan<A> {
  readonly answer: A;
  readonly statements: Statement[];
  /** What the commit that only stores a request refuses already, where the statements' own keys would tell too late. */
  readonly checks?: Statement[];
  /** The actions this is: policies of these are asked. */
  readonly actions: readonly string[];
  readonly facts: Facts;
  /** For people who decide: the record by its name, and what is to be done in few words that read the same in every language. */
  readonly title: string;
  readonly summary: string;
  readonly owner_user_id: string | null;
}

/**
 * A verb that approval policies can hold back. It is planned from its input and one read, so that it can be planned
 * anew when it is approved: its input must survive as JSON.
 */
export interface Guarded<I extends { id: string } = { id: string }, Q extends Batch = Batch, A = unknown> {
  /** Unique, stable: requests are stored under it. */
  readonly operation: string;
  /** The route it answers: whoever asked must be let in there when it is carried out, too. */
  readonly route: Pick<Route, "module" | "feature" | "access">;
  readonly object_type: "deal" | "unit";
  readonly actions: readonly GuardedAction[];
  /** The plan's limit on what it makes. */
  readonly limit?: LimitKey;
  /** An approval is one of terms, not of one change: while facts and policies stay the same, nobody is asked again. */
  readonly lasting?: boolean;
  queries(input: I): Q;
  /** Throws what the verb answers when it cannot be done. */
  plan(ctx: Ctx, input: I, rows: Rows<Q>): Plan<A>;
}

/** Declares a guarded verb. `id` of its input is the record's. */
export const guarded = <I extends { id: string }, const Q extends Batch, A>(declared: Guarded<I, Q, A>): Guarded<I, Q, A> => declared;

type PolicyStep = Omit<RequestStep, "policy_id"> & { threshold: ConditionValue | null };
interface ActivePolicy extends Record<string, unknown> {
  id: string; version: number; name: string; action_code: string; conditions: ConditionValue | null; allow_self_approval: boolean; steps: PolicyStep[];
  pending_id: string | null;
  approved: { payload: Facts; policies: RequestPolicy[] } | null;
}

/** The active policies of these actions, each with the request that is pending on the record and the last one approved. */
const policiesFor = (actions: readonly string[], object_id: string) => db.execute<ActivePolicy>(sql`
  select p.id, p.version, p.name, p.action_code, p.conditions, p.allow_self_approval,
    (select json_agg(json_build_object('seq', s.seq, 'kind', s.kind, 'approver_mode', s.approver_mode, 'approver_ref', s.approver_ref, 'required', s.required,
      'threshold', s.threshold, 'sla_hours', s.sla_hours, 'escalate_to', s.escalate_to) order by s.seq) from approval_steps s where s.policy_id = p.id) as steps,
    (select r.id from approval_requests r where r.object_id = ${object_id} and r.action_code = p.action_code and r.state = 'pending') as pending_id,
    (select json_build_object('payload', r.payload, 'policies', r.policies) from approval_requests r
      where r.object_id = ${object_id} and r.state = 'approved' order by r.created_at desc, r.id desc limit 1) as approved
  from approval_policies p where p.active and p.action_code = any(${many(actions, "text")}) order by p.created_at, p.id`);

/**
 * Carries a guarded verb out, in one read and one commit, unless an active policy wants it approved first. Then the
 * commit stores the request instead, and the answer is 202 with it; a request already pending on the same record for the
 * same action is answered with. The system itself is never held back.
 */
export async function checkAndMaybeEnqueue<I extends { id: string }, Q extends Batch, A>(ctx: Ctx, verb: Guarded<I, Q, A>, input: I): Promise<A | Accepted<z.output<typeof ApprovalRequired>>> {
  const [{ rows: policies }, ...rows] = await ctx.read(policiesFor(verb.actions.map((a) => a.code), input.id), ...verb.queries(input));
  const plan = verb.plan(ctx, input, rows as unknown as Rows<Q>);
  const asked = ctx.user_id ? policies.flatMap((policy) => stepsOf(verb, policy, plan)) : [];
  if (!asked.length || (verb.lasting && asked.every(({ policy }) => covers(policy, plan.facts)))) return plan.statements.length ? ctx.commit(plan.answer, ...plan.statements) : plan.answer;

  const pending = asked.find(({ policy }) => policy.pending_id)?.policy.pending_id;
  if (pending) return waiting(first((await ctx.readAgain("only a policy that applies says which request it is", requestById(pending)))[0]));
  const request = requestOf(ctx, verb, input, plan, asked);
  try {
    return await ctx.commit(
      waiting(request),
      ...(plan.checks ?? []),
      db.insert(approvalRequests).values(request),
      ctx.emit(approvalEvents["approval.requested"], { ...about(request), action_code: request.action_code }),
      ctx.emit(approvalEvents["approval.step.opened"], { ...about(request), step_seq: 1 }),
    );
  } catch (error) {
    if (!(error instanceof AppError) || error.details?.["constraint"] !== "approval_requests_pending_key") throw error;
    const [found] = await ctx.read(db.select().from(approvalRequests).where(sql`object_id = ${input.id} and action_code = ${request.action_code} and state = 'pending'`));
    return waiting(first(found));
  }
}

const requestById = (id: string) => db.select().from(approvalRequests).where(eq(approvalRequests.id, id));

interface Asked { policy: ActivePolicy; step: PolicyStep }
/** The steps this policy asks for, if it applies: those whose own threshold holds too. */
function stepsOf(verb: Guarded, policy: ActivePolicy, { actions, facts }: Plan<unknown>): Asked[] {
  const action = verb.actions.find((a) => a.code === policy.action_code)!;
  if (!actions.includes(action.code) || !holds(action, policy.conditions, facts)) return [];
  return policy.steps.filter((step) => holds(action, step.threshold, facts)).map((step) => ({ policy, step }));
}

const covers = ({ id, version, approved }: ActivePolicy, facts: Facts) =>
  approved !== null && sameFacts(approved.payload, facts) && approved.policies.some((p) => p.id === id && p.version === version);

/** The steps of every policy that applies follow one another, the oldest policy's first. */
function requestOf(ctx: Ctx, verb: Guarded, { id, ...input }: { id: string }, plan: Plan<unknown>, asked: readonly Asked[]): Request {
  const applying = [...new Set(asked.map(({ policy }) => policy))];
  const steps = asked.map(({ policy, step: { threshold: _, ...step } }, i) => ({ ...step, seq: i + 1, policy_id: policy.id }));
  return ctx.fresh({
    policy_id: applying[0]!.id, action_code: applying[0]!.action_code, object_type: verb.object_type, object_id: id,
    title: plan.title, summary: plan.summary, operation: verb.operation, input, payload: plan.facts as Record<string, string | number>,
    policies: applying.map(({ id, version, name, action_code, conditions }) => ({ id, version, name, action_code, conditions })), steps,
    allow_self_approval: applying.every((p) => p.allow_self_approval),
    requester_user_id: ctx.user_id!, owner_user_id: plan.owner_user_id ?? ctx.user_id!,
    state: "pending" as const, current_step: 1, ...timesOf(steps[0]!, ctx.now), decided_at: null, failure: null,
  });
}

function waiting(request: Request) {
  const { id, version, action_code, object_type, object_id, title, summary, state, current_step, payload, due_at, created_at, steps } = request;
  return new Accepted({
    code: "APPROVAL_REQUIRED" as const,
    approval_request: { id, version, action_code, object_type, object_id, title, summary, state, current_step, payload, due_at, created_at, steps_count: steps.length },
  });
}
