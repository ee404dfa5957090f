import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { brevoWebhook, inboundEmailWebhook, infobipWebhook, oauthWebhook } from "#worker/modules/webhooks/contract.ts";
import type { ReceivedCalls } from "#worker/modules/webhooks/store.ts";
import { admin, eventually, newTenant, nobody } from "../support/harness.ts";
import { actIn, deliverTo, eventIds, messagesOf } from "../support/queued.ts";

afterEach(() => void vi.restoreAllMocks());

const brevo = { authorization: "Bearer test-webhook-token" }, infobip = { authorization: "Bearer test-infobip-token" };
const opened = (mid: string, more: object = {}) => ({ event: "opened", email: "mona@example.com", "message-id": mid, ts_epoch: 1_795_201_460_000, ...more });
const told = (body: unknown) => nobody.call(brevoWebhook, { body, headers: brevo });
const stored = (mid: string) => admin`select * from webhook_events where body->>'message-id' = ${mid} order by id`;
const trips = async () => (await (await fetch(`${env.NEON_LOCAL}/stats`)).json<{ http: number }>()).http;

/** A queue that takes what it is given, and delivers it when it is told to. */
function held() {
  const messages: ReceivedCalls[] = [], batches: number[] = [];
  vi.spyOn(env.WEBHOOKS_QUEUE, "sendBatch").mockImplementation(async (given) => {
    const bodies = [...given].map(({ body }) => body as ReceivedCalls);
    batches.push(Buffer.byteLength(JSON.stringify(bodies)));
    messages.push(...bodies);
    return undefined as never;
  });
  return { messages, batches, deliver: () => deliverTo("m3core-webhooks", messages) };
}

async function sent() {
  const { tenant_id } = await newTenant(), ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...queueEmail(ctx, { to: "mona@example.com", template_code: "auth.invite", locale: "en", payload: { full_name: "M", tenant_name: "T", url: "https://app.test/i", expires_hours: 1 } }));
  await deliverTo("m3core-outbox", [{ tenant_id, event_ids: await eventIds(tenant_id, "message.queued") }]);
  return { tenant_id, mid: (await messagesOf(tenant_id))[0]!["provider_message_id"] as string, events: async () => (await admin`select name from event_log where tenant_id = ${tenant_id} and name = 'message.opened'`).length };
}

test.each([
  ["Brevo's reports", () => nobody.call(brevoWebhook, { body: [opened(newId()), opened(newId())], headers: brevo })],
  ["Infobip's reports", () => nobody.call(infobipWebhook, { body: { results: [{ messageId: newId(), status: { groupName: "DELIVERED" } }] }, headers: infobip })],
  ["replies by email", () => nobody.call(inboundEmailWebhook, { body: { items: [{ Uuid: [newId()], From: { Address: "mona@example.com" } }] }, headers: brevo })],
  ["a call without credentials", () => nobody.call(brevoWebhook, { body: opened(newId()) })],
  ["a notice nobody signed", () => nobody.call(oauthWebhook, { body: { payload: "eyJhbGciOiJub25lIn0.e30." } })],
])("%s: answered without asking the database", async (_, call) => {
  held();
  expect((await call()).status).toBeLessThan(500);
  // What other work does in the background may fall in between, but not every time.
  await eventually(async () => {
    const before = await trips();
    await call();
    return (await trips()) === before;
  }, 5_000);
});

test("2,000 reports are a few queue messages that a queue takes, are stored as of when they came, and are nobody's till handled", async () => {
  const queue = held(), before = new Date().toISOString(), batch = newId();
  const many = Array.from({ length: 2000 }, (_, i) => opened(`<${newId()}@x>`, { ts_epoch: i + 1, tag: batch, subject: "مشاهدة الوحدة ".repeat(12) }));
  expect((await told(many)).data).toEqual({ accepted: 2000, refused: 0 });
  const sizes = queue.messages.map((message) => Buffer.byteLength(JSON.stringify(message)));
  expect([Math.max(...sizes) < 128_000, Math.max(...queue.batches) < 256_000, sizes.length]).toEqual([true, true, Math.ceil(sizes.reduce((a, b) => a + b) / 120_000)]);
  expect(await queue.deliver()).toMatchObject({ retryMessages: [] });
  expect(await admin`select count(*)::int as stored, count(distinct xmin::text)::int as transactions, count(processed_at)::int as handled, count(message_id)::int as owned, min(created_at) >= ${before} as dated from webhook_events where body->>'tag' = ${batch}`)
    .toEqual([{ stored: 2000, transactions: queue.messages.length, handled: 0, owned: 0, dated: true }]);
  await queue.deliver();
  expect(await admin`select count(*)::int as stored from webhook_events where body->>'tag' = ${batch}`).toEqual([{ stored: 2000 }]);
  await admin`delete from webhook_events where body->>'tag' = ${batch}`;
});

