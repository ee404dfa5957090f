import { expect, test } from "vitest";
import { listSessions } from "#worker/modules/auth/contract.ts";
import { changePassword, getMe, getSettings, patchMe, putSettings } from "#worker/modules/me/contract.ts";
import { newTenant, nobody, tripsOf } from "../support/harness.ts";
import { bearer, cookieOf, PASSWORD, refreshWith, signIn, signUpVerified } from "../support/people.ts";

test("the session says who I am, where, and what I may do", async () => {
  const tenant = await newTenant({ features: ["leads.import"], limits: { "users.max": 5 } }), agent = await tenant.user({ role: "sales_agent" });
  const me = await agent.call(getMe);
  expect(me.data).toMatchObject({ version: 1, user: { id: agent.user_id, email: agent.email }, tenant: { id: tenant.tenant_id }, roles: ["sales_agent"], features: ["leads.import"], limits: { "users.max": 5 }, session_id: agent.session_id });
  expect(me.data.permissions).toContain("lead.convert");
  expect(me.data.permissions).not.toContain("user.invite");
  expect(tripsOf(me)).toBe(1);
});

test("preferences alone are kept key by key, whatever else changes at the same moment, and disturb nobody who edits the profile", async () => {
  const { owner, events } = await newTenant(), keep = (preferences: object, headers?: Record<string, string>) => owner.call(patchMe, { body: { preferences: preferences as never }, ...(headers && { headers }) });
  const before = await owner.call(getMe);
  const answers = await Promise.all([keep({ theme: "dark" }), keep({ density: "comfortable" }), keep({ language: "ar" })]);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  expect((await owner.ok(getMe)).user.preferences).toEqual({ theme: "dark", density: "comfortable", language: "ar" });
  expect((await keep({ theme: null, digits: "arab" })).data.user.preferences).toEqual({ density: "comfortable", language: "ar", digits: "arab" });
  expect((await owner.call(patchMe, { body: { full_name: "نور" }, headers: { "if-match": before.etag! } })).status).toBe(200);
  expect((await keep({ theme: "light" }, { "if-match": before.etag! })).status).toBe(412);
  expect((await keep({ big: "x".repeat(9000) })).status).toBe(422);
  expect((await events()).filter((name) => name.startsWith("user."))).toEqual([...Array.from({ length: 4 }, () => "user.preferences_changed"), "user.updated"]);
});

test("I change my profile field by field; preferences are merged; someone else's change is not overwritten", async () => {
  const { owner } = await newTenant();
  const first = await owner.call(patchMe, { body: { full_name: "نور", locale: "ar", timezone: "Asia/Riyadh", preferences: { theme: "dark", density: "compact" } } });
  expect(first).toMatchObject({ status: 200, data: { version: 2, user: { full_name: "نور", locale: "ar", timezone: "Asia/Riyadh" } } });
  const second = await owner.ok(patchMe, { body: { timezone: null, preferences: { theme: null, columns: ["name"] } }, headers: { "if-match": first.etag! } });
  expect(second.user).toMatchObject({ full_name: "نور", timezone: null, preferences: { density: "compact", columns: ["name"] } });
  expect(await owner.ok(getMe)).toEqual(second);
  expect((await owner.call(patchMe, { body: { full_name: "X" }, headers: { "if-match": first.etag! } })).status).toBe(412);
  for (const body of [{ timezone: "Mars/Olympus" }, { locale: "fr" }, { full_name: " " }, { email: "x@example.com" }, { preferences: { big: "x".repeat(9000) } }])
    expect([body, (await owner.call(patchMe, { body: body as never })).status]).toEqual([body, 422]);
});

test("my settings are replaced whole, and nobody else's change is lost", async () => {
  const { owner } = await newTenant();
  const first = await owner.call(putSettings, { body: { locale: "ar", timezone: "Asia/Dubai", preferences: { theme: "dark", density: "compact" } } });
  expect(first).toMatchObject({ status: 200, data: { version: 2, locale: "ar", timezone: "Asia/Dubai", preferences: { theme: "dark", density: "compact" } } });
  const second = await owner.ok(putSettings, { body: { locale: "en", timezone: null, preferences: { theme: "light" } }, headers: { "if-match": first.etag! } });
  expect(await owner.ok(getSettings)).toEqual(second);
  expect((await owner.ok(getMe)).user).toMatchObject({ locale: "en", timezone: null, preferences: { theme: "light" } });
  expect((await owner.call(putSettings, { body: { locale: "ar", timezone: null, preferences: {} }, headers: { "if-match": first.etag! } })).status).toBe(412);
  for (const body of [{ locale: "ar" }, { locale: "ar", timezone: "Mars", preferences: {} }, { locale: "ar", timezone: null, preferences: { big: "x".repeat(9000) } }])
    expect([Object.keys(body), (await owner.call(putSettings, { body: body as never })).status]).toEqual([Object.keys(body), 422]);
});

test("a new password needs the old one, ends the other sessions and keeps this one", async () => {
  const { email } = await signUpVerified();
  const here = await signIn(email), there = await signIn(email), mine = bearer(here.data.access_token), next = "Quite another 1";
  const change = (current_password: string, new_password: string) => nobody.call(changePassword, { body: { current_password, new_password }, ...mine });
  expect(await change("not the password", next)).toMatchObject({ status: 422, error: { details: { issues: [{ path: "current_password" }] } } });
  expect(await change(PASSWORD, email)).toMatchObject({ status: 422, error: { details: { issues: [{ path: "new_password" }] } } });
  expect(await change(PASSWORD, next)).toMatchObject({ status: 200, data: { changed: true } });
  expect((await nobody.call(getMe, bearer(there.data.access_token))).status).toBe(401);
  expect((await refreshWith(cookieOf(there))).status).toBe(401);
  expect((await nobody.call(listSessions, mine)).data.items).toHaveLength(1);
  expect((await refreshWith(cookieOf(here))).status).toBe(200);
  expect([(await signIn(email)).status, (await signIn(email, next)).status]).toEqual([401, 200]);
});

test("a stolen session is not a way to guess the password", async () => {
  const { email } = await signUpVerified(), mine = bearer((await signIn(email)).data.access_token);
  const guess = () => nobody.call(changePassword, { body: { current_password: "not the password", new_password: "Quite another 1" }, ...mine });
  for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(422);
  expect(await guess()).toMatchObject({ status: 429, error: { code: "AUTH_LOCKED" } });
});
