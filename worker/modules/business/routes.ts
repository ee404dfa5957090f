import { handle } from "#worker/kernel/http.ts";
import * as business from "./business.ts";
import * as contract from "./contract.ts";
import * as events from "./events.ts";
import * as modules from "./modules.ts";

export const businessRoutes = [
  handle(contract.getBusiness, (ctx) => business.get(ctx)),
  handle(contract.patchBusiness, (ctx, { body }) => business.patch(ctx, body)),
  handle(contract.listModules, (ctx) => modules.list(ctx)),
  handle(contract.switchModule, (ctx, { params, body }) => modules.turn(ctx, contract.ModuleId.parse(params.module_id), body.status)),
  handle(contract.listEvents, (ctx, { query }) => events.list(ctx, query)),
];
