import type { Ctx } from "#worker/kernel/ctx.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { disabled, enabled } from "./authenticator.ts";
import { firstBackupCodes, insistProven, keep, type Proof, readOwn } from "./own.ts";

type Channel = "sms" | "whatsapp";
const COLUMNS = { sms: "sms_enabled", whatsapp: "whatsapp_enabled" } as const;

/** Lets codes by this channel be a second factor of the caller, once their phone is verified. Beside another kind of factor it takes a proof. */
export async function enable(ctx: Ctx, channel: Channel, proof: Proof) {
  const own = await readOwn(ctx);
  if (!own.phone_verified_at) throw new AppError("CONFLICT", { reason: "Verify your phone first.", code: "phone_unverified" });
  if (own.mfa[channel]) throw new AppError("CONFLICT", { reason: "This is switched on already." });
  const { mfa } = own, isSamePhone = mfa.sms || mfa.whatsapp;
  const spend = mfa.enrolled && !isSamePhone ? await insistProven(ctx, own, proof) : [];
  const { codes, hashes } = await firstBackupCodes(own);
  return ctx.commit(
    { enabled: true as const, backup_codes: codes },
    ...spend,
    keep(own.id, { [COLUMNS[channel]]: true, ...(hashes ? { backup_codes: hashes } : {}) }),
    ...enabled(ctx, channel),
  );
}

/** No more codes by this channel. Without any factor left the backup codes go too. */
export async function disable(ctx: Ctx, channel: Channel, proof: Proof) {
  const own = await readOwn(ctx);
  if (!own.mfa[channel]) throw new AppError("CONFLICT", { reason: "This is not switched on." });
  const spend = await insistProven(ctx, own, proof);
  const { totp, passkeys } = own.mfa, other = own.mfa[channel === "sms" ? "whatsapp" : "sms"];
  return ctx.commit(
    { enabled: false as const },
    ...spend,
    keep(own.id, { [COLUMNS[channel]]: false, ...(totp || other || passkeys ? {} : { backup_codes: [] }) }),
    ...disabled(ctx, channel),
  );
}
