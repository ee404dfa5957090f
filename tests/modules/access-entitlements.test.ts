import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { getPlan, getSeats } from "#worker/modules/access/contract.ts";
import * as access from "#worker/modules/access/entitlements-contract.ts";
import { addMembers, createGroup, listGroups, patchGroup } from "#worker/modules/access/groups-contract.ts";
import { scoreLead } from "#worker/modules/leads/contract.ts";
import { acceptInvite, inviteUser } from "#worker/modules/users/contract.ts";
import { admin, type Client, newTenant, nobody } from "../support/harness.ts";
import { newEmail, PASSWORD, tokensMailed } from "../support/people.ts";

const reason = "Agreed with the branch.";
const BASE = ["admin.entitlementsOverrides", "rbac.groups"] as const;
const mayScore = async (who: Client) => (await who.call(scoreLead, { params: { lead_id: newId() }, body: { score: 5 } })).status !== 402;

test("the user's own override beats the most generous of their groups, that the tenant's, and that the plan; each binds on the next request", async () => {
  const tenant = await newTenant({ features: BASE, limits: { "leads.max": 5 } }), { owner } = tenant, agent = await tenant.user({ role: "sales_agent" });
  const group = await owner.ok(createGroup, { body: { code: "one", name: "One" } }), other = await owner.ok(createGroup, { body: { code: "two", name: "Two" } });
  for (const { id } of [group, other]) await owner.ok(addMembers, { params: { group_id: id }, body: { user_ids: [agent.user_id] } });
  const scoring = (enabled: boolean | null) => [{ feature: "leads.scoring" as const, enabled, reason }];
  const limited = (limit_value: number | null) => [{ feature: "leads.max" as const, limit_value, reason }];
  const now = async () => [await mayScore(agent), (await agent.ok(getPlan)).limits["leads.max"]];
  expect(await now()).toEqual([false, 5]);
  await owner.ok(access.putOverrides, { params: { scope: "tenant" }, body: { overrides: [...scoring(true), ...limited(6)] } });
  expect(await now()).toEqual([true, 6]);
  await owner.ok(access.putOverrides, { params: { scope: "group" }, body: { scope_id: group.id, overrides: [...scoring(false), ...limited(2)] } });
  expect(await now()).toEqual([false, 2]);
  await owner.ok(access.putOverrides, { params: { scope: "group" }, body: { scope_id: other.id, overrides: [...scoring(true), ...limited(8)] } });
  expect(await now()).toEqual([true, 8]);
  await owner.ok(access.putOverrides, { params: { scope: "user" }, body: { scope_id: agent.user_id, overrides: [...scoring(false), ...limited(1)] } });
  expect(await now()).toEqual([false, 1]);
  expect(await mayScore(owner)).toBe(true);
  await owner.ok(access.putOverrides, { params: { scope: "user" }, body: { scope_id: agent.user_id, overrides: [...scoring(null), ...limited(null)] } });
  expect(await now()).toEqual([true, 8]);
  await owner.ok(patchGroup, { params: { group_id: other.id }, body: { is_active: false } });
  expect(await now()).toEqual([false, 2]);
});

