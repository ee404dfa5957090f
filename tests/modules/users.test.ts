import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { getPlan, getRolePermissions, getSeats, listPermissions, listRoles } from "#worker/modules/access/contract.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import * as users from "#worker/modules/users/contract.ts";
import { admin, eventually, newTenant, nobody, type Tenant, tripsOf } from "../support/harness.ts";
import { bearer, newEmail, PASSWORD, signIn, signUpVerified, tokensMailed } from "../support/people.ts";

/** A default role, in a tenant of the harness, which starts with its owner's only. */
const withRole = async (tenant: Tenant, role: string) => void (await tenant.user({ role }));
const joined = async (email: string, full_name = "Sara") => {
  const token = (await tokensMailed(email, "accept-invite")).at(-1);
  return nobody.call(users.acceptInvite, { body: { token, full_name, password: PASSWORD } });
};

test("someone is invited, joins by the link, once, and works with the role they were given", async () => {
  const owner = await signUpVerified(), token = (await signIn(owner.email)).data.access_token;
  const email = newEmail("agent");
  const invited = await nobody.call(users.inviteUser, { body: { email: email.toUpperCase(), full_name: "سارة", role_code: "sales_agent" }, ...bearer(token) });
  expect(invited).toMatchObject({ status: 201, data: { email, full_name: "سارة", status: "invited", roles: [{ code: "sales_agent" }] } });
  expect((await signIn(email)).status).toBe(401);
  expect(await joined(email, "سارة أحمد")).toMatchObject({ status: 200, data: { user: { id: invited.data.id, full_name: "سارة أحمد" }, tenant: { id: owner.tenant.id } } });
  expect(await joined(email)).toMatchObject({ status: 422, error: { code: "AUTH_TOKEN_INVALID" } });
  const signed = await signIn(email);
  expect(await nobody.call(getMe, bearer(signed.data.access_token))).toMatchObject({ data: { roles: ["sales_agent"], user: { full_name: "سارة أحمد" } } });
  const listed = await nobody.call(users.listUsers, { query: { q: "ساره", status: "active", total: "true" }, ...bearer(token) });
  expect(listed.data).toMatchObject({ total: 1, items: [{ id: invited.data.id, last_login_at: expect.stringMatching(/Z$/) }] });
  expect((await nobody.call(users.getUser, { params: { user_id: invited.data.id }, ...bearer(token) })).data).toEqual(listed.data.items[0]);
});

