import { eq, sql } from "drizzle-orm";
import { digestQueue, digestSubscriptions } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { Job } from "#worker/kernel/jobs.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { notifyUsers } from "#worker/modules/notify/public.ts";
import { compose, contentQueries, periodOf, type Reader, readerQuery, sectionsFor } from "./compose.ts";
import type { DigestKind } from "./digests-contract.ts";
import { nextAt } from "./next-at.ts";
import { CONTENTS } from "./sections.ts";

const q = digestQueue, d = digestSubscriptions;
type Due = Pick<typeof q.$inferSelect, "id" | "version" | "user_id" | "scheduled_at"> & { kind: DigestKind; subscription: typeof d.$inferSelect };

const dueQuery = (id: string) => db.select({ id: q.id, version: q.version, user_id: q.user_id, scheduled_at: q.scheduled_at, status: q.status, kind: sql<DigestKind>`${q.digest_kind}`, subscription: d })
  .from(q).innerJoin(d, eq(d.id, q.subscription_id)).where(eq(q.id, id));

/** Sends one digest that is due, once: whoever records it first has sent it. What goes wrong with it is recorded, and the next one comes. */
export async function sendDigest({ tenant_id, id, request_id, ctx }: Job): Promise<"done"> {
  try {
    await tell(ctx(), id);
  } catch (error) {
    if (error instanceof AppError && error.code === "CONFLICT") return "done";
    if (error instanceof AppError && error.code === "BUSY") throw error;
    log("error", "digest", { tenant_id, request_id, digest_id: id, ...describe(error) });
    await fail(ctx(), id, error instanceof AppError ? error.code : "INTERNAL");
  }
  return "done";
}

async function tell(ctx: Ctx, id: string): Promise<void> {
  const [[due]] = await ctx.read(dueQuery(id));
  if (due?.status !== "queued") return;
  const { user_id, kind, scheduled_at, subscription } = due;
  const { rows: [reader] } = (await ctx.readAgain("whose digest it is says whom to look as", readerQuery(user_id)))[0];
  const keys = reader!.is_active && subscription.enabled ? sectionsFor(kind, reader!.permissions) : [];
  const found = keys.length ? await ctx.readAgain("their permissions say what to look for", ...contentQueries(keys, periodOf(subscription, user_id, scheduled_at))) : [];
  const { sections, empty } = compose(kind, keys, found, reader!);
  const { path, category } = CONTENTS[kind];
  await ctx.commit(null, ...settled(ctx, due, reader!, { status: empty ? "skipped" : "sent", payload: Object.fromEntries(Object.entries(sections).map(([key, { total }]) => [key, total])) }),
    ...(empty ? [] : notifyUsers(ctx, { recipients: [reader!], template_code: `digest.${kind}`, payload: { sections }, link_url: path, category, meta: { digest: kind } })));
}

async function fail(ctx: Ctx, id: string, error: string): Promise<void> {
  const [[due]] = await ctx.read(dueQuery(id));
  if (due?.status !== "queued") return;
  const { rows: [reader] } = (await ctx.readAgain("whose digest it is says when the next one comes", readerQuery(due.user_id)))[0];
  await ctx.commit(null, ...settled(ctx, due, reader!, { status: "failed", error }));
}

/** The digest as it ended, and when the next one comes, unless its reader has chosen another time meanwhile. */
function settled(ctx: Ctx, due: Due, { timezone }: Reader, ended: Partial<typeof q.$inferInsert>): Statement[] {
  const { subscription, scheduled_at } = due, { cadence, at_local, weekday } = subscription;
  const next = nextAt({ cadence, at_local: at_local.slice(0, 5), weekday, timezone: subscription.timezone ?? timezone }, scheduled_at > ctx.now ? scheduled_at : ctx.now);
  return [
    updateOne(q, due, { ...ended, updated_at: ctx.now }),
    db.update(d).set({ last_at: ended.status === "failed" ? sql`${d.last_at}` : scheduled_at, next_at: sql`case when ${d.enabled} then coalesce(${d.next_at}, ${next}) end`, updated_at: ctx.now, version: sql`${d.version} + 1` }).where(eq(d.id, subscription.id)),
  ];
}
