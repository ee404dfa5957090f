// The acceptance lists of the message chapters, line by line, through HTTP alone but for the clock and the providers' side of it.
import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { createContact } from "#worker/modules/contacts/contract.ts";
import { createLead, scoreLead } from "#worker/modules/leads/contract.ts";
import { optIn } from "#worker/modules/notify/consent/consent-contract.ts";
import { addSuppression, listSuppressions, removeSuppression } from "#worker/modules/notify/consent/suppression-contract.ts";
import { listDigests, previewDigest, subscribeDigest } from "#worker/modules/notify/digests/digests-contract.ts";
import * as inbox from "#worker/modules/notify/inbox/inbox-contract.ts";
import * as messages from "#worker/modules/notify/messages/messages-contract.ts";
import * as routing from "#worker/modules/notify/routing/routing-contract.ts";
import { requeueMessage } from "#worker/modules/notify/sending/sending-contract.ts";
import * as templates from "#worker/modules/notify/templates/templates-contract.ts";
import { brevoWebhook, infobipWebhook } from "#worker/modules/webhooks/contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { admin, type Client, eventually, newTenant, nobody } from "../support/harness.ts";
import { ALL_DAY, AWAKE, codes, hot, mailOf, reachable, say } from "../support/recipients.ts";

const set = env as { EMAIL_ADAPTER: string; SMS_ADAPTER: string; WHATSAPP_ADAPTER: string; BREVO_API_KEY?: string };
beforeEach(() => admin`delete from provider_circuits`);
afterEach(() => Object.assign(set, { EMAIL_ADAPTER: "mailbox", SMS_ADAPTER: "mailbox", WHATSAPP_ADAPTER: "mailbox", BREVO_API_KEY: "test-api-key" }));

const tick = () => scheduled(createScheduledController({ cron: "* * * * *" }));
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const brevoSays = (event: string, message: { recipient: string; provider_message_id: string | null }) =>
  nobody.call(brevoWebhook, { headers: { authorization: "Bearer test-webhook-token" }, body: { event, email: message.recipient, "message-id": message.provider_message_id, ts_epoch: Date.now() } });
const infobipHears = (from: string, text: string) =>
  nobody.call(infobipWebhook, { headers: { authorization: "Bearer test-infobip-token" }, body: { results: [{ messageId: newId(), from: from.slice(1), receivedAt: ago(0), text }] } });
/** A message of the log as soon as it has this status. */
const inStatus = (by: Client, message_id: string, status: string) => eventually(async () => {
  const message = await by.ok(messages.getMessage, { params: { message_id } });
  return message.status === status && message;
});
const titlesOf = async (by: Client) => (await by.ok(inbox.listNotifications)).items.map(({ title }) => title);

