import { and, eq, or, sql } from "drizzle-orm";
import { sessions, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { newToken } from "#worker/kernel/ids.ts";
import { bearerOf, readAccessToken } from "./access-token.ts";
import { accountsWhere, isUsable } from "./accounts.ts";
import { authEvents } from "./contract.ts";
import { insistOnOwnOrigin, readRefreshCookie, REFRESH_DAYS, setRefreshCookie } from "./cookie.ts";
import { signedIn } from "./sign-in.ts";
import { hoursFrom } from "./tokens.ts";

const sessionColumns = {
  id: sessions.id, version: sessions.version, user_id: sessions.user_id, current: sessions.refresh_token_hash, previous: sessions.previous_token_hash,
  is_living: sql<boolean>`${sessions.revoked_at} is null and ${sessions.expires_at} > now()`,
  is_fresh: sql<boolean>`${sessions.rotated_at} > now() - interval '10 seconds'`,
};
const sessionById = (id: string) => db.select(sessionColumns).from(sessions).where(eq(sessions.id, id));

type Named = NonNullable<Awaited<ReturnType<typeof readRefreshCookie>>>;

/**
 * A new access token and a new refresh token for the current one. The token just replaced is honoured for 10 s with an
 * access token only, for a second tab or a lost answer; any older one ends the session, because two hold it.
 */
export async function refresh(pub: PublicCtx, request: Request, reply: Headers) {
  insistOnOwnOrigin(request);
  const named = await readRefreshCookie(request);
  if (!named) throw new AppError("AUTH_UNAUTHORIZED");
  try {
    return await exchange(pub, named, request, reply).catch((error: unknown) => {
      // Another tab rotated it in between: what this token is now has to be read anew.
      if (error instanceof AppError && error.code === "CONFLICT") return exchange(pub, named, request, reply);
      throw error;
    });
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith("AUTH_")) setRefreshCookie(reply, request, null);
    throw error;
  }
}

async function exchange(pub: PublicCtx, { tenant_id, id, hash }: Named, request: Request, reply: Headers) {
  const [[session], [account]] = await pub.as({ tenant_id, actor_id: "system:auth" })
    .read(sessionById(id), accountsWhere(sql`${users.id} = (select user_id from sessions where id = ${id})`));
  if (!session?.is_living || !account || !isUsable(account)) throw new AppError("AUTH_UNAUTHORIZED", { reason: "This session has ended." });
  const ctx = pub.as({ tenant_id, actor_id: `user:${account.id}` });
  if (hash !== session.current) {
    if (hash === session.previous && session.is_fresh) return signedIn(account, id);
    return endReused(ctx, session);
  }
  const next = await newToken(tenant_id, id);
  const answer = await signedIn(account, id);
  await ctx.commit(
    answer,
    updateOne(sessions, session, { refresh_token_hash: next.hash, previous_token_hash: hash, rotated_at: sql`now()`, expires_at: hoursFrom(ctx.now, REFRESH_DAYS * 24) }),
    ctx.emit(authEvents["auth.refresh_rotated"], { user_id: account.id, session_id: id }),
    auditEntry("auth.refresh_rotated", "sessions", id),
  );
  setRefreshCookie(reply, request, next.token);
  return answer;
}

async function endReused(ctx: Ctx, { id, version, user_id }: { id: string; version: number; user_id: string }): Promise<never> {
  await ctx.commit(
    null,
    updateOne(sessions, { id, version }, { revoked_at: ctx.now, revoked_reason: "token_reused" }),
    ctx.emit(authEvents["auth.session_revoked"], { user_id, session_id: id, reason: "token_reused" }),
    auditEntry("auth.token_reused", "sessions", id),
  );
  throw new AppError("AUTH_TOKEN_REUSED");
}

/** Ends the session of the cookie, or of the access token where there is no cookie. Signing out twice is no error. */
export async function logout(pub: PublicCtx, request: Request, reply: Headers) {
  insistOnOwnOrigin(request);
  const cookie = await readRefreshCookie(request), bearer = bearerOf(request);
  setRefreshCookie(reply, request, null);
  const done = { signed_out: true as const };
  if (!cookie && !bearer) return done;
  const { tenant_id, id, proof } = cookie
    ? { ...cookie, proof: or(eq(sessions.refresh_token_hash, cookie.hash), eq(sessions.previous_token_hash, cookie.hash)) }
    : await readAccessToken(bearer!).then((claims) => ({ tenant_id: claims.tenant_id, id: claims.session_id, proof: eq(sessions.user_id, claims.user_id) }));
  const [[session]] = await pub.as({ tenant_id, actor_id: "system:auth" }).read(db.select(sessionColumns).from(sessions).where(and(eq(sessions.id, id), proof)));
  if (!session?.is_living) return done;
  const ctx = pub.as({ tenant_id, actor_id: `user:${session.user_id}` });
  return ctx.commit(
    done,
    db.update(sessions).set({ revoked_at: ctx.now, revoked_reason: "signed_out" }).where(eq(sessions.id, id)),
    ctx.emit(authEvents["auth.logout"], { user_id: session.user_id, session_id: id }),
    auditEntry("auth.logout", "sessions", id),
  );
}
