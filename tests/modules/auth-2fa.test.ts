import { expect, test } from "vitest";
import * as auth from "#worker/modules/auth/contract.ts";
import * as factors from "#worker/modules/auth/factors-contract.ts";
import { stepOf } from "#worker/modules/auth/factors/totp.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import * as users from "#worker/modules/users/contract.ts";
import { listLeads } from "#worker/modules/leads/contract.ts";
import { evictAccess } from "#worker/admission.ts";
import { admin, eventually, newTenant, nobody } from "../support/harness.ts";
import { bearer, cookieOf, newEmail, PASSWORD, refreshWith, signIn, signUp, signUpVerified, tokensMailed } from "../support/people.ts";
import { answerWith, challengeIn, codeOf, digitsSent, newPhone, signUpWithApp } from "../support/second-factor.ts";

test("codes are those of RFC 6238", () => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const vectors: [number, string][] = [[59, "287082"], [1111111109, "081804"], [1111111111, "050471"], [1234567890, "005924"], [2000000000, "279037"], [20000000000, "353130"]];
  for (const [at_s, code] of vectors) expect([at_s, stepOf(secret, code, new Date(at_s * 1000).toISOString())]).toEqual([at_s, Math.floor(at_s / 30)]);
  expect(stepOf(secret, "287083", new Date(59_000).toISOString())).toBeUndefined();
  expect([-61, -30, 0, 30, 61].map((drift) => stepOf(secret, "050471", new Date((1111111111 + drift) * 1000).toISOString()) !== undefined)).toEqual([false, true, true, true, false]);
});

test("an authenticator app is set up, and from then on signing in asks for its code", async () => {
  const { email } = await signUpVerified(), first = await signIn(email), mine = bearer(first.data.access_token);
  expect(first.data.mfa).toMatchObject({ enrolled: false, required: true, grace_ends_at: expect.stringMatching(/Z$/) });
  const setup = await nobody.call(factors.setupTotp, mine);
  expect(setup).toMatchObject({ status: 200, data: { otpauth_url: expect.stringContaining("otpauth://totp/M3Core:"), qr_svg: expect.stringContaining("<svg") } });
  const { secret } = setup.data;
  expect(await nobody.call(factors.confirmTotp, { body: { code: "000000" }, ...mine })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "code" }] } } });
  const confirmed = await nobody.call(factors.confirmTotp, { body: { code: codeOf(secret) }, ...mine });
  expect(confirmed.data.backup_codes).toHaveLength(10);
  expect(await nobody.call(factors.setupTotp, mine)).toMatchObject({ status: 409 });

  const asked = await signIn(email), { challenge_token, methods, expires_in } = challengeIn(asked);
  expect([methods, expires_in, asked.headers.get("set-cookie")]).toEqual([["totp", "backup_code"], 600, null]);
  const finished = await answerWith(challenge_token, "totp", codeOf(secret, 1));
  expect(finished).toMatchObject({ status: 200, data: { token_type: "Bearer", mfa: { enrolled: true, required: true, grace_ends_at: null } } });
  expect((await refreshWith(cookieOf(finished))).data.mfa).toEqual(finished.data.mfa);
  expect(await nobody.call(getMe, bearer(finished.data.access_token))).toMatchObject({ status: 200, data: { mfa: { enrolled: true } } });
  expect(await answerWith(challenge_token, "totp", codeOf(secret, 1))).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
});

test("a code works once: not again, not in two requests at the same moment, not one from before it", async () => {
  const { email, secret, mine } = await signUpWithApp();
  const code = codeOf(secret);
  const again = await Promise.all([1, 2, 3].map(() => nobody.call(factors.verifyTotp, { body: { code }, ...mine })));
  expect(again.map((a) => a.status).sort()).toEqual([200, 401, 401]);
  const { challenge_token } = challengeIn(await signIn(email));
  for (const used of [code, codeOf(secret, -1)]) expect(await answerWith(challenge_token, "totp", used)).toMatchObject({ status: 401, error: { code: "AUTH_2FA_INVALID_CODE" } });
  expect((await answerWith(challenge_token, "totp", codeOf(secret, 1))).status).toBe(200);
});

test("of two answers to one challenge at the same moment, one makes a session", async () => {
  const { email, tenant_id, secret, backup_codes } = await signUpWithApp();
  const { challenge_token } = challengeIn(await signIn(email));
  const race = await Promise.all([answerWith(challenge_token, "totp", codeOf(secret, 1)), answerWith(challenge_token, "backup_code", backup_codes[0]!)]);
  expect(race.map((a) => a.status).sort()).toEqual([200, 401]);
  expect(await admin`select count(*)::int as n from sessions where tenant_id = ${tenant_id}`).toEqual([{ n: 2 }]);
});

