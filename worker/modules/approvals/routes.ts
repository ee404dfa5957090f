import { type Bound, handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import * as decisions from "./decide.ts";
import * as delegations from "./delegations.ts";
import type { Guarded } from "./guard.ts";
import { policiesOver } from "./policies.ts";
import * as requests from "./requests.ts";
import { stats } from "./stats.ts";

/** The routes of approvals, over the verbs that the modules have declared guarded. */
export function approvalRoutes(verbs: readonly Guarded[]): readonly Bound[] {
  const actions = [...new Set(verbs.flatMap((verb) => verb.actions))], policies = policiesOver(actions);
  return [
    handle(contract.listActions, async () => ({ items: actions })),
    handle(contract.listPolicies, (ctx, { query }) => policies.list(ctx, query)),
    handle(contract.createPolicy, (ctx, { body }) => policies.create(ctx, body)),
    handle(contract.getPolicy, (ctx, { params }) => policies.get(ctx, params.policy_id)),
    handle(contract.patchPolicy, (ctx, { params, body }) => policies.patch(ctx, params.policy_id, body)),
    handle(contract.deletePolicy, (ctx, { params }) => policies.remove(ctx, params.policy_id)),
    handle(contract.listRequests, (ctx, { query }) => requests.list(ctx, query)),
    handle(contract.getRequest, (ctx, { params }) => requests.get(ctx, params.request_id)),
    handle(contract.approveRequest, (ctx, { params, body }) => decisions.approve(ctx, verbs, params.request_id, body)),
    handle(contract.rejectRequest, (ctx, { params, body }) => decisions.reject(ctx, params.request_id, body)),
    handle(contract.cancelRequest, (ctx, { params }) => decisions.cancel(ctx, params.request_id)),
    handle(contract.listDelegations, (ctx) => delegations.list(ctx)),
    handle(contract.createDelegation, (ctx, { body }) => delegations.create(ctx, body)),
    handle(contract.deleteDelegation, (ctx, { params }) => delegations.end(ctx, params.delegation_id)),
    handle(contract.getStats, (ctx, { query }) => stats(ctx, query)),
  ];
}
