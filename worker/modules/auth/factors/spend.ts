import { and, eq, lt, or, isNull, type SQL, sql } from "drizzle-orm";
import { twofaSecrets } from "#db/schema/identity.ts";
import { db, orFail, type Statement } from "#worker/kernel/db.ts";
import { unseal } from "#worker/kernel/seal.ts";
import { hashOfBackupCode } from "./backup-codes.ts";
import { stepOf } from "./totp.ts";

const f = twofaSecrets;

/** What is kept of users to hold their codes against. */
export const secretsOf = (where: SQL) => db.select().from(f).where(where);
export type Secrets = typeof f.$inferSelect;

export const placeOfSecret = (tenant_id: string, id: string) => ({ tenant_id, table: "twofa_secrets", id });

/** The time step of which this is the TOTP code, when it was not used before; only the commit says so for certain. */
export async function totpStep(secrets: Secrets, code: string, now: string): Promise<number | undefined> {
  const step = secrets.totp_secret ? stepOf(await unseal(secrets.totp_secret, placeOfSecret(secrets.tenant_id, secrets.id)), code, now) : undefined;
  return step !== undefined && (secrets.last_step === null || step > secrets.last_step) ? step : undefined;
}

/** Uses a time step up: it, and every one before it, is refused from then on. */
export const spendStep = (user_id: string, step: number): Statement =>
  orFail(db.update(f).set({ last_step: step, updated_at: sql`now()` }).where(and(eq(f.id, user_id), or(isNull(f.last_step), lt(f.last_step, step)))).returning({ id: f.id }), "AUTH_2FA_INVALID_CODE");

/** What uses a code of an authenticator app or a backup code up, in the commit it allows; undefined when it is wrong. */
export async function spendCode(secrets: Secrets | undefined, code: string, now: string): Promise<{ method: "totp" | "backup_code"; spend: Statement } | undefined> {
  if (!secrets) return undefined;
  if (/^\d{6}$/.test(code)) {
    const step = secrets.enabled ? await totpStep(secrets, code, now) : undefined;
    return step === undefined ? undefined : { method: "totp", spend: spendStep(secrets.id, step) };
  }
  const hash = await hashOfBackupCode(secrets.id, code);
  if (!secrets.backup_codes.includes(hash)) return undefined;
  const used = db.update(f).set({ backup_codes: sql`array_remove(${f.backup_codes}, ${hash})`, updated_at: sql`now()` }).where(and(eq(f.id, secrets.id), sql`${hash} = any(${f.backup_codes})`)).returning({ id: f.id });
  return { method: "backup_code", spend: orFail(used, "AUTH_2FA_INVALID_CODE") };
}
