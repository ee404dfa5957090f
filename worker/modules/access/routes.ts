import { handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import * as editing from "./edit-roles.ts";
import * as hierarchy from "./hierarchy.ts";
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
  handle(contract.getPlan, (ctx) => plan.getPlan(ctx)),
  handle(contract.getSeats, (ctx) => plan.getSeats(ctx)),
];
