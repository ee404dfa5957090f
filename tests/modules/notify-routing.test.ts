import { describe, expect, test } from "vitest";
import { createContact } from "#worker/modules/contacts/contract.ts";
import { confirmOptIn, getSubscription, optIn, optOut, resubscribe, unsubscribe } from "#worker/modules/notify/consent/consent-contract.ts";
import { unsubscribeLinks } from "#worker/modules/notify/consent/unsubscribe.ts";
import * as inbox from "#worker/modules/notify/inbox/inbox-contract.ts";
import * as contract from "#worker/modules/notify/messages/messages-contract.ts";
import { afterQuietHours } from "#worker/modules/notify/routing/quiet-hours.ts";
import * as routing from "#worker/modules/notify/routing/routing-contract.ts";
import { createGroup, addMembers } from "#worker/modules/access/groups-contract.ts";
import { admin, fetchApi, newTenant, nobody, tripsOf } from "../support/harness.ts";
import { ALL_DAY, AWAKE, codes, hot, mailOf, newPhone, reachable, say } from "../support/recipients.ts";

describe("an SMS", () => {
  test("goes with an email and an inbox entry in one group, the entry visible at once, in two round trips", async () => {
    const { owner, phone, events } = await reachable();
    const answer = await say(owner, { channel: "sms", to: phone });
    expect([answer.status, tripsOf(answer), codes(answer.data.routes)]).toEqual([202, 2, ["sms send", "email send", "inbox send"]]);
    const { items } = await owner.ok(inbox.listNotifications);
    expect(items).toHaveLength(1);
    expect((await mailOf(phone))[0]).toMatchObject({ channel: "sms" });
    await mailOf(owner.email);
    const detail = await owner.ok(contract.getMessage, { params: { message_id: answer.data.message_id! } });
    expect(detail).toMatchObject({ channel: "sms", recipient: phone, inbox: { id: items[0]!.id }, group: [{ channel: "email", is_mirror: true }] });
    expect(detail.timeline.map((step) => step.event)).toEqual(expect.arrayContaining(["message.queued"]));
    expect(await events()).toContain("dispatch.group.created");
  });

  test("goes alone when its sender says so, or without the one copy they do not want", async () => {
    const { owner, phone } = await reachable();
    expect(codes((await say(owner, { channel: "sms", to: phone, mirror: false })).data.routes)).toEqual(["sms send", "email skip MIRROR_OFF", "inbox skip MIRROR_OFF"]);
    expect(codes((await say(owner, { channel: "whatsapp", to: { user_id: owner.user_id }, mirror: { email: false } })).data.routes)).toEqual(["whatsapp send", "email skip MIRROR_OFF", "inbox send"]);
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, mirroring: { email: false } } });
    expect(codes((await say(owner, { channel: "sms", to: phone, correlation_key: "third" })).data.routes)).toEqual(["sms send", "email skip MIRROR_OFF", "inbox send"]);
  });

  test("is refused without the feature, without an address, with a bad address, and to nobody", async () => {
    const { owner } = await newTenant({ features: [] });
    expect(await say(owner, { channel: "sms", to: newPhone() })).toMatchObject({ status: 402, error: { code: "PLAN_REQUIRED", details: { feature: "notifications.sms" } } });
    expect(await say(owner, { channel: "email", to: newPhone() })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "to" }] } } });
    expect(await say(owner, { channel: "sms", to: "call me" })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "to" }] } } });
    expect(await say(owner, { channel: "email", to: { user_id: crypto.randomUUID() } })).toMatchObject({ status: 404 });
    expect(await say(owner, { channel: "email", to: owner.email, payload: { score: 1 } })).toMatchObject({ status: 422, error: { code: "TEMPLATE_VARIABLES_MISSING", details: { variables: ["lead_name"] } } });
    expect(await say(owner, { channel: "email", to: owner.email, template_code: "no.such" })).toMatchObject({ status: 422, error: { code: "TEMPLATE_MISSING" } });
  });

  test("of two hundred at once under a cap of one hundred, one hundred are taken", async () => {
    const { owner, phone, tenant_id } = await reachable({ limits: { "sms.monthlyCap": 100 } });
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, throttle_per_minute: { sms: 1000 } } });
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => say(owner, { channel: "sms", to: phone, mirror: false, correlation_key: `cap-${i}` })));
    expect(answers.filter((a) => a.status === 202)).toHaveLength(100);
    expect(answers.find((a) => a.status === 402)?.error).toMatchObject({ code: "CAP_EXCEEDED", details: { key: "sms.monthlyCap", limit: 100 } });
    expect(await admin`select count(*)::int as n from messages_outbox where tenant_id = ${tenant_id} and channel = 'sms'`).toEqual([{ n: 100 }]);
    const preview = await owner.ok(routing.previewRouting, { body: { channel: "sms", to: phone, ...hot } });
    expect(codes(preview.routes)[0]).toBe("sms skip CAP_EXCEEDED");
  });

  test("more than the throttle of a minute is refused, and says when there is room; what is scheduled is not", async () => {
    const { owner, phone } = await reachable();
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, throttle_per_minute: { sms: 2 } } });
    const one = (key: string, more: object = {}) => say(owner, { channel: "sms", to: phone, mirror: false, correlation_key: key, ...more });
    expect([(await one("t1")).status, (await one("t2")).status]).toEqual([202, 202]);
    const refused = await one("t3");
    expect(refused).toMatchObject({ status: 429, error: { code: "RATE_LIMIT", details: { retry_after_s: expect.any(Number) } } });
    expect(refused.error!.details.retry_after_s).toBeLessThanOrEqual(30);
    expect((await one("t4", { schedule_at: new Date(Date.now() + 3600_000).toISOString() })).status).toBe(202);
    expect((await one("t1")).data).toMatchObject({ is_duplicate: true });
  });
});

