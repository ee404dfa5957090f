import * as z from "zod";
import { defineEvents, defineModule, Id, ListQuery, PageOf, Several, Stamp, Text } from "#worker/kernel/resource.ts";

export const ApprovalState = z.enum(["pending", "approved", "rejected", "cancelled", "failed"]);
export const ObjectType = z.enum(["deal", "unit"]);
export const DYNAMIC_APPROVERS = ["owner.manager", "pipeline.owner", "project.owner"] as const;
const Named = z.object({ id: Id, name: z.string() });
const Person = z.object({ id: Id, full_name: z.string().meta({ examples: ["Mona El-Sayed"] }) });
const ActionCode = z.string().meta({ examples: ["deal.discount"] });

const Value = z.union([z.string().max(200), z.number()]);
/** One comparison. `value` is a list for `in`. Money is an integer of minor units. */
export const Comparison = z.object({ field: Text(60), op: z.enum(["eq", "ne", "gt", "gte", "lt", "lte", "in"]), value: z.union([Value, z.array(Value).min(1).max(50)]) }).strict();
const every = <T extends z.ZodType>(item: T) => z.object({ all: z.array(item).min(1).max(20) }).strict();
const some = <T extends z.ZodType>(item: T) => z.object({ any: z.array(item).min(1).max(20) }).strict();
const Part = z.union([Comparison, every(Comparison), some(Comparison)]);
/** When something holds: a form of comparisons, or a CEL expression over the action's payload fields. */
export const Condition = z.union([every(Part), some(Part), z.string().trim().min(1).max(2000)])
  .meta({ examples: [{ all: [{ field: "discount_percent", op: "gt", value: 10 }, { field: "currency", op: "eq", value: "EGP" }] }] });

/**
 * Who decides: the code of a role, the id of a group or a user, or one of owner.manager, pipeline.owner, project.owner.
 * Where these are fewer than the step takes, admins decide as well.
 */
export const Approver = z.object({ approver_mode: z.enum(["role", "group", "user", "dynamic"]), approver_ref: Text(100).meta({ examples: ["sales_manager"] }) });
/** Steps open in the order of `seq`. One approval closes a flat or sequential step, `required` different people a parallel one. */
export const Step = Approver.extend({
  seq: z.int().min(1).max(20),
  kind: z.enum(["flat", "sequential", "parallel"]),
  required: z.int().min(1).max(20).meta({ examples: [1] }),
  /** The step is left out where this does not hold. */
  threshold: Condition.nullable(),
  /** The approvers are reminded after three quarters of it; past it the step is escalated. */
  sla_hours: z.int().min(1).max(8760).nullable().meta({ examples: [24] }),
  /** Who may decide as well once the step is overdue; the approvers of the next step, else admins, unless given. */
  escalate_to: Approver.nullable(),
});
const StepInput = Step.extend({ kind: Step.shape.kind.default("flat"), required: Step.shape.required.default(1), escalate_to: Approver.strict().nullable() })
  .partial({ seq: true, threshold: true, sla_hours: true, escalate_to: true }).strict();
const Steps = z.array(StepInput).min(1).max(20).meta({ examples: [[{ kind: "flat", approver_mode: "role", approver_ref: "sales_manager", sla_hours: 24 }]] });

export const Policy = Stamp.extend({
  name: Text(100).meta({ examples: ["Discounts above 10 %"] }), action_code: ActionCode, object_type: ObjectType, conditions: Condition.nullable(),
  /** The condition as CEL; "true" where there is none. */
  expression: z.string().meta({ examples: ["discount_percent > 10.0"] }),
  active: z.boolean(), allow_self_approval: z.boolean(), steps: z.array(Step),
});
const PolicyFields = Policy.pick({ name: true, action_code: true, conditions: true, active: true, allow_self_approval: true }).extend({ steps: Steps });
export const NewPolicy = PolicyFields.partial({ conditions: true, active: true, allow_self_approval: true });
export const PolicyPatch = PolicyFields.partial();

export const Action = z.object({
  code: ActionCode, object_type: ObjectType, label: z.string().meta({ examples: ["Deal discount"] }), label_ar: z.string().meta({ examples: ["خصم على صفقة"] }),
  fields: z.array(z.object({
    name: z.string().meta({ examples: ["discount_percent"] }), type: z.enum(["money", "integer", "percent", "text"]),
    label: z.string().meta({ examples: ["Discount, percent"] }), label_ar: z.string().meta({ examples: ["نسبة الخصم"] }),
    /** What a text field may be, where it is one of a few. */
    values: z.array(z.string()).optional(),
  })),
});

