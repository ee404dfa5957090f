import { createScheduledController, evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { notifyHealth } from "#worker/modules/notify/messages/messages-contract.ts";
import { announce } from "#worker/modules/notify/sending/announce.ts";
import { putBrevoCredentials } from "#worker/modules/notify/sending/sending-contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import { admin, eventually, newTenant, type Tenant } from "../support/harness.ts";
import { cancelAll, payload, queueMany, tally, throttleAt } from "../support/outgoing.ts";
import { actIn, deliverTo, eventIds, lettersOf, messagesOf } from "../support/queued.ts";

const set = env as { EMAIL_ADAPTER: string; SMS_ADAPTER: string; WHATSAPP_ADAPTER: string };
beforeEach(() => admin`delete from provider_circuits`);
afterEach(() => void Object.assign(set, { EMAIL_ADAPTER: "mailbox", SMS_ADAPTER: "mailbox", WHATSAPP_ADAPTER: "mailbox" }));

const tick = () => scheduled(createScheduledController({ cron: "* * * * *" }));
const inSeconds = (s: number) => new Date(Date.now() + s * 1000).toISOString();
/** A ticket; one that has run out does one batch and ends. */
const ticket = (tenant_id: string, { channel = "email", lasts_s = 0 } = {}) => ({ tenant_id, drain: channel, until: inSeconds(lasts_s) });
const useTickets = (...tickets: object[]) => Promise.all(tickets.map((body) => deliverTo("m3core-outbox", [body])));
/** Several tickets at once, again and again, until nothing is due any more. */
async function useUp(tenant_id: string, channel = "email"): Promise<void> {
  for (let due = true; due; due = (await admin`select 1 from messages_outbox where tenant_id = ${tenant_id} and status = 'queued' and scheduled_at <= now() limit 1`).length > 0)
    await useTickets(...Array.from({ length: 5 }, () => ticket(tenant_id, { channel })));
}
const acceptedBy = async (to: string) => ((await (await fetch(`${env.BREVO_BASE_URL}/sent?to=${encodeURIComponent(to)}`)).json()) as unknown[]).length;
const unstarted = { status: "queued", attempts: 0, claimed_at: null };

describe("many messages of one tenant", () => {
  test("50,000 that are due do not keep another tenant's message waiting", { timeout: 60_000 }, async () => {
    const busy = await newTenant(), other = await newTenant();
    await throttleAt(busy.tenant_id, 10_000);
    await queueMany(busy.tenant_id, 50_000);
    await tick();
    await eventually(async () => ((await tally(busy.tenant_id))["sent"] ?? 0) > 20);
    const ctx = actIn(other.tenant_id);
    await ctx.commit(null, ...queueEmail(ctx, { to: `u@${newId()}.test`, template_code: "auth.invite", locale: "en", payload: { full_name: "M", tenant_name: "T", url: "https://app.test/i", expires_hours: 1 } }));
    await eventually(async () => (await tally(other.tenant_id))["sent"] === 1, 5_000);
    expect((await tally(busy.tenant_id))["queued"]).toBeGreaterThan(40_000);
    await cancelAll(busy.tenant_id);
  });

  test("a ticket sends a batch, the most urgent first, then the oldest", async () => {
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 15, { priority: 2, due: "-1 hour", to: "marketing%@x.test" });
    await queueMany(tenant_id, 15, { priority: 1, due: "-1 minute", to: "later%@x.test" });
    await queueMany(tenant_id, 2, { priority: 1, due: "-2 minutes", to: "sooner%@x.test" });
    await queueMany(tenant_id, 1, { priority: 0, to: "security%@x.test" });
    await queueMany(tenant_id, 5, { channel: "sms", to: "+20100000000%" });
    await queueMany(tenant_id, 5, { due: "1 minute", to: "future%@x.test" });
    await useTickets(ticket(tenant_id));
    const sent = (await messagesOf(tenant_id)).filter(({ status }) => status === "sent").map(({ recipient }) => (recipient as string).replace(/\d*@.*/, ""));
    expect([sent.length, sent.filter((to) => to === "marketing").length, new Set(sent)]).toEqual([20, 2, new Set(["marketing", "later", "sooner", "security"])]);
  });

  test("a ticket goes on behind those that wait until everything has left, by real delivery", async () => {
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 65);
    await useTickets(ticket(tenant_id, { lasts_s: 60 }));
    await eventually(async () => (await tally(tenant_id))["sent"] === 65);
    expect(await eventIds(tenant_id, "message.sent")).toHaveLength(65);
  });

  test("the clock hands a ticket for every 250 that are due, four at most, and everybody's first before anybody's second", async () => {
    const [many, some, few] = [await newTenant(), await newTenant(), await newTenant()];
    await queueMany(many.tenant_id, 5000, { due: "-3 minutes" });
    await queueMany(some.tenant_id, 251, { due: "-2 minutes" });
    await queueMany(few.tenant_id, 1, { due: "-1 minute" });
    const handed = vi.spyOn(env.OUTBOX_QUEUE, "sendBatch").mockResolvedValue(undefined as never);
    try {
      await tick();
      const names = new Map([[many.tenant_id, "many"], [some.tenant_id, "some"], [few.tenant_id, "few"]]);
      const tickets = handed.mock.calls.flatMap(([batch]) => [...batch]).map(({ body }) => body as { tenant_id: string; drain?: string }).filter((body) => body.drain && names.has(body.tenant_id));
      expect(tickets.map((body) => names.get(body.tenant_id))).toEqual(["many", "some", "few", "many", "some", "many", "many"]);
    } finally {
      handed.mockRestore();
      await cancelAll(many.tenant_id);
    }
  });

  test("tickets used at the same time send nothing twice", async () => {
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 70, { to: `u%@${tenant_id}.test` });
    await useUp(tenant_id);
    expect(await tally(tenant_id)).toEqual({ sent: 70 });
    expect(await eventIds(tenant_id, "message.sent")).toHaveLength(70);
    expect((await messagesOf(tenant_id)).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  test("a commit that queues many announces them once, and they leave", async () => {
    const { tenant_id } = await newTenant(), ctx = actIn(tenant_id);
    await queueMany(tenant_id, 30);
    const rows = (await messagesOf(tenant_id)).map(({ id }) => ({ id: id as string, channel: "email" as const }));
    expect(announce(ctx, rows.slice(0, 20))).toHaveLength(20);
    await ctx.commit(null, ...announce(ctx, rows));
    await eventually(async () => (await tally(tenant_id))["sent"] === 30);
    expect(await eventIds(tenant_id, "messages.queued")).toHaveLength(1);
  });

  test("the clock hands a ticket to whoever has messages due; to fresh ones, whose event is on its way, after a minute", async () => {
    const [timed, fresh] = [await newTenant(), await newTenant()];
    await queueMany(timed.tenant_id, 3, { channel: "whatsapp", to: "+20100000000%" });
    await queueMany(timed.tenant_id, 1, { due: "30 seconds" });
    await queueMany(fresh.tenant_id, 2, { created: "0 seconds" });
    await tick();
    await eventually(async () => (await tally(timed.tenant_id))["sent"] === 3);
    expect([await tally(timed.tenant_id), await tally(fresh.tenant_id)]).toEqual([{ sent: 3, queued: 1 }, { queued: 2 }]);
    await Promise.all([cancelAll(timed.tenant_id), cancelAll(fresh.tenant_id)]);
  });
});

describe("caps and throttle", () => {
  test("200 messages through tickets at once under a cap of 100: exactly 100 leave", async () => {
    const { tenant_id } = await newTenant({ limits: { "sms.monthlyCap": 100 } });
    await throttleAt(tenant_id, 10_000);
    await queueMany(tenant_id, 200, { channel: "sms", to: "+20100000000%" });
    await useUp(tenant_id, "sms");
    expect(await tally(tenant_id)).toEqual({ sent: 100, failed: 100 });
    expect(new Set((await messagesOf(tenant_id)).map(({ error_code }) => error_code))).toEqual(new Set([null, "CAP_EXCEEDED"]));
    expect(await meterOf(tenant_id).used(tenant_id, "sms.sent")).toBe(100);
  });

  test("the same while the meter is evicted again and again: nothing lost, the cap never passed", async () => {
    const { tenant_id } = await newTenant({ limits: { "sms.monthlyCap": 50 } });
    await throttleAt(tenant_id, 10_000);
    await queueMany(tenant_id, 100, { channel: "sms", to: "+20100000000%" });
    const evictions = async () => { for (let i = 0; i < 6; i++) await evictDurableObject(meterOf(tenant_id)).catch(() => {}); };
    await Promise.all([useTickets(...Array.from({ length: 5 }, () => ticket(tenant_id, { channel: "sms" }))), evictions()]);
    await admin`update messages_outbox set scheduled_at = now() where tenant_id = ${tenant_id} and status = 'queued'`;
    await useUp(tenant_id, "sms");
    expect(await tally(tenant_id)).toEqual({ sent: 50, failed: 50 });
  });

  test("an override of the plan's cap binds", async () => {
    const { tenant_id } = await newTenant({ limits: { "sms.monthlyCap": 100 } });
    await admin`insert into entitlements_overrides_tenant (tenant_id, id, feature, limit_value, reason) values (${tenant_id}, ${newId()}, 'sms.monthlyCap', 1, 'test')`;
    await queueMany(tenant_id, 3, { channel: "sms", to: "+20100000000%" });
    await useTickets(ticket(tenant_id, { channel: "sms" }));
    expect(await tally(tenant_id)).toEqual({ sent: 1, failed: 2 });
  });

  test("more than the throttle of a minute waits, without spending an attempt, and leaves in time", async () => {
    const { tenant_id } = await newTenant();
    await throttleAt(tenant_id, 12);
    await queueMany(tenant_id, 30);
    await useTickets(ticket(tenant_id));
    const messages = await messagesOf(tenant_id), deferred = messages.filter(({ defer_reason }) => defer_reason === "throttle");
    expect(await tally(tenant_id)).toEqual({ sent: 12, queued: 18 });
    expect(deferred).toHaveLength(8);
    for (const message of deferred) expect(message).toMatchObject(unstarted);
    expect(await eventIds(tenant_id, "message.deferred")).toHaveLength(8);
    const waits = deferred.map(({ scheduled_at }) => (Date.parse(scheduled_at) - Date.now()) / 1000).sort((a, b) => a - b);
    expect(waits[0]).toBeGreaterThan(0);
    expect(waits.at(-1)).toBeGreaterThan(waits[0]! + 20);
    expect(waits.at(-1)).toBeLessThan(60);
  });
});

describe("a provider that does not answer", () => {
  const one = async (tenant_id: string) => (await messagesOf(tenant_id)).at(-1)!;
  /** The accounts that have failed lately, as a workspace's health shows them. */
  const state = async ({ owner }: Tenant) => (await owner.ok(notifyHealth)).providers.filter(({ failures }) => failures > 0);
  const timeIsOver = () => admin`update provider_circuits set open_until = now() - interval '1 second', probe_until = null`;
  /** Five failures in a row of another tenant. */
  const opened = async () => {
    set.EMAIL_ADAPTER = "brevo";
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 5, { to: "500@x.test" });
    await useTickets(ticket(tenant_id));
  };

  test("is not asked after five failures in a row: messages of everybody wait without spending an attempt", async () => {
    await opened();
    const tenant = await newTenant(), { tenant_id } = tenant;
    expect(await state(tenant)).toMatchObject([{ key: "brevo", failures: 5, open_until: expect.any(String) }]);
    await queueMany(tenant_id, 3);
    await useTickets(ticket(tenant_id));
    const message = await one(tenant_id);
    await deliverTo("m3core-outbox", [{ tenant_id, message_id: message["id"] }]);
    expect(await tally(tenant_id)).toEqual({ queued: 3 });
    expect((await messagesOf(tenant_id)).find(({ id }) => id === message["id"])).toMatchObject({ ...unstarted, defer_reason: "provider_down" });
    expect(await eventIds(tenant_id, "message.deferred")).toHaveLength(1);
    await cancelAll(tenant_id);
  });

  test("is tried out by one message when the time is over, and asked again once it has answered", async () => {
    await opened();
    await timeIsOver();
    const tenants = await Promise.all([1, 2, 3].map(() => newTenant()));
    await Promise.all(tenants.map(({ tenant_id }) => queueMany(tenant_id, 4)));
    await Promise.all(tenants.map(({ tenant_id }) => useTickets(ticket(tenant_id))));
    const sum = async () => (await Promise.all(tenants.map(async ({ tenant_id }) => (await tally(tenant_id))["sent"] ?? 0))).reduce((a, b) => a + b);
    expect(await sum()).toBeGreaterThanOrEqual(1);
    expect(await state(tenants[0]!)).toEqual([]);
    await useTickets(...tenants.map(({ tenant_id }) => ticket(tenant_id)));
    expect(await sum()).toBe(12);
  });

  test("of several who would try it out one does; when it fails, the wait is twice as long", async () => {
    await opened();
    await timeIsOver();
    const tenant = await newTenant(), { tenant_id } = tenant;
    await queueMany(tenant_id, 12, { to: "500@x.test" });
    await useTickets(ticket(tenant_id), ticket(tenant_id), ticket(tenant_id));
    expect((await messagesOf(tenant_id)).filter(({ attempts }) => attempts === 1)).toHaveLength(1);
    const [circuit] = await state(tenant);
    expect(circuit).toMatchObject({ failures: 6 });
    const minutes = (Date.parse(circuit!.open_until!) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(1.5);
    expect(minutes).toBeLessThan(2.1);
    await cancelAll(tenant_id);
  });

  test("a message that is refused for its own sake opens nothing", async () => {
    set.EMAIL_ADAPTER = "brevo";
    const tenant = await newTenant(), { tenant_id } = tenant;
    await queueMany(tenant_id, 8, { to: "400@x.test" });
    await useTickets(ticket(tenant_id));
    expect([await tally(tenant_id), await state(tenant)]).toEqual([{ failed: 8 }, []]);
  });

  test("a tenant's own account has a circuit of its own", async () => {
    await opened();
    const tenant = await newTenant(), { tenant_id, owner } = tenant;
    await owner.ok(putBrevoCredentials, { body: { api_key: "own-account-key", from: "own@own.test" } });
    await queueMany(tenant_id, 2);
    await useTickets(ticket(tenant_id));
    expect(await tally(tenant_id)).toEqual({ sent: 2 });
    await queueMany(tenant_id, 5, { to: "500@x.test" });
    await useTickets(ticket(tenant_id));
    expect(new Map((await state(tenant)).map(({ key, failures }) => [key, failures]))).toEqual(new Map([["brevo", 5], ["brevo:own", 5]]));
    expect((await state(await newTenant())).map(({ key }) => key)).toEqual(["brevo"]);
    await cancelAll(tenant_id);
  });

  test.each(["500", "429", "502", "garbage"])("an answer %s in the middle of a batch holds up none of the others, and nothing leaves twice", async (broken) => {
    set.EMAIL_ADAPTER = "brevo";
    const { tenant_id } = await newTenant(), to = `fine@${newId()}.test`;
    await queueMany(tenant_id, 6, { to: to.replace("fine", "fine%") });
    await queueMany(tenant_id, 3, { to: `${broken}@x.test` });
    await useTickets(ticket(tenant_id), ticket(tenant_id));
    expect(await tally(tenant_id)).toEqual({ sent: 6, queued: 3 });
    for (let n = 1; n <= 6; n++) expect(await acceptedBy(to.replace("fine", `fine${n}`))).toBe(1);
    expect(await eventIds(tenant_id, "message.retried")).toHaveLength(3);
    await cancelAll(tenant_id);
  });

  test("a slow one holds a ticket for two seconds and one answer; what it did not come to goes back as it was", async () => {
    set.EMAIL_ADAPTER = "brevo";
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 20, { to: "slow%@x.test" });
    await useTickets(ticket(tenant_id));
    const { sent, queued } = await tally(tenant_id);
    expect([sent! + queued!, queued! > 0]).toEqual([20, true]);
    for (const message of (await messagesOf(tenant_id)).filter(({ status }) => status === "queued")) expect(message).toMatchObject({ ...unstarted, defer_reason: null });
    expect(await eventIds(tenant_id, "message.deferred")).toEqual([]);
    await cancelAll(tenant_id);
  });
});