describe("the same message", () => {
  test("is sent once: by its key, by what it says, and when it comes many times at once", async () => {
    const { owner } = await reachable(), to = owner.email;
    const first = await say(owner, { channel: "email", to, correlation_key: "k1" }), second = await say(owner, { channel: "email", to, correlation_key: "k1", payload: { lead_name: "Other", score: 1 } });
    expect(second.data).toMatchObject({ is_duplicate: true, message_id: first.data.message_id });
    const plain = await say(owner, { channel: "email", to }), again = await say(owner, { channel: "email", to });
    expect([plain.data.is_duplicate, again.data.is_duplicate, again.data.message_id]).toEqual([false, true, plain.data.message_id]);
    const many = await Promise.all(Array.from({ length: 8 }, () => say(owner, { channel: "email", to, correlation_key: "k2" })));
    expect(new Set(many.map((a) => a.data.message_id)).size).toBe(1);
    expect(many.filter((a) => !a.data.is_duplicate)).toHaveLength(1);
  });

  test("may be asked for in the shape of the integration contracts", async () => {
    const { owner } = await reachable();
    const body = { channel: "email" as const, template: "lead.hot", to: { email: owner.email }, params: hot.payload, idempotencyKey: "x" };
    const one = await owner.ok(contract.sendMessage, { body }), two = await owner.ok(contract.sendMessage, { body });
    expect([one.ok, two.messageId]).toEqual([true, one.messageId]);
    expect(await owner.call(contract.sendMessage, { body: { ...body, channel: "sms" } })).toMatchObject({ status: 422 });
  });
});