const Payload = z.record(z.string(), z.union([z.string(), z.number()])).meta({ examples: [{ amount_minor: 760500000, list_price_minor: 845000000, discount_percent: 10, currency: "EGP" }] });
/** A request as lists show it. */
export const ApprovalRequest = Stamp.extend({
  action_code: ActionCode, object_type: ObjectType, object_id: Id,
  /** The record by its name, and what is asked for in few words. */
  title: z.string(), summary: z.string().meta({ examples: ["EGP 7,605,000 (-10%)"] }),
  policy_id: Id.nullable(), requester: Person, state: ApprovalState, current_step: z.int(), steps_count: z.int(), payload: Payload,
  due_at: z.iso.datetime().nullable(), escalated_at: z.iso.datetime().nullable(), decided_at: z.iso.datetime().nullable(),
  /** Why an approved request could not be carried out. */
  failure: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).nullable() }).nullable(),
  /** Whether the caller may decide it now. */
  can_decide: z.boolean(),
});
export const ApprovalDetail = ApprovalRequest.extend({
  /** What was sent, and is carried out as it is. */
  operation: z.string().meta({ examples: ["deal.update"] }), input: z.record(z.string(), z.unknown()).meta({ examples: [{ amount_minor: 760500000 }] }),
  steps: z.array(Step.omit({ threshold: true }).extend({ policy_id: Id, state: z.enum(["waiting", "open", "approved", "rejected", "skipped"]) })),
  actions: z.array(z.object({ step_seq: z.int(), decision: z.enum(["approve", "reject"]), comment: z.string().nullable(), approver: Person, on_behalf_of: Person.nullable(), created_at: z.iso.datetime() })),
  /** Who may decide the open step now, delegates included. */
  approvers: z.array(Person.extend({ on_behalf_of: Id.nullable() })),
  /** The policies as they were when the request was made. */
  policies: z.array(z.object({ id: Id, version: z.int(), name: z.string(), action_code: ActionCode, conditions: Condition.nullable() })),
  allow_self_approval: z.boolean(),
});

/** On a record in a list or on a board: whether a guarded action of it waits for approval. */
export const Waiting = { pending_approval: z.boolean().meta({ examples: [false] }) };

/** What a guarded route answers with 202: nothing is changed until the request is decided. */
export const ApprovalRequired = z.object({
  code: z.literal("APPROVAL_REQUIRED"),
  approval_request: ApprovalRequest.pick({ id: true, version: true, action_code: true, object_type: true, object_id: true, title: true, summary: true, state: true, current_step: true, payload: true, due_at: true, created_at: true })
    .extend({ steps_count: z.int() }),
});

const Delegation = Stamp.extend({ from_user: Person, to_user: Person, from: z.iso.datetime(), until: z.iso.datetime() });
const Hours = z.number().nullable().meta({ examples: [3.5] });
const Tally = z.object({ open: z.int(), overdue: z.int(), approved: z.int(), rejected: z.int(), cancelled: z.int(), failed: z.int(), median_hours: Hours });

const About = z.object({ request_id: Id, deal_id: Id.optional(), unit_id: Id.optional() });
const AboutStep = About.extend({ step_seq: z.int() });
export const approvalEvents = defineEvents({
  "approval.policy.created": { payload: z.object({ policy_id: Id }), live: "tenant" },
  "approval.policy.updated": { payload: z.object({ policy_id: Id, fields: z.array(z.string()) }), live: "tenant" },
  "approval.policy.deleted": { payload: z.object({ policy_id: Id }), live: "tenant" },
  "approval.requested": { payload: About.extend({ action_code: z.string() }), live: "tenant" },
  "approval.step.opened": { payload: AboutStep, live: "tenant" },
  "approval.step.decided": { payload: AboutStep.extend({ decision: z.enum(["approve", "reject"]), on_behalf_of_user_id: Id.nullable() }), live: "tenant" },
  "approval.step.due_soon": { payload: AboutStep, live: "tenant" },
  "approval.step.escalated": { payload: AboutStep, live: "tenant" },
  /** Decided, cancelled, or approved and no longer possible. */
  "approval.closed": { payload: About.extend({ state: ApprovalState.exclude(["pending"]) }), live: "tenant" },
  "approval.delegated": { payload: z.object({ delegation_id: Id, from_user_id: Id, to_user_id: Id }) },
  "approval.delegation.ended": { payload: z.object({ delegation_id: Id, from_user_id: Id, to_user_id: Id }) },
});

const { route } = defineModule("approvals");
const manage = { permission: "approvals.policies.manage" } as const, decide = { permission: "approvals.decide" } as const;
const OWN = "Without approvals.requests.read: those the caller made or may decide";
const Gone = z.object({ id: Id });

