import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { PERMISSIONS } from "#worker/kernel/permissions.ts";
import * as access from "#worker/modules/access/contract.ts";
import { listLeads } from "#worker/modules/leads/contract.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import { assignRoles } from "#worker/modules/users/contract.ts";
import { admin, type Client, newTenant, type Tenant, tripsOf } from "../support/harness.ts";

const roleOf = async (tenant: Tenant, code: string) => (await tenant.owner.ok(access.listRoles, { query: { limit: 200 } })).items.find((role) => role.code === code)!;
const make = (who: Client, code: string, permissions: string[] = []) => who.ok(access.createRole, { body: { code, name: code, permissions: permissions as never } });
const give = (tenant: Tenant, user: Client, ...role_codes: string[]) => tenant.owner.ok(assignRoles, { params: { user_id: user.user_id }, body: { role_codes } });

test("a role of one's own is made, given, changed and taken away again; each change binds on the next request", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ permissions: [] });
  const role = await make(tenant.owner, "branch_manager", ["lead.read"]), params = { role_id: role.id };
  expect(role).toMatchObject({ code: "branch_manager", is_builtin: false, permissions_count: 1, users_count: 0, version: 1 });
  await give(tenant, agent, "branch_manager");
  expect((await agent.call(listLeads)).status).toBe(200);
  const emptied = await tenant.owner.ok(access.setRolePermissions, { params, body: { permissions: ["deal.read"] } });
  expect(emptied).toMatchObject({ permissions: ["deal.read"], version: 2 });
  expect(await agent.call(listLeads)).toMatchObject({ status: 403, error: { details: { permission: "lead.read" } } });
  await tenant.owner.ok(access.setRolePermissions, { params, body: { permissions: ["lead.read", "lead.read"] } });
  expect((await agent.call(listLeads)).status).toBe(200);
  expect((await tenant.owner.ok(access.patchRole, { params, body: { name: "مدير الفرع" } })).name).toBe("مدير الفرع");
  expect(await tenant.owner.call(access.deleteRole, { params })).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { in_use: { users: 1, groups: 0, parents: 0, children: 0 } } } });
  await make(tenant.owner, "nothing");
  await give(tenant, agent, "nothing");
  expect((await tenant.owner.call(access.deleteRole, { params })).status).toBe(200);
  expect((await tenant.owner.call(access.getRolePermissions, { params })).status).toBe(404);
  expect((await tenant.events()).filter((name) => name.startsWith("role."))).toEqual(
    ["role.created", "role.permissions.changed", "role.permissions.changed", "role.updated", "role.created", "role.deleted"]);
});

test("a matrix that somebody else has changed is not overwritten, and a code that does not exist is named", async () => {
  const { owner } = await newTenant(), role = await make(owner, "analyst"), params = { role_id: role.id };
  const { etag } = await owner.call(access.getRolePermissions, { params });
  expect((await owner.call(access.setRolePermissions, { params, body: { permissions: ["lead.read"] }, headers: { "if-match": etag! } })).status).toBe(200);
  expect(await owner.call(access.setRolePermissions, { params, body: { permissions: [] }, headers: { "if-match": etag! } })).toMatchObject({ status: 412 });
  expect(await owner.call(access.setRolePermissions, { params, body: { permissions: ["lead.read", "lead.fly"] as never } }))
    .toMatchObject({ status: 422, error: { details: { issues: [{ path: "permissions.1" }] } } });
  expect((await owner.ok(access.getRolePermissions, { params })).permissions).toEqual(["lead.read"]);
  expect(await owner.call(access.createRole, { body: { code: "analyst", name: "Again" } })).toMatchObject({ status: 409, error: { code: "DUPLICATE" } });
});

test("built-in roles cannot be changed, renamed, narrowed or deleted, by anybody", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  for (const code of ["admin", "staff"]) await tenant.user({ role: code });
  for (const code of ["super_admin", "admin", "staff"]) {
    const params = { role_id: (await roleOf(tenant, code)).id };
    for (const answer of [
      await owner.call(access.setRolePermissions, { params, body: { permissions: [] } }), await owner.call(access.patchRole, { params, body: { name: "X" } }),
      await owner.call(access.setRoleVisibility, { params, body: { lead: "own", contact: "own", company: "own", deal: "own", task: "own" } }), await owner.call(access.deleteRole, { params }),
    ]) expect(answer).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  }
  expect((await owner.ok(getMe)).permissions).toHaveLength(PERMISSIONS.length);
});

test("nobody makes, raises, empties or stacks a role beyond what they may do themselves", async () => {
  const tenant = await newTenant();
  const hr = await tenant.user({ permissions: ["role.read", "roles.manage", "roles.hierarchy.manage", "lead.read", "lead.create"] });
  const strong = await make(tenant.owner, "strong", ["lead.delete"]), weak = await make(hr, "weak", ["lead.read"]);
  const attempts = {
    "makes": await hr.call(access.createRole, { body: { code: "loot", name: "Loot", permissions: ["lead.read", "user.delete"] } }),
    "raises": await hr.call(access.setRolePermissions, { params: { role_id: weak.id }, body: { permissions: ["lead.delete"] } }),
    "empties": await hr.call(access.setRolePermissions, { params: { role_id: strong.id }, body: { permissions: [] } }),
    "renames": await hr.call(access.patchRole, { params: { role_id: strong.id }, body: { name: "Mine" } }),
    "deletes": await hr.call(access.deleteRole, { params: { role_id: strong.id } }),
    "stacks": await hr.call(access.addBranch, { body: { parent_role_id: weak.id, child_role_id: strong.id } }),
  };
  for (const [what, answer] of Object.entries(attempts)) expect([what, answer.status, answer.error?.code]).toEqual([what, 403, "FORBIDDEN"]);
  expect(attempts.makes.error!.details.missing).toEqual(["user.delete"]);
  await tenant.owner.ok(access.addBranch, { body: { parent_role_id: weak.id, child_role_id: strong.id } });
  expect((await hr.call(access.setRolePermissions, { params: { role_id: weak.id }, body: { permissions: [] } })).status).toBe(403);
});

