import { committed, toLive } from "#worker/committed.ts";
import { deliver } from "#worker/kernel/events.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { subscribers } from "#worker/modules.ts";
import type { OutboxMessage } from "./messages.ts";
void toLive;

/** Every queue of the product, by name. */
export async function consume(batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    try {
      if (batch.queue.startsWith("m3core-outbox")) {
        const { tenant_id, event_ids } = message.body as OutboxMessage;
        for (const id of event_ids) await deliver(subscribers, committed, tenant_id, id);
      }
      message.ack();
    } catch (error) {
      log("warn", "queue", { queue: batch.queue, ...describe(error) });
      message.retry();
    }
  }
}
