import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { twofaSecrets } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, orFail, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { seal } from "#worker/kernel/seal.ts";
import { factorEvents } from "../factors-contract.ts";
import { newBackupCodes } from "./backup-codes.ts";
import { codeKeys, firstBackupCodes, guarded, insistProven, keep, type Proof, proveSession, provenNow, readOwn } from "./own.ts";
import { placeOfSecret, spendCode, totpStep } from "./spend.ts";
import { newSecret } from "./totp.ts";

/** A new secret, kept sealed until its first code confirms it; one that is in use is not replaced. */
export async function setup(ctx: Ctx, proof: Proof) {
  const own = await readOwn(ctx);
  if (own.mfa.totp) throw new AppError("CONFLICT", { reason: "An authenticator app is set up already. Disable it first." });
  const spend = own.mfa.enrolled ? await insistProven(ctx, own, proof) : [];
  const made = newSecret(own.email), secret = await seal(made.secret, placeOfSecret(ctx.tenant_id, own.id));
  const pending = { totp_secret: secret, last_step: null, updated_at: ctx.now };
  return ctx.commit(
    made,
    ...spend,
    orFail(db.insert(twofaSecrets).values({ id: own.id, ...pending })
      .onConflictDoUpdate({ target: [twofaSecrets.tenant_id, twofaSecrets.id], set: pending, setWhere: sql`not twofa_secrets.enabled` }).returning({ id: twofaSecrets.id }), "CONFLICT"),
    ctx.emit(factorEvents["twofa.setup_started"], { user_id: own.id }),
  );
}

/** Switches the app on: its first code shows that it works, and is used up by it. */
export async function confirm(ctx: Ctx, code: string) {
  const own = await readOwn(ctx), { secrets } = own;
  if (own.mfa.totp) throw new AppError("CONFLICT", { reason: "An authenticator app is set up already." });
  if (!secrets?.totp_secret) throw new AppError("CONFLICT", { reason: "Start with totp/setup: there is no secret yet." });
  const wrong = () => invalid("code", "This is not the code that the app shows now. Check that the phone's clock is right.");
  const { found: step, pass } = await guarded(ctx, await codeKeys(ctx, own), wrong, () => totpStep(secrets, code, ctx.now));
  const { codes, hashes } = await firstBackupCodes(own);
  return ctx.commit(
    { enabled: true as const, backup_codes: codes },
    ...pass,
    orFail(db.update(twofaSecrets).set({ enabled: true, last_step: step, ...(hashes ? { backup_codes: hashes } : {}), updated_at: ctx.now })
      .where(and(eq(twofaSecrets.id, own.id), eq(twofaSecrets.enabled, false), eq(twofaSecrets.totp_secret, secrets.totp_secret), or(isNull(twofaSecrets.last_step), lt(twofaSecrets.last_step, step)))).returning({ id: twofaSecrets.id }), "CONFLICT"),
    ...enabled(ctx, "totp"),
  );
}

/** Switches the app off. Without any factor left the backup codes go too. */
export async function disable(ctx: Ctx, proof: Proof) {
  const own = await readOwn(ctx);
  if (!own.mfa.totp) throw new AppError("CONFLICT", { reason: "No authenticator app is set up." });
  const spend = await insistProven(ctx, own, proof), { sms, whatsapp, passkeys } = own.mfa;
  return ctx.commit(
    { enabled: false as const },
    ...spend,
    keep(own.id, { totp_secret: null, enabled: false, last_step: null, ...(sms || whatsapp || passkeys ? {} : { backup_codes: [] }) }),
    ...disabled(ctx, "totp"),
  );
}

/** Ten new codes; those before stop working. */
export async function renewBackupCodes(ctx: Ctx, proof: Proof) {
  const own = await readOwn(ctx);
  if (!own.mfa.enrolled) throw new AppError("CONFLICT", { reason: "Set up a second factor first: backup codes stand in for one." });
  const spend = await insistProven(ctx, own, proof), { codes, hashes } = await newBackupCodes(own.id);
  return ctx.commit(
    { backup_codes: codes },
    ...spend,
    keep(own.id, { backup_codes: hashes }),
    ctx.emit(factorEvents["twofa.backup_codes_made"], { user_id: own.id }),
    auditEntry("twofa.backup_codes_made", "users", own.id),
  );
}

/** Shows a second factor again, for this session, by a code. */
export async function stepUp(ctx: Ctx, code: string) {
  const own = await readOwn(ctx);
  if (!own.secrets || !own.mfa.enrolled) throw new AppError("CONFLICT", { reason: "Set up a second factor first." });
  const { found, pass } = await guarded(ctx, await codeKeys(ctx, own), () => new AppError("AUTH_2FA_INVALID_CODE"), () => spendCode(own.secrets, code, ctx.now));
  return ctx.commit(provenNow(ctx), ...pass, found.spend, ...proveSession(ctx, found.method));
}

type Factor = "totp" | "sms" | "whatsapp";
export const enabled = (ctx: Ctx, method: Factor): Statement[] => [
  ctx.emit(factorEvents["twofa.enabled"], { user_id: ctx.user_id!, method }), auditEntry("twofa.enabled", "users", ctx.user_id!, { method }),
];
export const disabled = (ctx: Ctx, method: Factor): Statement[] => [
  ctx.emit(factorEvents["twofa.disabled"], { user_id: ctx.user_id!, method }), auditEntry("twofa.disabled", "users", ctx.user_id!, { method }),
];
