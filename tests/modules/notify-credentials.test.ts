import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { resealAll } from "#worker/kernel/reseal.ts";
import { sealedColumns } from "#worker/modules.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { checkBrevo } from "#worker/modules/notify/adapters/account.ts";
import { checkCredentials, deleteCredentials, getCredentials, listProviders, putBrevoCredentials, putInfobipCredentials } from "#worker/modules/notify/sending/sending-contract.ts";
import { admin, newTenant } from "../support/harness.ts";
import { cancelAll, queueMany } from "../support/outgoing.ts";
import { actIn, deliverTo, messagesOf } from "../support/queued.ts";

const set = env as { EMAIL_ADAPTER: string; APP_ENV: string; ENCRYPTION_KEYS: string }, KEYS = env.ENCRYPTION_KEYS;
beforeEach(() => admin`delete from provider_circuits`);
afterEach(() => Object.assign(set, { EMAIL_ADAPTER: "mailbox", APP_ENV: "test", ENCRYPTION_KEYS: KEYS }));

const brevo = { api_key: "xkeysib-own-account-9f3c", from: "Nile & Gulf <hello@nilegulf.test>" };
const infobip = { base_url: "https://ab12cd.api.infobip.com", api_key: "infobip-key-77aa", sms_sender: "NileGulf", whatsapp_sender: "+201001234567" };
const rowsOf = (tenant_id: string) => admin`select * from provider_credentials where tenant_id = ${tenant_id}`;

async function send(tenant_id: string, to = `u@${newId()}.test`) {
  const ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...queueEmail(ctx, { to, template_code: "auth.invite", locale: "en", payload: { full_name: "M", tenant_name: "T", url: "https://app.test/i", expires_hours: 1 } }));
  const message_id = (await messagesOf(tenant_id)).at(-1)!["id"] as string;
  await deliverTo("m3core-outbox", [{ tenant_id, message_id }]);
  const [accepted] = (await (await fetch(`${env.BREVO_BASE_URL}/sent?to=${encodeURIComponent(to)}`)).json()) as { headers: Record<string, string>; body: any }[];
  return { accepted, message: (await messagesOf(tenant_id)).at(-1)! };
}

test("an account is kept sealed; its key is never shown again, nor on record, but for a hint", async () => {
  const { owner, tenant_id, audit, events } = await newTenant(), params = { provider: "brevo" } as const;
  expect(await owner.call(getCredentials, { params })).toMatchObject({ status: 404 });
  const made = await owner.ok(putBrevoCredentials, { body: brevo });
  expect(made).toMatchObject({ provider: "brevo", hint: "9f3c", version: 1, settings: { from: brevo.from } });
  expect(await owner.ok(getCredentials, { params })).toEqual(made);
  const [row] = await rowsOf(tenant_id);
  expect(row!["data"]).toMatch(/^s1\.k2\./);
  expect(JSON.stringify([made, row, await audit(), await admin`select * from idempotency_keys where tenant_id = ${tenant_id}`])).not.toContain(brevo.api_key);
  expect(await owner.ok(putBrevoCredentials, { body: { ...brevo, api_key: "another-key-0000" } })).toMatchObject({ id: made.id, version: 2, hint: "0000" });
  expect(await owner.call(putBrevoCredentials, { body: brevo, headers: { "if-match": '"1"' } })).toMatchObject({ status: 412 });
  await owner.ok(deleteCredentials, { params });
  expect(await rowsOf(tenant_id)).toEqual([]);
  expect(await events()).toEqual(["provider_credentials.changed", "provider_credentials.changed", "provider_credentials.removed"]);
});

describe("what is not an account is refused, and says which field", () => {
  test.each([
    ["http", "http://ab12cd.api.infobip.com"], ["another host", "https://api.infobip.com.evil.test"], ["a host that only ends alike", "https://evilinfobip.com"], ["an address inside", "https://169.254.169.254"],
    ["a user before the host", "https://x.infobip.com@evil.test"], ["credentials", "https://u:p@x.infobip.com"], ["a port", "https://x.infobip.com:8443"], ["a path", "https://x.infobip.com/sms"], ["this machine", "http://127.0.0.1:9"], ["a file", "file:///etc/passwd"],
  ])("%s", async (_, base_url) => {
    const { owner } = await newTenant();
    set.APP_ENV = "production";
    expect(await owner.call(putInfobipCredentials, { body: { ...infobip, base_url } })).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { issues: [{ path: "base_url" }] } } });
  });
  test.each([["api_key", { api_key: "has space in it" }], ["api_key", { api_key: "line\r\nbreak-key" }], ["from", { from: "Evil\r\nBcc: a@b.test <x@y.test>" }], ["from", { from: "nobody" }]])("%s: %j", async (path, wrong) => {
    expect(await (await newTenant()).owner.call(putBrevoCredentials, { body: { ...brevo, ...wrong } })).toMatchObject({ status: 422, error: { details: { issues: [{ path }] } } });
  });
  test("a sender that no network takes", async () => {
    const { owner } = await newTenant();
    expect(await owner.call(putInfobipCredentials, { body: { ...infobip, sms_sender: "A name far too long" } })).toMatchObject({ status: 422 });
    expect(await owner.ok(putInfobipCredentials, { body: { ...infobip, base_url: `${infobip.base_url}/` } })).toMatchObject({ hint: "77aa", settings: { base_url: infobip.base_url, sms_sender: "NileGulf" } });
  });
});

