import { env } from "cloudflare:workers";
import { webhookEvents } from "#db/schema/notify.ts";
import { db } from "#worker/kernel/db.ts";
import { newId } from "#worker/kernel/ids.ts";
import { type Adapter, customId, type OutgoingMessage } from "./adapter.ts";
import { capture } from "./mailbox.ts";

const REPORT_AFTER_S = 2;

/** The delivery report that Infobip would send. */
const reportOf = ({ id, tenant_id, to }: OutgoingMessage, at: string) => ({
  messageId: id, to: to.replace(/^\+/, ""), sentAt: at, doneAt: at, messageCount: 1, callbackData: customId(tenant_id, id), price: { pricePerMessage: 0, currency: "EUR" },
  status: { groupId: 3, groupName: "DELIVERED", id: 5, name: "DELIVERED_TO_HANDSET", description: "Message delivered to handset" },
  error: { groupId: 0, groupName: "OK", id: 0, name: "NO_ERROR", description: "No Error", permanent: false },
});

/** Stands in for SMS and WhatsApp where there is no account: the mailbox captures the message, and a delivery report follows the way of real ones. */
export const devstub = (): Adapter => ({
  name: "devstub",
  repeatable_ms: Number.POSITIVE_INFINITY,
  async send(message) {
    const id = newId(), at = new Date().toISOString();
    const report = db.insert(webhookEvents).values({ tenant_id: message.tenant_id, id, provider: "infobip", dedupe_key: `devstub:${message.id}`, body: reportOf(message, at), created_at: at }).onConflictDoNothing();
    await capture("devstub", message, report);
    await env.WEBHOOKS_QUEUE.send({ webhook_ids: [id] }, { delaySeconds: REPORT_AFTER_S });
    return { provider_message_id: message.id };
  },
});
