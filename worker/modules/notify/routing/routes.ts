import { handle } from "#worker/kernel/http.ts";
import * as policies from "./policies.ts";
import * as preferences from "./preferences.ts";
import * as contract from "./routing-contract.ts";

export const routingRoutes = [
  handle(contract.getPolicies, (ctx) => policies.getPolicies(ctx)),
  handle(contract.putPolicies, (ctx, { body }) => policies.putPolicies(ctx, body)),
  handle(contract.listGroupDefaults, (ctx) => policies.listGroupDefaults(ctx)),
  handle(contract.putGroupDefaults, (ctx, { params, body }) => policies.putDefaultsOfGroup(ctx, params.group_id, body)),
  handle(contract.getMyPreferences, (ctx) => preferences.get(ctx, ctx.user_id!)),
  handle(contract.putMyPreferences, (ctx, { body }) => preferences.put(ctx, ctx.user_id!, body)),
  handle(contract.getEffectivePreferences, (ctx, { query }) => preferences.get(ctx, query.user_id ?? query.userId ?? ctx.user_id!)),
  handle(contract.putUserPreferences, (ctx, { params, body }) => preferences.put(ctx, params.user_id, body)),
];
