import { AppError } from "#worker/kernel/errors.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import type { Credentials } from "../adapters/adapter.ts";
import { quietUntil } from "../routing/quiet-hours.ts";
import { attempt, failed, mayHaveGone, type Outcome, type Tried } from "./attempt.ts";
import type { Claimed, Lane } from "./claim.ts";
import { openAccount } from "./credentials.ts";
import { recorder } from "./record.ts";

/** A Worker waits for six answers at a time; meanwhile some others are being recorded. */
const AT_ONCE = 10;
/** A batch takes no longer than this and one answer: the rest goes back, so that nobody behind it waits for a slow provider. */
const BUDGET_MS = 2000;
/** The priority of security messages: no throttle holds them back. */
const SECURITY = 0;
const METER_AWAY_MS = 60_000;
const later = (ms: number) => new Date(Date.now() + ms).toISOString();

/**
 * Sends what was claimed, holding a unit of the cap for each, and records how it went as it goes: at any moment no more
 * than ten messages are between the provider's yes and our record. Returns what became of them.
 */
export async function sendClaimed(begin: () => Ctx, request_id: string, messages: readonly Claimed[], lane: Lane): Promise<readonly Tried[]> {
  const { tenant_id } = messages[0]!, meter = meterOf(tenant_id), record = recorder(begin, lane.circuit);
  const [credentials, held] = await Promise.all([accountOf(tenant_id, lane), hold(messages, lane)]);
  const done: Tried[] = [], waiting = [...messages], end = Date.now() + BUDGET_MS;
  const one = async (message: Claimed): Promise<Tried> => {
    if (message.unwanted) return { message, outcome: failed({ code: "SUPPRESSED", fault: "message" }) };
    const quiet = quietUntil(message.quiet, Math.max(Date.now(), Date.parse(message.scheduled_at)));
    if (quiet) return { message, outcome: { is: "held", until: new Date(quiet).toISOString(), reason: "QUIET_HOURS" } };
    const kept = held(message.id);
    if (kept) return { message, outcome: kept };
    if (credentials instanceof AppError) return { message, outcome: failed({ code: "PROVIDER_CREDENTIALS", fault: "account" }) };
    if (Date.now() > end) return { message, outcome: { is: "deferred", until: later(0), reason: null } };
    return attempt(message, request_id, lane, credentials);
  };
  const worker = async () => {
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- This loop is what limits how many run at once.
      const tried = await one(message);
      done.push(tried);
      // oxlint-disable-next-line no-await-in-loop -- Nothing new is sent before the last one is on record.
      await record(tried);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const ids = (which: (outcome: Outcome) => boolean) => done.filter(({ outcome }) => which(outcome)).map(({ message }) => message.id);
  await meter.settle({ used: ids((o) => o.is === "sent"), unused: ids((o) => o.is === "failed" && !mayHaveGone(o.code)) });
  return done;
}

/** Holds a unit for each, in one call. Gives back why a message may not go now, where it may not. */
async function hold(messages: readonly Claimed[], { channel, cap, per_minute }: Lane): Promise<(id: string) => Tried["outcome"] | undefined> {
  const { tenant_id } = messages[0]!;
  try {
    const verdicts = await meterOf(tenant_id).reserveMany(tenant_id, messages.map(({ id, priority }) => ({ id, metric: `${channel}.sent` as const, cap, ...(priority === SECURITY ? {} : { per_minute }) })));
    const refused = new Map(verdicts.filter((v) => !v.granted).map((v) => [v.id, v]));
    return (id) => {
      const verdict = refused.get(id);
      if (!verdict) return undefined;
      return verdict.refused === "cap" ? failed({ code: "CAP_EXCEEDED", fault: "account" }) : { is: "deferred", until: later(verdict.retry_after_s! * 1000), reason: "throttle" };
    };
  } catch (error) {
    log("error", "meter", { tenant_id, ...describe(error) });
    return () => ({ is: "deferred", until: later(METER_AWAY_MS), reason: null });
  }
}

/** The tenant's own account with the provider. An AppError where it does not open: the platform's is not used in its stead. */
async function accountOf(tenant_id: string, { credentials }: Lane): Promise<Credentials | undefined | AppError> {
  if (!credentials) return undefined;
  try {
    return await openAccount({ tenant_id, ...credentials });
  } catch (error) {
    log("error", "A tenant's provider credentials do not open", { tenant_id, ...describe(error) });
    return new AppError("PROVIDER_ERROR");
  }
}
