import { and, eq, isNull, sql } from "drizzle-orm";
import type * as z from "zod";
import { authChallenges } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, orFail, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { newToken, readToken } from "#worker/kernel/ids.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";
import { accountsWhere, type FoundAccount, isUsable } from "../accounts.ts";
import { factorKeyOf, insistUnlocked, lockQuery, unlocked } from "../attempts.ts";
import { factorEvents, type Method } from "../factors-contract.ts";
import { secretsOf } from "./spend.ts";

const c = authChallenges;
const LIVES_S = 600;
/** Guesses of one challenge. */
export const ATTEMPTS = 5;

export type Challenge = typeof c.$inferSelect;

/** With what an account may answer a challenge. */
export function methodsOf({ mfa }: Pick<FoundAccount, "mfa">): z.output<typeof Method>[] {
  const { totp, sms, whatsapp, passkeys, backup_codes } = mfa;
  const has = { passkey: passkeys > 0, totp, whatsapp, sms, backup_code: backup_codes > 0 };
  return (Object.keys(has) as (keyof typeof has)[]).filter((method) => has[method]);
}

/**
 * The refusal that asks for a second factor, with the token of a challenge that was just stored. A challenge replaces the
 * one before, under a lock: however many are asked for, there are five guesses at a time.
 */
export async function challenge(ctx: Ctx, account: FoundAccount, address: string): Promise<AppError> {
  const lock_keys = [address, await factorKeyOf(ctx.tenant_id, account.id)];
  const row = ctx.fresh({ user_id: account.id, lock_keys, expires_at: new Date(Date.parse(ctx.now) + LIVES_S * 1000).toISOString() });
  const { token, hash } = await newToken(ctx.tenant_id, row.id);
  await ctx.commit(
    null,
    unlocked(...lock_keys),
    db.execute(sql`select pg_advisory_xact_lock(hashtextextended('challenge' || ${account.id}, 0))`),
    db.update(c).set({ used_at: ctx.now }).where(and(eq(c.user_id, account.id), isNull(c.used_at))),
    db.insert(c).values({ ...row, token_hash: hash }),
    ctx.emit(factorEvents["auth.challenged"], { user_id: account.id, challenge_id: row.id }),
  );
  return new AppError("AUTH_2FA_REQUIRED", { challenge_token: token, methods: methodsOf(account), expires_in: LIVES_S });
}

/**
 * The challenge of a token with its account, its secrets and how to spend it. A guess is counted before it is looked at,
 * in this one round trip, so that guesses made at the same moment are five as well.
 */
export async function openChallenge(request_id: string, token: string, { guess }: { guess: boolean }) {
  const named = await readToken(token);
  if (!named) throw gone();
  const { tenant_id, id, hash } = named;
  const mine = and(eq(c.tenant_id, tenant_id), eq(c.id, id));
  const living = and(mine, eq(c.token_hash, hash), isNull(c.used_at), sql`${c.expires_at} > now()`, sql`${c.attempts} < ${ATTEMPTS}`);
  const owner = sql`(select user_id from auth_challenges where tenant_id = ${tenant_id} and id = ${id})`;
  const [[row], [account], [secrets], lock] = await writeAcrossTenants("sign-in", request_id,
    db.update(c).set({ attempts: guess ? sql`${c.attempts} + 1` : c.attempts }).where(living).returning(),
    accountsWhere(sql`users.tenant_id = ${tenant_id} and users.id = ${owner}`),
    secretsOf(sql`twofa_secrets.tenant_id = ${tenant_id} and twofa_secrets.id = ${owner}`),
    lockQuery(sql`(select lock_keys from auth_challenges where tenant_id = ${tenant_id} and id = ${id})::text[]`),
  );
  if (!row || !account || !isUsable(account)) throw gone();
  insistUnlocked(lock);
  return { challenge: row, account, secrets };
}

/** Ends a challenge in the commit that it allows; of two answers at the same moment one is too late. */
export const spendChallenge = ({ id }: Challenge): Statement =>
  orFail(db.update(c).set({ used_at: sql`now()` }).where(and(eq(c.id, id), isNull(c.used_at))).returning({ id: c.id }), "AUTH_2FA_INVALID_CODE");

const gone = () => new AppError("AUTH_UNAUTHORIZED", { reason: "This sign-in took too long or had too many wrong codes. Start again." });
