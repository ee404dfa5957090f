import { handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import * as deadLetters from "./dead-letters.ts";
import { digestRoutes } from "./digests/routes.ts";
import { inboxRoutes } from "./inbox/routes.ts";

export const notifyRoutes = [
  ...inboxRoutes,
  ...digestRoutes,
  handle(contract.listDeadLetters, (ctx, { query }) => deadLetters.list(ctx, query)),
  handle(contract.requeueDeadLetter, (ctx, { params }) => deadLetters.requeue(ctx, params.dead_letter_id)),
];
