import { generateAuthenticationOptions } from "@simplewebauthn/server";
import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { proveSession, provenNow } from "../factors/own.ts";
import type { Assertion } from "../passkeys-contract.ts";
import { ask, knownQuery, passkeyQuery, rpID, spendAssertion } from "./assertion.ts";

/** Options to show a passkey of the caller's again. The device asks for its lock: whoever only found it open is not the person. */
export async function verifyOptions(ctx: Ctx) {
  const [known] = await ctx.read(knownQuery(ctx.user_id!));
  if (!known.length) throw new AppError("CONFLICT", { reason: "You have no passkey." });
  return ask(ctx.request_id, `session:${ctx.session_id!}`, await generateAuthenticationOptions({ rpID: rpID(), userVerification: "required", allowCredentials: known }));
}

/** Shows a second factor again, for this session, by a passkey. There is nothing to guess, so that no lock counts. */
export async function verify(ctx: Ctx, credential: z.output<typeof Assertion>) {
  const [[kept]] = await ctx.read(passkeyQuery(ctx.user_id!, credential));
  const spend = await spendAssertion(ctx.request_id, credential, kept, `session:${ctx.session_id!}`);
  if (!spend) throw new AppError("AUTH_2FA_INVALID_CODE");
  return ctx.commit(provenNow(ctx), ...spend, ...proveSession(ctx, "passkey"));
}
