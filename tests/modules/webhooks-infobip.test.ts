import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { createContact } from "#worker/modules/contacts/contract.ts";
import { queueAtOnce } from "#worker/modules/notify/messages/queue-at-once.ts";
import { listConsents, recordConsent } from "#worker/modules/privacy/contract.ts";
import { infobipWebhook } from "#worker/modules/webhooks/contract.ts";
import { admin, eventually, newTenant, nobody, type Tenant } from "../support/harness.ts";
import { actIn, deliverTo, eventIds, messagesOf } from "../support/queued.ts";

const set = env as { INFOBIP_WEBHOOK_TOKEN?: string; INFOBIP_WEBHOOK_HMAC_KEY?: string };
afterEach(() => { Object.assign(set, { INFOBIP_WEBHOOK_TOKEN: "test-infobip-token", INFOBIP_WEBHOOK_HMAC_KEY: undefined }); vi.restoreAllMocks(); });

const bearer = { authorization: "Bearer test-infobip-token" };
const post = (body: unknown, headers: Record<string, string> = bearer) => nobody.call(infobipWebhook, { body, headers });
const phone = () => `+2010${Math.floor(1e7 + Math.random() * 8.9e7)}`;
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds)).toISOString().replace("Z", "+0000");

const STATUS: Record<string, object> = {
  pending: { groupId: 1, groupName: "PENDING", id: 7, name: "PENDING_ENROUTE" }, delivered: { groupId: 3, groupName: "DELIVERED", id: 5, name: "DELIVERED_TO_HANDSET" },
  operator: { groupId: 3, groupName: "DELIVERED", id: 2, name: "DELIVERED_TO_OPERATOR" }, undeliverable: { groupId: 2, groupName: "UNDELIVERABLE", id: 9, name: "UNDELIVERABLE_NOT_DELIVERED" },
  expired: { groupId: 4, groupName: "EXPIRED", id: 15, name: "EXPIRED_EXPIRED" }, rejected: { groupId: 5, groupName: "REJECTED", id: 12, name: "REJECTED_NOT_ENOUGH_CREDITS" },
};
const failure = (name: string, groupName: string | undefined, permanent: boolean) => ({ error: { groupId: 1, groupName, id: 1, name, permanent } });
const report = (messageId: string, status: string, more: object = {}) => ({ messageId, to: "201001234567", sentAt: at(0), doneAt: at(10), messageCount: 1, status: STATUS[status], ...more });
const inbound = (from: string, text: string, more: object = {}) => ({ messageId: newId(), from: from.slice(1), to: "447860099299", text, cleanText: text, keyword: "", receivedAt: at(0), smsCount: 1, ...more });
const whatsapp = (from: string, text: string) => ({ messageId: newId(), from: from.slice(1), to: "447860099299", integrationType: "WHATSAPP", receivedAt: at(0), message: { type: "TEXT", text }, contact: { name: "Mona" } });

/** A message that was sent from a tenant, its own or a given one's. */
async function sent(channel: "sms" | "whatsapp" = "sms", to = phone(), given?: Tenant) {
  const tenant = given ?? await newTenant(), { tenant_id } = tenant, ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...queueAtOnce(ctx, { channel, to, template_code: `otp.${channel}.sign_in`, locale: "en", payload: { code: "123456", app_name: "M3Core", tenant_name: "Nile", expires_min: 10 } }));
  await deliverTo("m3core-outbox", [{ tenant_id, event_ids: await eventIds(tenant_id, "message.queued") }]);
  const [{ id } = {}] = await admin`select id from messages_outbox where tenant_id = ${tenant_id} and recipient = ${to} and status = 'sent' order by created_at desc limit 1`;
  await admin`update messages_outbox set provider = 'infobip', provider_message_id = ${id} where id = ${id}`;
  return { ...tenant, id: id as string, to, message: async () => (await messagesOf(tenant_id)).find((m) => m["id"] === id)! };
}
const stored = (mid: string) => admin`select * from webhook_events where body->>'messageId' = ${mid} order by id`;
const handled = (mid: string, count = 1) => eventually(async () => { const rows = await stored(mid); return rows.length === count && rows.every((row) => row["processed_at"]) && rows; });
const suppressed = (tenant_id: string) => admin`select channel, normalized_value, reason, scope from suppression_list where tenant_id = ${tenant_id} order by channel`;
const hears = async (...messages: { messageId: string }[]) => {
  expect((await post({ results: messages, messageCount: messages.length, pendingMessageCount: 0 })).status).toBe(200);
  for (const { messageId } of messages) await handled(messageId);
};
const said = async (tenant_id: string) => (await messagesOf(tenant_id)).map((m) => m["template_code"] as string).filter((code) => code.startsWith("consent."));

