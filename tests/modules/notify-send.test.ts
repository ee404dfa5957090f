import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { type OutgoingMessage, ProviderError } from "#worker/modules/notify/adapters/adapter.ts";
import { brevo } from "#worker/modules/notify/adapters/brevo.ts";
import { listMailbox } from "#worker/modules/dev-mailbox/contract.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import { admin, eventually, newTenant, nobody } from "../support/harness.ts";
import { actIn, deliverTo, eventIds, lettersOf, messagesOf } from "../support/queued.ts";

const set = env as { EMAIL_ADAPTER: string; BREVO_API_KEY?: string; APP_ENV: string };
beforeEach(() => admin`delete from provider_circuits`);
afterEach(() => Object.assign(set, { EMAIL_ADAPTER: "mailbox", BREVO_API_KEY: "test-api-key", APP_ENV: "test" }));

const payload = { full_name: "منى <b>السيد</b>", tenant_name: "Nile & Gulf", url: "https://app.test/verify?token=s3cret&x=1", expires_hours: 24 };
const address = (local = "u") => `${local}@${newId()}.test`;

/** A queued email in a tenant of its own; nothing is delivered but what the test delivers. */
async function queued(to = address(), locale = "en") {
  const { tenant_id } = await newTenant(), ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...queueEmail(ctx, { to, template_code: "auth.verify_email", locale, payload }));
  const [event_id] = await eventIds(tenant_id, "message.queued"), [message] = await messagesOf(tenant_id);
  const body = { tenant_id, event_ids: [event_id!] }, message_id = message!["id"] as string;
  return {
    tenant_id, to, body, message_id,
    message: async () => (await messagesOf(tenant_id))[0]!,
    due: () => admin`update messages_outbox set scheduled_at = now() where tenant_id = ${tenant_id}`,
    retry: () => deliverTo("m3core-outbox", [{ tenant_id, message_id }]),
    mailbox: async () => (await nobody.call(listMailbox, { query: { to } })).data.items as Record<string, string>[],
    events: async () => (await admin`select name from event_log where tenant_id = ${tenant_id} order by seq`).map((row) => row["name"]),
  };
}

