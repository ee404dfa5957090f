import { and, eq, sql } from "drizzle-orm";
import { deadLetters } from "#db/schema/kernel.ts";
import { messagesOutbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, orFail, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { newId } from "#worker/kernel/ids.ts";
import { notifyEvents } from "../contract.ts";
import { findTemplate } from "../templates/index.ts";
import type { Outcome, Tried } from "./attempt.ts";
import type { Message } from "./claim.ts";

const m = messagesOutbox;
type Mine = Pick<Message, "id" | "claimed_at">;
/** The claim is known by its time: what another one has done since is not touched. */
const mine = ({ id, claimed_at }: Mine) => and(eq(m.id, id), eq(m.claimed_at, claimed_at!));
const touched = { updated_at: sql`now()`, version: sql`${m.version} + 1` };

/** A report of the provider may have come first: what it said of the status stands. */
const recordSent = (ctx: Ctx, message: Message, { provider_message_id, segments }: Extract<Outcome, { is: "sent" }>): Statement[] => [
  db.update(m).set({
    status: sql`case ${m.status} when 'sending' then 'sent' else ${m.status} end`, sent_at: sql`coalesce(${m.sent_at}, now())`,
    provider_message_id: sql`coalesce(${m.provider_message_id}, ${provider_message_id}::text)`, error_code: null, segments, ...touched,
    ...(findTemplate(message.template_code)?.secret ? { payload: {} } : {}),
  }).where(mine(message)),
  ctx.emit(notifyEvents["message.sent"], { message_id: message.id }),
];

/** Changes a message that is still this claim's; CONFLICT when a report already knows better. */
const change = (message: Mine, patch: Partial<typeof m.$inferInsert>): Statement =>
  orFail(db.update(m).set({ ...patch, ...touched }).where(and(mine(message), eq(m.status, "sending"))).returning({ id: m.id }), "CONFLICT");

/** An outcome as it is stored, with its events and, where someone should decide, a dead letter. */
export function statementsOf(ctx: Ctx, message: Message & { tried_at?: string | null }, outcome: Outcome): Statement[] {
  const message_id = message.id;
  switch (outcome.is) {
    case "sent":
      return recordSent(ctx, message, outcome);
    case "retried": {
      const { code: error_code, at } = outcome;
      return [change(message, { status: "queued", error_code, scheduled_at: at }), ctx.emit(notifyEvents["message.retried"], { message_id, error_code, at })];
    }
    case "deferred":
    case "held": {
      const { until, reason } = outcome;
      return [
        change(message, { status: "queued", scheduled_at: until, defer_reason: reason, attempts: message.attempts - 1, claimed_at: message.tried_at ?? null }),
        ...(reason ? [ctx.emit(notifyEvents["message.deferred"], { message_id, until, reason })] : []),
      ];
    }
    case "failed": {
      const { code: error_code, dead_letter } = outcome, body = { tenant_id: ctx.tenant_id, message_id, again: true };
      return [
        change(message, { status: "failed", error_code, failed_at: ctx.now }), ctx.emit(notifyEvents["message.failed"], { message_id, error_code }),
        ...(dead_letter ? [db.insert(deadLetters).values({ tenant_id: ctx.tenant_id, id: newId(), queue: "m3core-outbox", body })] : []),
      ];
    }
  }
}

/** What these tries say of the provider's account: an answer, or how many times in a row there was none. */
function heard(circuit: string, group: readonly Tried[]): Statement[] {
  const asked = group.filter((tried) => tried.answered !== undefined);
  const silent = asked.some((tried) => tried.answered) ? 0 : asked.length;
  return asked.length ? [db.execute(sql`select app.provider_answered(${circuit}, ${silent})`)] : [];
}

/** Records one group in one commit; where a report has overtaken one of them, each alone. */
async function record(begin: () => Ctx, circuit: string, group: readonly Tried[]): Promise<void> {
  const ctx = begin();
  try {
    await ctx.commit(null, ...group.flatMap(({ message, outcome }) => statementsOf(ctx, message, outcome)), ...heard(circuit, group));
  } catch (error) {
    if (!(error instanceof AppError && error.code === "CONFLICT")) throw error;
    // oxlint-disable-next-line no-await-in-loop -- Rare, and one after the other keeps it simple.
    if (group.length > 1) for (const tried of group) await record(begin, circuit, [tried]);
  }
}

/** Records outcomes as they come. Those that come while a commit is under way share the next one. */
export function recorder(begin: () => Ctx, circuit: string): (tried: Tried) => Promise<void> {
  let waiting: Tried[] = [], last: Promise<void> = Promise.resolve(), next: Promise<void> | undefined;
  return (tried) => {
    waiting.push(tried);
    // What the one before failed with, those who wait for it hear.
    next ??= last.catch(() => {}).then(() => {
      const group = waiting;
      waiting = [];
      next = undefined;
      return record(begin, circuit, group);
    });
    last = next;
    return next;
  };
}
