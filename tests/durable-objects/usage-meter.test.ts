import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { UsageMeter } from "#durable-objects/usage-meter.ts";
import { newId } from "#worker/kernel/ids.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import { admin, newTenant } from "../support/harness.ts";

const month = `${new Date().toISOString().slice(0, 7)}-01`;
const counted = async (tenant_id: string) => (await admin`select key, period_start::text, value::int from usage_counters where tenant_id = ${tenant_id}`) as Record<string, unknown>[];

async function meter(before?: number) {
  const { tenant_id } = await newTenant(), object = meterOf(tenant_id);
  if (before !== undefined) await admin`insert into usage_counters (tenant_id, key, period_start, value) values (${tenant_id}, 'sms.sent', ${month}, ${before})`;
  return { tenant_id, object, reserve: (id: string, cap: number | null = 100) => object.reserve({ tenant_id, metric: "sms.sent", id, cap }) };
}

test("200 at once under a cap of 100 are granted exactly 100", async () => {
  const { reserve } = await meter();
  const answers = await Promise.all(Array.from({ length: 200 }, () => reserve(newId())));
  expect(answers.filter((a) => a.granted)).toHaveLength(100);
  expect(await reserve(newId())).toEqual({ granted: false, used: 100 });
});

test("a released unit may be used again; a confirmed one may not", async () => {
  const { reserve, object } = await meter();
  const [first, second] = [newId(), newId()];
  expect(await reserve(first, 1)).toEqual({ granted: true, used: 1 });
  expect((await reserve(second, 1)).granted).toBe(false);
  await object.release(first);
  expect((await reserve(second, 1)).granted).toBe(true);
  await object.confirm(second);
  await object.release(second);
  expect(await reserve(newId(), 1)).toEqual({ granted: false, used: 1 });
});

test("reserving or confirming the same thing twice counts once", async () => {
  const { reserve, object, tenant_id } = await meter();
  const id = newId();
  await reserve(id, 1);
  expect(await reserve(id, 1)).toEqual({ granted: true, used: 1 });
  await object.confirm(id);
  await object.confirm(id);
  expect(await object.used(tenant_id, "sms.sent")).toBe(1);
});

test("what Postgres counted before this object existed is under the cap too", async () => {
  const { reserve } = await meter(99);
  const answers = await Promise.all(Array.from({ length: 5 }, () => reserve(newId())));
  expect(answers.filter((a) => a.granted)).toHaveLength(1);
});

test("without a cap everything is granted and counted", async () => {
  const { reserve } = await meter(1000);
  expect(await reserve(newId(), null)).toEqual({ granted: true, used: 1001 });
});

test("an eviction loses neither use nor holds", async () => {
  const { reserve, object, tenant_id } = await meter();
  const [held, used] = [newId(), newId()];
  await reserve(held, 2);
  await reserve(used, 2);
  await object.confirm(used);
  await evictDurableObject(object);
  expect(await object.used(tenant_id, "sms.sent")).toBe(2);
  expect((await reserve(newId(), 2)).granted).toBe(false);
  await object.release(held);
  expect((await reserve(newId(), 2)).granted).toBe(true);
});

test("the alarm writes what was confirmed to Postgres, and a lost object starts from there", async () => {
  const { reserve, object, tenant_id } = await meter(7);
  const [a, b] = [newId(), newId()];
  await reserve(a);
  await reserve(b);
  await object.confirm(a);
  expect(await runDurableObjectAlarm(object)).toBe(true);
  expect(await counted(tenant_id)).toEqual([{ key: "sms.sent", period_start: month, value: 8 }]);
  await runInDurableObject(object, (_: UsageMeter, state) => void state.storage.sql.exec("delete from counters; delete from holds"));
  expect(await object.used(tenant_id, "sms.sent")).toBe(8);
});

test("a hold that nobody settles in a day counts as used, so that the cap is never passed", async () => {
  const { reserve, object, tenant_id } = await meter();
  await reserve(newId());
  await runInDurableObject(object, (_: UsageMeter, state) => void state.storage.sql.exec("update holds set expires_at = 0"));
  await runDurableObjectAlarm(object);
  expect(await counted(tenant_id)).toMatchObject([{ value: 1 }]);
});
