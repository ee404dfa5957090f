import { env, waitUntil } from "cloudflare:workers";
import type { LiveEvent } from "#durable-objects/inbox-hub.ts";
import type { Ctx, Emitted } from "./kernel/ctx.ts";
import { describe, log } from "./kernel/log.ts";
import { hubOf } from "./tenant-objects.ts";
import { evictAccess } from "./admission.ts";

/** What one queue message may carry and still be far below its 128 KB. */
const PER_MESSAGE = 500;

/**
 * What follows a commit. Changes of access bind before the answer is sent; live events and the queue follow it. Neither
 * can be lost: what the queue never saw, the sweeper sends again, and delivery publishes live events once more.
 */
export async function committed(ctx: Pick<Ctx, "tenant_id" | "request_id">, events: readonly Emitted[]): Promise<void> {
  if (!events.length) return;
  const { tenant_id, request_id } = ctx;
  const changed = events.flatMap(({ type, payload }) => (type.access ? [type.access === "tenant" ? null : type.access(payload)] : []));
  await Promise.all(changed.map((user_id) => evictAccess(tenant_id, user_id)));
  waitUntil(tell(tenant_id, events, changed).catch((error: unknown) => log("warn", "after commit", { tenant_id, request_id, ...describe(error) })));
}

/** Events first, so that a window learns why before its socket ends and it has to ask anew who it is. */
async function tell(tenant_id: string, events: readonly Emitted[], changed: readonly (string | null)[]): Promise<void> {
  const live = events.flatMap(toLive), ids = events.map((e) => e.id);
  const messages = Array.from({ length: Math.ceil(ids.length / PER_MESSAGE) }, (_, i) => ({ body: { tenant_id, event_ids: ids.slice(i * PER_MESSAGE, (i + 1) * PER_MESSAGE) } }));
  await Promise.all([
    env.OUTBOX_QUEUE.sendBatch(messages),
    live.length || changed.length ? hubOf(tenant_id).publish(live, changed) : undefined,
  ]);
}

/** An event as the live socket tells it, if it does. */
export function toLive({ id, type, payload }: Emitted): LiveEvent[] {
  if (!type.live) return [];
  return [{ id, event: type.name, payload, to: typeof type.live === "function" ? type.live(payload) : type.live }];
}
