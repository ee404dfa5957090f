import { handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import * as plan from "./plan.ts";
import * as roles from "./roles.ts";

export const accessRoutes = [
  handle(contract.listRoles, (ctx, { query }) => roles.list(ctx, query)),
  handle(contract.getRolePermissions, (ctx, { params }) => roles.permissionsOf(ctx, params.role_id)),
  handle(contract.listPermissions, () => roles.listEvery()),
  handle(contract.getPlan, (ctx) => plan.getPlan(ctx)),
  handle(contract.getSeats, (ctx) => plan.getSeats(ctx)),
];
