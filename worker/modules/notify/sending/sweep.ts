import { and, asc, eq, lt, sql } from "drizzle-orm";
import { messagesOutbox as m } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { adapterFor } from "../adapters/index.ts";
import { failed, type Outcome, OUTCOME_UNKNOWN, RETRY_AFTER_S, SENDER_DIED } from "./attempt.ts";
import type { Message, SendChannel } from "./claim.ts";
import { handOut } from "./drain.ts";
import { statementsOf } from "./record.ts";

/** An adapter gives up after seconds: whoever claimed a message this long ago is dead. */
const DEAD_S = 120;
const PER_SWEEP = 500;
const LANES = 1000;
/** One ticket for so many messages of a lane that are due, and at most so many: a lane that waits for a distant database then waits for several batches at once. */
const PER_TICKET = 250, TICKETS = 4;

/**
 * Decides on messages whose sender died, then hands tickets to everyone who has messages due: at once for those that
 * waited for their time, after a minute for fresh ones, whose own event is on its way.
 */
export async function sweepMessages(request_id: string, ctxOf: (tenant_id: string) => Ctx): Promise<{ tickets: number; settled: number }> {
  const [dead] = await readAcrossTenants("sweeper", request_id,
    db.select().from(m).where(and(eq(m.status, "sending"), lt(m.claimed_at, sql`now() - ${`${DEAD_S} seconds`}::interval`))).orderBy(asc(m.claimed_at)).limit(PER_SWEEP));
  for (const message of dead as Message[]) {
    // oxlint-disable-next-line no-await-in-loop -- Deaths are few, and each is a commit in another tenant.
    await resolveDead(ctxOf(message.tenant_id), message);
  }
  const [{ rows: lanes }] = await readAcrossTenants("sweeper", request_id, db.execute<{ tenant_id: string; channel: SendChannel; tickets: number }>(sql`
    select tenant_id, channel, least(${TICKETS}, ceil(count(*) / ${PER_TICKET}::float8))::int as tickets from messages_outbox where status = 'queued' and scheduled_at <= now() and (scheduled_at > created_at or scheduled_at < now() - interval '60 seconds')
    group by tenant_id, channel order by min(scheduled_at) limit ${LANES}`));
  // Everybody's first, then the others.
  const tickets = Array.from({ length: TICKETS }, (_, round) => lanes.filter((lane) => lane.tickets > round)).flat();
  await handOut(tickets);
  return { tickets: tickets.length, settled: dead.length };
}

/**
 * The sender died between claim and record, so the message may or may not have gone out. Where the adapter bears a
 * repeat it is queued again; elsewhere it fails as OUTCOME_UNKNOWN and a person decides, by its dead letter.
 */
async function resolveDead(ctx: Ctx, message: Message): Promise<void> {
  const repeatable = message.attempts <= RETRY_AFTER_S.length && Date.now() - Date.parse(message.claimed_at!) < repeatableMs(message);
  const outcome: Outcome = repeatable ? { is: "retried", code: SENDER_DIED, at: ctx.now } : failed(OUTCOME_UNKNOWN);
  try {
    await ctx.commit(null, ...statementsOf(ctx, message, outcome));
  } catch (error) {
    // Somebody, or a report, was faster.
    if (!(error instanceof AppError && error.code === "CONFLICT")) throw error;
  }
}

function repeatableMs({ channel, provider }: Message): number {
  try {
    return adapterFor(channel, { name: provider ?? undefined }).repeatable_ms;
  } catch {
    return 0;
  }
}