const sign = async (key: string, body: string, encoding: "hex" | "base64") => {
  const hmac = await crypto.subtle.importKey("raw", new TextEncoder().encode(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Buffer.from(await crypto.subtle.sign("HMAC", hmac, new TextEncoder().encode(body))).toString(encoding);
};

describe("Infobip's webhook", () => {
  const body = () => ({ results: [report(newId(), "delivered")] });

  test.each([["a Basic password", { authorization: `Basic ${btoa("infobip:test-infobip-token")}` }], ["a bearer token", bearer], ["the custom header", { "x-webhook-signature": "test-infobip-token" }]])("is let in with %s", async (_, headers) => {
    expect(await post(body(), headers)).toMatchObject({ status: 200, data: { accepted: 1 } });
  });

  test("is let in by a signature over the body as it came, in hex or base64, and by no other", async () => {
    Object.assign(set, { INFOBIP_WEBHOOK_TOKEN: undefined, INFOBIP_WEBHOOK_HMAC_KEY: "k3y" });
    const text = JSON.stringify(body(), null, 2).replace("201001234567", "٢٠١٠");
    const call = (signature: string, raw = text) => nobody.call(infobipWebhook, { raw, headers: { "content-type": "application/json", "x-infobip-signature": signature } });
    expect(await call(await sign("k3y", text, "hex"))).toMatchObject({ status: 200, data: { accepted: 1 } });
    expect(await call(`sha256=${await sign("k3y", text, "base64")}`)).toMatchObject({ status: 200, data: { accepted: 1 } });
    for (const [signature, raw] of [[await sign("other", text, "hex")], [await sign("k3y", text, "hex"), JSON.stringify(body())], ["", text], ["k3y", text]] as const)
      expect(await call(signature, raw)).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
  });

  test("refuses everybody when nothing is configured, and whoever carries another's secret", async () => {
    expect(await post(body(), { authorization: "Bearer test-webhook-token" })).toMatchObject({ status: 401 });
    Object.assign(set, { INFOBIP_WEBHOOK_TOKEN: undefined });
    for (const headers of [bearer, { authorization: "Bearer undefined" }, { "x-infobip-signature": "" }] as Record<string, string>[]) expect(await post(body(), headers)).toMatchObject({ status: 401 });
  });

  test.each([["nothing", {}], ["no results", { results: [] }], ["Brevo's", { event: "delivered", "message-id": "<x@x>" }], ["text", "DELIVERED"], ["half a report", { results: [{ messageId: "x" }] }]])("does not understand %s", async (_, given) => {
    expect(await post(given)).toMatchObject({ status: 422, error: { code: "DLR_INVALID" } });
  });

  test("a report moves its message, the seed's array around it too, at the time Infobip gives", async () => {
    const m = await sent();
    expect((await post([{ results: [report(m.id, "delivered"), 7] }])).data).toEqual({ accepted: 1, refused: 1 });
    await handled(m.id);
    expect(await m.message()).toMatchObject({ status: "delivered", error_code: null });
    expect(new Date((await m.message())["delivered_at"] as string).toISOString()).toBe("2026-11-20T12:00:10.000Z");
  });

  test("delivered before sent, expired after delivered: never backwards", async () => {
    const m = await sent();
    for (const [i, status] of ["delivered", "pending", "expired", "rejected"].entries()) {
      await post({ results: [report(m.id, status)] });
      await handled(m.id, i + 1);
      expect(await m.message()).toMatchObject({ status: "delivered" });
    }
    expect((await m.events()).filter((name) => name.startsWith("message.")).slice(2)).toEqual(["message.delivered"]);
  });

  test("reaching the operator is not reaching the phone; what expired may still arrive; what was read was opened", async () => {
    const m = await sent("whatsapp");
    await post({ results: [report(m.id, "operator")] });
    await handled(m.id);
    expect(await m.message()).toMatchObject({ status: "sent" });
    await post({ results: [report(m.id, "expired")] });
    await handled(m.id, 2);
    expect(await m.message()).toMatchObject({ status: "expired", error_code: "infobip.expired_expired" });
    await post({ results: [report(m.id, "delivered", { doneAt: at(20) }), { messageId: m.id, from: m.to, to: "447860099299", seenAt: at(30) }] });
    await handled(m.id, 4);
    expect(await m.message()).toMatchObject({ status: "delivered", error_code: null, opened_at: expect.anything() });
  });

  test("finds its message by what we sent along, before the provider's id is known", async () => {
    const m = await sent(), mid = newId();
    await admin`update messages_outbox set status = 'sending', provider_message_id = null where id = ${m.id}`;
    await post({ results: [report(mid, "delivered", { callbackData: `${m.tenant_id}:${m.id}` })] });
    await handled(mid);
    expect(await m.message()).toMatchObject({ status: "delivered", provider_message_id: mid });
  });

  test.each([
    ["undeliverable", failure("EC_UNKNOWN_SUBSCRIBER", "HANDSET_ERRORS", true), "bounced", "infobip.ec_unknown_subscriber", true],
    ["rejected", failure("EC_INVALID_DESTINATION_ADDRESS", "USER_ERRORS", true), "bounced", "infobip.ec_invalid_destination_address", true],
    ["undeliverable", failure("EC_ABSENT_SUBSCRIBER", "HANDSET_ERRORS", false), "failed", "infobip.ec_absent_subscriber", false],
    ["rejected", failure("EC_MESSAGE_CONTENT_REJECTED", "USER_ERRORS", true), "failed", "infobip.ec_message_content_rejected", false],
    ["rejected", {}, "failed", "infobip.rejected_not_enough_credits", false],
  ])("%s with %o is %s, %s; it suppresses the number: %s", async (status, error, becomes, code, suppresses) => {
    const m = await sent();
    await post({ results: [report(m.id, status, { ...error, to: m.to.slice(1) })] });
    await handled(m.id);
    expect(await m.message()).toMatchObject({ status: becomes, error_code: code });
    expect(await suppressed(m.tenant_id)).toEqual(suppresses ? [{ channel: "sms", normalized_value: m.to, reason: "bounce", scope: "all" }] : []);
  });
});

describe("STOP and START", () => {
  test.each(["STOP", "stop.", " Stop All! ", "UNSUBSCRIBE", "cancel", "End", "quit", "إلغاء", "الغاء", "إِلغـــاء", "توقف", "إيقاف", "ايقاف", "أوقف", "الغاء الاشتراك"])("“%s” suppresses the number on the channel it came by", async (word) => {
    const m = await sent();
    await hears(inbound(m.to, word));
    expect(await suppressed(m.tenant_id)).toEqual([{ channel: "sms", normalized_value: m.to, reason: "stop", scope: "all" }]);
    expect(await admin`select e164_value from sms_stop_list where tenant_id = ${m.tenant_id}`).toEqual([{ e164_value: m.to }]);
  });

  test.each(["Stop by on Thursday?", "I want to cancel my viewing", "هل يمكن إيقاف الحجز؟", "ok", "", "123"])("“%s” is a message like any other", async (text) => {
    const m = await sent();
    await hears(inbound(m.to, text));
    expect(await suppressed(m.tenant_id)).toEqual([]);
    expect(await said(m.tenant_id)).toEqual([]);
  });

  test("by WhatsApp or behind a service's keyword it is understood too", async () => {
    const m = await sent("whatsapp"), n = await sent();
    await hears(whatsapp(m.to, "إلغاء"), inbound(n.to, "M3CORE stop", { cleanText: "stop", keyword: "M3CORE" }));
    expect(await suppressed(m.tenant_id)).toMatchObject([{ channel: "whatsapp" }]);
    expect(await suppressed(n.tenant_id)).toMatchObject([{ channel: "sms" }]);
  });

  test("is obeyed by every workspace that has written to the number, and by no other; each confirms it once, in the language it was said in", async () => {
    const a = await sent(), b = await sent("sms", a.to), other = await sent("whatsapp", a.to), stop = inbound(a.to, "إلغاء");
    await hears(stop);
    await deliverTo("m3core-webhooks", [{ webhook_ids: (await stored(stop.messageId)).map((row) => row["id"]) }]);
    await hears(inbound(a.to, "STOP", { receivedAt: at(5) }));
    expect([(await suppressed(a.tenant_id)).length, (await suppressed(b.tenant_id)).length, (await suppressed(other.tenant_id)).length]).toEqual([1, 1, 0]);
    for (const tenant of [a, b]) expect((await messagesOf(tenant.tenant_id)).filter((m) => m["template_code"] === "consent.sms.stopped")).toMatchObject([{ recipient: a.to, locale: "ar", channel: "sms", type: "transactional" }]);
  });

  test("START lifts a STOP and nothing else, with proof, and is confirmed; a START out of the blue changes nothing", async () => {
    const tenant = await newTenant(), to = phone();
    const contact = await tenant.owner.ok(createContact, { body: { first_name: "Mona", phone_e164: to } as never });
    await tenant.owner.ok(recordConsent, { params: { contact_id: contact.id }, body: { channel: "sms", purpose: "marketing", status: "granted", proof: "Form", given_at: "2026-11-01T00:00:00.000Z" } });
    const m = await sent("sms", to, tenant);
    await hears(inbound(to, "START"));
    expect(await said(tenant.tenant_id)).toEqual([]);
    await post({ results: [report(m.id, "undeliverable", { ...failure("EC_UNKNOWN_SUBSCRIBER", "HANDSET_ERRORS", true), to: to.slice(1) })] });
    await handled(m.id);
    await hears(inbound(to, "STOP", { receivedAt: at(10) }));
    expect((await suppressed(tenant.tenant_id)).map((row) => row["reason"]).toSorted()).toEqual(["bounce", "stop"]);
    await hears(inbound(to, "ابدأ", { receivedAt: at(5) }));
    expect((await suppressed(tenant.tenant_id)).map((row) => row["reason"]).toSorted()).toEqual(["bounce", "stop"]);
    await hears(inbound(to, "ابدأ", { receivedAt: at(20) }));
    expect((await suppressed(tenant.tenant_id)).map((row) => row["reason"])).toEqual(["bounce"]);
    expect((await tenant.owner.ok(listConsents, { params: { contact_id: contact.id } })).items.map((c) => [c.status, c.proof])).toEqual([["granted", "START (sms)"], ["withdrawn", "STOP (sms)"], ["granted", "Form"]]);
    expect(await said(tenant.tenant_id)).toEqual(["consent.sms.stopped", "consent.sms.started"]);
    expect((await tenant.audit()).filter((row) => row["action"] === "suppression.lifted")).toMatchObject([{ entity_type: "suppression_list", actor_id: "system:webhooks" }]);
    expect(await tenant.events()).toEqual(expect.arrayContaining(["contact.opted_out", "suppression.added", "contact.opted_in", "suppression.removed"]));
  });

  test("neither words nor numbers are logged, whatever goes wrong", async () => {
    const lines: string[] = [];
    for (const level of ["log", "info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation((...args: unknown[]) => void lines.push(args.map(String).join(" ")));
    const m = await sent(), secret = "My salary is 90210", message = inbound(m.to, secret);
    await hears(message, inbound(m.to, "STOP"));
    await post({ results: [report(m.id, "delivered", { to: m.to.slice(1) })] });
    await handled(m.id);
    await admin`update webhook_events set processed_at = null, body = body || '{"status": 7, "from": [1]}' where body->>'messageId' in (${m.id}, ${message.messageId})`;
    await deliverTo("m3core-webhooks", [{ webhook_ids: [...await stored(m.id), ...await stored(message.messageId)].map((row) => row["id"]) }]);
    expect(lines.some((line) => line.includes('"webhook"'))).toBe(true);
    expect(lines.filter((line) => line.includes(secret) || line.includes(m.to.slice(1)) || line.includes("90210"))).toEqual([]);
  });
});
