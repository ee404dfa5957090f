import { handle } from "#worker/kernel/http.ts";
import { previewRouting } from "../routing/routing-contract.ts";
import { dispatch, send } from "./dispatch.ts";
import { health } from "./health.ts";
import * as contract from "./messages-contract.ts";
import * as messages from "./messages.ts";
import { preview } from "./preview-routing.ts";

export const messageRoutes = [
  handle(contract.dispatch, (ctx, { body }) => dispatch(ctx, body)),
  handle(contract.sendMessage, (ctx, { body }) => send(ctx, body)),
  handle(contract.listMessages, (ctx, { query }) => messages.list(ctx, query)),
  handle(contract.getMessage, (ctx, { params }) => messages.get(ctx, params.message_id)),
  handle(contract.notifyHealth, (ctx, { query }) => health(ctx, query)),
  handle(previewRouting, (ctx, { body }) => preview(ctx, body)),
];
