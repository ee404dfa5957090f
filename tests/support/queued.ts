import { createExecutionContext, createMessageBatch, getQueueResult, type QueueResult } from "cloudflare:test";
import { committed } from "#worker/committed.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { newId } from "#worker/kernel/ids.ts";
import { systemCtx } from "#worker/kernel/jobs.ts";
import { consume } from "#queues/consume.ts";
import { admin } from "./harness.ts";

/** The system acting in a tenant; `silent` commits tell nobody, so that a test decides what the queue delivers. */
export const actIn = (tenant_id: string, options: { silent?: boolean } = {}): Ctx =>
  systemCtx({ tenant_id, request_id: newId(), what: "test" }, options.silent ? async () => {} : committed);

/** Delivers these bodies to a queue's consumer, as one batch. `delays` are the pauses it asks for before it tries again. */
export async function deliverTo(queue: string, bodies: readonly unknown[], attempts = 1): Promise<QueueResult & { delays: (number | undefined)[] }> {
  const batch = createMessageBatch(queue, bodies.map((body, i) => ({ id: String(i), timestamp: Date.now(), attempts, body })));
  const delays: (number | undefined)[] = [];
  for (const message of batch.messages) {
    const retry = message.retry.bind(message);
    Object.assign(message, { retry: (options?: QueueRetryOptions) => (delays.push(options?.delaySeconds), retry()) });
  }
  await consume(batch);
  return { ...(await getQueueResult(batch, createExecutionContext())), delays };
}

/** The ids of a tenant's events of a name, oldest first. */
export const eventIds = async (tenant_id: string, name: string): Promise<string[]> =>
  (await admin`select id from event_log where tenant_id = ${tenant_id} and name = ${name} order by seq`).map((row) => row["id"] as string);

export const messagesOf = (tenant_id: string): Promise<Record<string, any>[]> =>
  admin`select * from messages_outbox where tenant_id = ${tenant_id} order by created_at, id`;

export const lettersOf = (tenant_id: string): Promise<Record<string, any>[]> => admin`select * from dead_letters where tenant_id = ${tenant_id} order by created_at, id`;
