import { and, eq, isNull, sql } from "drizzle-orm";
import { deadLetters } from "#db/schema/kernel.ts";
import { messagesOutbox as m } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { ADDRESS_HELD, heldBackQuery } from "../consent/suppress.ts";
import { notifyEvents } from "../contract.ts";

const OVER: readonly string[] = ["failed", "expired", "cancelled"];

/**
 * Sends a message again that was given up, as if for the first time: CONFLICT for one that waits, went out, or of which
 * nothing is left to send, or whose address is not to be written to by now. Its dead letter is done with.
 */
export async function requeueMessage(ctx: Ctx, id: string) {
  const [rows, { rows: [held] }] = await ctx.read(db.select().from(m).where(eq(m.id, id)), heldBackQuery(id));
  const message = first(rows);
  if (!OVER.includes(message.status)) throw new AppError("CONFLICT", { status: message.status, reason: "Only a message that failed, expired or was cancelled is sent again." });
  if (message.expires_at && message.expires_at <= ctx.now) throw new AppError("CONFLICT", { status: message.status, expires_at: message.expires_at, reason: "It is too late for this message. Send a new one." });
  if (held) throw new AppError("CONFLICT", { suppression_reason: held.reason, reason: ADDRESS_HELD });
  if (!Object.keys(message.payload).length) throw new AppError("CONFLICT", { status: message.status, reason: "What it said is no longer kept. Send a new message." });
  const change = { status: "queued" as const, attempts: 0, scheduled_at: ctx.now, error_code: null, failed_at: null, claimed_at: null, defer_reason: null };
  const after = ctx.next(message, change);
  return ctx.commit({ id, version: after.version, status: change.status, scheduled_at: ctx.now },
    updateOne(m, message, { ...change, updated_at: ctx.now }),
    db.update(deadLetters).set({ requeued_at: ctx.now }).where(and(isNull(deadLetters.requeued_at), sql`${deadLetters.body}->>'message_id' = ${id}`)),
    ctx.emit(notifyEvents["message.queued"], { message_id: id }));
}
