import { env } from "cloudflare:workers";
import { expect, inject, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import * as oauth from "#worker/modules/auth/oauth-contract.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import { admin, type Answer, fetchApi, nobody } from "../support/harness.ts";
import { bearer, cookieOf, newEmail, signUp, signUpVerified, tokensMailed } from "../support/people.ts";
import * as auth from "#worker/modules/auth/contract.ts";
import { answerWith, challengeIn, codeOf, signUpWithApp } from "../support/second-factor.ts";

type Claims = Record<string, unknown>;
const browserOf = (answer: Answer<unknown>) => /m3_oauth=[^;]+/.exec(answer.headers.get("set-cookie") ?? "")![0];

/** Goes to the provider as a browser would, and comes back with a code; `claims` are what the provider says of the person. */
async function goTo(auth_url: string, claims: Claims): Promise<{ code: string; state: string }> {
  const url = new URL(auth_url);
  url.searchParams.set("login_hint", JSON.stringify(claims));
  const back = new URL((await fetch(url, { redirect: "manual" })).headers.get("location")!);
  expect(`${back.origin}${back.pathname}`).toBe(`${env.APP_URL}/oauth/callback`);
  return { code: back.searchParams.get("code")!, state: back.searchParams.get("state")! };
}

async function begin(query: { provider?: "google" | "linkedin"; tenant_id?: string } = {}) {
  const started = await nobody.call(oauth.startOauth, { query: { provider: "google", ...query } });
  expect(started.status).toBe(200);
  return { auth_url: started.data.auth_url as string, cookie: browserOf(started) };
}
const finish = (body: { code: string; state: string }, cookie: string): Promise<Answer<any>> => nobody.call(oauth.finishOauth, { body, headers: { cookie } });

async function signInWith(claims: Claims, query: Parameters<typeof begin>[0] = {}) {
  const { auth_url, cookie } = await begin(query);
  return finish(await goTo(auth_url, claims), cookie);
}
const verified = (email: string, sub = newId()) => ({ sub, email, email_verified: true });

test("the providers that are set up are offered, with PKCE, state and nonce", async () => {
  expect((await nobody.call(oauth.listProviders)).data).toEqual({ items: [{ code: "google", name: "Google" }, { code: "linkedin", name: "LinkedIn" }] });
  const { auth_url } = await begin(), { origin, searchParams } = new URL(auth_url);
  expect(origin).toBe(new URL(inject("oidcUrl")).origin);
  expect(Object.fromEntries(searchParams)).toMatchObject({ client_id: "m3core-google", response_type: "code", code_challenge_method: "S256", redirect_uri: `${env.APP_URL}/oauth/callback`, scope: "openid email profile" });
  for (const name of ["state", "nonce", "code_challenge"]) expect(searchParams.get(name)!.length).toBeGreaterThanOrEqual(43);
  expect(await nobody.call(oauth.startOauth, { query: { provider: "apple" } })).toMatchObject({ status: 404 });
  const navigated = await fetchApi("/v1/auth/oauth/start?provider=google", { headers: { accept: "text/html" }, redirect: "manual" });
  expect([navigated.status, navigated.headers.get("location")?.startsWith(inject("oidcUrl")), navigated.headers.get("set-cookie")]).toEqual([302, true, expect.stringMatching(/^m3_oauth=.*HttpOnly; SameSite=Lax/)]);
});

test("the first sign-in links an account by its proved address, later ones find it by who they are", async () => {
  const { email, tenant, user } = await signUpVerified(), person = verified(email.toUpperCase());
  const first = await signInWith(person);
  expect(first).toMatchObject({ status: 200, data: { user: { id: user.id }, tenant: { id: tenant.id } } });
  expect(cookieOf(first)).not.toBe("");
  expect((await nobody.call(getMe, bearer(first.data.access_token))).status).toBe(200);
  expect(await signInWith({ ...person, email: newEmail("changed"), email_verified: false })).toMatchObject({ status: 200, data: { user: { id: user.id } } });
  expect(await admin`select provider, subject from user_identities where tenant_id = ${tenant.id}`).toEqual([{ provider: "google", subject: person.sub }]);
  expect(await signInWith({ ...person, email_verified: false }, { provider: "linkedin" })).toMatchObject({ status: 401, error: { code: "AUTH_OAUTH_FAILED" } });
});

test("an address that the provider has not proved links nothing, and neither does one that we have not", async () => {
  const { email } = await signUpVerified();
  for (const email_verified of [false, undefined, "yes"])
    expect(await signInWith({ sub: newId(), email, email_verified })).toMatchObject({ status: 401, error: { code: "AUTH_OAUTH_FAILED", details: { reason: "email_unverified" } } });
  const unproved = await signUp();
  expect(await signInWith(verified(unproved.email))).toMatchObject({ status: 403, error: { code: "AUTH_EMAIL_UNVERIFIED" } });
  expect(await admin`select count(*)::int as n from user_identities where email in (${email}, ${unproved.email})`).toEqual([{ n: 0 }]);
});

test("an address nobody has here leads to signing up", async () => {
  const email = newEmail("stranger");
  expect(await signInWith(verified(email))).toMatchObject({ status: 404, error: { code: "AUTH_ACCOUNT_UNKNOWN", details: { email } } });
});

test("a state works once, and only in the browser that began", async () => {
  const { email } = await signUpVerified();
  const { auth_url, cookie } = await begin(), back = await goTo(auth_url, verified(email)), other = await begin();
  expect(await finish({ ...back, state: "made-up" }, cookie)).toMatchObject({ status: 401, error: { code: "AUTH_OAUTH_FAILED", details: { reason: "state" } } });
  expect(await finish(back, other.cookie)).toMatchObject({ status: 401, error: { details: { reason: "state" } } });
  expect(await finish(back, cookie)).toMatchObject({ status: 401, error: { details: { reason: "state" } } });
  const again = await begin(), good = await goTo(again.auth_url, verified(email));
  expect((await finish(good, again.cookie)).status).toBe(200);
  expect((await finish(good, again.cookie)).status).toBe(401);
  const late = await begin(), answer = await goTo(late.auth_url, verified(email));
  await admin`update auth_states set expires_at = now() where kind = 'oauth'`;
  expect(await finish(answer, late.cookie)).toMatchObject({ status: 401, error: { details: { reason: "state" } } });
});

test("an id_token of another nonce, audience, issuer, time or signer is refused, and so is a code that is not the provider's", async () => {
  const { email } = await signUpVerified(), now_s = Math.floor(Date.now() / 1000);
  const wrong: Record<string, Claims> = {
    nonce: { nonce: "another" }, "no nonce": { nonce: null }, audience: { aud: "another-client" }, "two audiences": { aud: ["m3core-google", "another"], azp: "another" }, issuer: { iss: "https://evil.example" },
    expired: { exp: now_s - 60, iat: now_s - 120 }, "no subject": { sub: null },
  };
  for (const [name, claims] of Object.entries(wrong)) expect([name, (await signInWith({ ...verified(email), ...claims })).error?.code]).toEqual([name, "AUTH_OAUTH_FAILED"]);
  for (const forge of ["unsigned", "another key", "the client's secret", "one letter changed"]) expect([forge, (await signInWith({ ...verified(email), forge })).error?.code]).toEqual([forge, "AUTH_OAUTH_FAILED"]);
  const { auth_url, cookie } = await begin(), { state } = await goTo(auth_url, verified(email));
  const stolen = await goTo((await begin()).auth_url, verified(email));
  expect(await finish({ code: stolen.code, state }, cookie)).toMatchObject({ status: 401, error: { code: "AUTH_OAUTH_FAILED" } });
});

test("a provider that posts a form is passed on to the page that finishes, with nothing of it but code and state", async () => {
  const post = (form: Record<string, string>) => fetchApi("/v1/auth/oauth/form", { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  const passed = await post({ code: "c", state: "s", user: "{}", next: "https://evil.example" });
  expect([passed.status, passed.headers.get("location")]).toEqual([303, `${env.APP_URL}/oauth/callback?code=c&state=s`]);
  expect((await post({ code: "c" })).status).toBe(401);
});

test("a second factor is asked for after a provider as after a password", async () => {
  const { email, secret } = await signUpWithApp();
  const { challenge_token, methods } = challengeIn(await signInWith(verified(email)));
  expect(methods).toEqual(["totp", "backup_code"]);
  expect(await answerWith(challenge_token, "totp", codeOf(secret, 1))).toMatchObject({ status: 200, data: { user: { email } } });
});

test("who has accounts in several workspaces is asked which", async () => {
  const email = newEmail("many"), a = await signUpVerified({ email, tenant_name: "A" }), b = await signUp({ email, tenant_name: "B" });
  for (const token of await tokensMailed(email, "verify-email", 2)) await nobody.call(auth.verifyEmail, { body: { token } });
  const person = verified(email), asked = await signInWith(person);
  expect(asked).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  expect(asked.error!.details.tenants.map((t: { id: string }) => t.id).sort()).toEqual([a.tenant.id, b.tenant.id].sort());
  expect(await signInWith(person, { tenant_id: b.tenant.id })).toMatchObject({ status: 200, data: { tenant: { id: b.tenant.id } } });
});
