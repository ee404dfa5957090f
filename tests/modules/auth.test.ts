import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { newId } from "#worker/kernel/ids.ts";
import { signAccessToken } from "#worker/modules/auth/access-token.ts";
import * as auth from "#worker/modules/auth/contract.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { admin, newTenant, nobody } from "../support/harness.ts";
import { bearer, cookieOf, newEmail, PASSWORD, refreshWith, signIn, signUp, signUpVerified, tokensMailed } from "../support/people.ts";

const eventsOf = async (tenant_id: string) => (await admin`select name from event_log where tenant_id = ${tenant_id} order by seq`).map((row) => row["name"]);

test("a person signs up, verifies, signs in, refreshes and signs out", async () => {
  const { answer, email, tenant, user } = await signUp({ country: "KW", locale: "ar" });
  expect(answer).toMatchObject({ status: 201, data: { tenant: { name: "Nile & Gulf", currency: "KWD", timezone: "Asia/Kuwait", week_start: 6 }, user: { full_name: "منى السيد", locale: "ar" } } });
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(await signIn(email)).toMatchObject({ status: 403, error: { code: "AUTH_EMAIL_UNVERIFIED" } });
  const [token] = await tokensMailed(email, "verify-email");
  expect(await nobody.call(auth.verifyEmail, { body: { token } })).toMatchObject({ status: 200, data: { verified: true } });
  expect(await nobody.call(auth.verifyEmail, { body: { token } })).toMatchObject({ status: 422, error: { code: "AUTH_TOKEN_INVALID" } });

  const signed = await signIn(email.toUpperCase());
  expect(signed).toMatchObject({ status: 200, data: { token_type: "Bearer", expires_in: 900, user: { id: user.id }, tenant: { id: tenant.id } } });
  expect(signed.headers.get("set-cookie")).toMatch(/^m3_refresh=[\w-]+; Path=\/v1\/auth; HttpOnly; SameSite=Strict; Max-Age=2592000$/);
  expect(await nobody.call(getMe, bearer(signed.data.access_token))).toMatchObject({ status: 200, data: { roles: ["super_admin"], tenant: { plan: "DevFree" }, limits: { "users.max": 3 } } });

  const refreshed = await refreshWith(cookieOf(signed));
  expect(refreshed).toMatchObject({ status: 200, data: { token_type: "Bearer", user: { id: user.id }, tenant: { id: tenant.id } } });
  expect(cookieOf(refreshed)).not.toBe(cookieOf(signed));
  const out = await nobody.call(auth.logout, { headers: { cookie: cookieOf(refreshed) } });
  expect(out).toMatchObject({ status: 200 });
  expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
  expect(await nobody.call(getMe, bearer(refreshed.data.access_token))).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
  expect(await refreshWith(cookieOf(refreshed))).toMatchObject({ status: 401 });
  expect(new Set(await eventsOf(tenant.id))).toEqual(new Set(["tenant.created", "user.created", "message.queued", "user.verified", "auth.login", "auth.refresh_rotated", "auth.logout", ...(await eventsOf(tenant.id)).filter((name) => String(name).startsWith("message."))]));
});

test("a workspace starts with its roles, a pipeline, unit types and a trial", async () => {
  const { tenant } = await signUp();
  const [made] = await admin`select (select count(*)::int from roles where tenant_id = ${tenant.id}) as roles, (select count(*)::int from pipelines where tenant_id = ${tenant.id}) as pipelines,
    (select count(*)::int from unit_type_codes where tenant_id = ${tenant.id}) as unit_types, (select trial_ends_at > now() + interval '13 days' from tenant_plan where tenant_id = ${tenant.id}) as on_trial`;
  expect(made).toEqual({ roles: 9, pipelines: 1, unit_types: 10, on_trial: true });
});

test("a workspace that cannot be made whole is not made at all", async () => {
  const email = newEmail();
  for (const body of [{ password: "password1234" }, { password: email }, { password: "short" }, { country: "XX" }, { unknown: 1 }])
    expect((await nobody.call(auth.registerSuperAdmin, { body: { tenant_name: "X", full_name: "Y", email, password: PASSWORD, ...body } })).status).toBe(422);
  expect(await admin`select from users where email = ${email}`).toEqual([]);
});

