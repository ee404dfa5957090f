import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type * as z from "zod";
import { sessions, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { newToken } from "#worker/kernel/ids.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { insistOutranks } from "#worker/modules/access/public.ts";
import { authEvents, type listSessions } from "./contract.ts";
import { REFRESH_DAYS } from "./cookie.ts";
import { deviceOf } from "./devices.ts";
import { hoursFrom } from "./tokens.ts";

const isLiving = (ctx: Ctx) => and(isNull(sessions.revoked_at), gt(sessions.expires_at, ctx.now));

/** A session and its first refresh token. Only the token's hash is stored. */
export async function newSession(ctx: Ctx, user_id: string, { country, verified }: { country: string | null; verified: boolean }): Promise<{ session_id: string; token: string; statements: Statement[] }> {
  const row = ctx.fresh({ user_id, user_agent: ctx.user_agent, ip: ctx.ip, country, verified_at: verified ? ctx.now : null, rotated_at: ctx.now, expires_at: hoursFrom(ctx.now, REFRESH_DAYS * 24) });
  const { token, hash } = await newToken(ctx.tenant_id, row.id);
  return {
    session_id: row.id, token,
    statements: [
      db.insert(sessions).values({ ...row, refresh_token_hash: hash }),
      ctx.emit(authEvents["auth.login"], { user_id, session_id: row.id }),
      auditEntry("auth.login", "sessions", row.id),
    ],
  };
}

/** Ends every session of a user, but the one to keep, from the very next request on. */
export const endSessions = (ctx: Ctx, { user_id, keep, reason }: { user_id: string; keep?: string | undefined; reason: string }): Statement[] => [
  db.update(sessions).set({ revoked_at: ctx.now, revoked_reason: reason })
    .where(and(eq(sessions.user_id, user_id), isNull(sessions.revoked_at), keep ? ne(sessions.id, keep) : undefined)),
  ctx.emit(authEvents["auth.sessions_revoked"], { user_id, kept_session_id: keep ?? null, reason }),
];

/** A user's living sessions, newest first, with what their user agents tell. */
export async function listOf(ctx: Ctx, user_id: string, query: z.output<NonNullable<typeof listSessions.query>>) {
  const page = pageOf(sessions, { created_at: sessions.created_at }, query, eq(sessions.user_id, user_id), isLiving(ctx));
  const columns = {
    id: sessions.id, user_agent: sessions.user_agent, ip: sessions.ip, country: sessions.country, created_at: sessions.created_at,
    last_used_at: sessions.rotated_at, expires_at: sessions.expires_at, is_current: sql<boolean>`${sessions.id} = ${ctx.session_id!}`,
  };
  const [rows, total, known] = await ctx.read(
    db.select(columns).from(sessions).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total, db.select({ id: users.id }).from(users).where(eq(users.id, user_id)));
  first(known);
  return toPage(rows.map((row) => ({ ...row, device: deviceOf(row.user_agent) })), query, total);
}

/** Ends all the caller's sessions but the one that asks. */
export async function revokeOthers(ctx: Ctx) {
  const [[living]] = await ctx.read(countOf(ctx, ctx.user_id!));
  return ctx.commit(
    { revoked: living!.count - 1 },
    ...endSessions(ctx, { user_id: ctx.user_id!, keep: ctx.session_id, reason: "revoked_others" }),
    auditEntry("auth.sessions_revoked", "users", ctx.user_id!),
  );
}

const rankOf = (user_id: string) => {
  const codes = sql<string[]>`coalesce((select json_agg(r.code) from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id where ur.user_id = "users"."id"), '[]')`;
  return db.select({ id: users.id, role_codes: codes }).from(users).where(eq(users.id, user_id));
};

/** Ends every session of somebody who ranks below the caller; their personal access tokens stay. */
export async function revokeAllOf(ctx: Ctx, user_id: string) {
  const [rows, [living]] = await ctx.read(rankOf(user_id), countOf(ctx, user_id));
  insistOutranks(ctx, first(rows).role_codes);
  return ctx.commit(
    { revoked: living!.count },
    ...endSessions(ctx, { user_id, reason: "revoked_by_admin" }),
    auditEntry("auth.sessions_revoked", "users", user_id),
  );
}

const countOf = (ctx: Ctx, user_id: string) => db.select({ count: sql<number>`count(*)::int` }).from(sessions).where(and(eq(sessions.user_id, user_id), isLiving(ctx)));

const oneOf = (ctx: Ctx, user_id: string, id: string) =>
  db.select({ id: sessions.id, user_id: sessions.user_id, version: sessions.version }).from(sessions).where(and(eq(sessions.id, id), eq(sessions.user_id, user_id), isLiving(ctx)));

/** Ends one of the caller's own sessions. */
export async function revoke(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(oneOf(ctx, ctx.user_id!, id));
  return end(ctx, first(rows), "revoked");
}

/** Ends one session of somebody who ranks below the caller. */
export async function revokeOneOf(ctx: Ctx, user_id: string, id: string) {
  const [rows, found] = await ctx.read(rankOf(user_id), oneOf(ctx, user_id, id));
  insistOutranks(ctx, first(rows).role_codes);
  return end(ctx, first(found), "revoked_by_admin");
}

const end = (ctx: Ctx, session: { id: string; user_id: string; version: number }, reason: string) => ctx.commit(
  { id: session.id },
  updateOne(sessions, session, { revoked_at: ctx.now, revoked_reason: reason }),
  ctx.emit(authEvents["auth.session_revoked"], { user_id: session.user_id, session_id: session.id, reason }),
  auditEntry("auth.session_revoked", "sessions", session.id, { user_id: session.user_id }),
);
