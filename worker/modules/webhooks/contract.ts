import * as z from "zod";
import { defineModule } from "#worker/kernel/resource.ts";

const BREVO = {
  event: "delivered", email: "mona@example.com", "message-id": "<202611201904.48319205137@smtp-relay.mailin.fr>", ts_epoch: 1795201460000, date: "2026-11-20 20:04:20", tags: ["auth.invite"],
};
const INFOBIP = {
  results: [{
    messageId: "0198f7a2-5f6e-7c31-9f2a-3a3f6f1f4b11", to: "201001234567", sentAt: "2026-11-20T19:04:12.000+0000", doneAt: "2026-11-20T19:04:20.000+0000", messageCount: 1,
    status: { groupId: 3, groupName: "DELIVERED", id: 5, name: "DELIVERED_TO_HANDSET" }, error: { groupId: 0, groupName: "OK", id: 0, name: "NO_ERROR", permanent: false },
  }],
};
const INBOUND_EMAIL = {
  items: [{
    Uuid: ["a1b2c3d4-0000-1111-2222-333344445555"], MessageId: "<CADnmShjQ7y9w@mail.example.com>", InReplyTo: "<202611201904.48319205137@smtp-relay.mailin.fr>", From: { Name: "Mona", Address: "mona@example.com" },
    To: [{ Name: null, Address: "reply@in.example.com" }], SentAtDate: "Fri, 20 Nov 2026 20:04:20 +0000", Subject: "Re: Viewing", RawTextBody: "Thursday suits me.\n\n> When?", ExtractedMarkdownMessage: "Thursday suits me.", Attachments: [],
  }],
};

const STRIPE = {
  id: "evt_1SVxYz2eZvKYlo2C", object: "event", type: "invoice.payment_failed", created: 1795201460,
  data: { object: { id: "in_1SVxYz2eZvKYlo2C", object: "invoice", customer: "cus_TRx1", amount_due: 4900, currency: "usd", parent: { type: "subscription_details", subscription_details: { subscription: "sub_1SVxYz" } } } },
};

const { route } = defineModule("webhooks");
/** Providers' shapes vary, so the verb reads the body: what nothing can be read from is DLR_INVALID. */
const called = <P extends string>(path: P, summary: string, example: object) => route({
  method: "post", path, access: "public", rate: "webhook", idempotent: false, summary, body: z.unknown().meta({ examples: [example] }),
  returns: z.object({ accepted: z.int().min(0), refused: z.int().min(0) }), errors: ["AUTH_UNAUTHORIZED", "DLR_INVALID"],
});

export const brevoWebhook = called("/v1/webhooks/brevo", "Brevo's delivery reports: one, an array, or up to 2,000; with the webhook's token as Basic password, bearer or X-Webhook-Signature", BREVO);
export const infobipWebhook = called("/v1/webhooks/infobip", "Infobip's delivery reports and inbound SMS and WhatsApp messages, up to 2,000; with the webhook's token in the same places, or signed by HMAC", INFOBIP);
export const oauthWebhook = route({
  method: "post", path: "/v1/webhooks/oauth", access: "public", rate: "webhook", idempotent: false, summary: "Apple's notices: somebody deleted their account or took back their consent; proved by the signature",
  body: z.object({ payload: z.string().min(20).max(20_000).meta({ examples: ["eyJhbGciOiJSUzI1NiJ9.eyJldmVudHMiOiIuLi4ifQ.c2lnbmF0dXJl"] }) }), returns: z.object({ accepted: z.int().min(0), refused: z.int().min(0) }), errors: ["AUTH_UNAUTHORIZED", "PROVIDER_ERROR"],
});
export const inboundEmailWebhook = called("/v1/webhooks/inbound-email", "Replies by email, as Brevo parses them; with the token of Brevo's webhooks", INBOUND_EMAIL);
export const stripeWebhook = called("/v1/webhooks/stripe", "Stripe's events of subscriptions, invoices and charges; proved by `Stripe-Signature`", STRIPE);
