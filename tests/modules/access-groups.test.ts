import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import * as access from "#worker/modules/access/contract.ts";
import * as groups from "#worker/modules/access/groups-contract.ts";
import { listLeads } from "#worker/modules/leads/contract.ts";
import { admin, type Client, newTenant, type Tenant, tripsOf } from "../support/harness.ts";

const newRole = async (tenant: Tenant, code: string, permissions: string[]) => (await tenant.owner.ok(access.createRole, { body: { code, name: code, permissions: permissions as never } })).id;
const newGroup = (who: Client, code: string, ...role_ids: string[]) => who.ok(groups.createGroup, { body: { code, name: code, role_ids } });
const join = (who: Client, group: { id: string }, ...users: Client[]) => who.call(groups.addMembers, { params: { group_id: group.id }, body: { user_ids: users.map((user) => user.user_id) } });
const leave = (who: Client, group: { id: string }, ...users: Client[]) => who.call(groups.removeMembers, { params: { group_id: group.id }, query: { user_ids: users.map((user) => user.user_id).join(",") } });

test("members of a group may do what its roles may, from the next request on, until they leave, it is switched off or deleted", async () => {
  const tenant = await newTenant(), { owner } = tenant, agent = await tenant.user({ permissions: [] });
  const may = async () => (await agent.call(listLeads)).status === 200;
  const role = await newRole(tenant, "reader", ["lead.read"]), group = await newGroup(owner, "new_cairo", role), params = { group_id: group.id };
  expect(group).toMatchObject({ code: "new_cairo", is_active: true, members_count: 0, roles: [{ code: "reader" }], version: 1 });
  expect(await may()).toBe(false);
  expect((await join(owner, group, agent)).data).toEqual({ group_id: group.id, user_ids: [agent.user_id] });
  expect((await join(owner, group, agent)).data.user_ids).toEqual([]);
  const listed = await agent.call(listLeads);
  expect([listed.status, tripsOf(listed)]).toEqual([200, 1]);
  await owner.ok(groups.patchGroup, { params, body: { is_active: false } });
  expect(await may()).toBe(false);
  await owner.ok(groups.patchGroup, { params, body: { is_active: true } });
  expect(await may()).toBe(true);
  await owner.ok(groups.patchGroup, { params, body: { role_ids: [] } });
  expect(await may()).toBe(false);
  await owner.ok(groups.patchGroup, { params, body: { role_ids: [role] } });
  expect(await may()).toBe(true);
  expect((await owner.call(access.deleteRole, { params: { role_id: role } })).error!.details.in_use).toEqual({ users: 0, groups: 1, parents: 0, children: 0 });
  await leave(owner, group, agent);
  expect(await may()).toBe(false);
  await join(owner, group, agent);
  expect(await owner.ok(groups.getGroup, { params })).toMatchObject({ members_count: 1, members: [{ user_id: agent.user_id, status: "active" }] });
  expect((await owner.ok(groups.listGroups, { query: { user_id: agent.user_id } })).items.map((g) => g.code)).toEqual(["new_cairo"]);
  await owner.ok(groups.deleteGroup, { params });
  expect(await may()).toBe(false);
  expect((await owner.call(groups.getGroup, { params })).status).toBe(404);
});

test("a group gives nobody more than who fills it has, and takes in nobody who does not rank below them", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const boss = await tenant.user({ role: "admin" }), peer = await tenant.user({ role: "admin" }), agent = await tenant.user({ role: "sales_agent" });
  const lead = await tenant.user({ permissions: ["groups.manage", "groups.members.manage", "role.read", "lead.read"] });
  const strong = await newRole(tenant, "strong", ["entitlements.overrides.manage"]), [rank] = await admin`select id from roles where tenant_id = ${tenant.tenant_id} and code = 'super_admin'`;
  const group = await newGroup(owner, "secret", strong), plain = await newGroup(owner, "plain");
  const forbidden = {
    "an admin fills a group that gives more": await join(boss, group, agent), "an admin empties it": await leave(boss, group, agent),
    "an admin makes one": await boss.call(groups.createGroup, { body: { code: "loot", name: "Loot", role_ids: [strong] } }),
    "an admin raises one": await boss.call(groups.patchGroup, { params: { group_id: plain.id }, body: { role_ids: [strong] } }),
    "an admin switches it off": await boss.call(groups.patchGroup, { params: { group_id: group.id }, body: { is_active: false } }),
    "an admin deletes it": await boss.call(groups.deleteGroup, { params: { group_id: group.id } }),
    "an admin adds an admin": await join(boss, plain, peer), "an admin adds the owner": await join(boss, plain, owner), "a user adds a peer": await join(lead, plain, agent),
  };
  for (const [what, answer] of Object.entries(forbidden)) expect([what, answer.status, answer.error?.code]).toEqual([what, 403, "FORBIDDEN"]);
  expect((await join(boss, plain, agent, lead)).status).toBe(200);
  expect((await join(owner, plain, owner, boss)).status).toBe(200);
  expect(await owner.call(groups.createGroup, { body: { code: "owners", name: "Owners", role_ids: [rank!["id"]] } })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
});

