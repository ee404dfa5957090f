import { committed } from "#worker/committed.ts";
import { systemCtx } from "#worker/kernel/jobs.ts";
import { processWebhooks } from "#worker/modules/webhooks/process.ts";
import { consumer } from "./consumer.ts";
import { WebhookMessage } from "./messages.ts";

/** Stores what providers told and handles it, and what is stored already. */
export const webhooks = consumer({
  body: WebhookMessage,
  parallel: 2,
  handle: (message) => processWebhooks(message, (tenant_id, request_id, effect) => systemCtx({ tenant_id, request_id, what: "webhooks", effect }, committed)),
});
