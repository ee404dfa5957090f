import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { stripeWebhook } from "#worker/modules/webhooks/contract.ts";
import { admin, eventually, newTenant, nobody } from "../support/harness.ts";
import { deliverTo, messagesOf } from "../support/queued.ts";

const set = env as { STRIPE_WEBHOOK_SECRET?: string | undefined };
afterEach(() => { set.STRIPE_WEBHOOK_SECRET = "whsec_test"; });

const now = () => Math.floor(Date.now() / 1000);
const T = 1_795_201_460, iso = (seconds: number) => new Date(seconds * 1000).toISOString();

async function mac(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder(), key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Buffer.from(await crypto.subtle.sign("HMAC", key, encoder.encode(text))).toString("hex");
}
const signature = async (text: string, { secret = "whsec_test", at = now() } = {}) => `t=${at},v1=${await mac(secret, `${at}.${text}`)}`;
const call = (raw: string, given?: string) => nobody.call(stripeWebhook, { raw, headers: { "content-type": "application/json; charset=utf-8", ...(given === undefined ? {} : { "stripe-signature": given }) } });

type Event = { id: string; type: string; created: number; data: { object: object } };
const event = (type: string, object: object, created = T): Event => ({ id: `evt_${newId()}`, type, created, data: { object } });
const send = async (one: Event) => {
  const text = JSON.stringify({ object: "event", ...one }, null, 2);
  return call(text, await signature(text));
};
const stored = (id: string) => admin`select * from webhook_events where provider = 'stripe' and body->>'id' = ${id}`;
const comes = async (one: Event) => {
  expect(await send(one)).toMatchObject({ status: 200, data: { accepted: 1, refused: 0 } });
  return eventually(async () => (await stored(one.id)).find((row) => row["processed_at"]));
};

/** A tenant that pays by Stripe, unless it only will. */
async function payer({ pays = true } = {}) {
  const tenant = await newTenant(), { tenant_id } = tenant, customer = `cus_${newId()}`, subscription = `sub_${newId()}`;
  if (pays) await admin`update tenant_plan set external_customer_id = ${customer}, external_sub_id = ${subscription}, billing_provider = 'stripe', external_sub_at = ${iso(T - 86_400)} where tenant_id = ${tenant_id}`;
  const sub = (status: string, more: object = {}) => ({ id: subscription, object: "subscription", customer, status, created: T - 86_400, start_date: T - 86_400, metadata: { tenant_id }, items: { data: [{ current_period_end: T + 500 }, { current_period_end: T + 1000 }] }, ...more });
  const invoice = (more: object = {}) => ({ id: `in_${newId()}`, object: "invoice", customer, amount_due: 4900, currency: "usd", billing_reason: "subscription_cycle", attempt_count: 1, parent: { type: "subscription_details", subscription_details: { subscription, metadata: {} } }, ...more });
  const plan = async () => (await admin`select status, ends_at, billing_provider, external_customer_id, external_sub_id from tenant_plan where tenant_id = ${tenant_id}`)[0]!;
  const told = async (name: string) => (await admin`select payload from event_log where tenant_id = ${tenant_id} and name = ${name} order by seq`).map((row) => row["payload"] as object);
  return { ...tenant, customer, subscription, sub, invoice, plan, status: async () => (await plan())["status"] as string, told };
}