export const listActions = route({ method: "get", path: "/v1/approvals/actions", access: "signed_in", summary: "List the actions that policies can guard, with the fields conditions may use", returns: z.object({ items: z.array(Action) }) });
export const listPolicies = route({
  method: "get", path: "/v1/approvals/policies", access: manage, summary: "List approval policies",
  query: ListQuery(["-created_at", "name"], { action_code: Text(60).optional(), active: z.stringbool().optional() }), returns: PageOf(Policy),
});
export const createPolicy = route({
  method: "post", path: "/v1/approvals/policies", access: manage, status: 201, limit: "approvals.policies.max",
  summary: "Create an approval policy; active unless told otherwise", body: NewPolicy, returns: Policy, errors: ["DUPLICATE"],
});
export const getPolicy = route({ method: "get", path: "/v1/approvals/policies/:policy_id", access: manage, summary: "Get an approval policy", returns: Policy, errors: ["NOT_FOUND"] });
export const patchPolicy = route({
  method: "patch", path: "/v1/approvals/policies/:policy_id", access: manage, summary: "Change an approval policy; steps are replaced as a whole, requests already made keep theirs",
  body: PolicyPatch, returns: Policy, errors: ["NOT_FOUND", "DUPLICATE", "LIMIT_REACHED", "PRECONDITION_FAILED"],
});
export const deletePolicy = route({ method: "delete", path: "/v1/approvals/policies/:policy_id", access: manage, summary: "Delete an approval policy; requests already made are still decided", returns: Gone, errors: ["NOT_FOUND", "PRECONDITION_FAILED"] });

export const listRequests = route({
  method: "get", path: "/v1/approvals/requests", access: "signed_in", summary: `List approval requests. ${OWN}`,
  query: ListQuery(["-created_at", "updated_at"], {
    id: Several(Id).optional(), state: Several(ApprovalState).optional(), mine: z.enum(["to_decide", "requested"]).optional(), action_code: Text(60).optional(), object_type: ObjectType.optional(), object_id: Id.optional(),
  }),
  returns: PageOf(ApprovalRequest),
});
export const getRequest = route({ method: "get", path: "/v1/approvals/requests/:request_id", access: "signed_in", summary: `Get an approval request with its steps and decisions. ${OWN}`, returns: ApprovalDetail, errors: ["NOT_FOUND"] });
const Decision = z.object({ comment: Text(2000).nullable(), step_seq: z.int().min(1).meta({ description: "The step that was looked at: CONFLICT when another one is open by now." }) }).partial();
const decision = { access: decide, optionalBody: true, body: Decision, returns: ApprovalRequest, errors: ["NOT_FOUND", "CONFLICT", "PRECONDITION_FAILED"] } as const;
export const approveRequest = route({
  ...decision, method: "post", path: "/v1/approvals/requests/:request_id/approve",
  summary: "Approve the open step. The last one carries out what was asked, or answers with state failed and why it no longer can be",
});
export const rejectRequest = route({ ...decision, method: "post", path: "/v1/approvals/requests/:request_id/reject", summary: "Reject the request" });
export const cancelRequest = route({
  method: "post", path: "/v1/approvals/requests/:request_id/cancel", access: "signed_in", summary: "Withdraw a pending request: its requester, or whoever manages policies",
  returns: ApprovalRequest, errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "PRECONDITION_FAILED"],
});

export const listDelegations = route({ method: "get", path: "/v1/approvals/delegations", access: decide, summary: "List the caller's delegations, given and received, that have not ended", returns: z.object({ items: z.array(Delegation) }) });
export const createDelegation = route({
  method: "post", path: "/v1/approvals/delegations", access: decide, status: 201, summary: "Let someone else decide on one's behalf for a time",
  body: z.object({ to_user_id: Id, from: z.iso.datetime().optional(), until: z.iso.datetime().meta({ examples: ["2030-01-31T18:00:00.000Z"] }) }),
  returns: Delegation.omit({ from_user: true, to_user: true }).extend({ from_user_id: Id, to_user_id: Id }),
});
export const deleteDelegation = route({ method: "delete", path: "/v1/approvals/delegations/:delegation_id", access: decide, summary: "End a delegation one has given", returns: Gone, errors: ["NOT_FOUND", "CONFLICT"] });

export const getStats = route({
  method: "get", path: "/v1/approvals/stats", access: { permission: "approvals.requests.read" }, summary: "Open and decided requests and the median hours to a decision, in all and by policy",
  query: z.object({ from: z.iso.datetime().optional(), to: z.iso.datetime().optional() }),
  returns: Tally.extend({ policies: z.array(Tally.extend({ policy: Named })) }),
});
