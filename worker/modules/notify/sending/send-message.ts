import { and, eq, inArray, sql } from "drizzle-orm";
import { messagesOutbox as m } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, orFail } from "#worker/kernel/db.ts";
import { notifyEvents } from "../contract.ts";
import { claim } from "./claim.ts";
import { sendClaimed } from "./send-claimed.ts";

/**
 * Sends a queued message that is due, and records how it went. Whoever claims it first sends it: a second delivery, or
 * one of a message that is sent already, finds nothing to claim. `again` also takes a message that had failed for good.
 * While its provider is not asked, it waits without spending an attempt.
 */
export async function sendMessage(ctx: Ctx, message_id: string, { again }: { again?: boolean | undefined } = {}): Promise<void> {
  const { messages, lane } = await claim(ctx, { message_id, again });
  if (messages.length) await sendClaimed(() => ctx, ctx.request_id, messages, lane!);
  else if (lane?.open_until && lane.more) await waitFor(ctx, message_id, lane.open_until);
}

async function waitFor(ctx: Ctx, message_id: string, until: string): Promise<void> {
  const wait = db.update(m).set({ status: "queued", scheduled_at: until, defer_reason: "provider_down", attempts: sql`case ${m.status} when 'failed' then 0 else ${m.attempts} end`, updated_at: ctx.now, version: sql`${m.version} + 1` })
    .where(and(eq(m.id, message_id), inArray(m.status, ["queued", "failed"]))).returning({ id: m.id });
  await ctx.commit(null, orFail(wait, "CONFLICT"), ctx.emit(notifyEvents["message.deferred"], { message_id, until, reason: "provider_down" }));
}