test("every letter of an Arabic password counts", async () => {
  const password = "كلمة سر طويلة جدا للدخول";
  const { email } = await signUpVerified({ password });
  expect((await signIn(email, `${password.slice(0, -1)}ب`)).status).toBe(401);
  expect((await signIn(email, password)).status).toBe(200);
});

test("a wrong password and an unknown address get the same answer, and are locked alike after five failures", async () => {
  const { email } = await signUpVerified();
  for (const address of [email, newEmail("nobody")]) {
    for (let i = 0; i < 5; i++) {
      const answer = await signIn(address, "not the password");
      expect([answer.status, answer.error]).toEqual([401, { ...answer.error!, code: "AUTH_INVALID_CREDENTIALS", details: null }]);
    }
    const locked = await signIn(address);
    expect(locked).toMatchObject({ status: 429, error: { code: "AUTH_LOCKED" } });
    expect(locked.error!.details.retry_after_s).toBeGreaterThan(590);
    expect(Number(locked.headers.get("retry-after"))).toBeGreaterThan(590);
  }
  await admin`update sign_in_failures set locked_until = now() - interval '1 second' where failures >= 5`;
  expect((await signIn(email)).status).toBe(200);
});

test("a success forgets the failures before it", async () => {
  const { email, tenant } = await signUpVerified();
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 4; i++) expect((await signIn(email, "not the password")).status).toBe(401);
    expect((await signIn(email)).status).toBe(200);
  }
  const failures = await admin`select user_id, action, after_data from audit_logs where tenant_id = ${tenant.id} and action = 'auth.login_failed'`;
  expect(failures).toHaveLength(8);
});

test("guesses made at the same moment are counted one by one", async () => {
  const { email } = await signUpVerified();
  await Promise.all(Array.from({ length: 8 }, () => signIn(email, "not the password")));
  expect(await signIn(email)).toMatchObject({ status: 429, error: { code: "AUTH_LOCKED" } });
});

test("one address may own several workspaces: signing in asks which, and only shows those the password opens", async () => {
  const email = newEmail("many");
  const a = await signUpVerified({ email, tenant_name: "A" });
  expect((await signUp({ email, tenant_name: "Other password", password: "another-Password-9" })).answer.status).toBe(201);
  const b = await signUp({ email, tenant_name: "B" });
  for (const token of await tokensMailed(email, "verify-email", 3)) await nobody.call(auth.verifyEmail, { body: { token } });
  const asked = await signIn(email);
  expect(asked).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  expect(asked.error!.details.tenants).toEqual(expect.arrayContaining([{ id: a.tenant.id, name: "A" }, { id: b.tenant.id, name: "B" }]));
  expect(asked.error!.details.tenants).toHaveLength(2);
  expect(await signIn(email, PASSWORD, { tenant_id: b.tenant.id })).toMatchObject({ status: 200, data: { tenant: { id: b.tenant.id } } });
});

test("parallel refreshes of one token rotate it once and all succeed", async () => {
  const signed = await signIn((await signUpVerified()).email);
  const answers = await Promise.all(Array.from({ length: 6 }, () => refreshWith(cookieOf(signed))));
  expect(answers.map((a) => a.status)).toEqual(Array(6).fill(200));
  const rotated = answers.map(cookieOf).filter(Boolean);
  expect(rotated).toHaveLength(1);
  expect((await refreshWith(rotated[0]!)).status).toBe(200);
});

test("a refresh token that was replaced ends the session, for thief and owner alike", async () => {
  const signed = await signIn((await signUpVerified()).email);
  const first = await refreshWith(cookieOf(signed)), second = await refreshWith(cookieOf(first));
  const reused = await refreshWith(cookieOf(signed));
  expect(reused).toMatchObject({ status: 401, error: { code: "AUTH_TOKEN_REUSED" } });
  expect(reused.headers.get("set-cookie")).toContain("Max-Age=0");
  expect((await refreshWith(cookieOf(second))).status).toBe(401);
  expect((await nobody.call(getMe, bearer(second.data.access_token))).status).toBe(401);
});

test("the token just replaced is good for ten seconds only", async () => {
  const { email, tenant } = await signUpVerified();
  const signed = await signIn(email);
  await refreshWith(cookieOf(signed));
  const again = await refreshWith(cookieOf(signed));
  expect([again.status, cookieOf(again)]).toEqual([200, ""]);
  await admin`update sessions set rotated_at = rotated_at - interval '11 seconds' where tenant_id = ${tenant.id}`;
  expect(await refreshWith(cookieOf(signed))).toMatchObject({ status: 401, error: { code: "AUTH_TOKEN_REUSED" } });
});