describe("what a person wants", () => {
  test("comes before their groups, and those before the workspace; what is asked for by nobody is on", async () => {
    const { owner, user } = await reachable(), agent = await user({ role: "sales_agent" });
    const sourceOf = async (key: string) => {
      const { effective } = await agent.ok(routing.getMyPreferences);
      return effective.settings.find((s) => s.key === key);
    };
    expect(await sourceOf("email.transactional")).toMatchObject({ value: true, source: "tenant" });
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, defaults: { email: { transactional: false } } } });
    expect(await sourceOf("email.transactional")).toMatchObject({ value: false, source: "tenant" });
    const group = await owner.ok(createGroup, { body: { name: "New Cairo", code: "new_cairo" } });
    await owner.ok(addMembers, { params: { group_id: group.id }, body: { user_ids: [agent.user_id] } });
    await owner.ok(routing.putGroupDefaults, { params: { group_id: group.id }, body: { prefs: { email: { transactional: true } } } });
    expect(await sourceOf("email.transactional")).toMatchObject({ value: true, source: "group", source_name: "New Cairo" });
    await agent.ok(routing.putMyPreferences, { body: { prefs: { email: { transactional: false }, inbox: { all: true } } } });
    expect(await sourceOf("email.transactional")).toMatchObject({ value: false, source: "user" });
    expect(codes((await say(owner, { channel: "email", to: { user_id: agent.user_id } })).data.routes)).toEqual(["email skip PREFERENCE_OFF"]);
  });

  test("does not hold back what concerns the safety of their account", async () => {
    const { owner } = await reachable();
    await owner.ok(routing.putMyPreferences, { body: { prefs: { email: { transactional: false }, inbox: { all: false }, quiet_hours: ALL_DAY.quiet_hours }, snooze_until: new Date(Date.now() + 3_600_000).toISOString() } });
    const { routes } = await owner.ok(routing.previewRouting, { body: { channel: "email", to: { user_id: owner.user_id }, template_code: "auth.factor_added", payload: {} } });
    expect(codes(routes)).toEqual(["email send SECURITY"]);
  });

  test("is theirs to say and an admin's, nobody else's; a pause ends by itself and lasts a month at most", async () => {
    const { owner, user } = await reachable(), agent = await user({ role: "sales_agent" }), other = { user_id: owner.user_id };
    expect(await agent.call(routing.getEffectivePreferences, { query: other })).toMatchObject({ status: 403 });
    expect((await owner.ok(routing.getEffectivePreferences, { query: { userId: agent.user_id } })).user_id).toBe(agent.user_id);
    expect(await owner.call(routing.putUserPreferences, { params: { user_id: crypto.randomUUID() }, body: { prefs: {} } })).toMatchObject({ status: 404 });
    const far = new Date(Date.now() + 40 * 86_400_000).toISOString(), past = new Date(Date.now() - 1000).toISOString();
    expect(await agent.call(routing.putMyPreferences, { body: { prefs: {}, snooze_until: far } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "snooze_until" }] } } });
    expect((await agent.ok(routing.putMyPreferences, { body: { prefs: {}, snooze_until: past } })).snooze_until).toBeNull();
    expect(await agent.call(routing.putMyPreferences, { body: { prefs: { email: { perhaps: true } } as never } })).toMatchObject({ status: 422 });
    const etag = (await agent.call(routing.getMyPreferences)).etag!;
    await agent.ok(routing.putMyPreferences, { body: { prefs: { sms: { marketing: false } } } });
    expect(await agent.call(routing.putMyPreferences, { body: { prefs: {} }, headers: { "if-match": etag } })).toMatchObject({ status: 412 });
  });
});

describe("quiet hours", () => {
  const at = (text: string, hours: Parameters<typeof afterQuietHours>[1], zone = "Africa/Cairo", weekend = [5, 6]) => new Date(afterQuietHours(Date.parse(text), hours, zone, weekend)).toISOString();
  const night = { enabled: true, start: "21:00", end: "08:00", channels: ["sms" as const], weekend: null };

  test("end in the morning of the recipient, whatever their clocks did in the night", () => {
    expect(at("2026-01-10T12:00:00Z", night)).toBe("2026-01-10T12:00:00.000Z");
    expect(at("2026-01-10T20:30:00Z", night)).toBe("2026-01-11T06:00:00.000Z");
    expect(at("2026-01-11T01:00:00Z", night)).toBe("2026-01-11T06:00:00.000Z");
    expect(at("2026-01-11T06:00:00Z", night)).toBe("2026-01-11T06:00:00.000Z");
    // Cairo's clocks jump from 00:00 to 01:00 on 24 April 2026 and fall back on 30 October at 00:00.
    expect(at("2026-04-23T20:00:00Z", night)).toBe("2026-04-24T05:00:00.000Z");
    expect(at("2026-10-29T20:00:00Z", night)).toBe("2026-10-30T06:00:00.000Z");
    expect(at("2026-01-10T20:30:00Z", night, "Asia/Dubai")).toBe("2026-01-11T04:00:00.000Z");
  });

  test("are others on days off, also where one night runs into the next", () => {
    const late = { ...night, weekend: { start: "20:00", end: "11:00" } };
    expect(at("2026-01-08T19:30:00Z", late)).toBe("2026-01-09T06:00:00.000Z"); // Thursday night is a working day's.
    expect(at("2026-01-09T18:30:00Z", late)).toBe("2026-01-10T09:00:00.000Z"); // Friday night, until eleven.
    expect(at("2026-01-10T21:00:00Z", { ...night, enabled: false })).toBe("2026-01-10T21:00:00.000Z");
    expect(at("2026-01-10T21:00:00Z", { ...night, start: "00:00", end: "00:00" })).toBe("2026-01-10T21:00:00.000Z");
  });

  test("hold a message back and lose none: it says until when and why, and its inbox entry is there", async () => {
    const { owner, phone, tenant_id, events } = await reachable();
    await owner.ok(routing.putPolicies, { body: ALL_DAY });
    const { data } = await say(owner, { channel: "sms", to: phone });
    expect(codes(data.routes)).toEqual(["sms defer QUIET_HOURS", "email defer QUIET_HOURS", "inbox send"]);
    const rows = await admin`select status, defer_reason, scheduled_at > now() as later from messages_outbox where tenant_id = ${tenant_id}`;
    expect(rows).toEqual([{ status: "queued", defer_reason: "QUIET_HOURS", later: true }, { status: "queued", defer_reason: "QUIET_HOURS", later: true }]);
    expect(await events()).toContain("message.deferred");
    await owner.ok(routing.putMyPreferences, { body: { prefs: { quiet_hours: AWAKE.quiet_hours } } });
    expect(codes((await say(owner, { channel: "sms", to: phone, mirror: false, correlation_key: "own" })).data.routes)[0]).toBe("sms send");
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    expect((await say(owner, { channel: "sms", to: phone, mirror: false, schedule_at: soon })).data.routes[0]).toMatchObject({ decision: "defer", at: soon, reasons: [{ code: "SCHEDULED" }] });
  });
});