describe("the core (section 2)", () => {
  test.each([["delivered", "delivered"], ["hard_bounce", "bounced"], ["blocked", "failed"]])("email goes out through Brevo, and its webhook (%s) makes it %s", async (event, status) => {
    set.EMAIL_ADAPTER = "brevo";
    const { owner } = await newTenant(), { data } = await say(owner, { channel: "email", to: `mona@${newId()}.test` });
    const sent = await inStatus(owner, data.message_id!, "sent");
    expect(sent).toMatchObject({ provider: "brevo", provider_message_id: expect.stringContaining("@smtp-relay.mailin.fr"), sent_at: expect.any(String) });
    expect((await brevoSays(event, sent)).status).toBe(200);
    const after = await inStatus(owner, sent.id, status);
    expect(after.timeline.map((step) => step.event)).toEqual(["message.queued", "message.sent", `message.${status}`]);
  });

  test.each(["sms", "whatsapp"] as const)("%s through the stub is queued, then sent, then delivered by the report it makes", async (channel) => {
    Object.assign(set, { SMS_ADAPTER: "devstub", WHATSAPP_ADAPTER: "devstub" });
    const { owner, phone } = await reachable(), { data } = await say(owner, { channel, to: phone });
    expect(data.messages.find((message) => message.channel === channel)).toMatchObject({ id: data.message_id, status: "queued" });
    const { timeline, provider, segments } = await inStatus(owner, data.message_id!, "delivered");
    expect([timeline.map((step) => step.event), provider, segments]).toEqual([["message.queued", "message.sent", "message.delivered"], "devstub", channel === "sms" ? 1 : null]);
  });

  test.each(["sms", "whatsapp"] as const)("%s brings an email and an inbox entry in its group, the entry at once; not with mirror: false", async (channel) => {
    const { owner, phone } = await reachable(), { data } = await say(owner, { channel, to: phone });
    const { items: [entry] } = await owner.ok(inbox.listNotifications);
    expect([codes(data.routes), entry!.is_read]).toEqual([[`${channel} send`, "email send", "inbox send"], false]);
    const group = await owner.ok(messages.listMessages, { query: { dispatch_group_id: data.dispatch_group_id } });
    expect(group.items.map((m) => [m.channel, m.is_mirror]).toSorted()).toEqual([["email", true], [channel, false]].toSorted());
    const alone = await say(owner, { channel, to: phone, mirror: false, correlation_key: "alone" });
    expect(alone.data.messages.map((m) => m.channel)).toEqual([channel]);
  });

  test("advertising honours opt-ins; what is no advertising passes STOP only where the workspace says so", async () => {
    const { owner, phone, user } = await reachable(), email = `c-${newId()}@example.com`, colleague = await user({ role: "staff" });
    const { id } = await owner.ok(createContact, { body: { first_name: "Mona", channels: [{ type: "email", value: email }] } });
    const promo = { channel: "email", type: "marketing", to: email };
    expect(await say(owner, promo)).toMatchObject({ status: 422, error: { code: "CONSENT_REQUIRED" } });
    await owner.ok(optIn, { body: { subject_type: "contact", subject_id: id, channel: "email", consent_source: "fair" } });
    expect((await say(owner, promo)).status).toBe(202);
    expect(await say(owner, { ...promo, to: { user_id: colleague.user_id } })).toMatchObject({ status: 422, error: { code: "CONSENT_REQUIRED" } });

    await say(owner, { channel: "sms", to: phone });
    await mailOf(phone);
    await infobipHears(phone, "STOP");
    await eventually(async () => (await owner.ok(listSuppressions)).items.length === 1);
    const service = { channel: "sms", to: phone, correlation_key: "service" };
    expect(await say(owner, service)).toMatchObject({ status: 422, error: { details: { reason: "STOPPED" } } });
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, allow_transactional_over_stop: true } });
    expect((await say(owner, service)).status).toBe(202);
  });

  test("caps answer 402 and throttles 429; what was sent is counted, what was refused is not", async () => {
    const { owner, phone } = await reachable({ limits: { "sms.monthlyCap": 3 } });
    const one = (correlation_key: string) => say(owner, { channel: "sms", to: phone, mirror: false, correlation_key });
    expect([(await one("1")).status, (await one("2")).status, (await one("3")).status]).toEqual([202, 202, 202]);
    expect(await one("4")).toMatchObject({ status: 402, error: { code: "CAP_EXCEEDED", details: { key: "sms.monthlyCap", limit: 3 } } });
    await eventually(async () => (await owner.ok(messages.listMessages, { query: { status: "sent" } })).items.length === 3);
    await eventually(async () => (await owner.ok(messages.notifyHealth)).caps.some((c) => c.channel === "sms" && c.used === 3 && c.cap === 3));

    const other = await reachable();
    await other.owner.ok(routing.putPolicies, { body: { ...AWAKE, throttle_per_minute: { sms: 1 } } });
    const fast = (correlation_key: string) => say(other.owner, { channel: "sms", to: other.phone, mirror: false, correlation_key });
    expect((await fast("1")).status).toBe(202);
    const refused = await fast("2");
    expect(refused).toMatchObject({ status: 429, error: { code: "RATE_LIMIT", details: { retry_after_s: expect.any(Number) } } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("templates are created, changed and listed; dispatch names the variable that is missing", async () => {
    const { owner } = await reachable();
    const draft = await owner.ok(templates.createTemplate, { body: { family: "visit.reminder", channel: "email", locale: "en", subject: "See you", body: "Hi {{ first_name }}", variables: { first_name: { type: "string", example: "Mona" } } } });
    await owner.ok(templates.patchTemplate, { params: { template_id: draft.id }, body: { subject: "See you tomorrow" } });
    expect((await owner.ok(templates.listTemplates, { query: { family: "visit.reminder", channel: "email", locale: "en" } })).items).toMatchObject([{ id: draft.id, subject: "See you tomorrow" }]);
    const send = (payload: object) => say(owner, { template_code: "visit.email.reminder", channel: "email", to: owner.email, payload });
    expect(await send({ first_name: "Mona" })).toMatchObject({ status: 422, error: { code: "TEMPLATE_MISSING" } });
    await owner.ok(templates.approveTemplate, { params: { template_id: draft.id } });
    expect(await send({})).toMatchObject({ status: 422, error: { code: "TEMPLATE_VARIABLES_MISSING", details: { variables: ["first_name"] } } });
    expect((await send({ first_name: "Mona" })).status).toBe(202);
    expect((await mailOf(owner.email))[0]).toMatchObject({ subject: "See you tomorrow" });
  });

  test("the log is listed by status, channel and date, with the provider's id and the times", async () => {
    const { owner, phone } = await reachable(), { data } = await say(owner, { channel: "sms", to: phone });
    await inStatus(owner, data.message_id!, "sent");
    const list = async (query: object) => (await owner.ok(messages.listMessages, { query })).items.map((m) => m.id);
    const now = Date.now(), from = new Date(now - 60_000).toISOString(), to = new Date(now + 60_000).toISOString();
    expect([await list({ channel: "sms", status: "sent", from, to }), await list({ channel: "whatsapp" }), await list({ channel: "sms", to: from }), await list({ status: "failed" })]).toEqual([[data.message_id], [], [], []]);
    const { items: [row] } = await owner.ok(messages.listMessages, { query: { channel: "sms" } });
    expect(row).toMatchObject({ provider: "mailbox", provider_message_id: expect.any(String), created_at: expect.any(String), scheduled_at: expect.any(String), sent_at: expect.any(String), delivered_at: null });
  });

  test("the inbox is read by pages, read or unread, and marked", async () => {
    const { owner, phone } = await reachable();
    for (const lead_name of ["Mona", "Omar", "Laila"]) await say(owner, { channel: "sms", to: phone, payload: { ...hot.payload, lead_name } });
    const first = await owner.ok(inbox.listNotifications, { query: { limit: 2 } }), second = await owner.ok(inbox.listNotifications, { query: { limit: 2, cursor: first.next_cursor! } });
    expect([first.items.length, second.items.length, second.next_cursor, new Set([...first.items, ...second.items].map(({ id }) => id)).size]).toEqual([2, 1, null, 3]);
    await owner.ok(inbox.readNotification, { params: { notification_id: first.items[0]!.id } });
    const counted = async (is_read: string) => (await owner.ok(inbox.listNotifications, { query: { is_read } as never })).items.length;
    expect([await counted("true"), await counted("false")]).toEqual([1, 2]);
  });

  test("the same correlation key sends nothing again, and gives the first answer", async () => {
    const { owner, phone } = await reachable(), again = () => say(owner, { channel: "sms", to: phone, correlation_key: "lead-7-hot" });
    const first = await again(), second = await again();
    expect(second.data).toMatchObject({ is_duplicate: true, dispatch_group_id: first.data.dispatch_group_id, message_id: first.data.message_id });
    expect([(await owner.ok(messages.listMessages)).items.length, (await titlesOf(owner)).length]).toEqual([2, 1]);
  });
});

describe("behaviours (section 14)", () => {
  test("routing respects preference, policy, consent, suppression, cap and quiet hours, and says so before and after", async () => {
    const { owner, phone } = await reachable({ limits: { "whatsapp.monthlyCap": 0 } });
    const preview = async (body: object) => codes((await owner.ok(routing.previewRouting, { body: { ...hot, to: phone, ...body } as never })).routes)[0];
    expect([await preview({ channel: "sms" }), await preview({ channel: "whatsapp" }), await preview({ channel: "sms", intent: "marketing" })]).toEqual(["sms send", "whatsapp skip CAP_EXCEEDED", "sms skip CONSENT_REQUIRED"]);
    await owner.ok(routing.putMyPreferences, { body: { prefs: { sms: { transactional: false } } } });
    expect(await preview({ channel: "sms" })).toBe("sms skip PREFERENCE_OFF");
    await owner.ok(routing.putMyPreferences, { body: { prefs: {} } });
    await owner.ok(routing.putPolicies, { body: ALL_DAY });
    expect(await preview({ channel: "sms" })).toBe("sms defer QUIET_HOURS");
    await owner.ok(addSuppression, { body: { channel: "sms", value: phone, note: "Asked by phone" } });
    expect(await preview({ channel: "sms" })).toBe("sms skip SUPPRESSED");
    const mail = await say(owner, { channel: "email", to: owner.email });
    expect((await owner.ok(messages.getMessage, { params: { message_id: mail.data.message_id! } })).routes).toEqual(mail.data.routes);
  });

  test("a digest is subscribed to, previewed, and comes when it is due", async () => {
    const { owner } = await newTenant();
    await owner.ok(createLead, { body: { first_name: "Mona", email: `${newId()}@example.com`, owner_user_id: owner.user_id } });
    const { next_at } = await owner.ok(subscribeDigest, { body: { kind: "daily.activity", at_local: "07:30" } });
    expect(new Date(next_at!).getTime()).toBeGreaterThan(Date.now());
    expect(await owner.ok(previewDigest, { body: { kind: "daily.activity" } })).toMatchObject({ empty: false, html: expect.stringContaining("Mona") });
    await admin`update digest_subscriptions set next_at = now() where tenant_id = ${owner.tenant_id}`;
    await tick();
    expect((await mailOf(owner.email))[0]!["html"]).toContain("Mona");
    expect(await titlesOf(owner)).toHaveLength(1);
    expect((await owner.ok(listDigests)).items.find(({ kind }) => kind === "daily.activity")).toMatchObject({ last_status: "sent" });
  });

  test("an escalation fires when it is time, and its SMS waits for the end of quiet hours and counts against the cap", async () => {
    const { owner, phone } = await reachable({ limits: { "sms.monthlyCap": 1 } });
    const escalations = { leads: [{ after_min: 30, to: "owner" as const, channels: ["inbox" as const, "sms" as const] }] };
    const forgotten = async (first_name: string) => {
      const { id: lead_id } = await owner.ok(createLead, { body: { first_name, email: `${newId()}@example.com`, owner_user_id: owner.user_id } });
      await owner.ok(scoreLead, { params: { lead_id }, body: { score: 95 } });
      await eventually(async () => (await admin`update escalations set since = now() - interval '31 minutes' where subject_id = ${lead_id} returning id`).length);
      await tick();
    };
    const smsOf = async () => (await owner.ok(messages.listMessages, { query: { channel: "sms" } })).items;
    await owner.ok(routing.putPolicies, { body: { ...ALL_DAY, escalations } });
    await forgotten("Mona");
    expect(await titlesOf(owner)).toContain("Nobody has contacted Mona");
    expect(await smsOf()).toMatchObject([{ status: "queued", defer_reason: "QUIET_HOURS", recipient: phone }]);

    await owner.ok(routing.putPolicies, { body: { ...AWAKE, escalations } });
    await forgotten("Omar");
    await forgotten("Laila");
    await eventually(async () => (await smsOf()).map((m) => m.error_code ?? m.status).toSorted().join() === "CAP_EXCEEDED,queued,sent");
    expect(await titlesOf(owner)).toEqual(expect.arrayContaining(["Nobody has contacted Omar", "Nobody has contacted Laila"]));
  });

  test("a bounce, a complaint and STOP suppress their address", async () => {
    set.EMAIL_ADAPTER = "brevo";
    const { owner, phone } = await reachable();
    for (const event of ["hard_bounce", "spam"]) {
      const { data } = await say(owner, { channel: "email", to: `${event}@${newId()}.test` });
      await brevoSays(event, await inStatus(owner, data.message_id!, "sent"));
    }
    await say(owner, { channel: "sms", to: phone, mirror: false });
    await mailOf(phone);
    await infobipHears(phone, "إيقاف");
    const list = await eventually(async () => {
      const { items } = await owner.ok(listSuppressions);
      return items.length === 3 && items;
    });
    expect(list.map(({ channel, reason }) => [channel, reason]).toSorted()).toEqual([["email", "bounce"], ["email", "complaint"], ["sms", "stop"]]);
    for (const { channel, normalized_value: to } of list) expect(await say(owner, { channel, to, correlation_key: "again" })).toMatchObject({ status: 422, error: { code: "CONSENT_REQUIRED" } });
  });

  test("words are put into the other language, approved by who may, and used from then on in the reader's", async () => {
    const tenant = await reachable(), { owner } = tenant, writer = await tenant.user({ permissions: ["notify.templates.manage"] });
    const english = await writer.ok(templates.createTemplate, { body: { family: "visit.thanks", channel: "email", locale: "en", subject: "Thank you", body: "Hi {{ first_name }}", variables: { first_name: { type: "string", example: "Mona" } } } });
    const arabic = await writer.ok(templates.localizeTemplate, { params: { template_id: english.id }, body: { locale: "ar" } });
    await writer.ok(templates.patchTemplate, { params: { template_id: arabic.id }, body: { subject: "شكرًا لك", body: "أهلًا {{ first_name }}" } });
    expect(await writer.call(templates.approveTemplate, { params: { template_id: arabic.id } })).toMatchObject({ status: 403 });
    for (const { id } of [english, arabic]) await owner.ok(templates.approveTemplate, { params: { template_id: id } });
    await admin`update user_profiles set locale = 'ar' where id = ${owner.user_id}`;
    await say(owner, { template_code: "visit.email.thanks", channel: "email", to: { user_id: owner.user_id }, payload: { first_name: "منى" } });
    expect((await mailOf(owner.email))[0]).toMatchObject({ subject: "شكرًا لك", html: expect.stringContaining('dir="rtl"') });
  });

  test("in test mode, a workspace writes to the test address alone", async () => {
    const { owner, phone } = await reachable(), customer = `customer-${newId()}@example.com`, trial = `trial-${newId()}@example.com`;
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, sandbox: { enabled: true, email: trial } } });
    expect((await say(owner, { channel: "email", to: customer })).data.routes[0]).toMatchObject({ to: trial, reasons: [{ code: "SANDBOX_REDIRECTED" }] });
    expect(codes((await say(owner, { channel: "sms", to: phone, mirror: false })).data.routes)[0]).toBe("sms skip SANDBOX_BLOCKED");
    await mailOf(trial);
    const { items } = await owner.ok(messages.listMessages);
    expect(items.map((m) => m.recipient)).toEqual([trial]);
  });

  test("figures and the log show a failure and why; asked for again, it leaves", async () => {
    Object.assign(set, { EMAIL_ADAPTER: "brevo", BREVO_API_KEY: "wrong" });
    const { owner } = await newTenant(), { data } = await say(owner, { channel: "email", to: `mona@${newId()}.test` }), params = { message_id: data.message_id! };
    const failed = await inStatus(owner, params.message_id, "failed"), health = await owner.ok(messages.notifyHealth);
    expect([health.failures, health.queue.dead_letters]).toEqual([[{ code: failed.error_code, channel: "email", count: 1 }], 1]);
    expect(health.channels.find((c) => c.channel === "email")).toMatchObject({ total: 1, failed: 1 });
    set.BREVO_API_KEY = "test-api-key";
    await owner.ok(requeueMessage, { params });
    const sent = await inStatus(owner, params.message_id, "sent");
    expect([sent.timeline.map((step) => step.event).at(-1), (await owner.ok(messages.notifyHealth)).queue.dead_letters]).toEqual(["message.sent", 0]);
  });
});

