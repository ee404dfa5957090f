import { eq } from "drizzle-orm";
import type * as z from "zod";
import { notificationPreferences } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { effectiveOf } from "./effective.ts";
import { type Facts, factsOf, factsQuery } from "./facts.ts";
import { type putMyPreferences, routingEvents } from "./routing-contract.ts";

const n = notificationPreferences;
const SNOOZE_DAYS = 30;

const shown = (user_id: string, version: number, facts: Facts) =>
  ({ user_id, version, prefs: facts.prefs, snooze_until: facts.snooze_until, effective: effectiveOf(facts) });

async function load(ctx: Ctx, user_id: string) {
  const [found, [row]] = await ctx.read(factsQuery({ user_id }), db.select().from(n).where(eq(n.id, user_id)));
  return { facts: factsOf(found, { user_id }), row };
}

/** What somebody has chosen, and what holds for them with who decided it. NOT_FOUND for who is not active. */
export async function get(ctx: Ctx, user_id: string) {
  if (user_id !== ctx.user_id && !ctx.can("notify.preferences.update.user")) throw new AppError("FORBIDDEN", { permission: "notify.preferences.update.user" });
  const { facts, row } = await load(ctx, user_id);
  return shown(user_id, row?.version ?? 0, facts);
}

/** Binds on the next message. A pause ends by itself; one in the past is none. */
export async function put(ctx: Ctx, user_id: string, { prefs, snooze_until }: z.output<NonNullable<typeof putMyPreferences.body>>) {
  const { facts, row } = await load(ctx, user_id);
  const until = snooze_until === undefined ? facts.snooze_until : snooze_until && new Date(snooze_until).toISOString();
  if (until && Date.parse(until) - Date.parse(ctx.now) > SNOOZE_DAYS * 86_400_000) throw invalid("snooze_until", `Pause for ${SNOOZE_DAYS} days at most.`);
  const stored = row ?? { ...ctx.fresh({ prefs: {}, snooze_until: null }), id: user_id, version: 0 }, patch = { prefs, snooze_until: until && until > ctx.now ? until : null };
  const after = ctx.next(stored, patch);
  return ctx.commit(
    shown(user_id, after.version, { ...facts, ...patch }),
    row ? updateOne(n, row, { ...patch, updated_at: after.updated_at }) : db.insert(n).values({ id: user_id, ...patch }),
    ctx.emit(routingEvents["notification.preferences.changed"], { user_id }),
  );
}
