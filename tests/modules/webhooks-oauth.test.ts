import { env } from "cloudflare:workers";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import { oauthWebhook } from "#worker/modules/webhooks/contract.ts";
import { admin, eventually, newTenant, nobody } from "../support/harness.ts";

const set = env as { OAUTH_PROVIDERS?: string | undefined }, before = set.OAUTH_PROVIDERS;
beforeAll(() => { set.OAUTH_PROVIDERS = JSON.stringify({ apple: { client_id: "m3core-apple", client_secret: "s", issuer: inject("oidcUrl") } }); });
afterAll(() => { set.OAUTH_PROVIDERS = before; });

/** What the provider signs: it is asked for a token with these claims, as in a sign-in. */
async function signed(claims: object): Promise<string> {
  const url = inject("oidcUrl"), hint = encodeURIComponent(JSON.stringify({ aud: "m3core-apple", jti: newId(), exp: null, ...claims }));
  const back = await fetch(`${url}/authorize?response_type=code&client_id=m3core-apple&redirect_uri=${encodeURIComponent("https://app.test/cb")}&scope=openid&state=s&login_hint=${hint}`, { redirect: "manual" });
  const code = new URL(back.headers.get("location")!).searchParams.get("code")!;
  const answer = await fetch(`${url}/token`, { method: "POST", body: new URLSearchParams({ grant_type: "authorization_code", code, client_id: "m3core-apple", redirect_uri: "https://app.test/cb" }) });
  return (await answer.json<{ id_token: string }>()).id_token;
}
const notice = (type: string, sub: string, at = Date.now()) => ({ events: JSON.stringify({ type, sub, event_time: at }) });
const post = (payload: string) => nobody.call(oauthWebhook, { body: { payload } });

async function linked(sub: string) {
  const tenant = await newTenant(), { tenant_id, owner } = tenant;
  await admin`insert into user_identities (tenant_id, id, user_id, provider, subject, email, created_at) values (${tenant_id}, ${newId()}, ${owner.user_id}, 'apple', ${sub}, ${owner.email}, now() - interval '1 hour')`;
  return { ...tenant, isLinked: async () => (await admin`select from user_identities where tenant_id = ${tenant_id}`).length === 1 };
}
const handled = (sub: string) => eventually(async () => (await admin`select from webhook_events where provider = 'oauth' and body->>'subject' = ${sub} and processed_at is not null`).length > 0);

test.each(["account-delete", "consent-revoked"])("%s unlinks the account in every workspace that knows it, once, and ends its sessions", async (type) => {
  const sub = newId(), mine = await linked(sub), other = await linked(sub), token = await signed(notice(type, sub));
  expect(await post(token)).toMatchObject({ status: 200, data: { accepted: 1, refused: 0 } });
  await handled(sub);
  expect([await mine.isLinked(), await other.isLinked()]).toEqual([false, false]);
  expect(await mine.owner.call(getMe)).toMatchObject({ status: 401 });
  expect((await post(token)).data).toEqual({ accepted: 1, refused: 0 });
  expect((await mine.events()).filter((name) => name.startsWith("user."))).toEqual(["user.identity_unlinked"]);
  expect((await mine.audit()).map((row) => row["action"])).toContain("user.identity_unlinked");
});

test("what was linked again after the notice stays, and other news changes nothing", async () => {
  const sub = newId(), mine = await linked(sub);
  await post(await signed(notice("consent-revoked", sub, Date.now() - 2 * 3_600_000)));
  await post(await signed(notice("email-disabled", sub)));
  await eventually(async () => (await admin`select from webhook_events where provider = 'oauth' and body->>'subject' = ${sub} and processed_at is not null`).length === 2);
  expect(await mine.isLinked()).toBe(true);
});

test.each([["another key", { forge: "another key" }], ["no signature", { forge: "unsigned" }], ["a changed signature", { forge: "changed" }], ["another audience", { aud: "somebody-else" }], ["another issuer", { iss: "https://appleid.example" }], ["no id", { jti: null }], ["no event", { events: null }], ["events that are not JSON", { events: "{" }]])("a notice with %s is refused, and changes nothing", async (_, claims) => {
  const sub = newId(), mine = await linked(sub);
  expect(await post(await signed({ ...notice("account-delete", sub), ...claims }))).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
  expect(await mine.isLinked()).toBe(true);
});

test("what is no token at all is refused", async () => {
  expect(await post("not.a.token.but.long.enough")).toMatchObject({ status: 401 });
  expect(await nobody.call(oauthWebhook, { body: {} })).toMatchObject({ status: 422 });
});
