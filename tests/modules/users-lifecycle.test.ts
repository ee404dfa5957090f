import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import type { Route } from "#worker/kernel/resource.ts";
import { createCompany, createContact, getContact } from "#worker/modules/contacts/contract.ts";
import { getDeal } from "#worker/modules/deals/contract.ts";
import { createTask } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { createLead, getLead, patchLead } from "#worker/modules/leads/contract.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import { getSeats } from "#worker/modules/access/contract.ts";
import * as auth from "#worker/modules/auth/contract.ts";
import * as users from "#worker/modules/users/contract.ts";
import { admin, type Client, eventually, newTenant, nobody, type Tenant, tripsOf } from "../support/harness.ts";
import { newEmail, PASSWORD, signIn, tokensMailed } from "../support/people.ts";
import { messagesOf } from "../support/queued.ts";
import { newSalesTenant } from "../support/sales.ts";

const withRole = async (tenant: Tenant, role: string) => void (await tenant.user({ role }));
const of = (who: Client) => ({ params: { user_id: who.user_id } });
const mailed = async (tenant: Tenant, email: string) => (await messagesOf(tenant.tenant_id)).filter((m) => m["recipient"] === email && m["channel"] === "email").map((m) => m["template_code"] as string);
/** Someone who was invited, came and has a password. */
async function joined(tenant: Tenant, role_code = "staff") {
  const email = newEmail(), { id } = await tenant.owner.ok(users.inviteUser, { body: { email, role_code } });
  const token = (await tokensMailed(email, "accept-invite")).at(-1);
  await nobody.call(users.acceptInvite, { body: { token, full_name: "Sara", password: PASSWORD } });
  return { id, email, params: { user_id: id } };
}

test("an admin makes an account with everything known of its owner, who sets the password by the mailed link", async () => {
  const tenant = await newTenant(), email = newEmail();
  await withRole(tenant, "staff");
  await tenant.owner.ok(users.jobTitles.create, { body: { code: "closer", name_en: "Closer", name_ar: "مسؤول إغلاق" } });
  const made = await tenant.owner.call(users.createUser, { body: { email, full_name: "سارة أحمد", role_codes: ["staff"], job_title_code: "closer", locale: "ar" } });
  expect(made).toMatchObject({ status: 201, data: { email, full_name: "سارة أحمد", status: "invited", job_title_code: "closer", department_code: null, locale: "ar", roles: [{ code: "staff" }] } });
  expect(await tenant.owner.ok(users.getUser, { params: { user_id: made.data.id } })).toEqual(made.data);
  const [token] = await tokensMailed(email, "accept-invite");
  await nobody.call(users.acceptInvite, { body: { token, full_name: "سارة أحمد", password: PASSWORD } });
  expect((await signIn(email)).status).toBe(200);
  await eventually(async () => (await mailed(tenant, tenant.owner.email)).includes("user.joined"));
  for (const body of [{ role_codes: ["pilot"] }, { role_codes: [] }, { job_title_code: "nobody" }, { department_code: "nobody" }])
    expect([body, (await tenant.owner.call(users.createUser, { body: { email: newEmail(), full_name: "X", role_codes: ["staff"], ...body } })).error]).toMatchObject([body, { code: "VALIDATION_FAILED", details: { issues: [{ path: Object.keys(body)[0] }] } }]);
});

test("a hundred parallel invitations at a limit of three seats leave exactly three", async () => {
  const tenant = await newTenant({ limits: { "users.max": 3 } });
  await withRole(tenant, "staff");
  const invite = (i: number) => (i % 2 ? tenant.owner.call(users.inviteUser, { body: { email: newEmail(), role_code: "staff" } }) : tenant.owner.call(users.createUser, { body: { email: newEmail(), full_name: "X", role_codes: ["staff"] } }));
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => invite(i)));
  expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
  expect(new Set(answers.filter((a) => a.error).map((a) => a.error!.code))).toEqual(new Set(["LIMIT_REACHED"]));
  expect(await tenant.owner.ok(getSeats)).toMatchObject({ used: 3, limit: 3, available: 0 });
  await eventually(async () => (await mailed(tenant, tenant.owner.email)).includes("tenant.seats_full"));
});