describe("a queued message", () => {
  test("is sent by real delivery, in the person's language, escaped in HTML", async () => {
    const { tenant_id } = await newTenant(), to = address(), ctx = actIn(tenant_id);
    await ctx.commit(null, ...queueEmail(ctx, { to, template_code: "auth.verify_email", locale: "ar", payload }));
    const [mail] = await eventually(async () => {
      const { items } = (await nobody.call(listMailbox, { query: { to } })).data as { items: Record<string, string>[] };
      return items.length > 0 && items;
    });
    expect(mail).toMatchObject({ channel: "email", to, subject: "تأكيد بريدك الإلكتروني لدى \u2068Nile & Gulf\u2069" });
    expect(mail!["text"]).toContain("منى <b>السيد</b>");
    expect(mail!["text"]).toContain(payload.url);
    expect(mail!["text"]).toContain("24 ساعة");
    expect(mail!["html"]).toContain('<html lang="ar" dir="rtl">');
    expect(mail!["html"]).not.toContain("<b>");
    expect(mail!["html"]).toContain('href="https://app.test/verify?token=s3cret&#38;x=1"');
    await eventually(async () => (await messagesOf(tenant_id))[0]!["status"] === "sent");
  });

  test("of English words keeps an Arabic name from turning the sentence that begins with it", async () => {
    const { tenant_id } = await newTenant(), to = address(), ctx = actIn(tenant_id);
    await ctx.commit(null, ...queueEmail(ctx, { to, template_code: "auth.invite", locale: "en", payload: { full_name: "منى", tenant_name: "شركة النيل", url: "https://app.test/i?name=منى", expires_hours: 1 } }));
    const [mail] = await eventually(async () => {
      const { items } = (await nobody.call(listMailbox, { query: { to } })).data as { items: Record<string, string>[] };
      return items.length > 0 && items;
    });
    expect(mail!["subject"]).toContain("\u2068شركة النيل\u2069");
    expect(mail!["text"]).toContain("Hello \u2068منى\u2069,");
    expect(mail!["text"]).toContain("https://app.test/i?name=منى");
  });

  test("is recorded with its provider's id, counted once, and forgets its secret", async () => {
    const q = await queued();
    expect(await deliverTo("m3core-outbox", [q.body])).toMatchObject({ explicitAcks: ["0"], retryMessages: [] });
    expect(await q.message()).toMatchObject({ status: "sent", attempts: 1, provider: "mailbox", provider_message_id: `<${q.message_id}@mailbox.m3core.test>`, error_code: null, payload: {} });
    expect(await q.events()).toEqual(["message.queued", "message.sent"]);
    expect(await meterOf(q.tenant_id).used(q.tenant_id, "email.sent")).toBe(1);
  });

  test("is sent once however often, and however much at once, it is delivered", async () => {
    const q = await queued();
    await Promise.all([deliverTo("m3core-outbox", [q.body, q.body]), deliverTo("m3core-outbox", [q.body]), q.retry()]);
    await deliverTo("m3core-outbox", [q.body]);
    expect(await q.mailbox()).toHaveLength(1);
    expect(await q.events()).toEqual(["message.queued", "message.sent"]);
    expect(await q.message()).toMatchObject({ attempts: 1 });
  });

  test("that lacks a variable is refused before it is queued", async () => {
    const { tenant_id } = await newTenant(), ctx = actIn(tenant_id);
    expect(() => queueEmail(ctx, { to: address(), template_code: "auth.invite", locale: "en", payload: { full_name: "A" } as never }))
      .toThrow(expect.objectContaining({ code: "TEMPLATE_VARIABLES_MISSING", details: { family: "auth.invite", channel: "email", variables: ["tenant_name", "url", "expires_hours"] } }));
  });

  test("of a template that is gone fails for good and waits as a dead letter", async () => {
    const q = await queued();
    await admin`update messages_outbox set template_code = 'gone' where tenant_id = ${q.tenant_id}`;
    await deliverTo("m3core-outbox", [q.body]);
    expect(await q.message()).toMatchObject({ status: "failed", error_code: "TEMPLATE_MISSING" });
    expect(await lettersOf(q.tenant_id)).toMatchObject([{ queue: "m3core-outbox", body: { message_id: q.message_id, again: true } }]);
  });

  test("over the cap of its channel fails as CAP_EXCEEDED and is not counted", async () => {
    const q = await queued();
    await admin`insert into plan_limits select plan_code, 'sms.monthlyCap', 0 from tenant_plan where tenant_id = ${q.tenant_id}`;
    await admin`update messages_outbox set channel = 'sms', template_code = 'auth.invite', recipient = '+201001234567' where tenant_id = ${q.tenant_id}`;
    await deliverTo("m3core-outbox", [q.body]);
    expect(await q.message()).toMatchObject({ status: "failed", error_code: "CAP_EXCEEDED" });
    expect(await meterOf(q.tenant_id).used(q.tenant_id, "sms.sent")).toBe(0);
  });

  test("is not captured in production, where nobody would ever get it", async () => {
    const q = await queued();
    set.APP_ENV = "production";
    await deliverTo("m3core-outbox", [q.body]);
    expect(await q.message()).toMatchObject({ status: "failed", error_code: "mailbox.not_in_production" });
  });
});