describe("Stripe's signature", () => {
  const text = () => JSON.stringify(event("payout.paid", { name: "محمد" }), null, 2);

  test("lets in the body as it came, also among several, and no other", async () => {
    const body = text(), at = now(), good = await mac("whsec_test", `${at}.${body}`), old = await mac("whsec_rolled", `${at}.${body}`);
    expect(await call(body, `t=${at},v1=${good}`)).toMatchObject({ status: 200, data: { accepted: 1, refused: 0 } });
    expect(await call(body, `t=${at},v1=${old},v1=${good},v0=${old}`)).toMatchObject({ status: 200 });
    for (const [raw, given] of [
      [body.replace("payout.paid", "invoice.paid"), `t=${at},v1=${good}`], [JSON.stringify(JSON.parse(body)), `t=${at},v1=${good}`], [body, `t=${at + 1},v1=${good}`], [body, `t=${at},v0=${good}`], [body, `v1=${good}`],
      [body, `t=${at},v1=${old}`], [body, `t=${at},v1=`], [body, good], [body, ""], [body, undefined],
    ] as const) expect(await call(raw, given)).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
  });

  test("is good for five minutes", async () => {
    const body = text();
    expect(await call(body, await signature(body, { at: now() - 290 }))).toMatchObject({ status: 200 });
    expect(await call(body, await signature(body, { at: now() - 310 }))).toMatchObject({ status: 401 });
  });

  test("refuses everybody when no secret is configured", async () => {
    const body = text();
    for (const none of [undefined, ""]) {
      set.STRIPE_WEBHOOK_SECRET = none;
      expect(await call(body, await signature(body, { secret: "undefined" }))).toMatchObject({ status: 401 });
      expect(await call(body, `t=${now()},v1=${"0".repeat(64)}`)).toMatchObject({ status: 401 });
    }
  });

  test.each([["nothing of an event", {}], ["a thin event", { object: "v2.core.event", id: "evt_x" }], ["no time", { id: "evt_x", type: "invoice.paid", data: { object: {} } }], ["a list", []]])("proves %s, which is not understood", async (_, body) => {
    const raw = JSON.stringify(body);
    expect(await call(raw, await signature(raw))).toMatchObject({ status: 422, error: { code: "DLR_INVALID" } });
  });
});