test("who was invited before the plan shrank cannot join until there is a seat", async () => {
  const tenant = await newTenant({ limits: { "users.max": 3 } }), spare = await tenant.user({ role: "staff" });
  const email = newEmail(), { id } = await tenant.owner.ok(users.inviteUser, { body: { email, role_code: "staff" } });
  await admin`update plan_limits set limit_value = 2 where plan_code = ${`test-${tenant.tenant_id}`}`;
  const [token] = await tokensMailed(email, "accept-invite"), accept = () => nobody.call(users.acceptInvite, { body: { token, full_name: "X", password: PASSWORD } });
  expect(await accept()).toMatchObject({ status: 422, error: { code: "LIMIT_REACHED", details: { key: "users.max", limit: 2 } } });
  await tenant.owner.ok(users.suspendUser, of(spare));
  expect((await accept()).status).toBe(200);
  expect((await tenant.owner.ok(users.getUser, { params: { user_id: id } })).status).toBe("active");
});

test("a suspension ends every session at once and mails the person; a return takes a seat and mails again", async () => {
  const tenant = await newTenant({ limits: { "users.max": 2 } }), agent = await tenant.user({ role: "sales_agent" });
  expect(await tenant.owner.ok(users.suspendUser, of(agent))).toMatchObject({ status: "suspended", version: 2 });
  expect((await agent.call(getMe)).status).toBe(401);
  expect(await tenant.owner.call(users.suspendUser, of(agent))).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { status: "suspended" } } });
  const filler = await tenant.user({ role: "staff" });
  expect(await tenant.owner.call(users.reactivateUser, of(agent))).toMatchObject({ status: 422, error: { code: "LIMIT_REACHED" } });
  await tenant.owner.ok(users.suspendUser, of(filler));
  expect(await tenant.owner.ok(users.reactivateUser, of(agent))).toMatchObject({ status: "active", version: 3 });
  expect(await mailed(tenant, agent.email)).toEqual(["user.suspended", "user.reinstated"]);
  expect(await tenant.events()).toEqual(expect.arrayContaining(["user.suspended", "user.reinstated", "auth.sessions_revoked"]));
});

test("whoever leaves hands over every open record in one commit, or does not leave", async () => {
  const tenant = await newSalesTenant(), leaver = await tenant.user({ role: "sales_agent" }), heir = await tenant.user({ role: "sales_agent" });
  const owner_user_id = leaver.user_id;
  const open = await tenant.owner.ok(createLead, { body: { first_name: "A", phone_e164: "+971501112233", owner_user_id } });
  const closed = await tenant.owner.ok(createLead, { body: { first_name: "B", phone_e164: "+971501112234", owner_user_id } });
  await tenant.owner.ok(patchLead, { params: { lead_id: closed.id }, body: { status: "disqualified", disqualified_reason: "no budget" } });
  const contact = await tenant.owner.ok(createContact, { body: { first_name: "C", owner_user_id } });
  await tenant.owner.ok(createCompany, { body: { name: "D", owner_user_id } });
  const deal_id = await tenant.deal("شقة", { owner_user_id });
  await tenant.owner.ok(createTask, { body: { title: "Call", owner_user_id } });
  const counts = { leads: 1, deals: 1, contacts: 1, companies: 1, tasks: 1 };
  expect(await tenant.owner.call(users.deactivateUser, of(leaver))).toMatchObject({ status: 409, error: { code: "OPEN_RECORDS", details: { open_records: counts } } });
  for (const wrong of [leaver.user_id, newId()])
    expect((await tenant.owner.call(users.deactivateUser, { ...of(leaver), body: { reassign_to_user_id: wrong } })).error).toMatchObject({ code: "VALIDATION_FAILED", details: { issues: [{ path: "reassign_to_user_id" }] } });
  expect((await leaver.call(getMe)).status).toBe(200);

  const answer = await tenant.owner.call(users.deactivateUser, { ...of(leaver), body: { reassign_to_user_id: heir.user_id } });
  expect(answer).toMatchObject({ status: 200, data: { user: { status: "deactivated" }, reassigned: counts } });
  expect(tripsOf(answer)).toBe(2);
  expect((await leaver.call(getMe)).status).toBe(401);
  const now = async () => [
    (await tenant.owner.ok(getLead, { params: { lead_id: open.id } })).owner_user_id, (await tenant.owner.ok(getLead, { params: { lead_id: closed.id } })).owner_user_id,
    (await tenant.owner.ok(getContact, { params: { contact_id: contact.id } })).owner_user_id, (await tenant.owner.ok(getDeal, { params: { deal_id } })).owner_user_id,
  ];
  expect(await now()).toEqual([heir.user_id, leaver.user_id, heir.user_id, heir.user_id]);
  await eventually(async () => (await mailed(tenant, heir.email)).includes("user.records_received"));
  expect((await tenant.owner.ok(users.reactivateUser, of(leaver))).status).toBe("active");
});

