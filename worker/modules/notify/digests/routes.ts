import { handle } from "#worker/kernel/http.ts";
import * as contract from "./digests-contract.ts";
import { list, preview, subscribe } from "./subscriptions.ts";

export const digestRoutes = [
  handle(contract.listDigests, (ctx) => list(ctx)),
  handle(contract.subscribeDigest, (ctx, { body }) => subscribe(ctx, body)),
  handle(contract.previewDigest, (ctx, { body }) => preview(ctx, body.kind)),
];