test("2,000 reports go through the real queue", async () => {
  const batch = newId();
  expect((await told(Array.from({ length: 2000 }, () => opened(`<${newId()}@x>`, { tag: batch, subject: "x".repeat(400) })))).data).toEqual({ accepted: 2000, refused: 0 });
  await eventually(async () => (await admin`select from webhook_events where body->>'tag' = ${batch}`).length === 2000);
  await admin`delete from webhook_events where body->>'tag' = ${batch}`;
});

test("what no queue message holds is stored at once, what stands beside it is queued, and the sweeper has it handled", async () => {
  const m = await sent(), queue = held(), long = "ع".repeat(65_000);
  expect((await told([opened(m.mid, { reason: long }), opened(m.mid, { ts_epoch: 5 })])).data).toEqual({ accepted: 2, refused: 0 });
  expect(queue.messages.map(({ calls }) => calls.length)).toEqual([1]);
  const [row, ...more] = await stored(m.mid);
  expect([row!["body"].reason, row!["processed_at"], more]).toEqual([long, null, []]);
  await deliverTo("m3core-webhooks", [{ webhook_ids: [row!["id"]] }]);
  expect(await stored(m.mid)).toMatchObject([{ tenant_id: m.tenant_id, processed_at: expect.anything() }]);
});

test("what the queue refuses is stored at once", async () => {
  const mid = `<${newId()}@x>`;
  vi.spyOn(env.WEBHOOKS_QUEUE, "sendBatch").mockRejectedValue(new Error("Queue is overloaded"));
  expect(await told(opened(mid))).toMatchObject({ status: 200, data: { accepted: 1, refused: 0 } });
  expect(await stored(mid)).toMatchObject([{ provider: "brevo", processed_at: null }]);
});

test("a queue message that is delivered again stores nothing twice, and handles what is still open", async () => {
  const m = await sent(), queue = held();
  await told([opened(m.mid), opened(m.mid, { ts_epoch: 7 })]);
  await queue.deliver();
  await admin`update webhook_events set processed_at = null where body->>'message-id' = ${m.mid} and body->>'ts_epoch' = '7'`;
  await queue.deliver();
  expect(await stored(m.mid)).toMatchObject([{ processed_at: expect.anything() }, { processed_at: expect.anything() }]);
  expect(await m.events()).toBe(1);
});

test("the same call again, whole or within another, is stored once and counts once", async () => {
  const m = await sent(), queue = held();
  await told(opened(m.mid));
  await told([opened(`<${newId()}@x>`), opened(m.mid), opened(m.mid)]);
  await Promise.all([queue.deliver(), queue.deliver()]);
  expect(await stored(m.mid)).toMatchObject([{ tenant_id: m.tenant_id, error: null, processed_at: expect.anything() }]);
  expect(await m.events()).toBe(1);
});

test("characters that Postgres cannot keep are left out, in names as in values, and hold up none beside them", async () => {
  const odd = `<${newId()}@x>`, plain = `<${newId()}@x>`, queue = held();
  await nobody.call(brevoWebhook, { raw: `[{"event":"opened","message-id":"${odd}","a\\u0000b":"1\\u0000\\ud83d2","c":"\\\\u0000 \\ud83d\\ude00"},${JSON.stringify(opened(plain))}]`, headers: { ...brevo, "content-type": "application/json" } });
  expect(await queue.deliver()).toMatchObject({ retryMessages: [] });
  expect((await stored(odd))[0]!["body"]).toMatchObject({ ab: "1\uFFFD2", c: "\\u0000 \u{1F600}" });
  expect(await stored(plain)).toHaveLength(1);
});