test("a lead that is given to someone while they leave is never left behind", async () => {
  const tenant = await newTenant(), heir = await tenant.user({ role: "staff" });
  for (let round = 0; round < 4; round++) {
    const leaver = await tenant.user({ role: "staff" });
    const give = (n: number) => tenant.owner.call(createLead, { body: { first_name: "A", phone_e164: `+9715011${round}${1000 + n}`, owner_user_id: leaver.user_id } });
    await give(0);
    const leave = () => tenant.owner.call(users.deactivateUser, { ...of(leaver), body: { reassign_to_user_id: heir.user_id } });
    const [gone, ...given] = await Promise.all([leave(), give(1), give(2), give(3)]);
    if (gone.error) expect([gone.error.code, (await leave()).status]).toEqual(["CONFLICT", 200]);
    for (const answer of given) if (answer.error) expect(answer.error).toMatchObject({ code: "VALIDATION_FAILED", details: { issues: [{ path: "owner_user_id" }] } });
    expect(await admin`select count(*)::int as n from leads where owner_user_id = ${leaver.user_id}`).toEqual([{ n: 0 }]);
  }
});

test("an account that nobody used is deleted; one that was used is not", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ role: "staff" }), email = newEmail();
  const { id } = await tenant.owner.ok(users.inviteUser, { body: { email, role_code: "staff" } });
  const [token] = await tokensMailed(email, "accept-invite");
  expect(await tenant.owner.ok(users.deleteUser, { params: { user_id: id } })).toEqual({ id });
  expect((await tenant.owner.call(users.getUser, { params: { user_id: id } })).status).toBe(404);
  expect((await nobody.call(users.acceptInvite, { body: { token, full_name: "X", password: PASSWORD } })).error!.code).toBe("AUTH_TOKEN_INVALID");
  expect(await tenant.owner.call(users.deleteUser, of(agent))).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  expect((await tenant.owner.ok(users.inviteUser, { body: { email, role_code: "staff" } })).email).toBe(email);
});

