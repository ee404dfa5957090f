import { sql } from "drizzle-orm";
import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first } from "#worker/kernel/db.ts";
import { decideAnew } from "#worker/kernel/decide-anew.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { releaseUnit, Reservation } from "./contract.ts";
import { type Ending, releaseUnits } from "./endings.ts";
import { type Addressed, type Claim, heldUnitsQuery, joinWaitlist, link, lockPair, reserveNow } from "./reservations.ts";

interface Wish<A> {
  readonly addressed: Addressed;
  readonly waitlist: boolean;
  /** The answer of the route around the reservation, which it holds under that name. */
  readonly answer: (reservation: z.output<typeof Reservation>) => A & { reservation: unknown };
}

/**
 * Reserves a unit for an open deal and links the two. Reads nothing: one commit, whose keys decide who is first. When
 * another deal holds the unit a second commit puts this one on the waitlist, if that is wanted.
 */
export async function reserve<A>(ctx: Ctx, claim: Claim, { addressed, waitlist, answer }: Wish<A>): Promise<A> {
  if (claim.expires_at && claim.expires_at <= ctx.now) throw new AppError("VALIDATION_FAILED", { issues: [{ path: "expires_at", message: "This time has passed." }] });
  return decideAnew(async () => {
    try {
      const now = reserveNow(ctx, claim);
      return await ctx.commit(answer(now.reservation), ...ctx.seeing(...lockPair(claim, addressed)), ...now.statements, link(ctx, claim));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "UNIT_RESERVED") throw error;
      if (!waitlist) return explain(ctx, claim, error);
    }
    try {
      const later = joinWaitlist(ctx, claim);
      return await ctx.commit(answer(later.reservation), ...ctx.seeing(...lockPair(claim, addressed)), ...later.statements, link(ctx, claim), ctx.learn(["reservation", "position"], later.position));
    } catch (error) {
      if (error instanceof AppError && error.details?.["constraint"] === "unit_reservations_deal_once_key") return explain(ctx, claim, error);
      throw error;
    }
  });
}

/** Says who holds the unit: another deal (UNIT_RESERVED), or this very one (DUPLICATE). */
async function explain(ctx: Ctx, { unit_id, deal_id }: Claim, refused: AppError): Promise<never> {
  const [{ rows: [unit] }] = await ctx.read(heldUnitsQuery({ unit_ids: [unit_id] }));
  const mine = unit?.queue.find((q) => q.deal_id === deal_id), active = unit?.queue.find((q) => q.status === "active");
  if (mine) throw new AppError("DUPLICATE", { duplicates: [{ type: "reservation", id: mine.id, reason: mine.status }] });
  throw new AppError(refused.code, active ? { reservation: { id: active.id, deal_id: active.deal_id, expires_at: active.expires_at }, waiting: unit!.queue.length - 1 } : null);
}

/** The deals in the queue of a unit, as far as the caller sees them. */
const dealsOfQueue = (unit_id: string) =>
  db.execute<{ id: string }>(sql`select id from deals where id in (select deal_id from unit_reservations where unit_id = ${unit_id} and status in ('active', 'waitlisted'))`);

/** Ends the active reservation of a unit, or the one of a deal; whoever waits next gets the unit. */
export function release(ctx: Ctx, unit_id: string, { deal_id }: z.output<NonNullable<typeof releaseUnit.body>>): Promise<Ending> {
  return decideAnew(async () => {
    const [{ rows }, { rows: seen }] = await ctx.read(heldUnitsQuery({ unit_ids: [unit_id] }), dealsOfQueue(unit_id));
    const unit = first(rows);
    const mine = unit.queue.find((q) => (deal_id ? q.deal_id === deal_id : q.status === "active") && seen.some((deal) => deal.id === q.deal_id));
    if (!mine) throw new AppError("CONFLICT", { reason: deal_id ? "This deal has no reservation of the unit." : "Nobody holds this unit.", status: unit.status });
    const { endings, statements } = releaseUnits(ctx, [unit], mine.deal_id);
    return ctx.commit(endings[0]!, ...statements);
  });
}

/** Ends one reservation whose time is up, unless that has already happened. */
export async function expire(ctx: Ctx, unit_id: string): Promise<void> {
  await decideAnew(async () => {
    const [{ rows: [unit] }, { rows: due }] = await ctx.read(
      heldUnitsQuery({ unit_ids: [unit_id] }),
      db.execute<{ deal_id: string }>(sql`select deal_id from unit_reservations where unit_id = ${unit_id} and status = 'active' and expires_at <= now()`),
    );
    if (!unit || !due[0]) return;
    const { statements } = releaseUnits(ctx, [unit], due[0].deal_id, "expired");
    await ctx.commit(null, ...statements);
  });
}