test("an override says who set it, when and why; one that is lifted is gone, and the others stay", async () => {
  const tenant = await newTenant({ features: BASE }), { owner } = tenant;
  const put = (overrides: any[]) => owner.ok(access.putOverrides, { params: { scope: "tenant" }, body: { overrides } });
  const answer = await put([{ feature: "maps.enabled", enabled: true, reason }, { feature: "users.max", limit_value: 7, reason: "سعة إضافية" }]);
  expect(answer).toMatchObject({ scope: "tenant", scope_id: null, overrides: [
    { feature: "maps.enabled", enabled: true, limit_value: null, reason, set_by_user_id: owner.user_id, set_by_name: "User super_admin", updated_at: expect.stringMatching(/Z$/) },
    { feature: "users.max", enabled: null, limit_value: 7, reason: "سعة إضافية" }] });
  expect(await owner.ok(access.getOverrides, { params: { scope: "tenant" } })).toEqual(answer);
  expect((await put([{ feature: "users.max", limit_value: null, reason }])).overrides.map((o) => o.feature)).toEqual(["maps.enabled"]);
  expect((await put([{ feature: "maps.enabled", enabled: false, reason: "Closed" }])).overrides).toMatchObject([{ enabled: false, reason: "Closed" }]);
  expect(await owner.ok(access.getOverrides, { params: { scope: "tenant" } })).toMatchObject({ overrides: [{ feature: "maps.enabled", enabled: false, reason: "Closed" }] });
  const bad = [[{ feature: "maps.flying", enabled: true, reason }], [{ feature: "maps.enabled", enabled: true }], [{ feature: "maps.enabled", limit_value: 3, reason }],
    [{ feature: "users.max", enabled: true, reason }], [{ feature: "users.max", limit_value: -1, reason }], [], [{ feature: "users.max", limit_value: 1, reason }, { feature: "users.max", limit_value: 2, reason }]];
  for (const overrides of bad) expect([overrides, (await owner.call(access.putOverrides, { params: { scope: "tenant" }, body: { overrides: overrides as never } })).status]).toEqual([overrides, 422]);
  expect((await tenant.audit()).filter((row) => row["entity_type"] === "entitlements_overrides_tenant").map((row) => row["action"])).toEqual(["insert", "insert", "delete", "update"]);
});

test("only who ranks above a user overrides for them, and another tenant's groups and users do not exist", async () => {
  const tenant = await newTenant({ features: BASE }), other = await newTenant(), { owner } = tenant;
  const clerk = await tenant.user({ permissions: ["entitlements.view", "entitlements.overrides.manage"] }), overrides = [{ feature: "maps.enabled" as const, enabled: true, reason }];
  for (const whom of [owner, clerk]) expect((await clerk.call(access.putOverrides, { params: { scope: "user" }, body: { scope_id: whom.user_id, overrides } })).status).toBe(403);
  for (const answer of [
    await owner.call(access.putOverrides, { params: { scope: "user" }, body: { scope_id: other.owner.user_id, overrides } }), await owner.call(access.getOverrides, { params: { scope: "user" }, query: { scope_id: other.owner.user_id } }),
    await owner.call(access.putOverrides, { params: { scope: "group" }, body: { scope_id: newId(), overrides } }), await owner.call(access.getOverrides, { params: { scope: "group" }, query: { scope_id: newId() } }),
    await owner.call(access.getEffectiveEntitlements, { query: { user_id: other.owner.user_id } }),
  ]) expect(answer).toMatchObject({ status: 404, error: { code: "NOT_FOUND" } });
  expect((await owner.ok(access.getOverrides, { params: { scope: "user" }, query: { scope_id: clerk.user_id } })).overrides).toEqual([]);
  for (const [scope, query] of [["user", {}], ["group", {}], ["tenant", { scope_id: clerk.user_id }], ["planet", {}]] as const) expect([scope, (await owner.call(access.getOverrides, { params: { scope }, query })).status]).toEqual([scope, 422]);
});

test("what a user is entitled to is explained by the level that decides and those it beats", async () => {
  const tenant = await newTenant({ features: BASE, limits: { "users.max": 5, "leads.max": 5 } }), { owner } = tenant;
  const group = await owner.ok(createGroup, { body: { code: "vip", name: "VIP" } });
  await owner.ok(addMembers, { params: { group_id: group.id }, body: { user_ids: [owner.user_id] } });
  await owner.ok(access.putOverrides, { params: { scope: "tenant" }, body: { overrides: [{ feature: "leads.max", limit_value: 6, reason }] } });
  await owner.ok(access.putOverrides, { params: { scope: "group" }, body: { scope_id: group.id, overrides: [{ feature: "leads.max", limit_value: 9, reason: "VIP" }] } });
  const mine = await owner.ok(access.getUserEntitlements, { params: { user_id: owner.user_id } });
  expect(await owner.ok(access.getEffectiveEntitlements, { query: { user_id: owner.user_id } })).toEqual(mine);
  expect(mine.limits.find((l) => l.feature === "leads.max")).toMatchObject({
    limit_value: 9, scopes: ["tenant", "group", "user"], decided_by: { level: "group", name: "VIP", reason: "VIP", set_by_name: "User super_admin" },
    beats: [{ level: "tenant", limit_value: 6, reason }, { level: "plan", name: "Test", limit_value: 5, reason: null }],
  });
  expect(mine.features.find((f) => f.feature === "maps.enabled")).toMatchObject({ enabled: false, decided_by: { level: "plan", enabled: false }, beats: [] });
  expect((await owner.ok(access.getEffectiveEntitlements)).limits.find((l) => l.feature === "leads.max")).toMatchObject({ limit_value: 6, decided_by: { level: "tenant" } });
});