test("an invitation is taken back by who sent it or ranks above, and its seat is free", async () => {
  const tenant = await newTenant({ limits: { "users.max": 5 } });
  await withRole(tenant, "staff");
  const hr = await tenant.user({ permissions: ["user.invite", ...DEFAULT_STAFF] }), peer = await tenant.user({ permissions: ["user.invite"] });
  const { id } = await hr.ok(users.inviteUser, { body: { email: newEmail(), role_code: "staff" } }), params = { user_id: id };
  expect((await tenant.owner.ok(getSeats)).available).toBe(0);
  expect((await peer.call(users.revokeInvite, { params })).status).toBe(403);
  expect(await hr.ok(users.revokeInvite, { params })).toEqual({ id });
  expect((await tenant.owner.ok(getSeats)).available).toBe(1);
  expect(await tenant.owner.call(users.revokeInvite, of(hr))).toMatchObject({ status: 409 });
});
const DEFAULT_STAFF = ["session.read.self", "session.revoke.self", "twofa.manage.self", "phone.verify.start", "phone.verify.confirm", "notify.inbox.read.self", "notify.preferences.update.self", "plan.view", "dashboard.view",
  "contact.read", "company.read", "activity.read", "task.read", "deal.read", "lead.read", "unit.read", "overlay.read", "activity.create", "task.create", "task.complete"] as const;

test("a reset by an admin ends the old password and every session, and mails a link that lasts a day", async () => {
  const tenant = await newTenant();
  await withRole(tenant, "staff");
  const member = await joined(tenant), session = (await signIn(member.email)).data.access_token;
  expect(await tenant.owner.ok(users.resetUserPassword, { params: member.params })).toMatchObject({ id: member.id, status: "active" });
  expect((await nobody.call(getMe, { headers: { authorization: `Bearer ${session}` } })).status).toBe(401);
  expect((await signIn(member.email)).error!.code).toBe("AUTH_INVALID_CREDENTIALS");
  const [token] = await tokensMailed(member.email, "reset-password");
  expect((await nobody.call(auth.resetPassword, { body: { token, password: "Another-Good-1!" } })).status).toBe(200);
  expect((await signIn(member.email, "Another-Good-1!")).status).toBe(200);
  expect((await tenant.audit()).map((row) => row["action"])).toContain("user.password_reset");
});

