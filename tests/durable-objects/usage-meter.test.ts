import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { UsageMeter } from "#durable-objects/usage-meter.ts";
import { newId } from "#worker/kernel/ids.ts";
import { getPlan } from "#worker/modules/access/contract.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import { admin, newTenant } from "../support/harness.ts";

const month = `${new Date().toISOString().slice(0, 7)}-01`;
const counted = async (tenant_id: string) => (await admin`select key, period_start::text, value::int from usage_counters where tenant_id = ${tenant_id}`) as Record<string, unknown>[];

async function meter(before?: number) {
  const { tenant_id } = await newTenant(), object = meterOf(tenant_id);
  if (before !== undefined) await admin`insert into usage_counters (tenant_id, key, period_start, value) values (${tenant_id}, 'sms.sent', ${month}, ${before})`;
  return { tenant_id, object, reserve: async (id: string, cap: number | null = 100) => (await object.reserveMany(tenant_id, [{ metric: "sms.sent", id, cap }]))[0]! };
}

test("200 at once under a cap of 100 are granted exactly 100", async () => {
  const { reserve } = await meter();
  const answers = await Promise.all(Array.from({ length: 200 }, () => reserve(newId())));
  expect(answers.filter((a) => a.granted)).toHaveLength(100);
  expect(await reserve(newId())).toMatchObject({ granted: false, used: 100 });
});

test("a released unit may be used again; a confirmed one may not", async () => {
  const { reserve, object } = await meter();
  const [first, second] = [newId(), newId()];
  expect(await reserve(first, 1)).toMatchObject({ granted: true, used: 1 });
  expect((await reserve(second, 1)).granted).toBe(false);
  await object.settle({ unused: [first] });
  expect((await reserve(second, 1)).granted).toBe(true);
  await object.settle({ used: [second] });
  await object.settle({ unused: [second] });
  expect(await reserve(newId(), 1)).toMatchObject({ granted: false, used: 1 });
});

test("reserving or confirming the same thing twice counts once", async () => {
  const { reserve, object, tenant_id } = await meter();
  const id = newId();
  await reserve(id, 1);
  expect(await reserve(id, 1)).toMatchObject({ granted: true, used: 1 });
  await object.settle({ used: [id] });
  await object.settle({ used: [id] });
  expect(await object.used(tenant_id, "sms.sent")).toBe(1);
});

test("what Postgres counted before this object existed is under the cap too", async () => {
  const { reserve } = await meter(99);
  const answers = await Promise.all(Array.from({ length: 5 }, () => reserve(newId())));
  expect(answers.filter((a) => a.granted)).toHaveLength(1);
});

test("without a cap everything is granted and counted", async () => {
  const { reserve } = await meter(1000);
  expect(await reserve(newId(), null)).toMatchObject({ granted: true, used: 1001 });
});

test("an eviction loses neither use nor holds", async () => {
  const { reserve, object, tenant_id } = await meter();
  const [held, used] = [newId(), newId()];
  await reserve(held, 2);
  await reserve(used, 2);
  await object.settle({ used: [used] });
  await evictDurableObject(object);
  expect(await object.used(tenant_id, "sms.sent")).toBe(2);
  expect((await reserve(newId(), 2)).granted).toBe(false);
  await object.settle({ unused: [held] });
  expect((await reserve(newId(), 2)).granted).toBe(true);
});

test("many are judged one by one, in their order, in one call", async () => {
  const { object, tenant_id } = await meter();
  const ids = Array.from({ length: 5 }, newId), asks = ids.map((id) => ({ metric: "sms.sent" as const, id, cap: 3 }));
  const verdicts = await object.reserveMany(tenant_id, [...asks, asks[0]!, { metric: "email.sent", id: newId(), cap: null }]);
  expect(verdicts.map(({ granted, used }) => [granted, used])).toEqual([[true, 1], [true, 2], [true, 3], [false, 3], [false, 3], [true, 3], [true, 1]]);
  expect(verdicts[3]).toEqual({ id: ids[3], granted: false, used: 3, refused: "cap" });
  await object.settle({ used: ids.slice(0, 2), unused: ids.slice(2, 3) });
  expect(await object.used(tenant_id, "sms.sent")).toBe(2);
});

