import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { digestSubscriptions } from "#db/schema/notify.ts";
import { db } from "#worker/kernel/db.ts";
import { on } from "#worker/kernel/events.ts";
import { userEvents } from "#worker/modules/users/contract.ts";
import { readerQuery } from "./compose.ts";
import { nextAt } from "./next-at.ts";

const d = digestSubscriptions;

export const digestSubscribers = [
  /** Whoever moves to another time zone has their digests at the same time there. */
  on(userEvents["user.updated"], "notify.move-digests", async (ctx, { payload: { user_id, fields } }) => {
    if (!fields.includes("timezone")) return;
    const [rows, { rows: [reader] }] = await ctx.read(db.select().from(d).where(and(eq(d.user_id, user_id), d.enabled, isNull(d.timezone), isNotNull(d.next_at))), readerQuery(user_id));
    if (!rows.length || !reader) return;
    const { timezone } = reader;
    await ctx.commit(null, ...rows.map((row) => db.update(d).set({ next_at: nextAt({ ...row, at_local: row.at_local.slice(0, 5), timezone }, ctx.now), updated_at: ctx.now, version: sql`${d.version} + 1` }).where(and(eq(d.id, row.id), eq(d.version, row.version)))));
  }),
];