test("a resent invitation replaces the one before", async () => {
  const tenant = await newTenant(), email = newEmail();
  await withRole(tenant, "staff");
  const { id } = await tenant.owner.ok(users.inviteUser, { body: { email, role_code: "staff" } });
  const [first] = await tokensMailed(email, "accept-invite");
  await tenant.owner.ok(users.resendInvite, { params: { user_id: id } });
  await tokensMailed(email, "accept-invite", 2);
  expect((await nobody.call(users.acceptInvite, { body: { token: first, full_name: "X", password: PASSWORD } })).status).toBe(422);
  expect((await joined(email)).status).toBe(200);
  expect(await tenant.owner.call(users.resendInvite, { params: { user_id: id } })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  expect((await tenant.owner.call(users.resendInvite, { params: { user_id: newId() } })).status).toBe(404);
});

test("what is wrong with an invitation is said, and nothing is kept of it", async () => {
  const tenant = await newTenant(), other = await newTenant();
  const [theirs] = await admin`select id from roles where tenant_id = ${other.tenant_id} limit 1`;
  const bad = { "no role": {}, "two roles": { role_code: "super_admin", role_id: newId() }, "another tenant's role": { role_id: theirs!["id"] }, "an unknown role": { role_code: "pilot" }, "a bad address": { email: "x", role_code: "super_admin" } };
  for (const [name, body] of Object.entries(bad))
    expect([name, (await tenant.owner.call(users.inviteUser, { body: { email: newEmail(), ...body } as never })).error?.code]).toEqual([name, "VALIDATION_FAILED"]);
  const again = await tenant.owner.call(users.inviteUser, { body: { email: tenant.owner.email, role_code: "super_admin" } });
  expect(again).toMatchObject({ status: 409, error: { code: "DUPLICATE", details: { duplicates: [{ type: "user", id: tenant.owner.user_id, reason: "email" }] } } });
  expect(await admin`select count(*)::int as n from users where tenant_id = ${tenant.tenant_id}`).toEqual([{ n: 1 }]);
});

test("parallel invitations stop exactly at the seats of the plan; a suspension frees one, a return takes it", async () => {
  const tenant = await newTenant({ limits: { "users.max": 4 } });
  await withRole(tenant, "staff");
  const answers = await Promise.all(Array.from({ length: 6 }, () => tenant.owner.call(users.inviteUser, { body: { email: newEmail(), role_code: "staff" } })));
  expect(answers.map((a) => a.status).sort()).toEqual([201, 201, 422, 422, 422, 422]);
  expect(answers.find((a) => a.error)!.error).toMatchObject({ code: "LIMIT_REACHED", details: { key: "users.max", limit: 4 } });
  expect(await tenant.owner.ok(getSeats)).toEqual({
    active: 2, invited: 2, used: 4, limit: 4, available: 0, by_status: { active: 2, invited: 2, suspended: 0, deactivated: 0 },
    by_role: [{ role_code: "staff", role_name: "staff", seats: 3 }, { role_code: "super_admin", role_name: "super_admin", seats: 1 }],
  });
  await eventually(async () => (await tenant.events()).includes("tenant.seat.limit_reached"));

  const staff = (await tenant.owner.ok(users.listUsers, { query: { status: "active", role: "staff" } })).items[0]!;
  await tenant.owner.ok(users.patchUser, { params: { user_id: staff.id }, body: { status: "suspended" } });
  await tenant.owner.ok(users.inviteUser, { body: { email: newEmail(), role_code: "staff" } });
  expect(await tenant.owner.call(users.patchUser, { params: { user_id: staff.id }, body: { status: "active" } })).toMatchObject({ status: 422, error: { code: "LIMIT_REACHED" } });
  expect((await tenant.owner.ok(getPlan)).usage).toEqual([{ key: "users.max", used: 4, limit: 4 }]);
});

test("nobody acts on an account that does not rank below theirs, nor gives away what they do not have", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const boss = await tenant.user({ role: "admin" }), peer = await tenant.user({ role: "admin" }), agent = await tenant.user({ role: "sales_agent" });
  const hr = await tenant.user({ permissions: ["user.invite", "user.update", "role.assign", "user.suspend", "lead.read"] });
  await withRole(tenant, "staff");
  const roles = (who: typeof boss, whom: typeof boss, ...role_codes: string[]) => who.call(users.assignRoles, { params: { user_id: whom.user_id }, body: { role_codes } });
  const suspend = (who: typeof boss, whom: typeof boss) => who.call(users.patchUser, { params: { user_id: whom.user_id }, body: { status: "suspended" } });
  const forbidden = {
    "an admin demotes the owner": await roles(boss, owner, "staff"), "an admin demotes an admin": await roles(boss, peer, "staff"), "an admin makes an admin": await roles(boss, agent, "admin"),
    "an admin makes an owner": await roles(boss, agent, "super_admin"), "an admin raises themselves": await roles(boss, boss, "super_admin"), "an admin suspends the owner": await suspend(boss, owner),
    "the owner suspends themselves": await suspend(owner, owner), "a user acts on a peer": await roles(hr, agent, "staff"), "a user suspends a peer": await suspend(hr, agent),
    "a user invites an admin": await hr.call(users.inviteUser, { body: { email: newEmail(), role_code: "admin" } }),
    "a user invites someone who can do more": await hr.call(users.inviteUser, { body: { email: newEmail(), role_code: "sales_agent" } }),
    "an agent lists users": await agent.call(users.listUsers),
  };
  for (const [what, answer] of Object.entries(forbidden)) expect([what, answer.status, answer.error?.code]).toEqual([what, 403, "FORBIDDEN"]);
  expect((await suspend(boss, agent)).status).toBe(200);
  expect((await agent.call(getMe)).status).toBe(401);
  expect((await roles(owner, peer, "super_admin")).status).toBe(200);
});

