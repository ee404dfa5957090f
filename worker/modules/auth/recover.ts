import { waitUntil } from "cloudflare:workers";
import { eq, isNull, sql } from "drizzle-orm";
import { users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { accountsByEmail, type FoundAccount, isUsable } from "./accounts.ts";
import { addressOf, proven } from "./attempts.ts";
import { authEvents } from "./contract.ts";
import { hashPassword, insistOnGoodPassword } from "./passwords.ts";
import { endSessions } from "./sessions.ts";
import { mailLink, maySend, openLink, type Purpose } from "./tokens.ts";

/** Confirms an address: whoever holds the link can read its mail. */
export async function verifyEmail(pub: PublicCtx, token: string) {
  const { ctx, account, spend } = await openLink(pub, token, "verify_email");
  return ctx.commit({ verified: true as const }, spend, ...verified(ctx, account));
}

/** Mails every account of the address, without saying whether there is one: the answer waits for the look-up only. */
export async function mailLinks(pub: PublicCtx, email: string, purpose: Purpose) {
  const wanted = purpose === "verify_email" ? isNull(users.email_verified_at) : undefined;
  const [accounts] = await readAcrossTenants("recover", pub.request_id, accountsByEmail(email, wanted, eq(users.status, "active"), maySend(purpose)));
  const mailed = accounts.filter(isUsable).map(async (account) => {
    const ctx = pub.as({ tenant_id: account.tenant_id, actor_id: "system:auth" });
    await ctx.commit(null, ...(await mailLink(ctx, account, purpose)));
  });
  waitUntil(Promise.all(mailed).catch((error: unknown) => log("warn", "mail link", { request_id: pub.request_id, purpose, ...describe(error) })));
  return { accepted: true as const };
}

/**
 * A new password ends every session and the lock of the address, which the link proves; wrong codes stay counted. Whoever
 * resets signs in next, and is challenged there.
 */
export async function resetPassword(pub: PublicCtx, { token, password }: { token: string; password: string }) {
  const { ctx, account, spend } = await openLink(pub, token, "reset_password");
  insistOnGoodPassword(password, account.email);
  return ctx.commit(
    { changed: true as const }, spend,
    ...setPassword(ctx, account.id, await hashPassword(password)),
    ...verified(ctx, account),
    ...endSessions(ctx, { user_id: account.id, reason: "password_reset" }),
    proven(await addressOf(account.email)),
  );
}

const verified = (ctx: Ctx, { id, email_verified_at }: FoundAccount): Statement[] => (email_verified_at ? [] : [
  db.update(users).set({ email_verified_at: ctx.now, version: sql`${users.version} + 1` }).where(eq(users.id, id)),
  ctx.emit(authEvents["user.verified"], { user_id: id }),
]);

/** Stores the hash of a new password, and says so. */
export const setPassword = (ctx: Ctx, user_id: string, password_hash: string): Statement[] => [
  db.update(users).set({ password_hash, updated_at: ctx.now, version: sql`${users.version} + 1` }).where(eq(users.id, user_id)),
  ctx.emit(authEvents["user.password_changed"], { user_id }),
];
