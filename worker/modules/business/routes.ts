import { handle } from "#worker/kernel/http.ts";
import * as business from "./business.ts";
import * as contract from "./contract.ts";

export const businessRoutes = [
  handle(contract.getBusiness, (ctx) => business.get(ctx)),
  handle(contract.patchBusiness, (ctx, { body }) => business.patch(ctx, body)),
];
