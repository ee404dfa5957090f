import { env } from "cloudflare:workers";
import { committed } from "#worker/committed.ts";
import { systemCtx } from "#worker/kernel/jobs.ts";
import { processWebhooks } from "#worker/modules/webhooks/process.ts";
import { consumer } from "./consumer.ts";
import { WebhookMessage } from "./messages.ts";

const LOOK_AGAIN_AFTER_S = 60;

/** Handles stored provider calls. Those that come too early, or clash with a sending under way, are looked at again. */
export const webhooks = consumer({
  body: WebhookMessage,
  parallel: 2,
  async handle({ webhook_ids }) {
    const again = await processWebhooks(webhook_ids, (tenant_id, request_id) => systemCtx({ tenant_id, request_id, what: "webhooks.brevo" }, committed));
    if (again.length) await env.WEBHOOKS_QUEUE.send({ webhook_ids: again }, { delaySeconds: LOOK_AGAIN_AFTER_S });
  },
});