test("a forced sign-out ends every session and says how many there were", async () => {
  const tenant = await newTenant();
  await withRole(tenant, "staff");
  const member = await joined(tenant);
  const tokens = [await signIn(member.email), await signIn(member.email)].map((answer) => answer.data.access_token as string);
  expect(await tenant.owner.ok(users.forceLogout, { params: member.params })).toEqual({ user_id: member.id, sessions_ended: 2 });
  for (const token of tokens) expect((await nobody.call(getMe, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  expect((await signIn(member.email)).status).toBe(200);
  expect(await tenant.events()).toContain("user.forceLoggedOut");
});

test("nobody does any of it to an account that does not rank below theirs, nor to another tenant's", async () => {
  const tenant = await newTenant(), boss = await tenant.user({ role: "admin" }), peer = await tenant.user({ role: "admin" }), other = await newTenant();
  const acts: Record<string, Route<any, any, any, any>> = {
    suspend: users.suspendUser, reactivate: users.reactivateUser, deactivate: users.deactivateUser, logout: users.forceLogout, password: users.resetUserPassword, delete: users.deleteUser,
  };
  for (const [name, route] of Object.entries(acts)) {
    for (const [whom, client] of Object.entries({ owner: tenant.owner, peer, themselves: boss }))
      expect([name, whom, (await boss.call(route, of(client))).error?.code]).toEqual([name, whom, "FORBIDDEN"]);
    expect([name, (await other.owner.call(route, of(peer))).status]).toEqual([name, 404]);
  }
  expect((await boss.call(users.putUserPreferences, { ...of(peer), body: { locale: "ar", timezone: null } })).status).toBe(403);
  expect((await tenant.owner.call(users.suspendUser, of(tenant.owner))).error!.code).toBe("FORBIDDEN");
});

test("the last owner stays, also when an admin is made owner, steps in and is suspended at the same moment", async () => {
  for (let round = 0; round < 3; round++) {
    const tenant = await newTenant(), second = await tenant.user({ role: "admin" });
    const assign = (who: Client, whom: Client, code: string) => who.call(users.assignRoles, { ...of(whom), body: { role_codes: [code] } });
    await Promise.all([assign(tenant.owner, second, "super_admin"), tenant.owner.call(users.suspendUser, of(second)), assign(tenant.owner, tenant.owner, "admin")]);
    const [left] = await admin`select count(*)::int as n from user_roles ur join roles r on (r.tenant_id, r.id) = (ur.tenant_id, ur.role_id) join users u on (u.tenant_id, u.id) = (ur.tenant_id, ur.user_id)
      where r.code = 'super_admin' and u.status = 'active' and ur.tenant_id = ${tenant.tenant_id}`;
    expect(left!["n"]).toBeGreaterThan(0);
  }
});

test("many accounts at once: each is done wholly or not at all, and the answer says which and why", async () => {
  const tenant = await newTenant({ limits: { "users.max": 5 } }), boss = await tenant.user({ role: "admin" });
  const [a, b, c] = [await tenant.user({ role: "staff" }), await tenant.user({ role: "staff" }), await tenant.user({ role: "staff" })];
  const stranger = newId();
  const answer = await boss.ok(users.bulkUsers, { body: { action: "suspend", user_ids: [a.user_id, tenant.owner.user_id, b.user_id, stranger, a.user_id] } });
  expect(answer).toMatchObject({ done: 2, failed: 2, results: [
    { user_id: a.user_id, done: true, error: null }, { user_id: tenant.owner.user_id, done: false, error: { code: "FORBIDDEN" } }, { user_id: b.user_id, done: true }, { user_id: stranger, error: { code: "NOT_FOUND" } },
  ] });
  expect((await a.call(getMe)).status).toBe(401);
  expect((await c.call(getMe)).status).toBe(200);
  await tenant.owner.ok(users.inviteUser, { body: { email: newEmail(), role_code: "staff" } });
  expect(await boss.ok(users.bulkUsers, { body: { action: "reactivate", user_ids: [a.user_id, b.user_id] } })).toMatchObject({ done: 1, results: [{ done: true }, { error: { code: "LIMIT_REACHED", details: { limit: 5 } } }] });
  await tenant.owner.ok(createLead, { body: { first_name: "A", phone_e164: "+971501112233", owner_user_id: c.user_id } });
  expect((await boss.ok(users.bulkUsers, { body: { action: "deactivate", user_ids: [b.user_id, c.user_id] } })).results).toMatchObject([{ done: true }, { error: { code: "OPEN_RECORDS", details: { open_records: { leads: 1 } } } }]);
  expect(await boss.ok(users.bulkUsers, { body: { action: "deactivate", user_ids: [c.user_id], reassign_to_user_id: a.user_id } })).toMatchObject({ done: 1 });
  expect((await a.call(users.bulkUsers, { body: { action: "suspend", user_ids: [c.user_id] } })).status).toBe(401);
  const hr = await tenant.user({ permissions: ["user.read"] });
  expect((await hr.call(users.bulkUsers, { body: { action: "suspend", user_ids: [a.user_id] } })).error).toMatchObject({ code: "FORBIDDEN", details: { permission: "user.suspend" } });
});

test("two hundred accounts are suspended in two round trips; two hundred and one are too many", async () => {
  const tenant = await newTenant(), { tenant_id } = tenant, user_ids = Array.from({ length: 201 }, () => newId());
  await admin`insert into users (tenant_id, id, email) select ${tenant_id}, id::uuid, id || '@example.com' from unnest(${user_ids}::text[]) id`;
  await admin`insert into user_profiles (tenant_id, id, full_name) select ${tenant_id}, id::uuid, 'X' from unnest(${user_ids}::text[]) id`;
  const answer = await tenant.owner.call(users.bulkUsers, { body: { action: "suspend", user_ids: user_ids.slice(0, 200) } });
  expect(answer).toMatchObject({ status: 200, data: { done: 200, failed: 0 } });
  expect(tripsOf(answer)).toBe(2);
  expect(await tenant.owner.ok(getSeats)).toMatchObject({ by_status: { active: 2, suspended: 200 } });
  expect((await tenant.owner.call(users.bulkUsers, { body: { action: "suspend", user_ids } })).error!.code).toBe("VALIDATION_FAILED");
});

test("invitations are sent again and taken back in bulk", async () => {
  const tenant = await newTenant();
  await withRole(tenant, "staff");
  const emails = [newEmail(), newEmail()], user_ids: string[] = [];
  for (const email of emails) user_ids.push((await tenant.owner.ok(users.inviteUser, { body: { email, role_code: "staff" } })).id);
  expect((await tenant.owner.ok(users.bulkUsers, { body: { action: "resend_invite", user_ids } })).done).toBe(2);
  for (const email of emails) await tokensMailed(email, "accept-invite", 2);
  expect((await tenant.owner.ok(users.bulkUsers, { body: { action: "revoke_invite", user_ids: [...user_ids, tenant.owner.user_id] } })).results.map((r) => r.error?.code)).toEqual([undefined, undefined, "FORBIDDEN"]);
  expect((await tenant.owner.ok(users.listUsers, { query: { status: "invited" } })).items).toEqual([]);
});

test("an admin sets the language and time zone that a person is told things in", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ role: "staff" });
  expect(await tenant.owner.ok(users.putUserPreferences, { ...of(agent), body: { locale: "ar", timezone: "Asia/Dubai" } })).toMatchObject({ locale: "ar", timezone: "Asia/Dubai", version: 2 });
  expect(await tenant.owner.ok(users.getUserPreferences, of(agent))).toEqual({ user_id: agent.user_id, locale: "ar", timezone: "Asia/Dubai", version: 2 });
  expect((await agent.ok(getMe)).user.locale).toBe("ar");
  expect((await tenant.owner.call(users.putUserPreferences, { ...of(agent), body: { locale: "ar", timezone: "Mars/Olympus" } })).status).toBe(422);
});

