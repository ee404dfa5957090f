import * as z from "zod";
import { ReceivedCalls } from "#worker/modules/webhooks/store.ts";

/** What travels in the queues: ids, and no data but what providers call with. Anything else that arrives is poison and goes to the dead letters. */

/** Events that were committed and await their subscribers; one message, to be sent (again, when it had failed); or a ticket to send some of what is due on a channel. */
export const OutboxMessage = z.union([
  z.object({ tenant_id: z.uuid(), event_ids: z.array(z.uuid()).min(1).max(500) }),
  z.object({ tenant_id: z.uuid(), message_id: z.uuid(), again: z.boolean().optional() }),
  z.object({ tenant_id: z.uuid(), drain: z.enum(["email", "sms", "whatsapp"]), until: z.iso.datetime() }),
]);
export type OutboxMessage = z.infer<typeof OutboxMessage>;

/** Calls of providers: as they came, or stored already. Either way they await their handling. */
export const WebhookMessage = z.union([ReceivedCalls, z.object({ webhook_ids: z.array(z.uuid()).min(1).max(500) })]);
export type WebhookMessage = z.infer<typeof WebhookMessage>;

/** A step of long work. Handling it may send the next step. */
export const JobMessage = z.object({ tenant_id: z.uuid(), job: z.string(), id: z.uuid(), request_id: z.string().optional() });
export type JobMessage = z.infer<typeof JobMessage>;
