import { and, inArray, isNull } from "drizzle-orm";
import { eventLog } from "#db/schema/kernel.ts";
import type { Ctx, CtxSpec } from "./ctx.ts";
import { db, send, type Who } from "./db.ts";
import { AppError } from "./errors.ts";
import { systemCtx } from "./jobs.ts";
import type { EventType } from "./resource.ts";

export interface DomainEvent<T = unknown> {
  readonly id: string;
  readonly name: string;
  readonly payload: T;
  readonly actor_id: string;
  readonly request_id: string | null;
  readonly created_at: string;
}

/** A reaction of one module to an event, carried out at most once per event. */
export interface Subscriber {
  /** Unique, stable: it is the effect key. */
  readonly name: string;
  readonly event: string;
  readonly run: (ctx: Ctx, event: DomainEvent<never>) => Promise<unknown>;
}

/** Declares a reaction. What it commits, it commits once, however often the event is delivered. */
export function on<T>(event: EventType<T>, name: string, run: (ctx: Ctx, event: DomainEvent<T>) => Promise<unknown>): Subscriber {
  return { name, event: event.name, run };
}

const asEvents = (tenant_id: string, request_id: string): Who => ({ role: "app_tenant", tenant_id, actor_id: "system:events", request_id, ip: null, user_agent: null });

/** Those of these events that still await delivery, oldest first. */
export async function pendingEvents(tenant_id: string, ids: readonly string[]): Promise<DomainEvent[]> {
  const pending = db.select().from(eventLog).where(and(inArray(eventLog.id, [...ids]), isNull(eventLog.dispatched_at))).orderBy(eventLog.seq);
  const [events] = await send("read", asEvents(tenant_id, ids[0]!), [pending] as const);
  return events;
}

/**
 * Delivers an event to every subscriber that has not acted on it yet. Throws what a subscriber threw, so that the queue
 * delivers again; those that have acted are not run twice to effect.
 */
export async function deliver(subscribers: readonly Subscriber[], committed: CtxSpec["committed"], tenant_id: string, event: DomainEvent): Promise<void> {
  for (const subscriber of subscribers.filter((s) => s.event === event.name)) {
    const effect = { event_id: event.id, subscriber: subscriber.name };
    const ctx = systemCtx({ tenant_id, request_id: event.request_id ?? event.id, what: subscriber.name, effect }, committed);
    try {
      // oxlint-disable-next-line no-await-in-loop -- One after another: they are written to bear each other's effects in this order.
      await subscriber.run(ctx, event as DomainEvent<never>);
    } catch (error) {
      if (!isDone(error)) throw error;
    }
  }
}

/** Delivered to everyone: the sweeper need not look at them any more. */
export async function markDispatched(tenant_id: string, ids: readonly string[]): Promise<void> {
  const mark = db.update(eventLog).set({ dispatched_at: new Date().toISOString() }).where(inArray(eventLog.id, [...ids]));
  await send("write", asEvents(tenant_id, ids[0]!), [mark]);
}

/** Whether a commit was refused because its effect is there already. */
export const isDone = (error: unknown) => error instanceof AppError && error.code === "DUPLICATE" && error.details?.["constraint"] === "event_effects_pkey";