test("seats are the whole workspace's: only the tenant overrides them, and the inviter and the joiner meet the same number", async () => {
  const tenant = await newTenant({ features: BASE, limits: { "users.max": 2 } }), { owner } = tenant;
  const group = await owner.ok(createGroup, { body: { code: "vip", name: "VIP" } }), overrides = [{ feature: "maps.enabled" as const, enabled: true, reason }, { feature: "users.max" as const, limit_value: 9, reason }];
  for (const [scope, scope_id] of [["group", group.id], ["user", owner.user_id]] as const)
    expect(await owner.call(access.putOverrides, { params: { scope }, body: { scope_id, overrides } })).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { issues: [{ path: "overrides.1.feature", message: expect.stringContaining("whole workspace") }] } } });
  expect((await owner.ok(access.getUserEntitlements, { params: { user_id: owner.user_id } })).limits.find((l) => l.feature === "users.max")).toMatchObject({ limit_value: 2, scopes: ["tenant"], decided_by: { level: "plan" } });
  await owner.ok(access.putOverrides, { params: { scope: "tenant" }, body: { overrides } });
  const email = newEmail();
  await tenant.user({ role: "staff" });
  await owner.ok(inviteUser, { body: { email, role_code: "staff" } });
  await owner.ok(inviteUser, { body: { email: newEmail(), role_code: "staff" } });
  const [token] = await tokensMailed(email, "accept-invite");
  expect((await nobody.call(acceptInvite, { body: { token, full_name: "X", password: PASSWORD } })).status).toBe(200);
});

test("another plan is shown by what it gives and takes, and by the limits that are passed already", async () => {
  const tenant = await newTenant({ features: ["maps.enabled", "leads.scoring"], limits: { "users.max": 50, "leads.max": 10 } });
  for (let i = 0; i < 3; i++) await tenant.user({ role: "staff" });
  const preview = await tenant.owner.ok(access.previewPlan, { body: { plan_code: "DevFree" } });
  expect(preview).toMatchObject({ plan: { code: "DevFree", tier: 0 }, loses: [] });
  expect(preview.gains).toContain("twofa.totp");
  expect(preview.gains).not.toContain("maps.enabled");
  expect(preview.limits).toEqual(expect.arrayContaining([
    { key: "users.max", from: 50, to: 3, used: 4, exceeded: true }, { key: "leads.max", from: 10, to: null, used: 0, exceeded: false }, { key: "customFields.max", from: null, to: 10, used: null, exceeded: false }]));
  expect(await tenant.owner.call(access.previewPlan, { body: { plan_code: "Gold" } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "plan_code" }] } } });
  expect((await tenant.owner.ok(getPlan)).plan.code).not.toBe("DevFree");
});

test("a raised limit is held in parallel as the plan's own is", async () => {
  const tenant = await newTenant({ features: BASE, limits: { "users.max": 1 } });
  await tenant.user({ role: "staff" });
  await tenant.owner.ok(access.putOverrides, { params: { scope: "tenant" }, body: { overrides: [{ feature: "users.max", limit_value: 4, reason }] } });
  const answers = await Promise.all(Array.from({ length: 8 }, () => tenant.owner.call(inviteUser, { body: { email: newEmail(), role_code: "staff" } })));
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(2);
  expect(await tenant.owner.ok(getSeats)).toMatchObject({ used: 4, limit: 4, available: 0 });
  expect((await tenant.owner.ok(getPlan)).usage).toEqual([{ key: "users.max", used: 4, limit: 4 }]);
  expect(await admin`select from entitlements_overrides_tenant where tenant_id = ${tenant.tenant_id}`).toHaveLength(1);
  expect((await tenant.owner.ok(listGroups)).items).toEqual([]);
});
