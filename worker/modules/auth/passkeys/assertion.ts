import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { and, eq, sql } from "drizzle-orm";
import { env } from "cloudflare:workers";
import type * as z from "zod";
import { userPasskeys } from "#db/schema/identity.ts";
import { db, orFail, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { unpackIds } from "#worker/kernel/ids.ts";
import { accountsWhere, isUsable } from "../accounts.ts";
import { addressOf } from "../attempts.ts";
import { openChallenge } from "../factors/challenge.ts";
import type { Assertion } from "../passkeys-contract.ts";
import { enter } from "../sign-in.ts";
import { remember, take } from "../states.ts";

const p = userPasskeys;
export const rpID = () => new URL(env.APP_URL).hostname;
export const origins = () => [...new Set([env.APP_URL, ...env.CORS_ORIGINS.split(",")].map((url) => new URL(url).origin))];

/** The WebAuthn challenge that a browser says it answered. */
export function challengeIn(clientDataJSON: string): string {
  try {
    return String((JSON.parse(Buffer.from(clientDataJSON, "base64url").toString()) as { challenge?: unknown }).challenge);
  } catch {
    return "";
  }
}

type Credential = z.output<typeof Assertion>;
interface Asked extends Record<string, unknown> { challenge_id?: string; user_id?: string }

/** Options to sign in: with a challenge, for the passkeys of its account; without, for whichever the device has. */
export async function loginOptions(pub: PublicCtx, challenge_token: string | undefined) {
  const opened = challenge_token ? await openChallenge(pub.request_id, challenge_token, { guess: false }) : undefined;
  const known = opened && (await pub.as({ tenant_id: opened.account.tenant_id, actor_id: "system:sign-in" })
    .read(db.select({ id: p.credential_id, transports: p.transports }).from(p).where(eq(p.user_id, opened.account.id))))[0];
  const options = await generateAuthenticationOptions({ rpID: rpID(), userVerification: opened ? "preferred" : "required", ...(known ? { allowCredentials: known } : {}) });
  await remember(pub.request_id, "passkey", options.challenge, opened ? { challenge_id: opened.challenge.id } : {});
  return { options: { ...options } };
}

/**
 * What counts the use of a passkey, in the commit it allows; undefined when it is not of this account, answers another
 * challenge or one that was answered before, or its signature or counter is not right.
 */
export async function spendAssertion(pub: PublicCtx, credential: Credential, { tenant_id, user_id, challenge_id }: { tenant_id: string; user_id: string; challenge_id?: string }): Promise<Statement[] | undefined> {
  const expectedChallenge = challengeIn(credential.response.clientDataJSON);
  const asked = await take<Asked>(pub.request_id, "passkey", expectedChallenge);
  if (!asked || asked.user_id || asked.challenge_id !== challenge_id) return undefined;
  const [[kept]] = await pub.as({ tenant_id, actor_id: "system:sign-in" }).read(db.select().from(p).where(and(eq(p.credential_id, credential.id), eq(p.user_id, user_id))));
  if (!kept) return undefined;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: credential as never, expectedChallenge, expectedOrigin: origins(), expectedRPID: rpID(), requireUserVerification: challenge_id === undefined,
    credential: { id: kept.credential_id, publicKey: Uint8Array.from(Buffer.from(kept.public_key, "base64url")), counter: kept.counter },
  }).catch(() => ({ verified: false, authenticationInfo: undefined }));
  if (!verified || !authenticationInfo) return undefined;
  const { newCounter: counter, credentialBackedUp: is_backed_up } = authenticationInfo;
  const used = db.update(p).set({ counter, is_backed_up, last_used_at: sql`now()`, version: sql`${p.version} + 1` }).where(and(eq(p.id, kept.id), eq(p.counter, kept.counter))).returning({ id: p.id });
  return [orFail(used, "AUTH_2FA_INVALID_CODE")];
}

/** Signs in with a passkey alone. It names its account; the device has asked for its lock, so that it is two factors in one. */
export async function login(pub: PublicCtx, credential: Credential, request: Request, reply: Headers) {
  const named = unpackIds(credential.response.userHandle ?? "");
  if (!named) throw new AppError("AUTH_INVALID_CREDENTIALS");
  const { tenant_id, id: user_id } = named;
  const [[account]] = await pub.as({ tenant_id, actor_id: "system:sign-in" }).read(accountsWhere(sql`users.id = ${user_id}`));
  const proof = await spendAssertion(pub, credential, { tenant_id, user_id });
  if (!account || !proof) throw new AppError("AUTH_INVALID_CREDENTIALS");
  if (!isUsable(account)) throw new AppError("FORBIDDEN", { reason: "This account or its workspace is not active." });
  return enter(pub, account, { request, reply, address: await addressOf(account.email), proof, verified: true });
}