test("a backup code works once, however it is typed; new ones end the old", async () => {
  const { email, backup_codes, mine } = await signUpWithApp();
  const typed = backup_codes[0]!.toUpperCase().replaceAll("-", " ");
  expect((await answerWith(challengeIn(await signIn(email)).challenge_token, "backup_code", typed)).status).toBe(200);
  expect((await answerWith(challengeIn(await signIn(email)).challenge_token, "backup_code", typed)).status).toBe(401);
  expect((await nobody.call(factors.getFactors, mine)).data).toMatchObject({ totp: true, backup_codes_left: 9, mfa_policy: "admins", has_password: true });
  expect(await nobody.call(factors.makeBackupCodes, mine)).toMatchObject({ status: 403, error: { code: "FORBIDDEN", details: { reason: "step_up_required", send: ["password", "code"] } } });
  const fresh = await nobody.call(factors.makeBackupCodes, { body: { password: PASSWORD }, ...mine });
  expect(fresh.data.backup_codes).toHaveLength(10);
  const { challenge_token } = challengeIn(await signIn(email));
  expect((await answerWith(challenge_token, "backup_code", backup_codes[1]!)).status).toBe(401);
  expect((await answerWith(challenge_token, "backup_code", fresh.data.backup_codes[0])).status).toBe(200);
});

test("five wrong codes lock the account for every way in, and a new challenge gives no new guesses", async () => {
  const { email, secret } = await signUpWithApp();
  const first = challengeIn(await signIn(email));
  for (let i = 0; i < 2; i++) expect((await answerWith(first.challenge_token, "totp", "000000")).error).toMatchObject({ code: "AUTH_2FA_INVALID_CODE", details: { attempts_left: 4 - i } });
  const second = challengeIn(await signIn(email));
  expect(await answerWith(first.challenge_token, "totp", codeOf(secret, 1))).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
  for (let i = 0; i < 3; i++) await answerWith(second.challenge_token, "totp", "000000");
  expect(await answerWith(second.challenge_token, "totp", codeOf(secret, 1))).toMatchObject({ status: 429, error: { code: "AUTH_LOCKED" } });
  expect(await signIn(email)).toMatchObject({ status: 429, error: { code: "AUTH_LOCKED" } });
});

test("guesses made at the same moment are five as well", async () => {
  const { email } = await signUpWithApp();
  const { challenge_token } = challengeIn(await signIn(email));
  const answers = await Promise.all(Array.from({ length: 12 }, () => answerWith(challenge_token, "totp", "000000")));
  expect(answers.filter((a) => a.error!.code === "AUTH_2FA_INVALID_CODE").length).toBeLessThanOrEqual(5);
  expect(await signIn(email)).toMatchObject({ status: 429 });
});

test("a password reset is no way around the second factor, and forgets no wrong codes", async () => {
  const { email, secret } = await signUpWithApp();
  const first = challengeIn(await signIn(email));
  for (let i = 0; i < 5; i++) await answerWith(first.challenge_token, "totp", "000000");
  await nobody.call(auth.forgotPassword, { body: { email } });
  const [token] = await tokensMailed(email, "reset-password"), password = "A new Password 1";
  const reset = await nobody.call(auth.resetPassword, { body: { token, password } });
  expect([reset.status, reset.headers.get("set-cookie")]).toEqual([200, null]);
  expect((await signIn(email, "not the password")).status).toBe(401);
  expect(await signIn(email, password)).toMatchObject({ status: 429, error: { code: "AUTH_LOCKED" } });
  await admin`update sign_in_failures set locked_until = now() - interval '1 second' where locked_until is not null`;
  const { challenge_token } = challengeIn(await signIn(email, password));
  expect((await answerWith(challenge_token, "totp", codeOf(secret, 1))).status).toBe(200);
});

test("no account of one's own under the same address buys more guesses, of passwords or of codes", async () => {
  const { email } = await signUpWithApp(), theirs = "their-own-Password-9";
  await signUp({ email, password: theirs, tenant_name: "Theirs" });
  for (let i = 0; i < 5; i++) {
    expect((await signIn(email, "not the password")).status).toBe(401);
    if (i < 4) expect(await signIn(email, theirs)).toMatchObject({ status: 403, error: { code: "AUTH_EMAIL_UNVERIFIED" } });
  }
  expect(await signIn(email, theirs)).toMatchObject({ status: 429, error: { code: "AUTH_LOCKED" } });
});

