import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { exportSPKI, generateKeyPair, SignJWT } from "jose";
import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { signAccessToken } from "#worker/modules/auth/access-token.ts";
import * as auth from "#worker/modules/auth/contract.ts";
import * as factors from "#worker/modules/auth/factors-contract.ts";
import * as passkeys from "#worker/modules/auth/passkeys-contract.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { admin, newTenant, nobody } from "../support/harness.ts";
import { bearer, newEmail, PASSWORD, signIn, signUpVerified } from "../support/people.ts";

const secret = new TextEncoder().encode(env.JWT_SECRET);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("forged, foreign and outlived access tokens are refused, all with the same code", async () => {
  const { owner } = await newTenant(), other = await newTenant();
  const claims = { tenant_id: owner.tenant_id, sid: owner.session_id };
  const made = (change: (jwt: SignJWT) => SignJWT = (jwt) => jwt, head: object = {}) =>
    change(new SignJWT(claims).setIssuer("m3core").setAudience("m3core-api").setSubject(owner.user_id).setIssuedAt().setNotBefore("0s").setExpirationTime("5m").setProtectedHeader({ alg: "HS256", ...head }));
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const [head, payload, signature] = owner.token.split(".");
  const forged: Record<string, string> = {
    "alg none": `${part({ alg: "none" })}.${payload}.`,
    "alg None": `${part({ alg: "None" })}.${payload}.${signature}`,
    "RS256 by a key of their own": await made(undefined, { alg: "RS256" }).sign(privateKey),
    "HS256 by a public key": await made().sign(new TextEncoder().encode(await exportSPKI(publicKey))),
    "HS256 that says it is RS256": `${part({ alg: "RS256", typ: "JWT" })}.${payload}.${signature}`,
    "HS512 by our secret": await made(undefined, { alg: "HS512" }).sign(secret),
    "a key in its own header": await made(undefined, { jwk: { kty: "oct", k: "A".repeat(43) }, kid: "../../dev/null" }).sign(new Uint8Array(32)),
    "a critical header we do not know": `${part({ alg: "HS256", crit: ["x"], x: 1 })}.${payload}.${signature}`,
    "another audience": await made((jwt) => jwt.setAudience("m3core-web")).sign(secret),
    "another issuer": await made((jwt) => jwt.setIssuer("https://evil.example")).sign(secret),
    "valid only later": await made((jwt) => jwt.setNotBefore("10m")).sign(secret),
    "for ever": await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).setIssuer("m3core").setAudience("m3core-api").setSubject(owner.user_id).setNotBefore("0s").sign(secret),
    "a session of another tenant": await signAccessToken({ tenant_id: owner.tenant_id, user_id: owner.user_id, session_id: other.owner.session_id }),
    "our session in another tenant": await signAccessToken({ tenant_id: other.tenant_id, user_id: owner.user_id, session_id: owner.session_id }),
    "the session of somebody else": await signAccessToken({ tenant_id: owner.tenant_id, user_id: newId(), session_id: owner.session_id }),
    "one letter of the payload changed": `${head}.${payload!.slice(0, -2)}${payload!.at(-2) === "A" ? "B" : "A"}${payload!.at(-1)}.${signature}`,
    "a personal token that was never made": `m3k_${Buffer.from(crypto.getRandomValues(new Uint8Array(64))).toString("base64url")}`,
    "not a token": "x.y.z",
  };
  for (const [name, token] of Object.entries(forged)) expect([name, (await nobody.call(getMe, bearer(token))).error!.code]).toEqual([name, "AUTH_UNAUTHORIZED"]);
  expect(await nobody.call(getMe, bearer(await made((jwt) => jwt.setExpirationTime("-1s")).sign(secret)))).toMatchObject({ status: 401, error: { code: "AUTH_TOKEN_EXPIRED" } });
  expect((await nobody.call(getMe, bearer(await made().sign(secret)))).status).toBe(200);
  await owner.ok(auth.revokeSession, { params: { session_id: owner.session_id } });
  expect(await nobody.call(getMe, bearer(await made().sign(secret)))).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
});

