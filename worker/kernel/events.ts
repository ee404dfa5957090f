import { eq } from "drizzle-orm";
import { eventLog } from "#db/schema/kernel.ts";
import { type Ctx, type CtxSpec, openCtx } from "./ctx.ts";
import { db, send, type Who } from "./db.ts";
import { AppError } from "./errors.ts";
import type { EventType } from "./resource.ts";

export interface DomainEvent<T = unknown> {
  readonly id: string;
  readonly name: string;
  readonly payload: T;
  readonly actor_id: string;
  readonly created_at: string;
}

/** A reaction of one module to an event, carried out at most once per event. */
export interface Subscriber {
  /** Unique, stable: it is the effect key. */
  readonly name: string;
  readonly event: string;
  readonly run: (ctx: Ctx, event: DomainEvent<any>) => Promise<unknown>;
}

/** Declares a reaction. What it commits, it commits once, however often the event is delivered. */
export function on<T>(event: EventType<T>, name: string, run: (ctx: Ctx, event: DomainEvent<T>) => Promise<unknown>): Subscriber {
  return { name, event: event.name, run };
}

/**
 * Delivers one logged event to every subscriber that has not acted on it yet, then marks it dispatched. Throws what a
 * subscriber threw, so that the queue delivers again; those that have acted are not run twice to effect.
 */
export async function deliver(subscribers: readonly Subscriber[], committed: CtxSpec["committed"], tenant_id: string, event_id: string): Promise<DomainEvent | undefined> {
  const who: Who = { role: "app_tenant", tenant_id, actor_id: "system:events", request_id: event_id, ip: null, user_agent: null };
  const [[event]] = await send("read", who, [db.select().from(eventLog).where(eq(eventLog.id, event_id))] as const);
  if (!event || event.dispatched_at) return event;
  for (const subscriber of subscribers.filter((s) => s.event === event.name)) {
    const ctx = openCtx({
      tenant_id, actor_id: `system:${subscriber.name}`, request_id: event.request_id ?? event_id, ip: null, user_agent: null,
      now: new Date().toISOString(), label: subscriber.name, access: null, mayCommit: true, check: (answer) => answer,
      effect: { event_id, subscriber: subscriber.name }, committed,
    });
    try {
      await subscriber.run(ctx, event);
    } catch (error) {
      if (!isDone(error)) throw error;
    }
  }
  await send("write", who, [db.update(eventLog).set({ dispatched_at: new Date().toISOString() }).where(eq(eventLog.id, event_id))] as const);
  return event;
}

const isDone = (error: unknown) => error instanceof AppError && error.code === "DUPLICATE" && error.details?.["constraint"] === "event_effects_pkey";