test("a parent may do what the roles below it may, from the next request on, and no longer once the branch is cut", async () => {
  const tenant = await newTenant(), manager = await tenant.user({ permissions: [] });
  const [top, middle, bottom] = [await make(tenant.owner, "top", ["deal.read"]), await make(tenant.owner, "middle"), await make(tenant.owner, "bottom", ["lead.read"])];
  await give(tenant, manager, "top");
  const branch = (parent: { id: string }, child: { id: string }) => ({ parent_role_id: parent.id, child_role_id: child.id });
  await tenant.owner.ok(access.addBranch, { body: branch(top!, middle!) });
  expect((await manager.call(listLeads)).status).toBe(403);
  await tenant.owner.ok(access.addBranch, { body: branch(middle!, bottom!) });
  const listed = await manager.call(listLeads);
  expect([listed.status, tripsOf(listed)]).toEqual([200, 1]);
  expect(await tenant.owner.ok(access.getRolePermissions, { params: { role_id: top!.id } })).toMatchObject({ permissions: ["deal.read"], inherited: [{ permission: "lead.read", role_code: "bottom" }] });
  expect((await tenant.owner.ok(access.listHierarchy)).items.map((b) => [b.parent_code, b.child_code])).toEqual([["middle", "bottom"], ["top", "middle"]]);
  await tenant.owner.ok(access.removeBranch, { query: branch(top!, middle!) });
  expect((await manager.call(listLeads)).status).toBe(403);
  expect((await tenant.owner.call(access.removeBranch, { query: branch(top!, middle!) })).status).toBe(404);
});

test("a loop is refused with the way that would close it, also when its halves are drawn at the same moment", async () => {
  const { owner, tenant_id } = await newTenant();
  const [a, b, c] = [await make(owner, "aa"), await make(owner, "bb"), await make(owner, "cc")];
  const draw = (parent: { id: string }, child: { id: string }) => owner.call(access.addBranch, { body: { parent_role_id: parent.id, child_role_id: child.id } });
  await draw(a!, b!);
  await draw(b!, c!);
  const refused = await draw(c!, a!);
  expect(refused).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  expect(refused.error!.details.path.map((role: { code: string }) => role.code)).toEqual(["cc", "aa", "bb", "cc"]);
  expect((await draw(a!, a!)).status).toBe(409);
  expect((await draw(a!, b!)).error!.code).toBe("DUPLICATE");
  expect(await draw(a!, { id: newId() })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "child_role_id" }] } } });
  const [d, e] = [await make(owner, "dd"), await make(owner, "ee")];
  const answers = await Promise.all([draw(d!, e!), draw(e!, d!), draw(d!, e!), draw(e!, d!)]);
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
  expect(await admin`select from role_hierarchy where tenant_id = ${tenant_id}`).toHaveLength(3);
});

test("ranks are given to people: they are inherited by no role, and built-in roles inherit nothing", async () => {
  const tenant = await newTenant();
  for (const code of ["admin", "staff"]) await tenant.user({ role: code });
  const mine = await make(tenant.owner, "mine"), [boss, staff] = [await roleOf(tenant, "admin"), await roleOf(tenant, "staff")];
  const draw = (parent_role_id: string, child_role_id: string) => tenant.owner.call(access.addBranch, { body: { parent_role_id, child_role_id } });
  expect([(await draw(mine.id, boss.id)).status, (await draw(staff.id, mine.id)).status, (await draw(mine.id, staff.id)).status]).toEqual([409, 409, 201]);
});

test("another tenant's roles do not exist, and parallel creates stop exactly at the plan's number", async () => {
  const tenant = await newTenant({ limits: { "roles.max": 3 } }), other = await newTenant();
  const role = await make(other.owner, "theirs"), params = { role_id: role.id };
  for (const answer of [
    await tenant.owner.call(access.getRolePermissions, { params }), await tenant.owner.call(access.patchRole, { params, body: { name: "X" } }),
    await tenant.owner.call(access.deleteRole, { params }), await tenant.owner.call(access.setRolePermissions, { params, body: { permissions: [] } }),
  ]) expect(answer).toMatchObject({ status: 404, error: { code: "NOT_FOUND" } });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => tenant.owner.call(access.createRole, { body: { code: `role_${i}`, name: "R" } })));
  expect(answers.filter((a) => a.status === 201)).toHaveLength(2);
  expect(answers.find((a) => a.error)!.error).toMatchObject({ code: "LIMIT_REACHED", details: { key: "roles.max", limit: 3 } });
  expect(await admin`select from roles where tenant_id = ${tenant.tenant_id}`).toHaveLength(3);
});