describe("a subscription", () => {
  test("finds its tenant by its metadata the first time, by itself afterwards", async () => {
    const p = await payer({ pays: false });
    await comes(event("customer.subscription.created", p.sub("trialing")));
    expect(await p.plan()).toMatchObject({ status: "trialing", billing_provider: "stripe", external_customer_id: p.customer, external_sub_id: p.subscription });
    expect(new Date((await p.plan())["ends_at"] as string).toISOString()).toBe(iso(T + 1000));
    await comes(event("customer.subscription.updated", p.sub("active", { metadata: {}, items: { data: [] }, current_period_end: T + 2000 }), T + 1));
    expect(await p.status()).toBe("active");
    expect(await p.told("billing.subscription.changed")).toEqual([
      { provider: "stripe", status: "trialing", previous_status: "active", ends_at: iso(T + 1000) }, { provider: "stripe", status: "active", previous_status: "trialing", ends_at: iso(T + 2000) },
    ]);
  });

  test.each([["active", "active"], ["past_due", "past_due"], ["unpaid", "past_due"], ["paused", "past_due"], ["canceled", "cancelled"], ["incomplete", "active"], ["incomplete_expired", "active"], ["a word of tomorrow", "active"]])("that is %s makes the plan %s", async (theirs, ours) => {
    const p = await payer();
    await comes(event("customer.subscription.updated", p.sub(theirs)));
    expect(await p.status()).toBe(ours);
  });

  test("events in any order, and twice, end where the newest one says", async () => {
    const told = (p: Awaited<ReturnType<typeof payer>>) => [
      event("customer.subscription.created", p.sub("incomplete"), T), event("customer.subscription.updated", p.sub("active"), T), event("customer.subscription.updated", p.sub("past_due"), T + 10),
      event("invoice.paid", p.invoice(), T + 20), event("customer.subscription.updated", p.sub("active", { items: { data: [{ current_period_end: T + 9000 }] } }), T + 21),
    ];
    for (const order of [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [4, 0, 2, 1, 3], [2, 4, 2, 0, 1, 3]]) {
      const p = await payer({ pays: false }), events = told(p);
      for (const i of order) await comes(events[i]!);
      expect([order, await p.status(), new Date((await p.plan())["ends_at"] as string).toISOString()]).toEqual([order, "active", iso(T + 9000)]);
    }
  });

  test("that is over stays over, whatever comes late", async () => {
    const p = await payer();
    await comes(event("customer.subscription.deleted", p.sub("canceled", { ended_at: T + 50 }), T + 50));
    for (const late of [event("customer.subscription.updated", p.sub("active"), T + 50), event("customer.subscription.updated", p.sub("active"), T + 60), event("invoice.paid", p.invoice(), T + 70), event("invoice.payment_failed", p.invoice(), T + 80)]) await comes(late);
    expect(await p.status()).toBe("cancelled");
    expect(new Date((await p.plan())["ends_at"] as string).toISOString()).toBe(iso(T + 50));
    expect(await p.told("billing.subscription.changed")).toHaveLength(1);
    expect(await p.told("billing.payment_failed")).toEqual([]);
  });

  test("gives way to one made later, in either order, and to none made before", async () => {
    for (const [first, second] of [[0, 1], [1, 0]] as const) {
      const p = await payer(), next = `sub_${newId()}`;
      const events = [event("customer.subscription.deleted", p.sub("canceled"), T + 20), event("customer.subscription.created", p.sub("active", { id: next, created: T + 10 }), T + 10)];
      await comes(events[first]!);
      await comes(events[second]!);
      await comes(event("customer.subscription.updated", p.sub("past_due", { id: `sub_${newId()}`, created: T - 900_000 }), T + 99));
      await comes(event("invoice.payment_failed", p.invoice(), T + 100));
      expect(await p.plan()).toMatchObject({ status: "active", external_sub_id: next });
    }
  });

  test("two at the same moment: both are heard", async () => {
    const p = await payer(), events = [event("customer.subscription.updated", p.sub("past_due"), T + 5), event("customer.subscription.updated", p.sub("active"), T + 6)];
    await Promise.all(events.map(send));
    const ids = await eventually(async () => { const rows = (await Promise.all(events.map(({ id }) => stored(id)))).flat(); return rows.length === 2 && rows.map((row) => row["id"] as string); });
    await eventually(async () => { await deliverTo("m3core-webhooks", [{ webhook_ids: ids }]); return (await Promise.all(events.map(({ id }) => stored(id)))).flat().every((row) => row["processed_at"]); });
    expect(await p.status()).toBe("active");
  });
});

