import { env } from "cloudflare:workers";
import { committed, toLive } from "#worker/committed.ts";
import { deliver, type DomainEvent, markDispatched, pendingEvents } from "#worker/kernel/events.ts";
import { newId } from "#worker/kernel/ids.ts";
import { systemCtx } from "#worker/kernel/jobs.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { eventTypes, subscribers } from "#worker/modules.ts";
import { drain, type Ticket } from "#worker/modules/notify/sending/drain.ts";
import { sendMessage } from "#worker/modules/notify/sending/send-message.ts";
import { hubOf } from "#worker/tenant-objects.ts";
import { consumer } from "./consumer.ts";
import { OutboxMessage } from "./messages.ts";

const FAILED_AGAIN_AFTER_S = 15;

/** Delivers committed events to their subscribers and, once more, to those who listen; and sends messages that are due. */
export const outbox = consumer({
  body: OutboxMessage,
  parallel: 6,
  async handle(message) {
    if ("event_ids" in message) return deliverAll(message.tenant_id, message.event_ids);
    if ("drain" in message) return useTicket(message);
    const { tenant_id, message_id, again } = message;
    return sendMessage(systemCtx({ tenant_id, request_id: message_id, what: "notify.send-message" }, committed), message_id, { again });
  },
});

/** A ticket that fails is not tried again: what it left is in the database, and the clock hands out the next one. */
async function useTicket(ticket: Ticket): Promise<void> {
  const { tenant_id } = ticket, request_id = newId();
  try {
    await drain(() => systemCtx({ tenant_id, request_id, what: "notify.drain" }, committed), ticket);
  } catch (error) {
    log("error", "ticket", { tenant_id, channel: ticket.drain, ...describe(error) });
  }
}

/** An event whose subscriber fails goes back alone, so that it holds up none of those it was committed with. */
async function deliverAll(tenant_id: string, event_ids: readonly string[]): Promise<void> {
  const events = await pendingEvents(tenant_id, event_ids);
  if (!events.length) return;
  await publish(tenant_id, events);
  const done: string[] = [], failed: string[] = [];
  for (const event of events) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- In the order of the log.
      await deliver(subscribers, committed, tenant_id, event);
      done.push(event.id);
    } catch (error) {
      log("warn", "subscriber", { tenant_id, event_id: event.id, event: event.name, ...describe(error) });
      failed.push(event.id);
    }
  }
  if (done.length) await markDispatched(tenant_id, done);
  if (failed.length && event_ids.length === 1) throw new Error(`A subscriber of ${events[0]!.name} failed.`);
  if (failed.length) await env.OUTBOX_QUEUE.sendBatch(failed.map((id) => ({ body: { tenant_id, event_ids: [id] }, delaySeconds: FAILED_AGAIN_AFTER_S })));
}

/** The request that committed them has told the hub already, unless it died; the hub tells each event once. What it does not keep is not told again. */
async function publish(tenant_id: string, events: readonly DomainEvent[]): Promise<void> {
  const live = events.flatMap(({ id, name, payload }) => {
    const type = eventTypes.get(name);
    return type && typeof type.live !== "object" ? toLive({ id, type, payload }) : [];
  });
  if (live.length) await hubOf(tenant_id).publish(live);
}
