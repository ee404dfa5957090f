import { env } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { digestSubscriptions } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { render, renderInbox } from "#worker/modules/notify/templates/render.ts";
import { ownTemplatesQuery, resolveOrFail } from "#worker/modules/notify/templates/resolve.ts";
import { compose, contentQueries, periodOf, type Reader, readerQuery, sectionsFor } from "./compose.ts";
import { CADENCES, type Digest, DIGEST_KINDS, digestEvents, type DigestKind, type subscribeDigest } from "./digests-contract.ts";
import { nextAt } from "./next-at.ts";
import { CONTENTS } from "./sections.ts";

const d = digestSubscriptions;
type Row = Pick<typeof d.$inferSelect, "cadence" | "at_local" | "weekday" | "timezone" | "enabled" | "next_at" | "last_at"> & { last_status: z.output<typeof Digest>["last_status"] };
type State = z.output<typeof Digest>;

const AT_FIRST = "09:00";
const mine = (user_id: string, kind?: DigestKind) => db.select({
  kind: d.kind, cadence: d.cadence, at_local: sql<string>`to_char(${d.at_local}, 'HH24:MI')`, weekday: d.weekday, timezone: d.timezone, enabled: d.enabled, next_at: d.next_at, last_at: d.last_at,
  last_status: sql<Row["last_status"]>`(select q.status from digest_queue q where q.subscription_id = digest_subscriptions.id order by q.scheduled_at desc limit 1)`,
}).from(d).where(and(eq(d.user_id, user_id), kind && eq(d.kind, kind)));
const weekStart = db.execute<{ week_start: number }>(sql`select week_start from tenants`);

const state = (kind: DigestKind, reader: Reader, week_start: number, row: Row | undefined): State => {
  const cadences = CADENCES[kind], cadence = row?.cadence ?? cadences[0]!;
  return {
    kind, cadences: [...cadences], permitted: sectionsFor(kind, reader.permissions).length > 0,
    enabled: row?.enabled ?? false, cadence, at_local: row?.at_local ?? AT_FIRST, weekday: cadence === "weekly" ? (row?.weekday ?? week_start) : null,
    timezone: row?.timezone ?? null, effective_timezone: row?.timezone ?? reader.timezone, next_at: row?.enabled ? row.next_at : null, last_at: row?.last_at ?? null, last_status: row?.last_status ?? null,
  };
};

/** Every kind there is, with when the caller's comes: off, at nine, until they choose. */
export async function list(ctx: Ctx) {
  const [rows, { rows: [reader] }, { rows: [tenant] }] = await ctx.read(mine(ctx.user_id!), readerQuery(ctx.user_id!), weekStart);
  return { items: DIGEST_KINDS.map((kind) => state(kind, reader!, tenant!.week_start, rows.find((row) => row.kind === kind))) };
}

const insistPermitted = (kind: DigestKind, reader: Reader): void => {
  if (!sectionsFor(kind, reader.permissions).length) throw new AppError("FORBIDDEN", { reason: "You may not see anything that this digest tells." });
};

/** Subscribes, changes or ends; of two at once the last one holds. */
export async function subscribe(ctx: Ctx, { kind, ...change }: z.output<typeof subscribeDigest.body & {}>): Promise<State> {
  const user_id = ctx.user_id!;
  const [[row], { rows: [reader] }, { rows: [tenant] }] = await ctx.read(mine(user_id, kind), readerQuery(user_id), weekStart);
  if (change.enabled) insistPermitted(kind, reader!);
  const before = state(kind, reader!, tenant!.week_start, row), cadence = change.cadence ?? before.cadence;
  if (!before.cadences.includes(cadence)) throw invalid("cadence", `This digest comes ${before.cadences.join(" or ")}.`);
  const weekday = cadence === "weekly" ? (change.weekday ?? before.weekday ?? tenant!.week_start) : null;
  const after: State = { ...before, ...change, cadence, weekday };
  after.effective_timezone = after.timezone ?? reader!.timezone;
  after.next_at = after.enabled ? nextAt({ ...after, timezone: after.effective_timezone }, ctx.now) : null;
  const { enabled, at_local, timezone, next_at } = after, values = { cadence, at_local, weekday, timezone, enabled, next_at };
  return ctx.commit(after,
    db.insert(d).values(ctx.fresh({ user_id, kind, ...values })).onConflictDoUpdate({ target: [d.tenant_id, d.user_id, d.kind], set: { ...values, updated_at: ctx.now, version: sql`${d.version} + 1` } }),
    ctx.emit(digestEvents["digest.changed"], { user_id, kind, enabled }));
}

/** What a digest would say if it were sent now, in its reader's language. */
export async function preview(ctx: Ctx, kind: DigestKind) {
  const [[row], { rows: [reader] }, { rows: [tenant] }, own] = await ctx.read(mine(ctx.user_id!, kind), readerQuery(ctx.user_id!), weekStart, ownTemplatesQuery(`digest.${kind}`));
  insistPermitted(kind, reader!);
  const { since, until, user_id } = periodOf(state(kind, reader!, tenant!.week_start, row), ctx.user_id!, ctx.now), keys = sectionsFor(kind, reader!.permissions);
  const { sections, empty } = compose(kind, keys, await ctx.readAgain("what was told last says what is new", ...contentQueries(keys, { since, until, user_id })), reader!);
  const words = (channel: "email" | "inbox") => resolveOrFail(`digest.${kind}`, channel, [reader!.locale], own), payload = { full_name: reader!.full_name, url: new URL(CONTENTS[kind].path, env.APP_URL).href, sections };
  return { kind, empty, since, until, ...render(words("email"), payload), ...renderInbox(words("inbox"), payload) };
}
