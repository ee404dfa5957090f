import { expect, test } from "vitest";
import * as auth from "#worker/modules/auth/contract.ts";
import { signAccessToken } from "#worker/modules/auth/access-token.ts";
import { deviceOf } from "#worker/modules/auth/devices.ts";
import { isNewPlace } from "#worker/modules/auth/new-place.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import { listNotifications } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { admin, type Client, eventually, newTenant, nobody } from "../support/harness.ts";
import { bearer, cookieOf, PASSWORD, refreshWith, signIn, signUpVerified } from "../support/people.ts";
import { sessionsOf } from "../support/second-factor.ts";

const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1";
const from = (email: string, user_agent: string, country: string) => nobody.call(auth.login, { body: { email, password: PASSWORD }, headers: { "user-agent": user_agent, "cf-ipcountry": country } });

test("a user agent tells browser, system and kind of device", () => {
  const told: [string | null, string | null, string | null, string][] = [
    [CHROME, "Chrome", "Windows", "desktop"], [IPHONE, "Safari", "iOS", "mobile"],
    [`${CHROME} Edg/142.0.0.0`, "Edge", "Windows", "desktop"], [`${CHROME} OPR/125.0.0.0`, "Opera", "Windows", "desktop"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 15_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15", "Safari", "macOS", "desktop"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox", "Linux", "desktop"],
    ["Mozilla/5.0 (Linux; Android 16; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36", "Samsung Internet", "Android", "mobile"],
    ["Mozilla/5.0 (Linux; Android 16; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", "Chrome", "Android", "tablet"],
    ["Mozilla/5.0 (iPad; CPU OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1", "Chrome", "iPadOS", "tablet"],
    ["curl/8.5.0", null, null, "other"], [null, null, null, "other"],
  ];
  for (const [text, browser, os, kind] of told) expect(deviceOf(text)).toEqual({ browser, os, kind });
});

test("sessions are listed with device and country, and all but this one are ended at once", async () => {
  const { email } = await signUpVerified();
  const here = await from(email, CHROME, "EG"), there = await from(email, IPHONE, "AE"), mine = bearer(here.data.access_token), theirs = bearer(there.data.access_token);
  expect((await nobody.call(getMe, theirs)).status).toBe(200);
  expect(await sessionsOf(mine)).toMatchObject([
    { device: { browser: "Safari", os: "iOS", kind: "mobile" }, country: "AE", is_current: false },
    { device: { browser: "Chrome", os: "Windows", kind: "desktop" }, country: "EG", is_current: true },
  ]);
  expect((await nobody.call(auth.revokeOtherSessions, mine)).data).toEqual({ revoked: 1 });
  expect((await nobody.call(getMe, theirs)).status).toBe(401);
  expect((await refreshWith(cookieOf(there))).status).toBe(401);
  expect(await sessionsOf(mine)).toHaveLength(1);
});

test("an admin sees and ends the sessions of who ranks below, and of nobody else", async () => {
  const tenant = await newTenant(), boss = await tenant.user({ role: "admin" }), peer = await tenant.user({ role: "admin" }), agent = await tenant.user({ role: "sales_agent" });
  const params = { user_id: agent.user_id };
  expect((await agent.call(getMe)).status).toBe(200);
  expect(await boss.ok(auth.listUserSessions, { params })).toMatchObject({ items: [{ id: agent.session_id, is_current: false }] });
  expect(await boss.ok(auth.revokeUserSessions, { params })).toEqual({ revoked: 1 });
  expect((await agent.call(getMe)).status).toBe(401);
  for (const above of [peer, tenant.owner]) expect(await boss.call(auth.revokeUserSessions, { params: { user_id: above.user_id } })).toMatchObject({ status: 403, error: { code: "FORBIDDEN" } });
  const stranger = await newTenant();
  expect((await stranger.owner.call(auth.revokeUserSessions, { params })).status).toBe(404);
  expect((await tenant.audit()).filter((row) => row["action"] === "auth.sessions_revoked")).toMatchObject([{ user_id: boss.user_id, entity_id: agent.user_id }]);
});