describe("through Brevo", () => {
  const accepted = async (to: string) => (await (await fetch(`${env.BREVO_BASE_URL}/sent?to=${encodeURIComponent(to)}`)).json()) as { headers: Record<string, string>; body: any }[];

  test("a message goes out as Brevo wants it", async () => {
    set.EMAIL_ADAPTER = "brevo";
    const q = await queued();
    await deliverTo("m3core-outbox", [q.body]);
    const [sent] = await accepted(q.to);
    expect(sent!.headers).toMatchObject({ "api-key": "test-api-key", "content-type": "application/json" });
    expect(sent!.body).toMatchObject({
      sender: { name: "M3Core", email: "no-reply@m3core.test" }, to: [{ email: q.to }], subject: "Verify your email for Nile & Gulf", tags: ["auth.verify_email"],
      headers: { idempotencyKey: q.message_id, "X-Mailin-custom": `${q.tenant_id}:${q.message_id}` },
    });
    expect(await q.message()).toMatchObject({ status: "sent", provider: "brevo", provider_message_id: expect.stringMatching(/^<.+@smtp-relay\.mailin\.fr>$/) });
  });

  test("advertising carries its one-click way out (RFC 8058), and nothing else does", async () => {
    set.EMAIL_ADAPTER = "brevo";
    const [plain, promo] = [await queued(), await queued()];
    await admin`update messages_outbox set type = 'marketing' where tenant_id = ${promo.tenant_id}`;
    await deliverTo("m3core-outbox", [plain.body, promo.body]);
    const [headers, others] = await Promise.all([promo, plain].map(async ({ to }) => (await accepted(to))[0]!.body.headers as Record<string, string>));
    expect(headers).toMatchObject({ "List-Unsubscribe": expect.stringMatching(/^<http.+\/v1\/subscriptions\/unsubscribe\?token=.+>$/), "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
    expect(Object.keys(others!)).not.toContain("List-Unsubscribe");
  });

  test("a passing failure is tried again after 1, 5 and 15 minutes, then it is a dead letter", async () => {
    set.EMAIL_ADAPTER = "brevo";
    const q = await queued(address("500"));
    for (const [attempt, minutes] of [[1, 1], [2, 5], [3, 15]] as const) {
      await (attempt === 1 ? deliverTo("m3core-outbox", [q.body]) : q.retry());
      const { status, attempts, error_code, scheduled_at } = await q.message();
      expect({ status, attempts, error_code }).toEqual({ status: "queued", attempts: attempt, error_code: "brevo.internal_error" });
      const waits = (Date.parse(scheduled_at) - Date.now()) / 60_000;
      expect(waits).toBeGreaterThan(minutes - 0.5);
      expect(waits).toBeLessThan(minutes * 1.2);
      await q.retry();
      expect(await q.message()).toMatchObject({ attempts: attempt });
      await q.due();
    }
    await q.retry();
    expect(await q.message()).toMatchObject({ status: "failed", attempts: 4 });
    expect(await q.events()).toEqual(["message.queued", "message.retried", "message.retried", "message.retried", "message.failed"]);
    expect(await lettersOf(q.tenant_id)).toHaveLength(1);
    expect(await meterOf(q.tenant_id).used(q.tenant_id, "email.sent")).toBe(0);
  });

  test("a message it will never take fails at once, without a dead letter", async () => {
    set.EMAIL_ADAPTER = "brevo";
    const q = await queued(address("400"));
    await deliverTo("m3core-outbox", [q.body]);
    expect(await q.message()).toMatchObject({ status: "failed", attempts: 1, error_code: "brevo.invalid_parameter" });
    expect(await lettersOf(q.tenant_id)).toEqual([]);
  });

  test("a wrong key fails at once and waits for the key to be mended", async () => {
    Object.assign(set, { EMAIL_ADAPTER: "brevo", BREVO_API_KEY: "wrong" });
    const q = await queued();
    await deliverTo("m3core-outbox", [q.body]);
    expect(await q.message()).toMatchObject({ status: "failed", error_code: "brevo.unauthorized" });
    set.BREVO_API_KEY = "test-api-key";
    const [letter] = await lettersOf(q.tenant_id);
    await deliverTo("m3core-outbox", [letter!["body"]]);
    expect(await q.message()).toMatchObject({ status: "sent", attempts: 1 });
    await deliverTo("m3core-outbox", [letter!["body"]]);
    expect(await accepted(q.to)).toHaveLength(1);
  });

  const outgoing = (local: string): OutgoingMessage =>
    ({ id: newId(), tenant_id: newId(), request_id: newId(), channel: "email", to: address(local), template_code: "t", subject: "s", text: "t", html: "h" });
  const adapter = (timeout_ms = 5000) => brevo({ base_url: env.BREVO_BASE_URL, api_key: "k", from: "no-reply@m3core.test", timeout_ms });

  test.each([
    ["400", "brevo.invalid_parameter", "message"], ["404", "brevo.document_not_found", "message"],
    ["401", "brevo.unauthorized", "account"], ["402", "brevo.not_enough_credits", "account"],
    ["429", "brevo.too_many_requests", "passing"], ["500", "brevo.internal_error", "passing"], ["502", "brevo.502", "passing"],
    ["garbage", "brevo.not_understood", "passing"], ["odd", "brevo.not_understood", "passing"],
  ])("an answer %s is %s, %s", async (local, code, fault) => {
    await expect(adapter().send(outgoing(local))).rejects.toMatchObject({ code, fault });
  });

  test("no answer in time, or nobody there, is passing; what was accepted all the same is not sent again", async () => {
    const message = outgoing("slow");
    await expect(adapter(200).send(message)).rejects.toEqual(new ProviderError("brevo.timeout", "passing"));
    expect(await adapter().send(message)).toEqual({ provider_message_id: null });
    expect(await accepted(message.to)).toHaveLength(1);
    await expect(brevo({ base_url: "http://127.0.0.1:9", api_key: "k", from: "a@b.test" }).send(message)).rejects.toMatchObject({ code: "brevo.unreachable" });
    await expect(brevo({ base_url: env.BREVO_BASE_URL, api_key: undefined, from: "a@b.test" }).send(message)).rejects.toMatchObject({ code: "brevo.no_api_key", fault: "account" });
  });
});
