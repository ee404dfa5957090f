import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { userProfiles, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { type putUserPreferences, userEvents } from "./contract.ts";
import { outranked } from "./lifecycle.ts";
import { memberById, type MemberRow } from "./members.ts";

const shown = ({ id, version, locale, timezone }: MemberRow) => ({ user_id: id, version, locale, timezone });

export async function get(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(memberById(id));
  return shown(first(rows));
}

/** In which language and time zone a person who ranks below, or oneself, is told things. */
export async function put(ctx: Ctx, id: string, body: z.output<NonNullable<typeof putUserPreferences.body>>) {
  const [rows] = await ctx.read(memberById(id));
  const before = first(rows);
  if (id !== ctx.user_id) outranked(ctx, before);
  const after = ctx.next(before, body);
  return ctx.commit(
    shown(after),
    updateOne(users, before, { updated_at: after.updated_at }),
    db.update(userProfiles).set({ ...body, updated_at: after.updated_at, version: sql`${userProfiles.version} + 1` }).where(eq(userProfiles.id, id)),
    ctx.emit(userEvents["user.updated"], { user_id: id, fields: Object.keys(body) }),
  );
}