test("switching the app off needs a proof, and takes the backup codes along", async () => {
  const { email, secret, mine, tenant_id } = await signUpWithApp();
  expect(await nobody.call(factors.disableTotp, mine)).toMatchObject({ status: 403, error: { details: { reason: "step_up_required" } } });
  expect(await nobody.call(factors.disableTotp, { body: { password: "not the password" }, ...mine })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "password" }] } } });
  expect(await nobody.call(factors.disableTotp, { body: { code: "000000" }, ...mine })).toMatchObject({ status: 401, error: { code: "AUTH_2FA_INVALID_CODE" } });
  expect(await nobody.call(factors.verifyTotp, { body: { code: codeOf(secret, 1) }, ...mine })).toMatchObject({ status: 200, data: { ok: true } });
  expect(await nobody.call(factors.disableTotp, mine)).toMatchObject({ status: 200, data: { enabled: false } });
  expect((await nobody.call(factors.getFactors, mine)).data).toMatchObject({ totp: false, backup_codes_left: 0 });
  expect((await signIn(email)).status).toBe(200);
  const [said] = await admin`select (select string_agg(coalesce(before_data::text, '') || coalesce(after_data::text, ''), '') from audit_logs where tenant_id = ${tenant_id}) as audit,
    array(select name from event_log where tenant_id = ${tenant_id} and name like 'twofa.%' order by seq) as events`;
  expect(said!["events"]).toEqual(["twofa.setup_started", "twofa.enabled", "twofa.verified", "twofa.disabled"]);
  expect(said!["audit"]).not.toContain(secret);
});

test("the secret is stored sealed, and codes as hashes", async () => {
  const { tenant_id, secret, backup_codes } = await signUpWithApp();
  const [kept] = await admin`select totp_secret as secret, backup_codes from twofa_secrets where tenant_id = ${tenant_id}`;
  expect(kept!["secret"]).toMatch(/^s1\.k2\.[\w-]+$/);
  expect(JSON.stringify(kept)).not.toContain(secret);
  expect(kept!["backup_codes"]).not.toContain(backup_codes[0]);
});

test("after the grace, whom the policy concerns can only get a second factor", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" }), { owner } = tenant;
  await owner.ok(listLeads);
  await admin`update users set created_at = now() - interval '8 days' where tenant_id = ${tenant.tenant_id}`;
  await admin`update tenants set mfa_policy_since = now() - interval '8 days' where id = ${tenant.tenant_id}`;
  await evictAccess(tenant.tenant_id, null);
  expect(await owner.call(listLeads)).toMatchObject({ status: 403, error: { code: "FORBIDDEN", details: { reason: "mfa_enrolment_required" } } });
  expect((await owner.ok(getMe)).mfa).toMatchObject({ enrolled: false, required: true });
  expect((await agent.call(listLeads)).status).toBe(200);
  const { secret } = await owner.ok(factors.setupTotp);
  await owner.ok(factors.confirmTotp, { body: { code: codeOf(secret) } });
  expect((await owner.call(listLeads)).status).toBe(200);

  await owner.ok(factors.putSecurity, { body: { mfa_policy: "all" } });
  expect((await agent.ok(getMe)).mfa).toMatchObject({ required: true, grace_ends_at: expect.any(String) });
  expect((await agent.call(listLeads)).status).toBe(200);
  await admin`update tenants set mfa_policy_since = now() - interval '8 days' where id = ${tenant.tenant_id}`;
  await evictAccess(tenant.tenant_id, null);
  expect((await agent.call(listLeads)).status).toBe(403);
  await owner.ok(factors.putSecurity, { body: { mfa_policy: "off" } });
  expect((await agent.call(listLeads)).status).toBe(200);
});