test("a tenant with an account of its own sends through it, and others do not", async () => {
  set.EMAIL_ADAPTER = "brevo";
  const mine = await newTenant(), other = await newTenant();
  await mine.owner.ok(putBrevoCredentials, { body: brevo });
  const { accepted, message } = await send(mine.tenant_id);
  expect(accepted).toMatchObject({ headers: { "api-key": brevo.api_key }, body: { sender: { name: "Nile & Gulf", email: "hello@nilegulf.test" } } });
  expect(message).toMatchObject({ status: "sent", provider: "brevo" });
  expect((await send(other.tenant_id)).accepted!.headers["api-key"]).toBe("test-api-key");
});

test("a new key of ours takes over what was sealed; an account that does not open sends nothing through another's", async () => {
  set.EMAIL_ADAPTER = "brevo";
  const { owner, tenant_id } = await newTenant(), [K2, K1] = KEYS.split(",") as [string, string];
  set.ENCRYPTION_KEYS = K1;
  await owner.ok(putBrevoCredentials, { body: brevo });
  set.ENCRYPTION_KEYS = KEYS;
  expect((await resealAll(newId(), sealedColumns)).resealed).toBeGreaterThanOrEqual(1);
  expect((await rowsOf(tenant_id))[0]!["data"]).toMatch(/^s1\.k2\./);
  set.ENCRYPTION_KEYS = K2;
  expect((await send(tenant_id)).accepted!.headers["api-key"]).toBe(brevo.api_key);
  set.ENCRYPTION_KEYS = K1;
  const { accepted, message } = await send(tenant_id);
  expect(accepted).toBeUndefined();
  expect(message).toMatchObject({ status: "failed", error_code: "PROVIDER_CREDENTIALS" });
});

test("the list says of each provider whose account is used, what leaves through it, what waits, and since when it is not asked", async () => {
  set.EMAIL_ADAPTER = "brevo";
  const { owner, tenant_id } = await newTenant(), other = await newTenant();
  expect((await owner.ok(listProviders)).items).toMatchObject([{ provider: "brevo", own: null, channels: ["email"], circuit: null, waiting: 0 }, { provider: "infobip", own: null, channels: [], waiting: 0 }]);
  const made = await owner.ok(putBrevoCredentials, { body: brevo });
  expect(made.updated_by).toBe(owner.user_id);
  await queueMany(tenant_id, 3);
  await admin`insert into provider_circuits (key, failures, open_until) values (${`brevo:${tenant_id}`}, 5, now() + interval '1 minute')`;
  const [mine] = (await owner.ok(listProviders)).items;
  expect(mine).toMatchObject({ own: made, waiting: 3, circuit: { failures: 5, open_until: expect.any(String) } });
  expect((await other.owner.ok(listProviders)).items[0]).toMatchObject({ own: null, waiting: 0, circuit: null });
  await admin`update provider_credentials set data = 's1.k9.lost' where tenant_id = ${tenant_id}`;
  expect((await owner.ok(listProviders)).items[0]).toMatchObject({ own: { hint: "9f3c" } });
  await cancelAll(tenant_id);
});

describe("asking the provider whether an account works", () => {
  const check = async (provider: "brevo" | "infobip", body: object) => {
    const { owner } = await newTenant(), params = { provider };
    await owner.ok((provider === "brevo" ? putBrevoCredentials : putInfobipCredentials) as typeof putBrevoCredentials, { body: body as typeof brevo });
    return owner.ok(checkCredentials, { params });
  };
  const double = { ...infobip, base_url: env.INFOBIP_BASE_URL };
  test("names it, or says what is left on it", async () => {
    expect(await check("brevo", brevo)).toEqual({ ok: true, problem: null, account: "Nile & Gulf Realty", balance: null });
    expect(await check("infobip", double)).toEqual({ ok: true, problem: null, account: null, balance: { amount: 47.9, currency: "EUR" } });
  });
  test("says what is wrong with it", async () => {
    expect(await check("brevo", { ...brevo, api_key: "wrong-key-0000" })).toMatchObject({ ok: false, problem: "KEY_REFUSED" });
    expect(await check("brevo", { ...brevo, api_key: "odd-key-000000" })).toMatchObject({ ok: false, problem: "NOT_UNDERSTOOD" });
    expect(await check("infobip", { ...double, api_key: "wrong-key-0000" })).toMatchObject({ ok: false, problem: "KEY_REFUSED" });
    expect(await check("infobip", { ...double, base_url: "http://127.0.0.1:9" })).toMatchObject({ ok: false, problem: "NO_ANSWER" });
    expect(await checkBrevo({ account: { api_key: "slow-key" }, base_url: env.BREVO_BASE_URL, timeout_ms: 200 })).toMatchObject({ problem: "NO_ANSWER" });
  });
  test("needs one", async () => {
    expect(await (await newTenant()).owner.call(checkCredentials, { params: { provider: "brevo" } })).toMatchObject({ status: 404 });
  });
});