describe("a sender that dies with a batch", () => {
  const died = (tenant_id: string, seconds: number) => admin`update messages_outbox set status = 'sending', payload = ${payload}, attempts = 1, provider = 'brevo', claimed_at = now() - make_interval(secs => ${seconds}), sent_at = null where tenant_id = ${tenant_id}`;

  test("loses nothing, and what had gone out already does not go again", async () => {
    set.EMAIL_ADAPTER = "brevo";
    const { tenant_id } = await newTenant(), to = `u%@${newId()}.test`;
    await queueMany(tenant_id, 12, { to });
    await useTickets(ticket(tenant_id));
    await queueMany(tenant_id, 8, { to: to.replace("u", "v") });
    await died(tenant_id, 130);
    await tick();
    await eventually(async () => (await tally(tenant_id))["sent"] === 20);
    for (let n = 1; n <= 12; n++) expect(await acceptedBy(to.replace("%", String(n)))).toBe(1);
    for (let n = 1; n <= 8; n++) expect(await acceptedBy(to.replace("u%", `v${n}`))).toBe(1);
  });

  test.each([
    ["mailbox", "email", "sent"], ["brevo", "email", "sent"], ["devstub", "sms", "sent"], ["devstub", "whatsapp", "sent"], ["infobip", "sms", "failed"], ["infobip", "whatsapp", "failed"],
  ] as const)("through %s (%s): its message is %s, since that is what a repeat would not send twice", async (provider, channel, status) => {
    Object.assign(set, { EMAIL_ADAPTER: channel === "email" ? provider : "mailbox", SMS_ADAPTER: channel === "sms" ? provider : "mailbox", WHATSAPP_ADAPTER: channel === "whatsapp" ? provider : "mailbox" });
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 1, { channel, to: channel === "email" ? `u@${newId()}.test` : "+201000000001" });
    await admin`update messages_outbox set template_code = 'lead.hot', family = 'lead.hot' where tenant_id = ${tenant_id}`;
    await died(tenant_id, 130);
    await admin`update messages_outbox set provider = ${provider}, payload = ${JSON.stringify({ full_name: "M", lead_name: "Mona", score: 80, url: "https://app.test/l" })} where tenant_id = ${tenant_id}`;
    await tick();
    await eventually(async () => (await messagesOf(tenant_id)).every((message) => message["status"] === status || message["status"] === "delivered"));
    expect(await lettersOf(tenant_id)).toHaveLength(status === "failed" ? 1 : 0);
  });

  test("too long ago for the provider to know them again: a person decides on each, and the cap counts them", async () => {
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 3);
    await died(tenant_id, 11 * 60);
    await tick();
    expect((await messagesOf(tenant_id)).map(({ error_code }) => error_code)).toEqual(["OUTCOME_UNKNOWN", "OUTCOME_UNKNOWN", "OUTCOME_UNKNOWN"]);
    expect(await lettersOf(tenant_id)).toHaveLength(3);
  });

  test("a try that had no answer is repeated only while the provider knows it for the same", async () => {
    set.EMAIL_ADAPTER = "brevo";
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 2);
    await admin`update messages_outbox set attempts = 2, error_code = 'brevo.timeout', provider = 'brevo', claimed_at = now() - interval '11 minutes' where id = (select id from messages_outbox where tenant_id = ${tenant_id} limit 1)`;
    await useTickets(ticket(tenant_id));
    expect((await messagesOf(tenant_id)).map(({ status, error_code, attempts }) => [status, error_code, attempts]).sort()).toEqual([["failed", "OUTCOME_UNKNOWN", 3], ["sent", null, 1]]);
  });

  test("one that wakes up late changes nothing of what another has done since", async () => {
    set.EMAIL_ADAPTER = "brevo";
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 1, { to: `slow@${newId()}.test` });
    const late = useTickets(ticket(tenant_id));
    await eventually(async () => (await tally(tenant_id))["sending"] === 1);
    await admin`update messages_outbox set claimed_at = now() + interval '1 hour' where tenant_id = ${tenant_id}`;
    await late;
    expect(await messagesOf(tenant_id)).toMatchObject([{ status: "sending", provider_message_id: null }]);
    await admin`update messages_outbox set status = 'cancelled' where tenant_id = ${tenant_id}`;
  });
});

