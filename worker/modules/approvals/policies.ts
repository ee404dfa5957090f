import { eq, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { approvalPolicies, approvalSteps } from "#db/schema/approvals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, deleteOne, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { type ConditionValue, expressionOf, type GuardedAction, insistCondition } from "./conditions.ts";
import { approvalEvents, type Approver, DYNAMIC_APPROVERS, type listPolicies, type NewPolicy, type Policy, type PolicyPatch, type Step } from "./contract.ts";

type Shown = z.output<typeof Policy>;
type StepRow = z.output<typeof Step>;
type StepInput = z.output<typeof NewPolicy>["steps"][number];
type Row = Omit<Shown, "expression">;

const { id, version, created_at, updated_at, name, action_code, active, allow_self_approval } = approvalPolicies;
const shown = {
  id, version, created_at, updated_at, name, action_code, active, allow_self_approval,
  object_type: sql<Shown["object_type"]>`${approvalPolicies.object_type}`,
  conditions: sql<ConditionValue | null>`${approvalPolicies.conditions}`,
  steps: sql<StepRow[]>`(select coalesce(json_agg(json_build_object('seq', s.seq, 'kind', s.kind, 'approver_mode', s.approver_mode, 'approver_ref', s.approver_ref,
    'required', s.required, 'threshold', s.threshold, 'sla_hours', s.sla_hours, 'escalate_to', s.escalate_to) order by s.seq), '[]')
    from approval_steps s where s.tenant_id = "approval_policies"."tenant_id" and s.policy_id = "approval_policies"."id")`,
};
const policies = (where: SQL) => db.select(shown).from(approvalPolicies).where(where);

/** Policies over the actions that the modules have declared guardable. */
export function policiesOver(actions: readonly GuardedAction[]) {
  const actionOf = (code: string) => actions.find((action) => action.code === code);
  /** An action that is declared no longer cannot be compiled against; its policies are still listed. */
  const present = (row: Row): Shown => {
    const action = actionOf(row.action_code);
    return { ...row, expression: action ? expressionOf(action, row.conditions) : "" };
  };

  /** The whole policy, held to its action: its conditions fit the fields, its steps make sense. */
  function insist(policy: Pick<Row, "action_code" | "conditions" | "steps">): GuardedAction {
    const action = actionOf(policy.action_code);
    if (!action) throw invalid("action_code", `There is no such action. There are ${actions.map((a) => a.code).join(", ")}.`);
    insistCondition(action, policy.conditions, "conditions");
    policy.steps.forEach((step, i) => {
      insistCondition(action, step.threshold, `steps.${i}.threshold`);
      if (step.kind !== "parallel" && step.required !== 1) throw invalid(`steps.${i}.required`, "Only a parallel step takes more than one approval.");
    });
    return action;
  }

  return {
    async list(ctx: Ctx, query: z.output<NonNullable<typeof listPolicies.query>>) {
      const page = pageOf(approvalPolicies, { created_at, name }, query,
        query.action_code ? eq(action_code, query.action_code) : undefined, query.active === undefined ? undefined : eq(active, query.active));
      const [rows, total] = await ctx.read(db.select(shown).from(approvalPolicies).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
      return toPage(rows.map(present), query, total);
    },

    async get(ctx: Ctx, policy_id: string) {
      const [rows] = await ctx.read(policies(eq(id, policy_id)));
      return present(first(rows));
    },

    async create(ctx: Ctx, body: z.output<typeof NewPolicy>) {
      const { steps, ...given } = { conditions: null, active: true, allow_self_approval: false, ...body, steps: numbered(body.steps) };
      const { object_type } = insist({ ...given, steps });
      const policy = ctx.fresh({ ...given, object_type });
      return ctx.commit(
        present({ ...policy, steps }),
        db.insert(approvalPolicies).values(policy),
        ...written(policy.id, steps),
        ctx.emit(approvalEvents["approval.policy.created"], { policy_id: policy.id }),
      );
    },

    async patch(ctx: Ctx, policy_id: string, { steps: sent, ...body }: z.output<typeof PolicyPatch>) {
      const [rows] = await ctx.read(policies(eq(id, policy_id)));
      const before = first(rows), steps = sent ? numbered(sent) : before.steps;
      const after = ctx.next(before, { ...body, steps });
      after.object_type = insist(after).object_type;
      const change = updateOne(approvalPolicies, before, { ...body, object_type: after.object_type, updated_at: after.updated_at });
      return ctx.commit(
        present(after),
        ...(after.active && !before.active ? ctx.within("approvals.policies.max", change) : [change]),
        ...(sent ? [db.delete(approvalSteps).where(eq(approvalSteps.policy_id, policy_id)), ...written(policy_id, steps)] : []),
        ctx.emit(approvalEvents["approval.policy.updated"], { policy_id, fields: [...Object.keys(body), ...(sent ? ["steps"] : [])] }),
      );
    },

    async remove(ctx: Ctx, policy_id: string) {
      const [rows] = await ctx.read(policies(eq(id, policy_id)));
      const before = first(rows);
      ctx.next(before, {});
      return ctx.commit({ id: policy_id }, deleteOne(approvalPolicies, before), ctx.emit(approvalEvents["approval.policy.deleted"], { policy_id }));
    },
  };
}

/** Steps in their order, numbered from 1: by `seq` where it is given, else as they were sent. */
function numbered(steps: readonly StepInput[]): StepRow[] {
  const placed = steps.map((step, i) => ({ threshold: null, sla_hours: null, escalate_to: null, ...step, seq: step.seq ?? i + 1 }));
  const twice = placed.findIndex((step, i) => placed.findIndex((other) => other.seq === step.seq) !== i);
  if (twice >= 0) throw invalid(`steps.${twice}.seq`, "Another step has this place.");
  return placed.toSorted((a, b) => a.seq - b.seq).map((step, i) => ({ ...step, seq: i + 1 }));
}

/** The steps of a policy, refused where one names an approver that is not there. */
function written(policy_id: string, steps: readonly StepRow[]): Statement[] {
  const named = steps.flatMap((step, i) => [{ ...step, path: `steps.${i}.approver_ref` }, ...(step.escalate_to ? [{ ...step.escalate_to, path: `steps.${i}.escalate_to.approver_ref` }] : [])]);
  named.forEach(insistSensible);
  return [
    db.execute(sql`select app.insist_approvers(${JSON.stringify(named.map(({ approver_mode, approver_ref, path }) => ({ approver_mode, approver_ref, path })))}::jsonb)`),
    db.insert(approvalSteps).values(steps.map((step) => ({ ...step, policy_id }))),
  ];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
function insistSensible({ approver_mode, approver_ref, path }: z.output<typeof Approver> & { path: string }): void {
  if (approver_mode === "dynamic" && !(DYNAMIC_APPROVERS as readonly string[]).includes(approver_ref)) throw invalid(path, `One of ${DYNAMIC_APPROVERS.join(", ")}.`);
  if ((approver_mode === "group" || approver_mode === "user") && !UUID.test(approver_ref)) throw invalid(path, `The id of a ${approver_mode}.`);
}
