import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { type OutgoingMessage, ProviderError } from "#worker/modules/notify/adapters/adapter.ts";
import { adapterFor } from "#worker/modules/notify/adapters/index.ts";
import { infobipSms, infobipWhatsApp } from "#worker/modules/notify/adapters/infobip.ts";
import { queueAtOnce } from "#worker/modules/notify/messages/queue-at-once.ts";
import { listMailbox } from "#worker/modules/dev-mailbox/contract.ts";
import { eventually, newTenant, nobody } from "../support/harness.ts";
import { actIn, deliverTo, eventIds, lettersOf, messagesOf } from "../support/queued.ts";

const set = env as { SMS_ADAPTER: string; WHATSAPP_ADAPTER: string; INFOBIP_API_KEY?: string };
afterEach(() => Object.assign(set, { SMS_ADAPTER: "mailbox", WHATSAPP_ADAPTER: "mailbox", INFOBIP_API_KEY: "test-api-key" }));

const phone = (ending = "1111") => `+2010${Math.floor(1000 + Math.random() * 9000)}${ending}`;
const outgoing = (ending?: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage =>
  ({ id: newId(), tenant_id: newId(), request_id: newId(), channel: "sms", to: phone(ending), template_code: "t", subject: "s", text: "رمزك 123456", html: "h", ...more });
const settings = { base_url: env.INFOBIP_BASE_URL, api_key: "k", sender: "M3Core" };
const taken = async (to: string) => (await fetch(`${env.INFOBIP_BASE_URL}/sent?to=${to.slice(1)}`)).json<{ path: string; headers: Record<string, string>; body: object }[]>();

describe("Infobip", () => {
  test("is given an SMS as v3 wants it: no plus, our id, and what brings its report back", async () => {
    const m = outgoing();
    expect(await infobipSms({ ...settings, notify_url: "https://app.test/v1/webhooks/infobip" }).send(m)).toEqual({ provider_message_id: m.id });
    expect(await taken(m.to)).toMatchObject([{ path: "/sms/3/messages", headers: { authorization: "App k", "x-request-id": m.request_id } }]);
    expect((await taken(m.to))[0]!.body).toEqual({ messages: [{
      sender: "M3Core", destinations: [{ to: m.to.slice(1), messageId: m.id }], content: { text: m.text },
      webhooks: { delivery: { url: "https://app.test/v1/webhooks/infobip" }, contentType: "application/json", callbackData: `${m.tenant_id}:${m.id}` },
    }] });
  });

  test("is given a WhatsApp message by its approved template, and as text where there is none", async () => {
    const adapter = infobipWhatsApp({ ...settings, sender: "+447860099299" });
    const plain = outgoing(), named = outgoing("2222", { whatsapp_template: { name: "otp_ar", language: "ar", parameters: ["123456", "10"] } });
    expect([await adapter.send(plain), await adapter.send(named)]).toEqual([{ provider_message_id: plain.id }, { provider_message_id: named.id }]);
    expect(await taken(plain.to)).toMatchObject([{ path: "/whatsapp/1/message/text", body: { from: "447860099299", to: plain.to.slice(1), messageId: plain.id, content: { text: plain.text }, callbackData: `${plain.tenant_id}:${plain.id}` } }]);
    expect(await taken(named.to)).toMatchObject([{ path: "/whatsapp/1/message/template", body: { messages: [{ messageId: named.id, content: { templateName: "otp_ar", templateData: { body: { placeholders: ["123456", "10"] } }, language: "ar" } }] } }]);
  });

  test.each([
    ["9400", "infobip.e400", "infobip.bad_request", "message"], ["9401", "infobip.e401", "infobip.unauthorized", "account"], ["9403", "infobip.e403", "infobip.forbidden", "account"],
    ["9429", "infobip.e429", "infobip.too_many_requests", "passing"], ["9500", "infobip.e500", "infobip.general_error", "passing"], ["9502", "infobip.502", "infobip.502", "passing"],
    ["9404", "infobip.not_understood", "infobip.not_understood", "passing"],
    ["9001", "infobip.not_understood", "infobip.not_understood", "unknown"], ["9002", "infobip.not_understood", "infobip.not_understood", "unknown"], ["9003", "infobip.not_understood", "infobip.not_understood", "unknown"],
    ["8012", "infobip.rejected_not_enough_credits", "infobip.rejected_not_enough_credits", "account"], ["8013", "infobip.rejected_sender", "infobip.rejected_sender", "account"],
    ["8021", "infobip.rejected_system_error", "infobip.rejected_system_error", "passing"], ["8052", "infobip.rejected_invalid_destination", "infobip.rejected_invalid_destination", "message"],
  ])("an answer %s is %s by SMS, %s by WhatsApp: %s", async (ending, sms, whatsapp, fault) => {
    await expect(infobipSms(settings).send(outgoing(ending))).rejects.toMatchObject({ code: sms, fault });
    await expect(infobipWhatsApp(settings).send(outgoing(ending))).rejects.toMatchObject({ code: whatsapp, fault });
  });

  test("an answer that was lost leaves open whether it was sent; asked again by a person, what was taken is not sent twice", async () => {
    const m = outgoing("7777"), slow = infobipSms({ ...settings, timeout_ms: 200 });
    await expect(slow.send(m)).rejects.toEqual(new ProviderError("infobip.timeout", "unknown"));
    expect(await infobipSms(settings).send(m)).toEqual({ provider_message_id: m.id });
    expect(await taken(m.to)).toHaveLength(1);
    await expect(infobipSms({ ...settings, base_url: "http://127.0.0.1:9" }).send(m)).rejects.toMatchObject({ code: "infobip.unreachable", fault: "unknown" });
    expect(slow.repeatable_ms).toBe(0);
  });

  test("without a key or a sender it says so, and a tenant's own account is used for its own messages alone", async () => {
    await expect(infobipSms({ ...settings, api_key: undefined }).send(outgoing())).rejects.toMatchObject({ code: "infobip.no_api_key", fault: "account" });
    await expect(infobipWhatsApp({ ...settings, sender: undefined }).send(outgoing())).rejects.toMatchObject({ code: "infobip.no_sender", fault: "account" });
    const m = outgoing(), n = outgoing("2222");
    await adapterFor("sms", { name: "infobip", credentials: { api_key: "own", sms_sender: "NILE" } }).send(m);
    await adapterFor("sms", { name: "infobip", }).send(n);
    expect([(await taken(m.to))[0], (await taken(n.to))[0]]).toMatchObject([{ headers: { authorization: "App own" }, body: { messages: [{ sender: "NILE" }] } }, { headers: { authorization: "App test-api-key" }, body: { messages: [{ sender: "M3Core" }] } }]);
  });
});

describe("a queued SMS", () => {
  const payload = { code: "123456", app_name: "M3Core", tenant_name: "Nile", expires_min: 10 };
  async function queued(to: string, channel: "sms" | "whatsapp" = "sms") {
    const { tenant_id } = await newTenant(), ctx = actIn(tenant_id, { silent: true });
    await ctx.commit(null, ...queueAtOnce(ctx, { channel, to, template_code: `otp.${channel}.sign_in`, locale: "ar", payload }));
    const deliver = async () => deliverTo("m3core-outbox", [{ tenant_id, event_ids: await eventIds(tenant_id, "message.queued") }]);
    return { tenant_id, deliver, message: async () => (await messagesOf(tenant_id))[0]! };
  }

  test("goes out through Infobip", async () => {
    set.SMS_ADAPTER = "infobip";
    const to = phone(), q = await queued(to);
    await q.deliver();
    expect(await q.message()).toMatchObject({ status: "sent", provider_message_id: (await q.message())["id"] });
    expect(await taken(to)).toHaveLength(1);
  });

  test("whose fate nobody knows is not tried again by itself: a person decides, by its dead letter", async () => {
    set.SMS_ADAPTER = "infobip";
    const q = await queued(phone("9001"));
    await q.deliver();
    expect(await q.message()).toMatchObject({ status: "failed", attempts: 1, error_code: "infobip.not_understood" });
    expect(await lettersOf(q.tenant_id)).toHaveLength(1);
  });

  test.each(["sms", "whatsapp"] as const)("by %s on a laptop is shown by the mailbox and, a moment later, reported as delivered", async (channel) => {
    Object.assign(set, { SMS_ADAPTER: "devstub", WHATSAPP_ADAPTER: "devstub" });
    const to = phone(), q = await queued(to, channel);
    await q.deliver();
    expect(await q.message()).toMatchObject({ status: "sent", provider: "devstub" });
    expect((await nobody.call(listMailbox, { query: { to } })).data.items).toMatchObject([{ channel, text: expect.stringContaining("123456") }]);
    await eventually(async () => (await q.message())["status"] === "delivered");
  });
});
