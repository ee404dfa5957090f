import { createScheduledController, runDurableObjectAlarm } from "cloudflare:test";
import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { recordUsage } from "#worker/modules/billing/public.ts";
import { queueAtOnce } from "#worker/modules/notify/messages/queue-at-once.ts";
import { requeueMessage } from "#worker/modules/notify/sending/sending-contract.ts";
import { infobipWebhook } from "#worker/modules/webhooks/contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import { admin, eventually, newTenant, nobody } from "../support/harness.ts";
import { actIn, deliverTo, eventIds, messagesOf } from "../support/queued.ts";
import { newPhone, reachable, say } from "../support/recipients.ts";

const used = (tenant_id: string) => admin`select metric_code, quantity::int, source, correlation_id, metadata from billing_usage_events where tenant_id = ${tenant_id} order by metric_code, occurred_at`;
const counter = async (tenant_id: string, key: string) => (await admin`select value::int from usage_counters where tenant_id = ${tenant_id} and key = ${key}`)[0]?.["value"] as number | undefined;
const night = () => scheduled(createScheduledController({ cron: "41 2 * * *" }));
const written = async (tenant_id: string) => void (await runDurableObjectAlarm(meterOf(tenant_id)));

/** An SMS that was sent. */
async function sent() {
  const tenant = await newTenant(), { tenant_id } = tenant, to = newPhone(), ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...queueAtOnce(ctx, { channel: "sms", to, template_code: "otp.sms.sign_in", locale: "en", payload: { code: "123456", app_name: "M3Core", tenant_name: "Nile", expires_min: 10 } }));
  const send = async () => deliverTo("m3core-outbox", [{ tenant_id, event_ids: (await eventIds(tenant_id, "message.queued")).slice(-1) }]);
  await send();
  const id = (await messagesOf(tenant_id))[0]!["id"] as string;
  return { ...tenant, id, to, send };
}
const event = (correlation_id: string, metric_code = "sms.sent") => ({ metric_code, quantity: 1, source: "system", correlation_id, metadata: expect.any(Object) });

test("every message that was sent is written down once, with what a bill depends on; copies are known as such", async () => {
  const { owner, tenant_id, phone } = await reachable();
  const { data } = await say(owner, { channel: "sms", to: phone });
  await eventually(async () => (await messagesOf(tenant_id)).every(({ status }) => status === "sent"));
  const email = (await messagesOf(tenant_id)).find(({ channel }) => channel === "email")!;
  expect(await used(tenant_id)).toEqual([
    { metric_code: "email.sent", quantity: 1, source: "system", correlation_id: email["id"], metadata: { segments: null, family: "lead.hot", type: "transactional", is_mirror: true } },
    { metric_code: "sms.sent", quantity: 1, source: "system", correlation_id: data.message_id, metadata: { segments: 1, family: "lead.hot", type: "transactional", is_mirror: false } },
  ]);
  await eventually(async () => (await written(tenant_id), (await counter(tenant_id, "sms.sent")) === 1));
});

test("what was not sent is not written down", async () => {
  const tenant = await newTenant({ features: ["notifications.sms"], limits: { "sms.monthlyCap": 0 } }), { tenant_id } = tenant, ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...queueAtOnce(ctx, { channel: "sms", to: newPhone(), template_code: "otp.sms.sign_in", locale: "en", payload: { code: "123456", app_name: "M3Core", tenant_name: "Nile", expires_min: 10 } }));
  await deliverTo("m3core-outbox", [{ tenant_id, event_ids: await eventIds(tenant_id, "message.queued") }]);
  expect([(await messagesOf(tenant_id))[0]!["status"], await used(tenant_id)]).toEqual(["failed", []]);
});

test("a message that is recorded, delivered or sent again is still one", async () => {
  const m = await sent();
  await m.send();
  await admin`update messages_outbox set status = 'expired', payload = '{"code":"1","app_name":"M","tenant_name":"N","expires_min":1}' where id = ${m.id}`;
  await m.owner.ok(requeueMessage, { params: { message_id: m.id } });
  await eventually(async () => (await messagesOf(m.tenant_id))[0]!["status"] === "sent");
  expect(await used(m.tenant_id)).toEqual([event(m.id)]);
});

