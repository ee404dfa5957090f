import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { brevoWebhook } from "#worker/modules/webhooks/contract.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { admin, eventually, newTenant, nobody } from "../support/harness.ts";
import { actIn, deliverTo, eventIds, messagesOf } from "../support/queued.ts";

const set = env as { BREVO_WEBHOOK_TOKEN?: string };
afterEach(() => void (set.BREVO_WEBHOOK_TOKEN = "test-webhook-token"));

const bearer = { authorization: "Bearer test-webhook-token" };
const post = (body: unknown, headers: Record<string, string> = bearer) => nobody.call(brevoWebhook, { body, headers });
const report = (event: string, messageId: string, more: object = {}) => ({ event, email: "mona@example.com", "message-id": messageId, ts_epoch: 1_795_201_460_000, ...more });
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** A message that was sent. */
async function sent() {
  const { tenant_id } = await newTenant(), ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...queueEmail(ctx, { to: "mona@example.com", template_code: "auth.invite", locale: "en", payload: { full_name: "M", tenant_name: "T", url: "https://app.test/i", expires_hours: 1 } }));
  await deliverTo("m3core-outbox", [{ tenant_id, event_ids: await eventIds(tenant_id, "message.queued") }]);
  const message = async () => (await messagesOf(tenant_id))[0]!;
  const { id, provider_message_id } = await message();
  return { tenant_id, id: id as string, mid: provider_message_id as string, message, events: async () => (await admin`select name from event_log where tenant_id = ${tenant_id} order by seq`).map((r) => r["name"]).slice(2) };
}

const stored = (mid: string) => admin`select * from webhook_events where body->>'message-id' = ${mid} or body->>'messageId' = ${mid} order by id`;
/** Waits until the queue has handled everything that came for a message. */
const handled = (mid: string, count = 1) => eventually(async () => {
  const rows = await stored(mid);
  return rows.length === count && rows.every((row) => row["processed_at"]) && rows;
});
const redeliver = async (mid: string) => deliverTo("m3core-webhooks", [{ webhook_ids: (await stored(mid)).map((row) => row["id"]) }]);