test("a phone is verified, and its codes become a second factor when the plan allows", async () => {
  const { email } = await signUpVerified(), mine = bearer((await signIn(email)).data.access_token), phone = newPhone();
  expect(await nobody.call(factors.sms.enable, mine)).toMatchObject({ status: 409, error: { details: { code: "phone_unverified" } } });
  expect(await nobody.call(factors.startPhone, { body: { phone_e164: phone, channel: "sms" }, ...mine })).toMatchObject({ status: 201, data: { phone_e164: phone, attempts_left: 5 } });
  const [code] = await digitsSent(phone);
  expect(await nobody.call(factors.confirmPhone, { body: { code }, ...mine })).toMatchObject({ status: 200, data: { phone_e164: phone } });
  expect((await nobody.call(factors.sms.enable, mine)).data.backup_codes).toHaveLength(10);
  expect((await nobody.call(factors.whatsapp.enable, mine)).data).toEqual({ enabled: true, backup_codes: null });

  const { challenge_token, methods } = challengeIn(await signIn(email));
  expect(methods).toEqual(["whatsapp", "sms", "backup_code"]);
  expect(await nobody.call(factors.sendLoginCode, { body: { challenge_token, method: "sms" } })).toMatchObject({ status: 200, data: { sent: true, to: `•••• ${phone.slice(-4)}`, resend_in: 60 } });
  expect(await nobody.call(factors.sendLoginCode, { body: { challenge_token, method: "sms" } })).toMatchObject({ status: 429, error: { code: "RATE_LIMIT" } });
  const [, sent] = await digitsSent(phone, 2);
  expect((await answerWith(challenge_token, "whatsapp", sent!)).status).toBe(401);
  expect((await answerWith(challenge_token, "sms", sent!)).status).toBe(200);
  expect((await answerWith(challengeIn(await signIn(email)).challenge_token, "sms", sent!)).status).toBe(401);
  expect(await nobody.call(factors.startPhone, { body: { phone_e164: newPhone(), channel: "sms" }, ...mine })).toMatchObject({ status: 409 });

  const poor = await newTenant({ features: ["twofa.totp"] });
  expect(await poor.owner.call(factors.sms.enable)).toMatchObject({ status: 402, error: { code: "PLAN_REQUIRED", details: { feature: "twofa.sms" } } });
});

test("a stolen session adds no factor of its own beside one that is there", async () => {
  const { mine } = await signUpWithApp(), phone = newPhone();
  await nobody.call(factors.startPhone, { body: { phone_e164: phone, channel: "sms" }, ...mine });
  const [code] = await digitsSent(phone);
  await nobody.call(factors.confirmPhone, { body: { code }, ...mine });
  expect(await nobody.call(factors.sms.enable, mine)).toMatchObject({ status: 403, error: { details: { reason: "step_up_required" } } });
  expect(await nobody.call(factors.sms.enable, { body: { password: PASSWORD }, ...mine })).toMatchObject({ status: 200, data: { backup_codes: null } });
  await nobody.call(factors.disableTotp, { body: { password: PASSWORD }, ...mine });
  expect(await nobody.call(factors.setupTotp, mine)).toMatchObject({ status: 403, error: { details: { reason: "step_up_required" } } });
  expect((await nobody.call(factors.setupTotp, { body: { password: PASSWORD }, ...mine })).status).toBe(200);
});

test("who joins by an invitation signs in next, and is challenged there", async () => {
  const owner = await signUpVerified(), mine = bearer((await signIn(owner.email)).data.access_token), email = newEmail("agent");
  await nobody.call(users.inviteUser, { body: { email, role_code: "sales_agent" }, ...mine });
  const [token] = await tokensMailed(email, "accept-invite");
  const joined = await nobody.call(users.acceptInvite, { body: { token, full_name: "Sara", password: PASSWORD } });
  expect([joined.status, joined.headers.get("set-cookie"), "access_token" in joined.data]).toEqual([200, null, false]);
});

test("an admin helps who lost every factor, when they rank above: sessions end, and the person is told", async () => {
  const tenant = await newTenant(), boss = await tenant.user({ role: "admin" }), agent = await tenant.user({ role: "sales_agent" }), params = { user_id: agent.user_id };
  expect(await boss.call(factors.resetUserFactors, { params })).toMatchObject({ status: 409 });
  const { secret } = await agent.ok(factors.setupTotp);
  await agent.ok(factors.confirmTotp, { body: { code: codeOf(secret) } });
  expect(await boss.ok(factors.getUserFactors, { params })).toMatchObject({ totp: true, backup_codes_left: 10, mfa: { enrolled: true, required: false } });
  expect(await agent.call(factors.resetUserFactors, { params: { user_id: boss.user_id } })).toMatchObject({ status: 403 });
  expect(await boss.call(factors.resetUserFactors, { params: { user_id: tenant.owner.user_id } })).toMatchObject({ status: 403 });
  await boss.ok(factors.resetUserFactors, { params });
  expect((await agent.call(getMe)).status).toBe(401);
  expect(await boss.ok(factors.getUserFactors, { params })).toMatchObject({ totp: false, backup_codes_left: 0, mfa: { enrolled: false } });
  await eventually(async () => (await admin`select from dev_mailbox where recipient = ${agent.email} and subject like 'A sign-in method was removed%'`).length === 1);
  expect(await admin`select severity from notifications_inbox where recipient_user_id = ${agent.user_id} order by created_at`).toEqual([{ severity: "info" }, { severity: "warning" }]);
});
