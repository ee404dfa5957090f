import { handlePublic } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import { check } from "./health.ts";

export const healthRoutes = [
  handlePublic(contract.getHealth, (ctx) => check(ctx.request_id)),
];