test("an admin ends one session of who ranks below: that one is dead at its next request, the others live", async () => {
  const tenant = await newTenant(), boss = await tenant.user({ role: "admin" }), peer = await tenant.user({ role: "admin" }), agent = await tenant.user({ role: "sales_agent" }), other = await tenant.user({ role: "sales_agent" });
  const phone = crypto.randomUUID(), token = await signAccessToken({ tenant_id: tenant.tenant_id, user_id: agent.user_id, session_id: phone });
  await admin`insert into sessions (tenant_id, id, user_id, refresh_token_hash, expires_at) values (${tenant.tenant_id}, ${phone}, ${agent.user_id}, ${phone}, now() + interval '1 day')`;
  const end = (who: Client, user_id: string, session_id: string) => who.call(auth.revokeUserSession, { params: { user_id, session_id } });
  expect((await nobody.call(getMe, bearer(token))).status).toBe(200);
  for (const above of [peer, tenant.owner, boss]) expect(await end(boss, above.user_id, above.session_id)).toMatchObject({ status: 403, error: { code: "FORBIDDEN" } });
  expect((await end(agent, other.user_id, other.session_id)).status).toBe(403);
  for (const answer of [await end(boss, agent.user_id, other.session_id), await end((await newTenant()).owner, agent.user_id, phone)]) expect(answer).toMatchObject({ status: 404, error: { code: "NOT_FOUND" } });
  expect(await end(boss, agent.user_id, phone)).toMatchObject({ status: 200, data: { id: phone } });
  expect([(await nobody.call(getMe, bearer(token))).status, (await agent.call(getMe)).status]).toEqual([401, 200]);
  expect((await end(boss, agent.user_id, phone)).status).toBe(404);
  expect((await tenant.audit()).filter((row) => row["action"] === "auth.session_revoked")).toMatchObject([{ user_id: boss.user_id, entity_id: phone, after_data: { user_id: agent.user_id } }]);
  expect((await admin`select payload from event_log where tenant_id = ${tenant.tenant_id} and name = 'auth.session_revoked'`)[0]!["payload"]).toEqual({ user_id: agent.user_id, session_id: phone, reason: "revoked_by_admin" });
});

test("what counts as new: a device or a country that no earlier session had", () => {
  const chrome = { user_agent: CHROME, country: "EG" }, phone = { user_agent: IPHONE, country: "EG" };
  expect(isNewPlace(chrome, [])).toBe(false);
  expect(isNewPlace(chrome, [chrome, phone])).toBe(false);
  expect(isNewPlace(phone, [chrome])).toBe(true);
  expect(isNewPlace({ ...chrome, country: "FR" }, [chrome])).toBe(true);
  expect(isNewPlace({ ...chrome, country: null }, [chrome])).toBe(false);
  expect(isNewPlace(chrome, [{ ...chrome, country: null }])).toBe(false);
});

test("a sign-in from a new device is told by mail and inbox, in the person's language; one from a known one is not", async () => {
  const { email, tenant } = await signUpVerified({ locale: "ar", country: "AE" });
  await from(email, CHROME, "AE");
  await from(email, CHROME, "AE");
  const last = await from(email, IPHONE, "SA");
  const told = await eventually(async () => {
    const rows = await admin`select subject, body_text from dev_mailbox where recipient = ${email} and subject like 'تسجيل دخول جديد%'`;
    return rows.length > 0 && rows;
  });
  expect(told).toHaveLength(1);
  expect(told[0]!["body_text"]).toContain("Safari, iOS");
  expect(told[0]!["body_text"]).toContain("السعودية");
  const { items } = (await nobody.call(listNotifications, bearer(last.data.access_token))).data;
  expect(items).toMatchObject([{ severity: "warning", title: expect.stringContaining("Safari, iOS"), link_url: "/settings/sessions" }]);
  await eventually(async () => (await admin`select count(*)::int as n from event_log where tenant_id = ${tenant.id} and name = 'auth.login' and dispatched_at is null`)[0]!["n"] === 0);
  expect(await admin`select count(*)::int as n from messages_outbox where tenant_id = ${tenant.id} and template_code = 'auth.new_sign_in'`).toEqual([{ n: 1 }]);
});

test("two refreshes of one token at the same moment stay one session, and the browser that lost its answer goes on", async () => {
  const { email, tenant } = await signUpVerified(), signed = await signIn(email);
  const [a, b] = await Promise.all([refreshWith(cookieOf(signed)), refreshWith(cookieOf(signed))]);
  expect([a.status, b.status]).toEqual([200, 200]);
  const kept = [a, b].map(cookieOf).filter(Boolean);
  expect(kept).toHaveLength(1);
  for (const answer of [a, b]) expect((await nobody.call(getMe, bearer(answer.data.access_token))).status).toBe(200);
  expect((await refreshWith(kept[0]!)).status).toBe(200);
  expect(await admin`select count(*)::int as n, count(revoked_at)::int as ended from sessions where tenant_id = ${tenant.id}`).toEqual([{ n: 1, ended: 0 }]);
});