test("a workspace keeps an owner, even when all of them step down at once", async () => {
  const tenant = await newTenant(), second = await tenant.user({ role: "super_admin" });
  await withRole(tenant, "staff");
  const stepDown = (who: typeof second) => who.call(users.assignRoles, { params: { user_id: who.user_id }, body: { role_codes: ["staff"] } });
  const answers = await Promise.all([stepDown(tenant.owner), stepDown(second)]);
  expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  expect(answers.find((a) => a.error)!.error!.code).toBe("LAST_OWNER");
  const [left] = await admin`select count(*)::int as n from user_roles ur join roles r on (r.tenant_id, r.id) = (ur.tenant_id, ur.role_id) where r.code = 'super_admin' and ur.tenant_id = ${tenant.tenant_id}`;
  expect(left).toEqual({ n: 1 });
});

test("a change of roles binds on the next request", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" });
  await withRole(tenant, "admin");
  expect((await agent.call(users.listUsers)).status).toBe(403);
  const params = { user_id: agent.user_id };
  expect(await tenant.owner.ok(users.assignRoles, { params, body: { role_codes: ["admin"] } })).toMatchObject({ version: 2, roles: [{ code: "admin" }] });
  expect((await agent.call(users.listUsers)).status).toBe(200);
  await tenant.owner.ok(users.assignRoles, { params, body: { role_codes: ["sales_agent"] } });
  expect((await agent.call(users.listUsers)).status).toBe(403);
  expect(await tenant.owner.call(users.assignRoles, { params, body: { role_codes: ["pilot"] } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "role_codes" }] } } });
  expect((await tenant.events()).filter((name) => name === "user.role.changed")).toHaveLength(2);
  expect((await tenant.audit()).filter((row) => row["entity_type"] === "user_roles").map((row) => row["action"])).toEqual(expect.arrayContaining(["insert", "delete"]));
});

test("another tenant's user does not exist, and a stale change is refused", async () => {
  const tenant = await newTenant(), other = await newTenant(), agent = await tenant.user({ role: "sales_agent" }), params = { user_id: agent.user_id };
  for (const answer of [
    await other.owner.call(users.getUser, { params }), await other.owner.call(users.patchUser, { params, body: { full_name: "X" } }),
    await other.owner.call(users.assignRoles, { params, body: { role_codes: ["super_admin"] } }), await other.owner.call(users.resendInvite, { params }),
  ]) expect(answer).toMatchObject({ status: 404, error: { code: "NOT_FOUND" } });
  const patched = await tenant.owner.call(users.patchUser, { params, body: { full_name: "عمر", job_title: "Closer" }, headers: { "if-match": '"1"' } });
  expect(patched).toMatchObject({ status: 200, data: { full_name: "عمر", job_title: "Closer", version: 2 } });
  expect((await tenant.owner.call(users.patchUser, { params, body: { job_title: null }, headers: { "if-match": '"1"' } })).status).toBe(412);
  expect(await tenant.owner.ok(users.getUser, { params })).toEqual(patched.data);
});

test("everybody finds everybody's name; roles, permissions and seats are read with their permissions", async () => {
  const tenant = await newTenant({ limits: { "users.max": 10 } }), agent = await tenant.user({ role: "sales_agent" });
  expect((await agent.ok(users.listDirectory)).items).toHaveLength(2);
  expect((await agent.ok(users.listDirectory, { query: { limit: "1", q: "user super" } })).items).toEqual([{ id: tenant.owner.user_id, full_name: "User super_admin", avatar_url: null, is_active: true }]);
  const { items } = await tenant.owner.ok(listRoles);
  expect(items.map((role) => [role.code, role.users_count])).toEqual([["sales_agent", 1], ["super_admin", 1]]);
  expect((await tenant.owner.ok(getRolePermissions, { params: { role_id: items[0]!.id } })).permissions).toHaveLength(items[0]!.permissions_count);
  expect((await tenant.owner.ok(listPermissions)).items).toContainEqual({ code: "lead.convert", area: "lead" });
  expect((await agent.call(listRoles)).status).toBe(403);
  expect(tripsOf(await tenant.owner.call(users.listUsers))).toBe(1);
});
