import { handlePublic } from "#worker/kernel/http.ts";
import { brevo } from "./brevo.ts";
import * as contract from "./contract.ts";
import { inboundEmail } from "./inbound-email.ts";
import { infobip } from "./infobip.ts";
import { receiveNotice } from "./oauth.ts";
import { receive } from "./receive.ts";
import { receiveStripe } from "./stripe.ts";

export const webhookRoutes = [
  handlePublic(contract.brevoWebhook, (ctx, input) => receive(brevo, ctx, input)),
  handlePublic(contract.infobipWebhook, (ctx, input) => receive(infobip, ctx, input)),
  handlePublic(contract.oauthWebhook, (ctx, { body }) => receiveNotice(ctx, body.payload)),
  handlePublic(contract.inboundEmailWebhook, (ctx, input) => receive(inboundEmail, ctx, input)),
  handlePublic(contract.stripeWebhook, receiveStripe),
];