describe("advertising", () => {
  const promo = { channel: "email" as const, type: "marketing" as const };

  test("needs the consent of a contact, who can take it back in one click and change their mind", async () => {
    const { owner, tenant_id } = await reachable(), email = `c-${crypto.randomUUID()}@example.com`;
    const contact = await owner.ok(createContact, { body: { first_name: "Mona", channels: [{ type: "email", value: email }] } });
    const subject = { subject_type: "contact" as const, subject_id: contact.id, channel: "email" as const };
    expect(await say(owner, { ...promo, to: email })).toMatchObject({ status: 422, error: { code: "CONSENT_REQUIRED", details: { reason: "CONSENT_REQUIRED" } } });
    expect(await owner.ok(optIn, { body: { ...subject, consent_source: "web form", consent_text: "News by email" } })).toMatchObject({ status: "confirmed" });
    const sent = await say(owner, { ...promo, to: { contact_id: contact.id } });
    expect([sent.status, codes(sent.data.routes)]).toEqual([202, ["email send"]]);

    const token = new URL((await unsubscribeLinks({ tenant_id, id: sent.data.message_id! })).url).searchParams.get("token")!;
    expect((await nobody.call(getSubscription, { query: { token } })).data).toMatchObject({ is_unsubscribed: false, address: "c•••@example.com", tenant_name: "Test Realty" });
    const click = () => fetchApi(`/v1/subscriptions/unsubscribe?token=${token}`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "List-Unsubscribe=One-Click" });
    expect([(await click()).status, (await click()).status]).toEqual([200, 200]);
    expect(await say(owner, { ...promo, to: email, correlation_key: "after" })).toMatchObject({ status: 422, error: { details: { reason: "UNSUBSCRIBED" } } });
    expect((await say(owner, { channel: "email", to: email, correlation_key: "service" })).status).toBe(202);
    expect((await nobody.call(resubscribe, { body: { token } })).data).toMatchObject({ is_unsubscribed: false });
    expect((await say(owner, { ...promo, to: email, correlation_key: "back" })).status).toBe(202);
    await owner.ok(optOut, { body: subject });
    expect(await say(owner, { ...promo, to: email, correlation_key: "out" })).toMatchObject({ status: 422 });
    expect(await nobody.call(unsubscribe, { query: { token: `${token}x` }, headers: { "content-type": "application/x-www-form-urlencoded" }, raw: "" })).toMatchObject({ status: 422, error: { code: "AUTH_TOKEN_INVALID" } });
  });

  test("with double opt-in needs the link that was sent, which works once", async () => {
    const { owner } = await reachable(), email = `d-${crypto.randomUUID()}@example.com`;
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, double_opt_in: true } });
    const contact = await owner.ok(createContact, { body: { first_name: "Omar", channels: [{ type: "email", value: email }] } });
    expect(await owner.ok(optIn, { body: { subject_type: "contact", subject_id: contact.id, channel: "email", consent_source: "fair" } })).toMatchObject({ status: "pending" });
    expect(await say(owner, { ...promo, to: email })).toMatchObject({ status: 422 });
    const [mail] = await mailOf(email), token = /token=([\w-]+)/.exec(mail!["text"]!)![1]!;
    expect((await nobody.call(confirmOptIn, { body: { token } })).data).toMatchObject({ channel: "email", confirmed: true });
    expect(await nobody.call(confirmOptIn, { body: { token } })).toMatchObject({ status: 422 });
    expect((await say(owner, { ...promo, to: email })).status).toBe(202);
  });

  test("reaches no colleague who has not asked for it; a default of the workspace is no consent", async () => {
    const { owner } = await reachable();
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, defaults: { email: { marketing: true } } } });
    expect(await say(owner, { ...promo, to: { user_id: owner.user_id } })).toMatchObject({ status: 422, error: { code: "CONSENT_REQUIRED" } });
    await owner.ok(routing.putMyPreferences, { body: { prefs: { email: { marketing: true } } } });
    expect((await say(owner, { ...promo, to: { user_id: owner.user_id } })).status).toBe(202);
  });
});

