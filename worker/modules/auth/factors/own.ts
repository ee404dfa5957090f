import { and, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { mfaStatus, sessions, tenants, twofaSecrets, userProfiles, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, first, many, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { mfaColumns } from "../accounts.ts";
import { addressOf, countFailure, factorKeyOf, insistUnlocked, lockQuery, passed } from "../attempts.ts";
import { factorEvents, type Method } from "../factors-contract.ts";
import { isPassword } from "../passwords.ts";
import { newBackupCodes } from "./backup-codes.ts";
import { secretsOf, spendCode } from "./spend.ts";

/** For so long after showing a second factor nothing more is asked for. */
export const STEP_UP_MIN = 10;

const ownRow = (ctx: Ctx) =>
  db.select({
    id: users.id, email: users.email, password_hash: users.password_hash, phone_e164: userProfiles.phone_e164, phone_verified_at: userProfiles.phone_verified_at, locale: userProfiles.locale,
    tenant_name: tenants.name, mfa_policy: tenants.mfa_policy,
    mfa: mfaColumns,
    is_verified: sql<boolean>`coalesce((select verified_at > now() - ${`${STEP_UP_MIN} minutes`}::interval from ${sessions} where ${sessions.id} = ${ctx.session_id!}), false)`,
  }).from(users)
    .innerJoin(userProfiles, and(eq(userProfiles.tenant_id, users.tenant_id), eq(userProfiles.id, users.id)))
    .innerJoin(tenants, eq(tenants.id, users.tenant_id))
    .innerJoin(mfaStatus, and(eq(mfaStatus.tenant_id, users.tenant_id), eq(mfaStatus.id, users.id)))
    .where(eq(users.id, ctx.user_id!));

/** The caller's account, and what their codes are held against. */
export const ownQueries = (ctx: Ctx) => [ownRow(ctx), secretsOf(eq(twofaSecrets.id, ctx.user_id!))] as const;

/** Both, in one read. */
export async function readOwn(ctx: Ctx) {
  const [rows, [secrets]] = await ctx.read(...ownQueries(ctx));
  return { ...first(rows), secrets };
}
export type Own = Awaited<ReturnType<typeof readOwn>>;

/** Holds guesses of a signed-in person to the locks of sign-in: a stolen session must not find codes out. One more trip. */
export async function guarded<T>(ctx: Ctx, keys: readonly string[], wrong: () => AppError, look: () => Promise<T | undefined | false>): Promise<{ found: T; pass: Statement[] }> {
  const [lock] = await readAcrossTenants("sign-in", ctx.request_id, lockQuery(sql`${many(keys, "text")}`));
  insistUnlocked(lock);
  const found = await look();
  if (found) return { found, pass: keys.map(passed) };
  await Promise.all(keys.map((key) => countFailure(ctx.request_id, key)));
  throw wrong();
}

/** Under which wrong codes of the caller are counted. */
export const codeKeys = async (ctx: Ctx, { id, email }: Pick<Own, "id" | "email">) => Promise.all([addressOf(email), factorKeyOf(ctx.tenant_id, id)]);

export interface Proof { readonly password?: string | undefined; readonly code?: string | undefined }

/** What spends the proof that it is the person still, before they change how their account is guarded. FORBIDDEN says what to send; a passkey is shown beforehand (passkeys/verify). */
export async function insistProven(ctx: Ctx, own: Own, { password, code }: Proof): Promise<Statement[]> {
  if (code) {
    const { found, pass } = await guarded(ctx, await codeKeys(ctx, own), () => new AppError("AUTH_2FA_INVALID_CODE"), () => spendCode(own.secrets, code, ctx.now));
    return [...pass, found.spend];
  }
  if (password) {
    const { pass } = await guarded(ctx, [await addressOf(own.email)], () => invalid("password", "This is not your password."), () => isPassword(own.password_hash, password));
    return pass;
  }
  if (own.is_verified) return [];
  throw new AppError("FORBIDDEN", { reason: "step_up_required", send: [...(own.mfa.passkeys ? ["passkey"] : []), ...(own.password_hash ? ["password"] : []), ...(own.mfa.enrolled ? ["code"] : [])] });
}

/** What is answered to who has just shown a second factor again. */
export const provenNow = (ctx: Ctx) => ({ ok: true as const, verified_until: new Date(Date.parse(ctx.now) + STEP_UP_MIN * 60_000).toISOString() });
/** From this commit on the session asks for no further proof, for ten minutes. */
export const proveSession = (ctx: Ctx, method: z.output<typeof Method>): Statement[] => [
  db.update(sessions).set({ verified_at: ctx.now, version: sql`${sessions.version} + 1` }).where(eq(sessions.id, ctx.session_id!)),
  ctx.emit(factorEvents["twofa.verified"], { user_id: ctx.user_id!, method }),
  auditEntry("twofa.verified", "users", ctx.user_id!, { method }),
];

/** Backup codes for who has none yet: with the first factor of any kind comes a way in without it. */
export async function firstBackupCodes({ id, secrets }: Pick<Own, "id" | "secrets">): Promise<{ codes: string[] | null; hashes?: string[] }> {
  return secrets?.backup_codes.length ? { codes: null } : newBackupCodes(id);
}

/** Changes what is kept of the caller's factors, making the row where there is none. */
export const keep = (id: string, patch: Partial<typeof twofaSecrets.$inferInsert>): Statement =>
  db.insert(twofaSecrets).values({ id, ...patch }).onConflictDoUpdate({ target: [twofaSecrets.tenant_id, twofaSecrets.id], set: { ...patch, updated_at: sql`now()`, version: sql`twofa_secrets.version + 1` } });
