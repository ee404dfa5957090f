import { and, eq, gte, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { notificationsInbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, first, many } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { notifyEvents } from "#worker/modules/notify/contract.ts";
import { type archiveNotifications, inboxEvents, type listNotifications, Notification, type readNotifications } from "./inbox-contract.ts";

const n = notificationsInbox;
export const shown = columns(n, Notification);
export const of = (user_id: string, ...more: (SQL | undefined)[]) => and(eq(n.recipient_user_id, user_id), ...more);

type Query = z.output<NonNullable<typeof listNotifications.query>>;
type Filter = Partial<Pick<Query, "category" | "severity" | "source" | "from" | "to" | "q">>;

const matching = ({ category, severity, source, from, to, q }: Filter): SQL | undefined => and(
  category && eq(n.category, category), severity && eq(n.severity, severity), source === undefined ? undefined : eq(n.source, source),
  from ? gte(n.created_at, from) : undefined, to ? lt(n.created_at, to) : undefined,
  q === undefined ? undefined : sql`app.fold(${n.title} || ' ' || ${n.body}) like app.search_pattern(${q})`);

const unreadOf = (user_id: string) =>
  db.select({ category: n.category, count: sql<number>`count(*)::int` }).from(n).where(of(user_id, sql`not ${n.is_read}`, isNull(n.archived_at))).groupBy(n.category);

/** Somebody's inbox, and how much of it is unread whatever the filters: of each category, in the same round trip. */
export async function list(ctx: Ctx, query: Query, user_id = ctx.user_id!) {
  const page = pageOf(n, { created_at: n.created_at }, query,
    of(user_id, query.archived ? isNotNull(n.archived_at) : isNull(n.archived_at), matching({ ...query, from: query.from ?? query.since })),
    query.is_read === undefined ? undefined : query.is_read ? sql`${n.is_read}` : sql`not ${n.is_read}`,
  );
  const [rows, total, counts, [user]] = await ctx.read(
    db.select(shown).from(n).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total, unreadOf(user_id),
    db.select({ known: sql<boolean>`exists (select from users where id = ${user_id})` }).from(sql`(select) one`));
  if (!user!.known) throw new AppError("NOT_FOUND");
  const unread = { approvals: 0, tasks: 0, system: 0, marketing: 0, ...Object.fromEntries(counts.map(({ category, count }) => [category, count])) };
  return { ...toPage(rows, query, total), unread, unread_count: counts.reduce((sum, { count }) => sum + count, 0) };
}

/** Somebody else's inbox. That it was looked at is on record before it is answered. */
export async function listOfUser(ctx: Ctx, user_id: string, query: Query) {
  const page = await list(ctx, query, user_id);
  await ctx.witness("inbox.read", "users", user_id);
  return page;
}

const marked = (ctx: Ctx, is_read: boolean) => ({ is_read, read_at: is_read ? ctx.now : null, updated_at: ctx.now, version: sql`${n.version} + 1` });
const isOther = (is_read: boolean) => (is_read ? sql`not ${n.is_read}` : sql`${n.is_read}`);
const among = (ids: readonly string[]) => sql`${n.id} = any(${many(ids, "uuid")})`;

/** Reading twice is reading once: the first time stands. */
export async function read(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(db.select(shown).from(n).where(of(ctx.user_id!, eq(n.id, id))));
  const entry = first(rows);
  if (entry.is_read) return entry;
  return ctx.commit(
    { ...entry, version: entry.version + 1, is_read: true, read_at: ctx.now },
    db.update(n).set(marked(ctx, true)).where(of(ctx.user_id!, eq(n.id, id), isOther(true))),
    ctx.emit(notifyEvents["notification.read"], { user_id: ctx.user_id!, notification_ids: [id] }),
  );
}

/** Those of the ids that are the caller's, or all that a filter finds and was there until now. Ids of others change nothing. */
export function mark(ctx: Ctx, body: z.output<typeof readNotifications.body & {}>) {
  const ids = "ids" in body ? [...new Set(body.ids)] : null;
  const which = ids ? among(ids) : and(isNull(n.archived_at), sql`${n.created_at} <= ${ctx.now}::timestamptz`, "filter" in body ? matching(body.filter) : undefined);
  const event = body.is_read ? notifyEvents["notification.read"] : inboxEvents["notification.unread"];
  return ctx.commit({ ids },
    db.update(n).set(marked(ctx, body.is_read)).where(of(ctx.user_id!, isOther(body.is_read), which)),
    ctx.emit(event, { user_id: ctx.user_id!, notification_ids: ids }),
  );
}

/** The archive is kept out of lists and counts; `archived=true` looks there. */
export function archive(ctx: Ctx, { ids: given, archived }: z.output<typeof archiveNotifications.body & {}>) {
  const ids = [...new Set(given)];
  return ctx.commit({ ids },
    db.update(n).set({ archived_at: archived ? ctx.now : null, updated_at: ctx.now, version: sql`${n.version} + 1` })
      .where(of(ctx.user_id!, among(ids), archived ? isNull(n.archived_at) : isNotNull(n.archived_at))),
    ctx.emit(inboxEvents[archived ? "notification.archived" : "notification.unarchived"], { user_id: ctx.user_id!, notification_ids: ids }),
  );
}