describe("a suppressed address", () => {
  test("gets nothing that its reason forbids: STOP holds back everything unless the workspace decides otherwise, and always advertising", async () => {
    const { owner, phone, tenant_id } = await reachable();
    await admin`insert into suppression_list (tenant_id, id, channel, normalized_value, reason) values (${tenant_id}, gen_random_uuid(), 'sms', ${phone}, 'stop')`;
    expect(await say(owner, { channel: "sms", to: phone })).toMatchObject({ status: 422, error: { code: "CONSENT_REQUIRED", details: { reason: "STOPPED" } } });
    expect(await admin`select e164_value from sms_stop_list where tenant_id = ${tenant_id}`).toEqual([{ e164_value: phone }]);
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, allow_transactional_over_stop: true } });
    expect((await say(owner, { channel: "sms", to: phone })).status).toBe(202);
    expect(await say(owner, { channel: "sms", to: phone, type: "marketing" })).toMatchObject({ status: 422 });
  });
});

describe("test mode", () => {
  test("sends to the test address what would go out, and nothing where there is none; sign-in mails go to whom they are for", async () => {
    const { owner, phone } = await reachable();
    await owner.ok(routing.putPolicies, { body: { ...AWAKE, sandbox: { enabled: true, email: "try@example.com" } } });
    const { data } = await say(owner, { channel: "sms", to: phone });
    expect(codes(data.routes)).toEqual(["sms skip SANDBOX_BLOCKED", "email send SANDBOX_REDIRECTED", "inbox send"]);
    expect(data.routes[1]!.to).toBe("try@example.com");
    const { routes } = await owner.ok(routing.previewRouting, { body: { channel: "email", to: { user_id: owner.user_id }, template_code: "auth.factor_added" } });
    expect(routes[0]).toMatchObject({ to: owner.email, reasons: [{ code: "SECURITY" }] });
  });
});

describe("the message log", () => {
  test("is filtered by channel, status, recipient and time, and is for who may read it", async () => {
    const { owner, user, phone } = await reachable();
    await say(owner, { channel: "sms", to: phone });
    const list = async (query: object) => (await owner.ok(contract.listMessages, { query })).items.map((m) => m.channel);
    expect([await list({ channel: "sms" }), await list({ recipient: owner.email.slice(0, 12) }), await list({ from: new Date(Date.now() + 60_000).toISOString() }), await list({ status: "bounced,expired" })]).toEqual([["sms"], ["email"], [], []]);
    expect(await (await user({ role: "sales_agent" })).call(contract.listMessages)).toMatchObject({ status: 403 });
    expect(await owner.call(contract.getMessage, { params: { message_id: crypto.randomUUID() } })).toMatchObject({ status: 404 });
    const health = await owner.ok(contract.notifyHealth);
    expect(health.channels.find((c) => c.channel === "sms")).toMatchObject({ total: 1 });
    expect(health.mirrored).toEqual({ groups: 1, covered: 1, coverage: 1 });
  });
});

test("policies bind at once, keep what they say, go back to their defaults, and are refused when they make no sense", async () => {
  const { owner, user } = await newTenant();
  const before = await owner.call(routing.getPolicies);
  expect(before.data).toMatchObject({ version: 0, value: { quiet_hours: { start: "21:00", end: "08:00" }, mirroring: { email: true }, double_opt_in: false, retention_days: 90 } });
  const put = await owner.ok(routing.putPolicies, { body: { double_opt_in: true } });
  expect(put).toMatchObject({ version: 1, value: { double_opt_in: true, retention_days: 90 } });
  expect(await owner.call(routing.putPolicies, { body: {}, headers: { "if-match": before.etag! } })).toMatchObject({ status: 412 });
  expect((await owner.ok(routing.putPolicies, { body: {} })).value.double_opt_in).toBe(false);
  for (const body of [{ quiet_hours: { start: "25:00" } }, { retention_days: 0 }, { sandbox: { enabled: true, email: "x" } }, { surprise: 1 }])
    expect((await owner.call(routing.putPolicies, { body: body as never })).status, JSON.stringify(body)).toBe(422);
  expect(await (await user({ role: "sales_agent" })).call(routing.getPolicies)).toMatchObject({ status: 403 });
});