test("the refresh cookie is of no use to another site", async () => {
  const signed = await signIn((await signUpVerified()).email), cookie = cookieOf(signed);
  expect(await refreshWith(cookie, { origin: "https://evil.example" })).toMatchObject({ status: 403, error: { code: "FORBIDDEN" } });
  expect(await nobody.call(auth.logout, { headers: { cookie, origin: "https://evil.example" } })).toMatchObject({ status: 403 });
  expect((await refreshWith(cookie, { origin: env.APP_URL })).status).toBe(200);
  expect((await refreshWith("m3_refresh=nonsense")).status).toBe(401);
  expect((await refreshWith("")).status).toBe(401);
});

test("only access tokens that we signed, for this API, still valid, of a living session are accepted", async () => {
  const { owner } = await newTenant(), other = await newTenant();
  const key = new TextEncoder().encode(env.JWT_SECRET);
  const claims = { tenant_id: owner.tenant_id, sid: owner.session_id };
  const token = (change: (jwt: SignJWT) => SignJWT, secret = key, body: Record<string, unknown> = claims) =>
    change(new SignJWT(body).setProtectedHeader({ alg: "HS256" }).setIssuer("m3core").setAudience("m3core-api").setSubject(owner.user_id).setIssuedAt().setNotBefore("0s").setExpirationTime("5m")).sign(secret);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const [head, payload, signature] = owner.token.split(".");
  const refused: Record<string, string> = {
    expired: await token((jwt) => jwt.setExpirationTime("-1s")),
    "not yet valid": await token((jwt) => jwt.setNotBefore("5m")),
    "another audience": await token((jwt) => jwt.setAudience("other")),
    "another issuer": await token((jwt) => jwt.setIssuer("other")),
    "another key": await token((jwt) => jwt, new TextEncoder().encode("another secret of at least 32 bytes!!")),
    "alg none": `${part({ alg: "none" })}.${payload}.`,
    "alg none with a signature": `${part({ alg: "none" })}.${payload}.${signature}`,
    tampered: `${head}.${part({ ...JSON.parse(Buffer.from(payload!, "base64url").toString()), sub: other.owner.user_id })}.${signature}`,
    "without a session": await token((jwt) => jwt, key, { tenant_id: owner.tenant_id }),
    "the session of another tenant": await signAccessToken({ tenant_id: owner.tenant_id, user_id: owner.user_id, session_id: other.owner.session_id }),
    "a user of another tenant": await signAccessToken({ tenant_id: other.tenant_id, user_id: owner.user_id, session_id: owner.session_id }),
    "the session of another user": await signAccessToken({ tenant_id: owner.tenant_id, user_id: newId(), session_id: owner.session_id }),
  };
  for (const [name, value] of Object.entries(refused)) {
    const answer = await nobody.call(getMe, bearer(value));
    expect([name, answer.status, answer.error!.code]).toEqual([name, 401, name === "expired" ? "AUTH_TOKEN_EXPIRED" : "AUTH_UNAUTHORIZED"]);
  }
  expect((await owner.call(getMe)).status).toBe(200);
});

test("a session that is ended is dead on its very next request", async () => {
  const { email } = await signUpVerified();
  const here = await signIn(email), there = await signIn(email);
  const mine = bearer(here.data.access_token), theirs = bearer(there.data.access_token);
  expect((await nobody.call(getMe, theirs)).status).toBe(200);
  const { items } = (await nobody.call(auth.listSessions, mine)).data;
  expect(items.map((s: { is_current: boolean }) => s.is_current).sort()).toEqual([false, true]);
  const id = items.find((s: { is_current: boolean }) => !s.is_current).id;
  expect((await nobody.call(auth.revokeSession, { params: { session_id: id }, ...mine })).status).toBe(200);
  expect((await nobody.call(getMe, theirs)).status).toBe(401);
  expect((await refreshWith(cookieOf(there))).status).toBe(401);
  expect((await nobody.call(getMe, mine)).status).toBe(200);
  expect((await nobody.call(auth.revokeSession, { params: { session_id: id }, ...mine })).status).toBe(404);
  const stranger = await newTenant();
  expect((await stranger.owner.call(auth.revokeSession, { params: { session_id: items[0].id } })).status).toBe(404);
});

