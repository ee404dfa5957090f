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

function challengeIn(clientDataJSON: string): string {
  try {
    return String((JSON.parse(Buffer.from(clientDataJSON, "base64url").toString()) as { challenge?: unknown }).challenge);
  } catch {
    return "";
  }
}

type Credential = z.output<typeof Assertion>;
/** What a WebAuthn challenge was made for; its answer does for nothing else. */
export type Purpose = "sign-in" | `challenge:${string}` | `session:${string}` | `passkey:${string}`;
interface Asked extends Record<string, unknown> { purpose: Purpose }

/** Keeps the challenge of these options until it is answered. */
export async function ask(request_id: string, purpose: Purpose, options: { challenge: string }): Promise<{ options: Record<string, unknown> & { challenge: string } }> {
  await remember(request_id, "passkey", options.challenge, { purpose } satisfies Asked);
  return { options: { ...options } };
}

/** The WebAuthn challenge that a browser says it answered, if it was asked for this purpose and not answered before. */
export async function answered(request_id: string, purpose: Purpose, clientDataJSON: string): Promise<string | undefined> {
  const challenge = challengeIn(clientDataJSON);
  return (await take<Asked>(request_id, "passkey", challenge))?.purpose === purpose ? challenge : undefined;
}

/** The passkey that a browser says it used, if it is this user's. For ctx.read. */
export const passkeyQuery = (user_id: string, credential: Credential) => db.select().from(p).where(and(eq(p.credential_id, credential.id), eq(p.user_id, user_id)));
/** What a browser is told of the passkeys of a user. For ctx.read. */
export const knownQuery = (user_id: string) => db.select({ id: p.credential_id, transports: p.transports }).from(p).where(eq(p.user_id, user_id));

/** Options to sign in: with a challenge, for the passkeys of its account; without, for whichever the device has. */
export async function loginOptions(pub: PublicCtx, challenge_token: string | undefined) {
  const opened = challenge_token ? await openChallenge(pub.request_id, challenge_token, { guess: false }) : undefined;
  const known = opened && (await pub.as({ tenant_id: opened.account.tenant_id, actor_id: "system:sign-in" })
    .read(knownQuery(opened.account.id)))[0];
  const options = await generateAuthenticationOptions({ rpID: rpID(), userVerification: opened ? "preferred" : "required", ...(known ? { allowCredentials: known } : {}) });
  return ask(pub.request_id, opened ? `challenge:${opened.challenge.id}` : "sign-in", options);
}

/**
 * What counts the use of a kept passkey, in the commit it allows; undefined when there is none, when what was answered is
 * another challenge or one that was answered before, or when signature or counter are not right. Only as the second step
 * of a sign-in, after the first one, it may do without the lock of the device.
 */
export async function spendAssertion(request_id: string, credential: Credential, kept: typeof p.$inferSelect | undefined, purpose: Purpose): Promise<Statement[] | undefined> {
  const expectedChallenge = await answered(request_id, purpose, credential.response.clientDataJSON);
  if (!expectedChallenge || !kept) return undefined;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: credential as never, expectedChallenge, expectedOrigin: origins(), expectedRPID: rpID(), requireUserVerification: !purpose.startsWith("challenge:"),
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
  const [[account], [kept]] = await pub.as({ tenant_id, actor_id: "system:sign-in" }).read(accountsWhere(sql`users.id = ${user_id}`), passkeyQuery(user_id, credential));
  const proof = await spendAssertion(pub.request_id, credential, kept, "sign-in");
  if (!account || !proof) throw new AppError("AUTH_INVALID_CREDENTIALS");
  if (!isUsable(account)) throw new AppError("FORBIDDEN", { reason: "This account or its workspace is not active." });
  return enter(pub, account, { request, reply, address: await addressOf(account.email), proof, verified: true });
}