test("one that only its delivery report tells of is written down by it; a record that comes later completes it", async () => {
  const m = await sent();
  await admin`delete from billing_usage_events where tenant_id = ${m.tenant_id}`;
  await admin`update messages_outbox set status = 'sending', sent_at = null, segments = null, provider = 'infobip', provider_message_id = ${m.id} where id = ${m.id}`;
  await nobody.call(infobipWebhook, { body: { results: [{ messageId: m.id, to: m.to.slice(1), status: { groupName: "DELIVERED" } }] }, headers: { authorization: "Bearer test-infobip-token" } });
  await eventually(async () => (await used(m.tenant_id)).length);
  expect(await used(m.tenant_id)).toEqual([{ ...event(m.id), metadata: { segments: null, family: "otp.sign_in", type: "transactional", is_mirror: false } }]);
  for (const segments of [2, 3, null]) await actIn(m.tenant_id).commit(null, ...recordUsage([{ metric_code: "sms.sent", correlation_id: m.id, metadata: { segments } }]));
  expect(await used(m.tenant_id)).toEqual([{ ...event(m.id), metadata: { segments: 2 } }]);
});

test("the nightly comparison mends a counter up and down, for itself and for the caps, and changes nothing that agrees", async () => {
  const low = await sent(), high = await sent(), right = await sent();
  for (const { tenant_id } of [low, high, right]) await eventually(async () => (await written(tenant_id), (await counter(tenant_id, "sms.sent")) === 1));
  await admin`insert into billing_usage_events (tenant_id, metric_code, correlation_id) select ${low.tenant_id}, 'sms.sent', 'lost-' || n from generate_series(1, 4) n`;
  await admin`delete from billing_usage_events where tenant_id = ${high.tenant_id}`;
  await admin`insert into billing_usage_events (tenant_id, metric_code, correlation_id, occurred_at) values (${right.tenant_id}, 'sms.sent', 'last-month', now() - interval '40 days')`;
  await night();
  for (const { tenant_id } of [low, high, right]) await written(tenant_id);
  expect(await Promise.all([low, high, right].map(async ({ tenant_id }) => [await counter(tenant_id, "sms.sent"), await meterOf(tenant_id).used(tenant_id, "sms.sent")]))).toEqual([[5, 5], [0, 0], [1, 1]]);
  expect((await meterOf(low.tenant_id).reserveMany(low.tenant_id, [{ metric: "sms.sent", id: newId(), cap: 5 }]))[0]).toMatchObject({ granted: false, refused: "cap" });
});

test("it leaves alone what is being sent, and what was counted since", async () => {
  const held = await sent(), moving = await sent(), meter = meterOf(held.tenant_id), id = newId();
  for (const { tenant_id } of [held, moving]) await eventually(async () => (await written(tenant_id), (await counter(tenant_id, "sms.sent")) === 1));
  await meter.reserveMany(held.tenant_id, [{ metric: "sms.sent", id, cap: null }]);
  await meterOf(moving.tenant_id).reserveMany(moving.tenant_id, [{ metric: "sms.sent", id, cap: null }]);
  await meterOf(moving.tenant_id).settle({ used: [id] });
  for (const { tenant_id } of [held, moving]) await admin`delete from billing_usage_events where tenant_id = ${tenant_id}`;
  await night();
  expect([await meter.used(held.tenant_id, "sms.sent"), await meterOf(moving.tenant_id).used(moving.tenant_id, "sms.sent")]).toEqual([2, 2]);
  await meter.settle({ unused: [id] });
  await night();
  expect(await meter.used(held.tenant_id, "sms.sent")).toBe(0);
});

test("a counter that nobody ever held starts from what is written down", async () => {
  const { tenant_id } = await newTenant();
  await admin`insert into billing_usage_events (tenant_id, metric_code, correlation_id) values (${tenant_id}, 'whatsapp.sent', 'a'), (${tenant_id}, 'whatsapp.sent', 'b')`;
  await night();
  await written(tenant_id);
  expect(await counter(tenant_id, "whatsapp.sent")).toBe(2);
});