describe("what screens stand on (section 16)", () => {
  test("the inbox is narrowed, leads back to its source, and is marked read in bulk", async () => {
    const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" });
    const made = [];
    for (const first_name of ["Mona", "Omar"]) made.push(await tenant.owner.ok(createLead, { body: { first_name, email: `${newId()}@example.com`, owner_user_id: agent.user_id } }));
    const { items } = await eventually(async () => {
      const page = await agent.ok(inbox.listNotifications, { query: { source: "lead", is_read: "false" } as never });
      return page.items.length === 2 && page;
    });
    expect(items.map(({ link_url }) => link_url).toSorted()).toEqual(made.map(({ id }) => `/leads/${id}`).toSorted());
    await agent.ok(inbox.readNotifications, { body: { ids: items.map(({ id }) => id), is_read: true } });
    expect((await agent.ok(inbox.listNotifications, { query: { is_read: "false" } as never })).items).toEqual([]);
  });

  test("preferences and quiet hours bind the very next message", async () => {
    const { owner, phone } = await reachable();
    const next = async (correlation_key: string) => codes((await say(owner, { channel: "sms", to: phone, mirror: false, correlation_key })).data.routes)[0];
    expect(await next("1")).toBe("sms send");
    await owner.ok(routing.putMyPreferences, { body: { prefs: { quiet_hours: ALL_DAY.quiet_hours } } });
    expect(await next("2")).toBe("sms defer QUIET_HOURS");
    await owner.ok(routing.putMyPreferences, { body: { prefs: {}, snooze_until: new Date(Date.now() + 3_600_000).toISOString() } });
    expect(await next("3")).toBe("sms defer SNOOZED");
    await owner.ok(routing.putMyPreferences, { body: { prefs: {}, snooze_until: null } });
    expect(await next("4")).toBe("sms send");
  });

  test("an admin's policy changes what the routing preview says, and what then happens is the same", async () => {
    const { owner, phone } = await reachable(), body = { channel: "sms" as const, to: phone, ...hot };
    const foretold = async () => codes((await owner.ok(routing.previewRouting, { body })).routes);
    expect(await foretold()).toEqual(["sms send", "email send", "inbox send"]);
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, mirroring: { email: false, inbox: false } } });
    const told = await foretold();
    expect(told).toEqual(["sms send", "email skip MIRROR_OFF", "inbox skip MIRROR_OFF"]);
    expect(codes((await say(owner, body)).data.routes)).toEqual(told);
  });

  test("a template has versions, languages, and is sent to oneself to try it", async () => {
    const { owner } = await reachable(), words = { family: "visit.map", channel: "email", locale: "en", subject: "The way", body: "Hi {{ first_name }}", variables: { first_name: { type: "string", example: "Mona" } } } as const;
    const first = await owner.ok(templates.createTemplate, { body: words });
    await owner.ok(templates.testTemplate, { params: { template_id: first.id }, body: {} });
    expect((await mailOf(owner.email))[0]!["subject"]).toContain("The way");
    await owner.ok(templates.approveTemplate, { params: { template_id: first.id } });
    const second = await owner.ok(templates.createTemplate, { body: { ...words, subject: "The new way" } });
    await owner.ok(templates.approveTemplate, { params: { template_id: second.id } });
    await owner.ok(templates.localizeTemplate, { params: { template_id: second.id }, body: { locale: "ar" } });
    const { items } = await owner.ok(templates.listTemplates, { query: { family: "visit.map" } });
    expect(items.map(({ locale, number, status }) => [locale, number, status]).toSorted()).toEqual([["ar", 1, "draft"], ["en", 1, "retired"], ["en", 2, "approved"]]);
  });

  test("the suppression centre holds back what it lists, and lets go only where that is lawful", async () => {
    const { owner, phone } = await reachable(), to = `old-${newId()}@example.com`;
    const manual = await owner.ok(addSuppression, { body: { channel: "email", value: to, note: "Wrong person" } });
    expect((await say(owner, { channel: "email", to })).status).toBe(422);
    await owner.ok(removeSuppression, { params: { suppression_id: manual.id } });
    expect((await say(owner, { channel: "email", to })).status).toBe(202);
    await say(owner, { channel: "sms", to: phone, mirror: false });
    await mailOf(phone);
    await infobipHears(phone, "STOP");
    const [stopped] = await eventually(async () => {
      const { items } = await owner.ok(listSuppressions, { query: { reason: "stop" } });
      return items.length > 0 && items;
    });
    expect(await owner.call(removeSuppression, { params: { suppression_id: stopped!.id } })).toMatchObject({ status: 409 });
    await infobipHears(phone, "START");
    await eventually(async () => (await owner.ok(listSuppressions)).items.length === 0);
  });

  test("an entry shows how its copies fared on the other channels", async () => {
    Object.assign(set, { SMS_ADAPTER: "devstub" });
    const { owner, phone } = await reachable();
    const { data } = await say(owner, { channel: "sms", to: phone });
    await inStatus(owner, data.message_id!, "delivered");
    const { items: [entry] } = await owner.ok(inbox.listNotifications);
    const detail = await owner.ok(inbox.getNotification, { params: { notification_id: entry!.id } });
    expect(detail).toMatchObject({ channels: expect.arrayContaining([expect.objectContaining({ channel: "sms", status: "delivered" }), expect.objectContaining({ channel: "email" })]) });
  });
});
