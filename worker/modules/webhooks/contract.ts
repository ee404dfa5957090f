import * as z from "zod";
import { defineModule } from "#worker/kernel/resource.ts";

const EXAMPLE = {
  event: "delivered", email: "mona@example.com", "message-id": "<202611201904.48319205137@smtp-relay.mailin.fr>", ts_epoch: 1795201460000, date: "2026-11-20 20:04:20", tags: ["auth.invite"],
};

const { route } = defineModule("webhooks");

export const brevoWebhook = route({
  method: "post", path: "/v1/webhooks/brevo", access: "public", rate: "webhook", idempotent: false,
  summary: "Brevo's delivery reports: one, an array, or up to 500; with the webhook's token as Basic password, bearer or X-Webhook-Signature",
  // Brevo's shape varies, so the verb reads it: what no report can be read from is DLR_INVALID.
  body: z.unknown().meta({ examples: [EXAMPLE] }),
  returns: z.object({ accepted: z.int().min(0), duplicates: z.int().min(0), refused: z.int().min(0) }),
  errors: ["AUTH_UNAUTHORIZED", "DLR_INVALID"],
});