describe("Brevo's webhook", () => {
  test.each([
    ["a Basic password", { authorization: `Basic ${btoa("brevo:test-webhook-token")}` }],
    ["a bearer token", bearer],
    ["the custom header", { "x-webhook-signature": "test-webhook-token" }],
  ])("is let in with %s", async (_, headers) => {
    expect(await post(report("opened", `<${newId()}@x>`), headers)).toMatchObject({ status: 200, data: { accepted: 1, refused: 0 } });
  });

  test.each([
    ["nothing", {}], ["a wrong token", { authorization: "Bearer wrong" }], ["a wrong password", { authorization: `Basic ${btoa("test-webhook-token:")}` }],
    ["an empty header", { "x-webhook-signature": "" }], ["half of it", { "x-webhook-signature": "test-webhook" }],
  ])("is refused with %s, and stores nothing", async (_, headers: Record<string, string>) => {
    const mid = `<${newId()}@x>`;
    expect(await post(report("delivered", mid), headers)).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
    expect(await stored(mid)).toEqual([]);
  });

  test("refuses everybody when no token is configured", async () => {
    for (const none of ["", undefined]) {
      set.BREVO_WEBHOOK_TOKEN = none!;
      for (const headers of [bearer, { authorization: "Bearer undefined" }, { "x-webhook-signature": "" }] as Record<string, string>[])
        expect(await post(report("delivered", "<x@x>"), headers)).toMatchObject({ status: 401 });
    }
  });

  test("a report moves its message and tells why, at the time Brevo gives", async () => {
    const m = await sent();
    expect(await post(report("delivered", m.mid))).toMatchObject({ status: 200 });
    const [row] = await handled(m.mid);
    expect(row).toMatchObject({ tenant_id: m.tenant_id, message_id: m.id, provider: "brevo", error: null, body: { event: "delivered" } });
    expect(await m.message()).toMatchObject({ status: "delivered", error_code: null });
    expect(new Date((await m.message())["delivered_at"] as string).getTime()).toBe(1_795_201_460_000);
    expect(await m.events()).toEqual(["message.delivered"]);
  });

  test("takes one report, an array, the seed's messageId, and up to 2,000 at once", async () => {
    const a = await sent(), b = await sent();
    expect((await post([report("delivered", a.mid), { event: "hardBounce", email: "x@y.test", messageId: b.mid, ts: 1_795_201_460, reason: "550\nno such user" }])).data).toEqual({ accepted: 2, refused: 0 });
    await handled(a.mid);
    await handled(b.mid);
    expect([(await a.message())["status"], (await b.message())["status"], (await b.message())["error_code"]]).toEqual(["delivered", "bounced", "brevo.hard_bounce"]);
    const many = Array.from({ length: 2001 }, (_, i) => report("opened", `<${newId()}@x>`, { ts_epoch: i + 1 }));
    expect(await post(many)).toMatchObject({ status: 422, error: { code: "DLR_INVALID" } });
    expect((await post(many.slice(0, 2000))).data).toEqual({ accepted: 2000, refused: 0 });
  });

  test("a report that comes twice is stored, and counts, once", async () => {
    const m = await sent();
    await Promise.all([post(report("delivered", m.mid)), post(report("delivered", m.mid)), post([report("delivered", m.mid), report("delivered", m.mid)])]);
    await handled(m.mid);
    expect((await post(report("delivered", m.mid))).data).toEqual({ accepted: 1, refused: 0 });
    await redeliver(m.mid);
    expect(await stored(m.mid)).toHaveLength(1);
    expect(await m.events()).toEqual(["message.delivered"]);
  });

  test("a status never moves backwards, whatever the order", async () => {
    const m = await sent();
    await post(report("delivered", m.mid));
    await handled(m.mid);
    for (const [event, count] of [["request", 2], ["blocked", 3], ["unique_opened", 4]] as const) {
      await post(report(event, m.mid));
      await handled(m.mid, count);
      expect(await m.message()).toMatchObject({ status: "delivered" });
    }
    await post(report("hard_bounce", m.mid));
    await handled(m.mid, 5);
    await post(report("delivered", m.mid, { ts_epoch: 1_795_201_470_000 }));
    await handled(m.mid, 6);
    expect(await m.message()).toMatchObject({ status: "bounced", error_code: "brevo.hard_bounce" });
    expect((await m.events()).filter((name) => name.startsWith("message."))).toEqual(["message.delivered", "message.opened", "message.bounced"]);
  });

  test("a soft bounce is noted but decides nothing", async () => {
    const m = await sent();
    await post(report("soft_bounce", m.mid));
    await handled(m.mid);
    expect(await m.message()).toMatchObject({ status: "sent", error_code: "brevo.soft_bounce" });
    await post(report("delivered", m.mid));
    await handled(m.mid, 2);
    expect(await m.message()).toMatchObject({ status: "delivered", error_code: null });
  });

  test("a report that overtakes the record of its sending finds its message by the id we sent along", async () => {
    const m = await sent(), mid = `<${newId()}@smtp-relay.mailin.fr>`;
    await admin`update messages_outbox set status = 'sending', provider_message_id = null where id = ${m.id}`;
    await post(report("delivered", mid, { "X-Mailin-custom": `${m.tenant_id}:${m.id}` }));
    await handled(mid);
    expect(await m.message()).toMatchObject({ status: "delivered", provider_message_id: mid });
  });

  test("a report of a message that is not ours waits ten minutes for it, then is closed", async () => {
    const mid = `<${newId()}@elsewhere>`;
    await post(report("delivered", mid, { "X-Mailin-custom": "not:ours" }));
    await eventually(async () => (await stored(mid)).length);
    await redeliver(mid);
    expect(await stored(mid)).toMatchObject([{ tenant_id: NOBODY, processed_at: null }]);
    await admin`update webhook_events set stored_at = now() - interval '11 minutes' where body->>'message-id' = ${mid}`;
    await redeliver(mid);
    expect(await stored(mid)).toMatchObject([{ error: "UNKNOWN_MESSAGE", processed_at: expect.anything() }]);
  });

  test("a report that cannot be applied is tried again, and closed after an hour", async () => {
    const m = await sent();
    await post(report("opened", m.mid));
    await handled(m.mid);
    await admin`update webhook_events set processed_at = null, body = body || '{"event": 7}' where message_id = ${m.id}`;
    await redeliver(m.mid);
    expect(await stored(m.mid)).toMatchObject([{ processed_at: null }]);
    await admin`update webhook_events set stored_at = now() - interval '61 minutes' where message_id = ${m.id}`;
    await redeliver(m.mid);
    expect(await stored(m.mid)).toMatchObject([{ error: "GAVE_UP", processed_at: expect.anything() }]);
  });

  test.each([["hard_bounce", "bounce", "all"], ["invalid_email", "bounce", "all"], ["spam", "complaint", "all"], ["complaint", "complaint", "all"], ["unsubscribed", "unsubscribed", "marketing"]])(
    "%s suppresses the address it names: %s, %s", async (event, reason, scope) => {
      const m = await sent();
      await post(report(event, m.mid, { email: "Mona@Example.com" }));
      await handled(m.mid);
      expect(await admin`select channel, normalized_value, reason, scope, detail, message_id from suppression_list where tenant_id = ${m.tenant_id}`)
        .toEqual([{ channel: "email", normalized_value: "mona@example.com", reason, scope, detail: `brevo.${event}`, message_id: m.id }]);
    });

  test.each(["soft_bounce", "deferred", "blocked", "opened", "bounce"])("%s suppresses nobody", async (event) => {
    const m = await sent();
    await post(report(event, m.mid));
    await handled(m.mid);
    expect(await admin`select from suppression_list where tenant_id = ${m.tenant_id}`).toEqual([]);
  });

  test("opens and clicks are noted the first time, and what a machine opened is not", async () => {
    const m = await sent();
    await post([report("proxy_open", m.mid), report("unique_proxy_open", m.mid)]);
    await handled(m.mid, 2);
    expect(await m.message()).toMatchObject({ opened_at: null, clicked_at: null });
    await post([report("unique_opened", m.mid, { ts_epoch: 1_795_201_500_000 }), report("opened", m.mid, { ts_epoch: 1_795_201_600_000 })]);
    await handled(m.mid, 4);
    expect(new Date((await m.message())["opened_at"] as string).getTime()).toBe(1_795_201_500_000);
    await post([report("click", m.mid, { link: "https://app.test/a" }), report("click", m.mid, { ts_epoch: 1_795_201_700_000 })]);
    await handled(m.mid, 6);
    expect(await m.message()).toMatchObject({ status: "sent", clicked_at: expect.anything() });
    expect(await m.events()).toEqual(["message.opened", "message.clicked"]);
  });

  test("a click alone shows that it was opened", async () => {
    const m = await sent();
    await post(report("click", m.mid));
    await handled(m.mid);
    expect(await m.message()).toMatchObject({ opened_at: expect.anything(), clicked_at: expect.anything() });
  });

  test.each([
    ["a list of nothing", []], ["null", null], ["a number", 7], ["text", "delivered"], ["no event", { "message-id": "<x@x>" }], ["no message", { event: "delivered", email: "a@b.test" }],
    ["ids of another kind", { event: "delivered", "message-id": 7 }], ["another provider's", { results: [{ messageId: "1" }] }],
  ])("does not understand %s: 422 DLR_INVALID", async (_, body) => {
    expect(await post(body)).toMatchObject({ status: 422, error: { code: "DLR_INVALID" } });
  });

  test("of a batch it keeps what it understands and says how much it did not", async () => {
    const m = await sent();
    expect((await post([{ event: 1 }, report("delivered", m.mid), null])).data).toEqual({ accepted: 1, refused: 2 });
  });

  test("words and characters that nobody expects do no harm", async () => {
    const m = await sent();
    expect((await post(report("list_addition", m.mid, { reason: "nul \u0000 and \u{1F600} and ؟", tag: "[\"a\"]" }))).status).toBe(200);
    await handled(m.mid);
    expect(await m.message()).toMatchObject({ status: "sent" });
  });
});