test("a challenge is no session, a refresh token no access token, and neither the other way round", async () => {
  const { email } = await signUpVerified(), signed = await signIn(email), { access_token } = signed.data;
  const refresh = /m3_refresh=([^;]+)/.exec(signed.headers.get("set-cookie")!)![1]!;
  expect((await nobody.call(getMe, bearer(refresh))).status).toBe(401);
  for (const token of [refresh, access_token.slice(0, 200), "x"]) {
    expect(await nobody.call(factors.finishLogin, { body: { challenge_token: token, method: "totp", code: "123456" } })).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
    expect(await nobody.call(passkeys.passkeyLoginOptions, { body: { challenge_token: token } })).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
  }
});

test("the answer to a wrong password is the same whether the account is unknown, known, or has a second factor", async () => {
  const { email } = await signUpVerified(), [user] = await admin`select tenant_id, id from users where email = ${email}`;
  const plain = await signIn(email, "not the password");
  await admin`insert into twofa_secrets (tenant_id, id, totp_secret, enabled) values (${user!["tenant_id"]}, ${user!["id"]}, 's1.k2.x', true)`;
  for (const answer of [await signIn(email, "not the password"), await signIn(newEmail("nobody"), "not the password")])
    expect([answer.status, answer.error!.code, answer.error!.details, answer.error!.message]).toEqual([plain.status, plain.error!.code, plain.error!.details, plain.error!.message]);
  expect(await signIn(email, PASSWORD)).toMatchObject({ status: 401, error: { code: "AUTH_2FA_REQUIRED" } });
});

test("strangers get few tries at codes and forms, and forms get fewest", async () => {
  const limits = await Promise.all([
    nobody.call(auth.login, { body: { email: newEmail(), password: "x" } }), nobody.call(factors.finishLogin, { body: { challenge_token: "x", method: "totp" } }),
    nobody.call(auth.forgotPassword, { body: { email: newEmail() } }), nobody.call(auth.registerSuperAdmin, { body: {} }),
  ]);
  expect(limits.map((a) => Number(a.headers.get("ratelimit-limit")) / 100)).toEqual([20, 10, 10, 10]);
});

test("what the clock clears away: challenges, states, phone codes and tokens that ended long ago", async () => {
  const { owner, tenant_id } = await newTenant(), user = owner.user_id, key = newId();
  for (const days of [0, 40, 100]) {
    await admin`insert into auth_challenges (tenant_id, id, user_id, lock_keys, token_hash, expires_at, used_at) values (${tenant_id}, ${newId()}, ${user}, '{x}', 'x', now() - make_interval(days => ${days}), now())`;
    await admin`insert into phone_verification (tenant_id, id, user_id, e164, channel, code_hash, sent_at, expires_at, status) values (${tenant_id}, ${newId()}, ${user}, '+201001234567', 'sms', 'x', now(), now() - make_interval(days => ${days}), 'expired')`;
    await admin`insert into personal_access_tokens (tenant_id, id, user_id, name, token_hash, permissions, expires_at, revoked_at) values (${tenant_id}, ${newId()}, ${user}, 'x', 'x', '{}', now() + interval '1 year', now() - make_interval(days => ${days}))`;
    await admin`insert into auth_states (key_hash, kind, payload, expires_at) values (${`${key}${days}`}, 'oauth', '{}', now() + interval '1 hour' - make_interval(days => ${days}))`;
  }
  await scheduled(createScheduledController({ cron: "17 * * * *" }));
  const [left] = await admin`select (select count(*)::int from auth_challenges where tenant_id = ${tenant_id}) as challenges, (select count(*)::int from phone_verification where tenant_id = ${tenant_id}) as phones,
    (select count(*)::int from personal_access_tokens where tenant_id = ${tenant_id}) as tokens, (select count(*)::int from auth_states where starts_with(key_hash, ${key})) as states`;
  expect(left).toEqual({ challenges: 1, phones: 1, tokens: 2, states: 1 });
});