test("job titles and departments are the tenant's own, in both languages; one that people have is not deleted", async () => {
  const tenant = await newTenant(), other = await newTenant(), agent = await tenant.user({ role: "staff" });
  for (const [field, list] of [["job_title_code", users.jobTitles], ["department_code", users.departments]] as const) {
    const made = await tenant.owner.ok(list.create, { body: { code: "sales", name_en: "Sales", name_ar: "المبيعات" } }), params = { code_id: made.id };
    expect((await tenant.owner.call(list.create, { body: { code: "sales", name_en: "X", name_ar: "س" } })).error!.code).toBe("DUPLICATE");
    expect((await agent.ok(list.list)).items).toEqual([made]);
    expect((await other.owner.ok(list.list)).items).toEqual([]);
    expect(await tenant.owner.ok(users.patchUser, { ...of(agent), body: { [field]: "sales" } })).toMatchObject({ [field]: "sales" });
    expect(await tenant.owner.call(list.remove, { params })).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { users_count: 1 } } });
    expect(await tenant.owner.ok(list.patch, { params, body: { is_active: false } })).toMatchObject({ is_active: false, version: 2 });
    expect((await tenant.owner.call(users.patchUser, { ...of(tenant.owner), body: { [field]: "sales" } })).error).toMatchObject({ code: "VALIDATION_FAILED", details: { issues: [{ path: field }] } });
    await tenant.owner.ok(users.patchUser, { ...of(agent), body: { [field]: null } });
    expect(await tenant.owner.ok(list.remove, { params })).toEqual({ id: made.id });
  }
  expect((await (await newTenant({ features: [] })).owner.call(users.jobTitles.create, { body: { code: "a", name_en: "A", name_ar: "أ" } })).error!.code).toBe("PLAN_REQUIRED");
});
