import { and, eq, gte, sql } from "drizzle-orm";
import type * as z from "zod";
import { notificationsInbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, first, many } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { type listNotifications, Notification, notifyEvents, type readNotifications } from "./contract.ts";

const n = notificationsInbox;
const shown = columns(n, Notification);
const mine = (ctx: Ctx) => eq(n.recipient_user_id, ctx.user_id!);
const unread = (ctx: Ctx) => db.select({ count: sql<number>`count(*)::int` }).from(n).where(and(mine(ctx), sql`not ${n.is_read}`));

/** The caller's inbox, and how much of it is unread whatever the filters. */
export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listNotifications.query>>) {
  const page = pageOf(n, { created_at: n.created_at }, query,
    mine(ctx),
    query.is_read === undefined ? undefined : query.is_read ? sql`${n.is_read}` : sql`not ${n.is_read}`,
    query.category && eq(n.category, query.category),
    query.since ? gte(n.created_at, query.since) : undefined,
  );
  const [rows, total, [left]] = await ctx.read(db.select(shown).from(n).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total, unread(ctx));
  return { ...toPage(rows, query, total), unread_count: left!.count };
}

export async function get(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(db.select(shown).from(n).where(and(mine(ctx), eq(n.id, id))));
  return first(rows);
}

const seen = (ctx: Ctx) => ({ is_read: true, read_at: ctx.now, updated_at: ctx.now, version: sql`${n.version} + 1` });

/** Reading twice is reading once: the first time stands. */
export async function read(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(db.select(shown).from(n).where(and(mine(ctx), eq(n.id, id))));
  const entry = first(rows);
  if (entry.is_read) return entry;
  return ctx.commit(
    { ...entry, version: entry.version + 1, is_read: true, read_at: ctx.now },
    db.update(n).set(seen(ctx)).where(and(mine(ctx), eq(n.id, id), sql`not ${n.is_read}`)),
    ctx.emit(notifyEvents["notification.read"], { user_id: ctx.user_id!, notification_ids: [id] }),
  );
}

/** Those of the ids that are the caller's, or everything unread until now. Ids of others change nothing. */
export function readMany(ctx: Ctx, body: z.output<typeof readNotifications.body & {}>) {
  const ids = "ids" in body ? [...new Set(body.ids)] : null;
  const which = ids ? sql`${n.id} = any(${many(ids, "uuid")})` : sql`${n.created_at} <= ${ctx.now}::timestamptz`;
  return ctx.commit({ ids },
    db.update(n).set(seen(ctx)).where(and(mine(ctx), sql`not ${n.is_read}`, which)),
    ctx.emit(notifyEvents["notification.read"], { user_id: ctx.user_id!, notification_ids: ids }),
  );
}
