import { env } from "cloudflare:workers";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { sendEach } from "#worker/kernel/queue.ts";
import { claim, type SendChannel } from "./claim.ts";
import { sendClaimed } from "./send-claimed.ts";

/** Leave to send some of what a tenant has due on a channel. The clock hands out the next one after `until`. */
export interface Ticket { readonly tenant_id: string; readonly drain: SendChannel; readonly until: string }

const LASTS_MS = 60_000;

/** Puts a ticket into the queue for each of these, wherever there are many messages to send: the database is their queue. */
export async function handOut(lanes: readonly { tenant_id: string; channel: SendChannel }[]): Promise<void> {
  const until = new Date(Date.now() + LASTS_MS).toISOString();
  await sendEach(env.OUTBOX_QUEUE, lanes.map(({ tenant_id, channel }): Ticket => ({ tenant_id, drain: channel, until })));
}

/**
 * Uses a ticket: sends one batch and, when more is due, puts the ticket behind those that wait, so that nobody's thousands
 * stand before somebody else's one. What the tenant's own throttle holds back makes it wait as well.
 */
export async function drain(begin: () => Ctx, ticket: Ticket): Promise<void> {
  const ctx = begin(), { messages, lane } = await claim(ctx, { channel: ticket.drain });
  if (!messages.length) return;
  const done = await sendClaimed(begin, ctx.request_id, messages, lane!);
  const deferred = done.flatMap(({ outcome }) => (outcome.is === "deferred" ? [outcome] : []));
  const throttled = deferred.filter(({ reason }) => reason).map(({ until }) => Date.parse(until) - Date.now());
  const delaySeconds = throttled.length ? Math.max(1, Math.ceil(Math.min(...throttled) / 1000)) : 0;
  const more = lane!.more || deferred.some(({ reason }) => !reason);
  if (more && Date.now() + delaySeconds * 1000 < Date.parse(ticket.until)) await env.OUTBOX_QUEUE.send(ticket, delaySeconds ? { delaySeconds } : {});
}
