import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { userProfiles, users } from "#db/schema/identity.ts";
import { atMost, db } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { readToken } from "#worker/kernel/ids.ts";
import { authEvents } from "#worker/modules/auth/contract.ts";
import { accountsWhere, hashPassword, insistOnGoodPassword, shownAccount } from "#worker/modules/auth/public.ts";
import type { AcceptInvite } from "./contract.ts";
import { seatsQuery } from "./seats.ts";

/**
 * Joins: the link proves the address, so that it needs no verification. Works once. The seat was taken by the invitation;
 * it is counted again, because the plan may have shrunk since.
 */
export async function accept(pub: PublicCtx, { token, full_name, password }: z.output<typeof AcceptInvite>) {
  const named = await readToken(token);
  if (!named) throw new AppError("AUTH_TOKEN_INVALID");
  const { tenant_id, id, hash } = named;
  const living = sql`id = ${id} and token_hash = ${hash} and accepted_at is null and revoked_at is null and expires_at > now()`;
  const [[account], [seats]] = await pub.as({ tenant_id, actor_id: "system:auth" }).read(accountsWhere(sql`${users.id} = (select user_id from invites where ${living})`), seatsQuery());
  if (account?.status !== "invited" || account.tenant.status !== "active") throw new AppError("AUTH_TOKEN_INVALID");
  insistOnGoodPassword(password, account.email);
  const ctx = pub.as({ tenant_id, actor_id: `user:${account.id}` });
  return ctx.commit(
    shownAccount({ ...account, full_name }),
    ...atMost(seats?.limit, "users.max",
      db.execute(sql`with spent as (update invites set accepted_at = now() where ${living} returning id)
        select case when exists (select from spent) then true else app.fail('AUTH_TOKEN_INVALID') end`),
      db.update(users).set({ status: "active", password_hash: await hashPassword(password), email_verified_at: ctx.now, updated_at: ctx.now, version: sql`${users.version} + 1` })
        .where(eq(users.id, account.id)),
      db.update(userProfiles).set({ full_name, updated_at: ctx.now }).where(eq(userProfiles.id, account.id)),
      ctx.emit(authEvents["user.created"], { user_id: account.id }),
      ctx.emit(authEvents["user.verified"], { user_id: account.id }),
    ),
  );
}