describe("a payment", () => {
  test.each([
    ["as it is since 2025-03-31", (p: { invoice(more?: object): object }) => p.invoice()],
    ["as it was before", (p: { invoice(more?: object): object; subscription: string }) => p.invoice({ parent: undefined, subscription: p.subscription })],
    ["with the whole customer in it", (p: { invoice(more?: object): object; customer: string }) => p.invoice({ customer: { id: p.customer, object: "customer" } })],
  ])("that fails makes the plan past due and tells the admins, once; one that goes through restores it (%s)", async (_, shape) => {
    const p = await payer(), failed = event("invoice.payment_failed", shape(p), T + 1), colleague = await p.user({ role: "staff" });
    expect(await comes(failed)).toMatchObject({ error: null });
    await comes(event("charge.failed", { id: "ch_1", object: "charge", customer: p.customer, amount: 4900, currency: "usd" }, T));
    await send(failed);
    expect(await p.status()).toBe("past_due");
    expect(await p.told("billing.payment_failed")).toEqual([{ provider: "stripe", external_invoice_id: (failed.data.object as { id: string }).id, amount_minor: 4900, currency: "USD" }]);
    await eventually(async () => (await messagesOf(p.tenant_id)).length);
    expect((await messagesOf(p.tenant_id)).map(({ recipient, family }) => ({ recipient, family }))).toEqual([{ recipient: p.owner.email, family: "billing.payment_failed" }]);
    expect(await admin`select recipient_user_id, source, severity, link_url from notifications_inbox where tenant_id = ${p.tenant_id}`).toEqual([{ recipient_user_id: p.owner.user_id, source: "billing", severity: "error", link_url: "/entitlements" }]);
    expect(colleague.user_id).not.toBe(p.owner.user_id);
    await comes(event("invoice.paid", shape(p), T + 100));
    await comes(event("invoice.payment_succeeded", shape(p), T + 100));
    expect(await p.status()).toBe("active");
    expect((await p.told("billing.subscription.changed")).map((e) => (e as { status: string }).status)).toEqual(["past_due", "active"]);
    expect((await p.audit()).filter((row) => row["entity_type"] === "tenant_plan" && row["actor_id"] === "system:webhooks")).not.toEqual([]);
  });

  test("that failed before the subscription said so is told all the same; one that failed before the last success is not", async () => {
    const p = await payer();
    await comes(event("customer.subscription.updated", p.sub("past_due"), T + 2));
    await comes(event("invoice.payment_failed", p.invoice(), T + 1));
    expect([await p.status(), (await p.told("billing.payment_failed")).length]).toEqual(["past_due", 1]);
    await comes(event("invoice.paid", p.invoice(), T + 5000));
    await comes(event("invoice.payment_failed", p.invoice(), T + 4000));
    expect([await p.status(), (await p.told("billing.payment_failed")).length]).toEqual(["active", 1]);
  });

  test("that fails again days later is told again", async () => {
    const p = await payer();
    for (const days of [0, 3]) await comes(event("invoice.payment_failed", p.invoice({ attempt_count: days + 1 }), T + days * 86_400));
    expect(await p.told("billing.payment_failed")).toHaveLength(2);
    expect(await p.told("billing.subscription.changed")).toHaveLength(1);
  });

  test("that fails at the very first does not take away what they had", async () => {
    const p = await payer({ pays: false });
    await comes(event("customer.subscription.created", p.sub("incomplete")));
    await comes(event("invoice.payment_failed", p.invoice({ billing_reason: "subscription_create", parent: { subscription_details: { subscription: p.subscription, metadata: { tenantId: p.tenant_id } } } }), T + 1));
    await comes(event("charge.failed", { id: "ch_1", customer: p.customer, amount: 4900, currency: "usd" }, T + 1));
    expect([await p.status(), (await p.told("billing.payment_failed")).length]).toEqual(["active", 1]);
  });
});

test("other events are kept and not used", async () => {
  const p = await payer();
  expect(await comes(event("invoice.finalized", p.invoice()))).toMatchObject({ error: "NOT_USED", body: { type: "invoice.finalized" } });
  expect(await comes(event("toString", {}))).toMatchObject({ error: "NOT_USED" });
});

test("an event of a customer nobody knows waits for who they are, and is closed when they do not turn up", async () => {
  const p = await payer({ pays: false }), early = event("customer.subscription.updated", p.sub("past_due", { metadata: {} }), T + 5), stray = event("invoice.paid", { id: "in_x", customer: `cus_${newId()}` });
  for (const one of [early, stray]) expect((await send(one)).status).toBe(200);
  const ids = await eventually(async () => { const rows = (await Promise.all([early, stray].map(({ id }) => stored(id)))).flat(); return rows.length === 2 && rows.map((row) => row["id"] as string); });
  await comes(event("customer.subscription.created", p.sub("active"), T));
  await deliverTo("m3core-webhooks", [{ webhook_ids: ids }]);
  expect([await p.status(), (await stored(stray.id))[0]!["processed_at"]]).toEqual(["past_due", null]);
  await admin`update webhook_events set stored_at = now() - interval '11 minutes' where id = ${ids[1]!}`;
  await deliverTo("m3core-webhooks", [{ webhook_ids: ids }]);
  expect((await stored(stray.id))[0]).toMatchObject({ error: "UNKNOWN_TENANT", processed_at: expect.anything() });
});
