import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { userProfiles, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { keepingAnOwner } from "#worker/modules/access/public.ts";
import { type MemberPatch, userEvents } from "./contract.ts";
import { codesQuery, insistOnCodes } from "./dictionaries.ts";
import { outranked, reactivate, suspend, type Workspace, workspaceQuery } from "./lifecycle.ts";
import { memberById, type MemberRow } from "./members.ts";

/** Names, titles and departments of one's own account or of those below; a status suspends or reinstates as the routes of that name do. */
export async function patch(ctx: Ctx, id: string, { status, ...words }: z.output<typeof MemberPatch>) {
  const [rows, [place], { rows: codes }] = await ctx.read(memberById(id), workspaceQuery(), codesQuery(words));
  const before = first(rows);
  if (id !== ctx.user_id || status) outranked(ctx, before);
  insistOnCodes(words, codes);
  const step = status && status !== before.status ? await turnTo(ctx, before, status, place!) : { after: ctx.next(before, {}), statements: [updateOne(users, before, { updated_at: ctx.now })] };
  const statements = [
    ...step.statements,
    ...(Object.keys(words).length || !status ? [
      db.update(userProfiles).set({ ...words, updated_at: ctx.now, version: sql`${userProfiles.version} + 1` }).where(eq(userProfiles.id, id)),
      ctx.emit(userEvents["user.updated"], { user_id: id, fields: Object.keys(words) }),
    ] : []),
  ];
  return ctx.commit({ ...step.after, ...words }, ...keepingAnOwner(...(status === "active" ? ctx.within("users.max", ...statements) : statements)));
}

function turnTo(ctx: Ctx, member: MemberRow, status: "active" | "suspended", place: Workspace) {
  const permission = status === "suspended" ? "user.suspend" : "user.reinstate";
  if (!ctx.can(permission)) throw new AppError("FORBIDDEN", { permission });
  return (status === "suspended" ? suspend : reactivate)(ctx, member, place);
}