test("the throttle of a minute refuses what is too much, says when there is room, and survives an eviction", async () => {
  const { object, tenant_id } = await meter(), ask = () => ({ metric: "sms.sent" as const, id: newId(), cap: null, per_minute: 6 });
  const verdicts = await object.reserveMany(tenant_id, Array.from({ length: 8 }, ask));
  expect(verdicts.map(({ granted }) => granted)).toEqual([true, true, true, true, true, true, false, false]);
  expect(verdicts.slice(6)).toMatchObject([{ refused: "throttle", retry_after_s: 10, used: 6 }, { refused: "throttle", retry_after_s: 20 }]);
  await evictDurableObject(object);
  expect(await object.reserveMany(tenant_id, [ask()])).toMatchObject([{ granted: false, refused: "throttle" }]);
  await runInDurableObject(object, (_: UsageMeter, state) => void state.storage.sql.exec("update buckets set at = at - 10000"));
  expect((await object.reserveMany(tenant_id, [ask(), ask()])).map(({ granted }) => granted)).toEqual([true, false]);
});

test("what is held for now passes the throttle once, what is held for later when it goes", async () => {
  const { object, tenant_id } = await meter(), common = { metric: "sms.sent" as const, cap: null, per_minute: 1 };
  const [soon, later] = [{ ...common, id: newId() }, { ...common, id: newId(), at: new Date(Date.now() + 3600_000).toISOString() }];
  expect(await object.reserveMany(tenant_id, [soon, later])).toMatchObject([{ granted: true }, { granted: true, used: 2 }]);
  expect(await object.reserveMany(tenant_id, [soon])).toMatchObject([{ granted: true }]);
  expect(await object.reserveMany(tenant_id, [{ ...common, id: later.id }])).toMatchObject([{ granted: false, refused: "throttle", used: 2 }]);
  await runInDurableObject(object, (_: UsageMeter, state) => void state.storage.sql.exec("update buckets set at = at - 60000"));
  expect(await object.reserveMany(tenant_id, [{ ...common, id: later.id }])).toMatchObject([{ granted: true, used: 2 }]);
});

test("a unit for next month is held in next month, for a day longer than until it is due", async () => {
  const { object, tenant_id } = await meter(), now = new Date(), at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2)).toISOString();
  expect(await object.reserveMany(tenant_id, [{ metric: "sms.sent", id: newId(), cap: 1, at }, { metric: "sms.sent", id: newId(), cap: 1 }, { metric: "sms.sent", id: newId(), cap: 1, at }]))
    .toMatchObject([{ granted: true, used: 1 }, { granted: true, used: 1 }, { granted: false, refused: "cap" }]);
  const holds = await runInDurableObject(object, (_: UsageMeter, state) => state.storage.sql.exec<{ expires_at: number }>("select expires_at from holds order by expires_at").toArray());
  expect(holds.at(-1)!.expires_at).toBe(Date.parse(at) + 24 * 3600_000);
});

test("the alarm writes what was confirmed to Postgres, and a lost object starts from there", async () => {
  const { reserve, object, tenant_id } = await meter(7);
  const [a, b] = [newId(), newId()];
  await reserve(a);
  await reserve(b);
  await object.settle({ used: [a] });
  expect(await runDurableObjectAlarm(object)).toBe(true);
  expect(await counted(tenant_id)).toEqual([{ key: "sms.sent", period_start: month, value: 8 }]);
  await runInDurableObject(object, (_: UsageMeter, state) => void state.storage.sql.exec("delete from counters; delete from holds"));
  expect(await object.used(tenant_id, "sms.sent")).toBe(8);
});

test("what was sent this month is what the workspace's plan shows as used", async () => {
  const { tenant_id, owner } = await newTenant({ limits: { "sms.monthlyCap": 5 } }), object = meterOf(tenant_id), id = newId();
  await object.reserveMany(tenant_id, [{ metric: "sms.sent", id, cap: 5 }]);
  await object.settle({ used: [id] });
  await runDurableObjectAlarm(object);
  expect((await owner.ok(getPlan)).usage).toEqual([{ key: "sms.monthlyCap", used: 1, limit: 5 }]);
});

test("a hold that nobody settles in a day counts as used, so that the cap is never passed", async () => {
  const { reserve, object, tenant_id } = await meter();
  await reserve(newId());
  await runInDurableObject(object, (_: UsageMeter, state) => void state.storage.sql.exec("update holds set expires_at = 0"));
  await runDurableObjectAlarm(object);
  expect(await counted(tenant_id)).toMatchObject([{ value: 1 }]);
});
