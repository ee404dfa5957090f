import { committed } from "#worker/committed.ts";
import { systemCtx } from "#worker/kernel/jobs.ts";
import { processWebhooks } from "#worker/modules/webhooks/process.ts";
import { consumer } from "./consumer.ts";
import { WebhookMessage } from "./messages.ts";

/** Handles stored provider calls. */
export const webhooks = consumer({
  body: WebhookMessage,
  parallel: 2,
  handle: ({ webhook_ids }) => processWebhooks(webhook_ids, (tenant_id, request_id, effect) => systemCtx({ tenant_id, request_id, what: "webhooks", effect }, committed)),
});