test("a forgotten password is replaced by link, which works once, ends every session and lifts the lock", async () => {
  const { email } = await signUpVerified();
  const signed = await signIn(email);
  for (let i = 0; i < 5; i++) await signIn(email, "not the password");
  await nobody.call(auth.forgotPassword, { body: { email } });
  const [token] = await tokensMailed(email, "reset-password");
  expect(await nobody.call(auth.resetPassword, { body: { token, password: "qwertyuiop" } })).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { issues: [{ path: "password" }] } } });
  const password = "A new Password 1";
  const race = await Promise.all([password, "Another Password 2"].map((p) => nobody.call(auth.resetPassword, { body: { token, password: p } })));
  expect(race.map((a) => a.status).sort()).toEqual([200, 422]);
  expect((await nobody.call(getMe, bearer(signed.data.access_token))).status).toBe(401);
  expect((await refreshWith(cookieOf(signed))).status).toBe(401);
  expect((await signIn(email)).status).toBe(401);
  expect((await signIn(email, race[0]!.status === 200 ? password : "Another Password 2")).status).toBe(200);
});

test("asking for a mail never tells whether there is an account, and only the newest link works", async () => {
  const { email } = await signUp();
  const [first] = await tokensMailed(email, "verify-email");
  const known = await nobody.call(auth.resendVerification, { body: { email } });
  for (const route of [auth.resendVerification, auth.forgotPassword]) {
    const unknown = await nobody.call(route, { body: { email: newEmail("nobody") } });
    expect([unknown.status, unknown.data, unknown.error]).toEqual([known.status, known.data, known.error]);
  }
  const [, second] = await tokensMailed(email, "verify-email", 2);
  expect((await nobody.call(auth.verifyEmail, { body: { token: first } })).status).toBe(422);
  expect((await nobody.call(auth.resetPassword, { body: { token: second, password: PASSWORD } })).status).toBe(422);
  expect((await nobody.call(auth.verifyEmail, { body: { token: second } })).status).toBe(200);
});

test("a link that is out of date, cut or made up does not work", async () => {
  const { email, tenant } = await signUp();
  const [token] = await tokensMailed(email, "verify-email");
  await admin`update auth_tokens set expires_at = now() where tenant_id = ${tenant.id}`;
  for (const bad of [token!, token!.slice(0, -4), `${token!.slice(0, -4)}AAAA`, "x", "é"])
    expect([bad, await nobody.call(auth.verifyEmail, { body: { token: bad } })]).toMatchObject([bad, { status: 422, error: { code: "AUTH_TOKEN_INVALID" } }]);
});

test("no secret is stored or recorded in the clear", async () => {
  const { email, tenant } = await signUpVerified();
  const signed = await signIn(email);
  const [kept] = await admin`select (select password_hash from users where tenant_id = ${tenant.id}) as hash,
    (select string_agg(coalesce(before_data::text, '') || coalesce(after_data::text, ''), '') from audit_logs where tenant_id = ${tenant.id}) || (select string_agg(payload::text, '') from event_log where tenant_id = ${tenant.id}) as said,
    (select refresh_token_hash from sessions where tenant_id = ${tenant.id}) as token_hash`;
  expect(kept!["hash"]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  for (const secret of [kept!["hash"], kept!["token_hash"], PASSWORD]) expect(kept!["said"]).not.toContain(secret);
  expect(cookieOf(signed)).not.toContain(kept!["token_hash"]);
});

test("what the clock clears away: old failures and old sessions, but not when someone last signed in", async () => {
  const { tenant, email } = await signUpVerified(), stranger = newEmail("stranger");
  await signIn(email);
  await signIn(email);
  await signIn(stranger, "not the password");
  await admin`update sessions set expires_at = now() - interval '31 days' where tenant_id = ${tenant.id}`;
  await admin`update sign_in_failures set failed_at = now() - interval '2 days'`;
  const [newest] = await admin`select id from sessions where tenant_id = ${tenant.id} order by created_at desc limit 1`;
  await scheduled(createScheduledController({ cron: "17 * * * *" }));
  expect(await admin`select id from sessions where tenant_id = ${tenant.id}`).toEqual([newest]);
  expect(await admin`select count(*)::int as n from sign_in_failures`).toEqual([{ n: 0 }]);
});
