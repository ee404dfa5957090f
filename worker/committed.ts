import { env, waitUntil } from "cloudflare:workers";
import type { LiveEvent } from "#durable-objects/inbox-hub.ts";
import type { Ctx, Emitted } from "./kernel/ctx.ts";
import { describe, log } from "./kernel/log.ts";
import { hubOf } from "./tenant-objects.ts";
import { evictAccess } from "./admission.ts";

/**
 * What follows a commit. Changes of access bind before the answer is sent; live events and the queue follow it. Neither
 * can be lost: what the queue never saw, the sweeper sends again, and delivery publishes live events once more.
 */
export async function committed(ctx: Pick<Ctx, "tenant_id" | "request_id">, events: readonly Emitted[]): Promise<void> {
  if (!events.length) return;
  for (const { type, payload } of events) if (type.access) await evictAccess(ctx.tenant_id, type.access === "tenant" ? null : type.access(payload));
  const live = events.flatMap(toLive);
  const tell = live.length ? hubOf(ctx.tenant_id).publish(live) : undefined;
  const queue = env.OUTBOX_QUEUE.send({ tenant_id: ctx.tenant_id, event_ids: events.map((e) => e.id) });
  waitUntil(Promise.all([tell, queue]).catch((error: unknown) => log("warn", "after commit", { request_id: ctx.request_id, ...describe(error) })));
}

/** An event as the live socket tells it, if it does. */
export function toLive({ id, type, payload }: Emitted): LiveEvent[] {
  if (!type.live) return [];
  return [{ id, event: type.name, payload, to: type.live === "tenant" ? "tenant" : type.live(payload) }];
}
