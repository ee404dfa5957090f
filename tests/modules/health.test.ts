import { expect, test } from "vitest";
import { getHealth } from "#worker/modules/health/contract.ts";
import { check } from "#worker/modules/health/health.ts";
import { nobody } from "../support/harness.ts";

const fine = { ok: true, ms: expect.any(Number) };

test("health is public, asks every part and tells nothing else", async () => {
  const answer = await nobody.call(getHealth);
  expect(answer).toMatchObject({ status: 200, error: null });
  expect(answer.data).toEqual({ status: "ok", checks: { database: fine, durable_objects: fine, queues: fine, r2: fine } });
});

test("a part that fails is named, without its cause", async () => {
  const down = check("r", { queues: () => Promise.reject(new Error("secret host")) });
  await expect(down).rejects.toMatchObject({ code: "UNHEALTHY", details: { status: "degraded", checks: { database: fine, queues: { ok: false } } } });
  await expect(down.catch((error: unknown) => JSON.stringify(error))).resolves.not.toContain("secret");
});

test("a part that never answers counts as failed after five seconds", async () => {
  const started = Date.now();
  await expect(check("r", { r2: () => new Promise(() => {}) })).rejects.toMatchObject({ details: { checks: { r2: { ok: false }, database: fine } } });
  expect(Date.now() - started).toBeLessThan(7000);
});