test("what is wrong with a group is said, and another tenant's does not exist", async () => {
  const tenant = await newTenant(), other = await newTenant(), { owner } = tenant;
  const group = await newGroup(owner, "alpha"), params = { group_id: group.id };
  expect(await owner.call(groups.createGroup, { body: { code: "alpha", name: "Again" } })).toMatchObject({ status: 409, error: { code: "DUPLICATE", details: { constraint: "groups_code_key" } } });
  expect((await owner.call(groups.createGroup, { body: { code: "No spaces", name: "X" } })).status).toBe(422);
  expect(await owner.call(groups.createGroup, { body: { code: "beta", name: "B", role_ids: [newId()] } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "role_ids.0" }] } } });
  expect(await join(owner, group, owner, other.owner)).toMatchObject({ status: 422, error: { details: { issues: [{ path: "user_ids.1" }] } } });
  expect((await owner.call(groups.patchGroup, { params, body: { name: "X" }, headers: { "if-match": '"7"' } })).status).toBe(412);
  for (const answer of [
    await other.owner.call(groups.getGroup, { params }), await other.owner.call(groups.patchGroup, { params, body: { name: "X" } }),
    await other.owner.call(groups.deleteGroup, { params }), await join(other.owner, group, other.owner), await leave(other.owner, group, owner),
  ]) expect(answer).toMatchObject({ status: 404, error: { code: "NOT_FOUND" } });
});

test("a hundred parallel creates at a limit of three leave exactly three", async () => {
  const tenant = await newTenant({ limits: { "groups.max": 3 } });
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => tenant.owner.call(groups.createGroup, { body: { code: `group_${i}`, name: "G" } })));
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(3);
  expect(new Set(answers.filter((answer) => answer.error).map(({ error }) => `${error!.code} ${error!.details.key} ${error!.details.limit}`))).toEqual(new Set(["LIMIT_REACHED groups.max 3"]));
  expect(await admin`select from groups where tenant_id = ${tenant.tenant_id}`).toHaveLength(3);
});

test("what a user may do is explained by every way that gives it, and what they may not by what would", async () => {
  const tenant = await newTenant(), { owner } = tenant, agent = await tenant.user({ permissions: ["deal.read"] });
  const top = await newRole(tenant, "top", []), below = await newRole(tenant, "below", ["lead.read"]), idle = await newRole(tenant, "idle", ["unit.read"]);
  await owner.ok(access.addBranch, { body: { parent_role_id: top, child_role_id: below } });
  const group = await newGroup(owner, "branch", top), off = await newGroup(owner, "closed", idle, below);
  await join(owner, group, agent);
  await join(owner, off, agent);
  await owner.ok(groups.patchGroup, { params: { group_id: off.id }, body: { is_active: false } });
  const params = { user_id: agent.user_id };
  const of = async (code: string) => (await owner.ok(access.getEffectivePermissions, { params })).permissions.find((p) => p.code === code);
  expect(await of("lead.read")).toEqual({ code: "lead.read", granted: true, refused: null, because: [
    { group: { id: group.id, code: "branch", name: "branch" }, roles: [{ id: top, code: "top", name: "top" }, { id: below, code: "below", name: "below" }] }] });
  expect(await of("deal.read")).toMatchObject({ granted: true, because: [{ group: null, roles: [{ code: `custom-${agent.user_id}` }] }] });
  expect(await of("unit.read")).toMatchObject({ granted: false, because: [], refused: { reason: "group_inactive", groups: ["closed"], would_give: [{ code: "idle" }, { code: "super_admin" }] } });
  expect(await of("user.delete")).toMatchObject({ granted: false, refused: { reason: "no_role", groups: [], would_give: [{ code: "super_admin" }] } });
  await admin`update users set status = 'suspended' where id = ${agent.user_id}`;
  expect(await of("lead.read")).toMatchObject({ granted: false, refused: { reason: "account_inactive" } });
});
