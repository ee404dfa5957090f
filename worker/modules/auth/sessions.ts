import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type * as z from "zod";
import { sessions } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { newToken } from "#worker/kernel/ids.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { authEvents, type listSessions } from "./contract.ts";
import { REFRESH_DAYS } from "./cookie.ts";
import { hoursFrom } from "./tokens.ts";

const isLiving = (ctx: Ctx) => and(isNull(sessions.revoked_at), gt(sessions.expires_at, ctx.now));

/** A session and its first refresh token. Only the token's hash is stored. */
export async function newSession(ctx: Ctx, user_id: string): Promise<{ session_id: string; token: string; statements: Statement[] }> {
  const row = ctx.fresh({ user_id, user_agent: ctx.user_agent, ip: ctx.ip, rotated_at: ctx.now, expires_at: hoursFrom(ctx.now, REFRESH_DAYS * 24) });
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

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listSessions.query>>) {
  const page = pageOf(sessions, { created_at: sessions.created_at }, query, eq(sessions.user_id, ctx.user_id!), isLiving(ctx));
  const columns = {
    id: sessions.id, user_agent: sessions.user_agent, ip: sessions.ip, created_at: sessions.created_at, last_used_at: sessions.rotated_at, expires_at: sessions.expires_at,
    is_current: sql<boolean>`${sessions.id} = ${ctx.session_id!}`,
  };
  const [rows, total] = await ctx.read(db.select(columns).from(sessions).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

/** Ends one of the caller's own sessions. */
export async function revoke(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(db.select({ id: sessions.id, version: sessions.version }).from(sessions).where(and(eq(sessions.id, id), eq(sessions.user_id, ctx.user_id!), isLiving(ctx))));
  const session = first(rows);
  return ctx.commit(
    { id },
    updateOne(sessions, session, { revoked_at: ctx.now, revoked_reason: "revoked" }),
    ctx.emit(authEvents["auth.session_revoked"], { user_id: ctx.user_id!, session_id: id, reason: "revoked" }),
    auditEntry("auth.session_revoked", "sessions", id),
  );
}
