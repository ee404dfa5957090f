import { handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import * as editing from "./edit-roles.ts";
import { effective, preview } from "./entitlements.ts";
import * as entitlements from "./entitlements-contract.ts";
import { explain } from "./explain-permissions.ts";
import * as members from "./group-members.ts";
import * as groups from "./groups.ts";
import * as grouping from "./groups-contract.ts";
import * as hierarchy from "./hierarchy.ts";
import * as overrides from "./overrides.ts";
import * as plan from "./plan.ts";
import * as roles from "./roles.ts";

/** `hierarchy` comes before `:role_id`, which would match it too. */
export const accessRoutes = [
  handle(contract.listRoles, (ctx, { query }) => roles.list(ctx, query)),
  handle(contract.createRole, (ctx, { body }) => editing.create(ctx, body)),
  handle(contract.listHierarchy, (ctx) => hierarchy.list(ctx)),
  handle(contract.addBranch, (ctx, { body }) => hierarchy.add(ctx, body)),
  handle(contract.removeBranch, (ctx, { query }) => hierarchy.remove(ctx, query)),
  handle(contract.patchRole, (ctx, { params, body }) => editing.patch(ctx, params.role_id, body)),
  handle(contract.deleteRole, (ctx, { params }) => editing.remove(ctx, params.role_id)),
  handle(contract.getRolePermissions, (ctx, { params }) => roles.rightsOf(ctx, params.role_id)),
  handle(contract.setRolePermissions, (ctx, { params, body }) => editing.setPermissions(ctx, params.role_id, body.permissions)),
  handle(contract.setRoleVisibility, (ctx, { params, body }) => editing.setVisibility(ctx, params.role_id, body)),
  handle(contract.listPermissions, () => roles.listEvery()),
  handle(contract.getEffectivePermissions, (ctx, { params }) => explain(ctx, params.user_id)),
  handle(grouping.listGroups, (ctx, { query }) => groups.list(ctx, query)),
  handle(grouping.createGroup, (ctx, { body }) => groups.create(ctx, body)),
  handle(grouping.getGroup, (ctx, { params }) => groups.get(ctx, params.group_id)),
  handle(grouping.patchGroup, (ctx, { params, body }) => groups.patch(ctx, params.group_id, body)),
  handle(grouping.deleteGroup, (ctx, { params }) => groups.remove(ctx, params.group_id)),
  handle(grouping.addMembers, (ctx, { params, body }) => members.add(ctx, params.group_id, body.user_ids)),
  handle(grouping.removeMembers, (ctx, { params, query }) => members.remove(ctx, params.group_id, query.user_ids)),
  handle(entitlements.getOverrides, (ctx, { params, query }) => overrides.get(ctx, params.scope, query.scope_id)),
  handle(entitlements.putOverrides, (ctx, { params, body }) => overrides.put(ctx, params.scope, body.scope_id, body.overrides)),
  handle(entitlements.getEffectiveEntitlements, (ctx, { query }) => effective(ctx, query.user_id ?? null)),
  handle(entitlements.getUserEntitlements, (ctx, { params }) => effective(ctx, params.user_id)),
  handle(entitlements.previewPlan, (ctx, { body }) => preview(ctx, body.plan_code)),
  handle(contract.getPlan, (ctx) => plan.getPlan(ctx)),
  handle(contract.getSeats, (ctx) => plan.getSeats(ctx)),
];
