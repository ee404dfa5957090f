import { env } from "cloudflare:workers";
import { and, asc, eq, lt, sql } from "drizzle-orm";
import { messagesOutbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import type { ProviderError } from "./adapters/adapter.ts";
import { adapterFor } from "./adapters/index.ts";
import { gaveUp, type Message, RETRY_AFTER_S, settle } from "./send-message.ts";

const m = messagesOutbox;
const LATE_S = 60;
/** An adapter gives up after seconds: whoever claimed a message this long ago is dead. */
const DEAD_S = 120;
const PER_SWEEP = 500;

const before = (seconds: number) => sql`now() - ${`${seconds} seconds`}::interval`;

/** Sends messages on their way again that are due and that no queue brought, and decides on those whose sender died. */
export async function sweepMessages(request_id: string, ctxOf: (tenant_id: string) => Ctx): Promise<{ requeued: number; settled: number }> {
  const [late, dead] = await readAcrossTenants("sweeper", request_id,
    db.select({ tenant_id: m.tenant_id, message_id: m.id }).from(m).where(and(eq(m.status, "queued"), lt(m.scheduled_at, before(LATE_S)))).orderBy(asc(m.scheduled_at)).limit(PER_SWEEP),
    db.select().from(m).where(and(eq(m.status, "sending"), lt(m.claimed_at, before(DEAD_S)))).orderBy(asc(m.scheduled_at)).limit(PER_SWEEP));
  for (let i = 0; i < late.length; i += 100) {
    // oxlint-disable-next-line no-await-in-loop -- A batch takes 100; there are five of them at most.
    await env.OUTBOX_QUEUE.sendBatch(late.slice(i, i + 100).map((body) => ({ body })));
  }
  for (const message of dead) {
    // oxlint-disable-next-line no-await-in-loop -- Deaths are few, and each is a commit in another tenant.
    await resolveDead(ctxOf(message.tenant_id), message as Message);
  }
  return { requeued: late.length, settled: dead.length };
}

/**
 * The sender died between claim and record, so the message may or may not have gone out. Where the adapter bears a
 * repeat it is queued again; elsewhere it fails as OUTCOME_UNKNOWN and a person decides, by its dead letter.
 */
async function resolveDead(ctx: Ctx, message: Message): Promise<void> {
  const repeatable = message.attempts <= RETRY_AFTER_S.length && Date.now() - Date.parse(message.claimed_at!) < repeatableMs(message);
  if (!repeatable) {
    const failure: { code: string; fault: ProviderError["fault"] } = { code: "OUTCOME_UNKNOWN", fault: "account" };
    await settle(ctx, message, { status: "failed", error_code: failure.code, failed_at: ctx.now }, ...gaveUp(ctx, message.id, failure));
  } else if (await settle(ctx, message, { status: "queued", scheduled_at: ctx.now })) {
    await env.OUTBOX_QUEUE.send({ tenant_id: message.tenant_id, message_id: message.id });
  }
}

function repeatableMs({ channel, provider }: Message): number {
  try {
    return adapterFor(channel, { name: provider ?? undefined }).repeatable_ms;
  } catch {
    return 0;
  }
}
