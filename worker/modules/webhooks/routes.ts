import { handlePublic } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import { receiveBrevo } from "./receive.ts";

export const webhookRoutes = [
  handlePublic(contract.brevoWebhook, (ctx, { raw, body }) => receiveBrevo(ctx, raw, body)),
];
