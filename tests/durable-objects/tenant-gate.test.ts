import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { evictAccess } from "#worker/admission.ts";
import { gateOf } from "#worker/tenant-objects.ts";
import { listLeads } from "#worker/modules/leads/contract.ts";
import { admin, newTenant } from "../support/harness.ts";

describe("access", () => {
  test("is read from the database once, then from memory", async () => {
    const { owner } = await newTenant();
    expect((await owner.call(listLeads)).status).toBe(200);
    await admin`delete from user_roles where user_id = ${owner.user_id}`;
    expect((await owner.call(listLeads)).status).toBe(200);
  });
  test("changes on the very next request after an eviction, for the user or for everybody", async () => {
    const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" });
    for (const user of [agent, tenant.owner]) await user.ok(listLeads);
    await admin`delete from user_roles where tenant_id = ${tenant.tenant_id}`;
    await evictAccess(tenant.tenant_id, agent.user_id);
    expect([(await agent.call(listLeads)).status, (await tenant.owner.call(listLeads)).status]).toEqual([403, 200]);
    await evictAccess(tenant.tenant_id, null);
    expect((await tenant.owner.call(listLeads)).status).toBe(403);
  });
  test("survives the object's own eviction, because Postgres owns the facts", async () => {
    const { owner, tenant_id } = await newTenant();
    await owner.ok(listLeads);
    await evictDurableObject(gateOf(tenant_id));
    await owner.ok(listLeads);
    await admin`update sessions set revoked_at = now() where id = ${owner.session_id}`;
    await evictDurableObject(gateOf(tenant_id));
    expect(await owner.call(listLeads)).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
  });
  test("ends with the session, the account and the workspace", async () => {
    for (const end of [
      (t: string, u: string) => admin`update sessions set expires_at = now() - interval '1 second' where tenant_id = ${t} and user_id = ${u}`,
      (t: string, u: string) => admin`update users set status = 'suspended' where tenant_id = ${t} and id = ${u}`,
      (t: string) => admin`update tenants set status = 'suspended' where id = ${t}`,
    ]) {
      const { owner, tenant_id } = await newTenant();
      await owner.ok(listLeads);
      await end(tenant_id, owner.user_id);
      await evictAccess(tenant_id, owner.user_id);
      expect((await owner.call(listLeads)).status).toBe(401);
    }
  });
  test("does not keep what was read while a change was on its way", async () => {
    const { owner, tenant_id } = await newTenant();
    const who = { tenant_id, user_id: owner.user_id, session_id: owner.session_id };
    const answer = await runInDurableObject(gateOf(tenant_id), async (gate) => {
      const admitted = gate.admit(who, "read");
      await admin`delete from user_roles where user_id = ${owner.user_id}`;
      gate.evict(owner.user_id);
      await admitted;
      return gate.admit(who, "read");
    });
    expect(answer.access?.permissions).toEqual([]);
  });
});

describe("rate limits", () => {
  test("a bucket that is empty refuses with the time to wait, and fills again", async () => {
    await runInDurableObject(gateOf(`ip:${newId()}`), async (gate) => {
      const answers = Array.from({ length: 2100 }, () => gate.admitAnyone("auth"));
      const granted = answers.filter((a) => !a.retry_after_s);
      expect(granted.length).toBeGreaterThanOrEqual(2000);
      expect(granted.length).toBeLessThan(2100);
      expect(answers[0]!.rate).toMatchObject({ limit: 2000, remaining: 1999 });
      expect(answers.at(-1)).toMatchObject({ retry_after_s: 1, rate: { remaining: 0 } });
      await new Promise((r) => setTimeout(r, 50));
      expect(gate.admitAnyone("auth").retry_after_s).toBeUndefined();
    });
  });
  test("one user's calls do not empty another's bucket", async () => {
    const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" });
    await runInDurableObject(gateOf(tenant.tenant_id), async (gate) => {
      const as = (user: typeof agent) => ({ tenant_id: user.tenant_id, user_id: user.user_id, session_id: user.session_id });
      let last = await gate.admit(as(tenant.owner), "bulk");
      for (let i = 0; !last.retry_after_s && i < 10_000; i++) last = await gate.admit(as(tenant.owner), "bulk");
      expect(last.retry_after_s).toBeGreaterThan(0);
      expect((await gate.admit(as(agent), "bulk")).retry_after_s).toBeUndefined();
    });
  });
});