describe("an address that was suppressed while its message waited", () => {
  const suppressed = (tenant_id: string, value: string, scope: "all" | "marketing", reason: string, age = "0 seconds", channel = "email") =>
    admin`insert into suppression_list (tenant_id, id, channel, normalized_value, reason, scope, updated_at) values (${tenant_id}, ${newId()}, ${channel}, ${value}, ${reason}, ${scope}, now() - ${age}::interval)`;

  test("gets nothing any more, or no advertising, and no unit is used up", async () => {
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 4, { to: "U%@x.test" });
    await admin`update messages_outbox set type = 'marketing' where tenant_id = ${tenant_id} and recipient in ('U2@x.test', 'U4@x.test')`;
    await suppressed(tenant_id, "u1@x.test", "all", "bounce");
    await suppressed(tenant_id, "u2@x.test", "marketing", "unsubscribed");
    await suppressed(tenant_id, "u3@x.test", "marketing", "unsubscribed");
    await suppressed(tenant_id, "u4@x.test", "marketing", "unsubscribed", "1 hour");
    await useTickets(ticket(tenant_id));
    const found = Object.fromEntries((await messagesOf(tenant_id)).map(({ recipient, status, error_code }) => [recipient, error_code ?? status]));
    expect(found).toEqual({ "U1@x.test": "SUPPRESSED", "U2@x.test": "SUPPRESSED", "U3@x.test": "sent", "U4@x.test": "sent" });
    expect([await lettersOf(tenant_id), await meterOf(tenant_id).used(tenant_id, "email.sent")]).toEqual([[], 2]);
  });

  test.each([[false, "failed"], [true, "sent"]])("after STOP what is not advertising obeys the workspace's policy: allowed %s, %s", async (allow_transactional_over_stop, status) => {
    const { tenant_id } = await newTenant(), to = "+201000000001";
    await admin`insert into notification_policies (tenant_id, id, value) values (${tenant_id}, ${tenant_id}, ${JSON.stringify({ allow_transactional_over_stop })})`;
    await queueMany(tenant_id, 1, { channel: "sms", to });
    await suppressed(tenant_id, to, "all", "stop", "0 seconds", "sms");
    await useTickets(ticket(tenant_id, { channel: "sms" }));
    expect(await tally(tenant_id)).toEqual({ [status]: 1 });
  });
});

test("a ticket that cannot be used is not tried again: the clock hands out the next one", async () => {
  const { tenant_id } = await newTenant();
  await queueMany(tenant_id, 1);
  const [result] = await useTickets({ ...ticket(tenant_id), tenant_id: newId() });
  expect(result).toMatchObject({ explicitAcks: ["0"], retryMessages: [] });
  await tick();
  await eventually(async () => (await tally(tenant_id))["sent"] === 1);
});
