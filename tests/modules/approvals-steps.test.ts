import { createScheduledController } from "cloudflare:test";
import { expect, test } from "vitest";
import { addMembers, createGroup } from "#worker/modules/access/groups-contract.ts";
import { createDelegation, deleteDelegation, getRequest, getStats, listDelegations, listRequests, rejectRequest } from "#worker/modules/approvals/contract.ts";
import { createDeal, getDeal, patchDeal } from "#worker/modules/deals/contract.ts";
import { patchProject, setUnitPrice } from "#worker/modules/inventory/contract.ts";
import { listNotifications } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { approve, policy, waitingFor } from "../support/approvals.ts";
import { admin, type Client, eventually } from "../support/harness.ts";
import { newSalesTenant, type SalesTenant } from "../support/sales.ts";

type Steps = NonNullable<NonNullable<Parameters<typeof policy>[2]>["steps"]>;
type Cast = Record<string, Client>;
const role = (approver_ref: string, more: object = {}) => ({ approver_mode: "role" as const, approver_ref, ...more });
const user = (client: Client, more: object = {}) => ({ approver_mode: "user" as const, approver_ref: client.user_id, ...more });
const dynamic = (approver_ref: string) => ({ approver_mode: "dynamic" as const, approver_ref });
const tick = () => scheduled(createScheduledController({ cron: "* * * * *" }));
const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** A tenant with these people, in which an agent's prices take these steps. */
async function scene<C extends Cast>(cast: (tenant: SalesTenant) => Promise<C>, stepsOf: (people: C & { owner: Client }, tenant: SalesTenant) => Steps | Promise<Steps>) {
  const tenant = await newSalesTenant(), people = { ...(await cast(tenant)), owner: tenant.owner }, agent = await tenant.user({ role: "inventory_manager" });
  await policy(tenant.owner, "unit.price", { steps: await stepsOf(people, tenant) });
  const ask = async (by = agent) => waitingFor(await by.call(setUnitPrice, { params: { unit_id: await tenant.unit() }, body: { price_minor: 1_000_000 } })).id;
  const approvers = async (request_id: string) => (await tenant.owner.ok(getRequest, { params: { request_id } })).approvers.map((a) => a.id).sort();
  return { ...tenant, ...people, agent, ask, approvers };
}
const managers = async (t: SalesTenant) => ({ one: await t.user({ role: "sales_manager" }), two: await t.user({ role: "sales_manager" }), three: await t.user({ role: "sales_manager" }), finance: await t.user({ role: "finance_manager" }) });
const ids = (...clients: Client[]) => clients.map((c) => c.user_id).sort();

test("steps open one after another, each for its own approvers", async () => {
  const t = await scene(managers, () => [role("sales_manager", { kind: "sequential" }), role("finance_manager", { kind: "sequential" })]), id = await t.ask();
  expect((await approve(t.finance, id)).status).toBe(403);
  expect((await approve(t.one, id)).data).toMatchObject({ state: "pending", current_step: 2, version: 2 });
  expect((await approve(t.two, id, { step_seq: 1 })).error).toMatchObject({ code: "CONFLICT", details: { current_step: 2 } });
  expect((await approve(t.two, id)).status).toBe(403);
  const detail = await t.owner.ok(getRequest, { params: { request_id: id } });
  expect([detail.steps.map((s) => s.state), detail.approvers.map((a) => a.id)]).toEqual([["approved", "open"], [t.finance.user_id]]);
  expect((await approve(t.finance, id)).data.state).toBe("approved");
});

test("a parallel step takes approvals of so many different people, given at once or not, and one rejection ends it", async () => {
  const t = await scene(managers, () => [role("sales_manager", { kind: "parallel", required: 2 })]), id = await t.ask();
  expect((await approve(t.one, id)).data).toMatchObject({ state: "pending", current_step: 1 });
  expect((await approve(t.one, id)).error).toMatchObject({ code: "CONFLICT", details: { reason: expect.stringContaining("already") } });
  expect(await t.approvers(id)).toEqual(ids(t.two, t.three));
  expect((await approve(t.two, id)).data.state).toBe("approved");
  const atOnce = await t.ask(), answers = await Promise.all([t.one, t.two, t.one].map((by) => approve(by, atOnce)));
  expect(answers.map((a) => a.status).sort()).toEqual([200, 200, 409]);
  expect((await t.owner.ok(getRequest, { params: { request_id: atOnce } })).state).toBe("approved");
  const refused = await t.ask();
  await approve(t.one, refused);
  expect((await t.two.ok(rejectRequest, { params: { request_id: refused } })).state).toBe("rejected");
});

test("a step is left out where its threshold does not hold, and so is a policy without any step left", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, [sales, finance] = [await tenant.user({ role: "sales_manager" }), await tenant.user({ role: "finance_manager" })];
  await policy(owner, "deal.value", { conditions: "amount_minor > 100", steps: [role("sales_manager", { threshold: "amount_minor > 200" }), role("finance_manager", { threshold: { all: [{ field: "amount_minor", op: "gt", value: 300 }] } })] });
  const deal = (amount_minor: number) => owner.call(createDeal, { body: { name: "x", amount_minor, currency: "EGP" } });
  expect((await deal(150)).status).toBe(201);
  expect(waitingFor(await deal(250)).steps_count).toBe(1);
  const both = waitingFor(await deal(400));
  expect(both.steps_count).toBe(2);
  await approve(sales, both.id);
  expect((await approve(finance, both.id)).data.state).toBe("approved");
});

test("where several policies apply their steps follow one another, and one's own approval takes all of them to allow it", async () => {
  const t = await scene(managers, () => [role("sales_manager")]);
  await policy(t.owner, "unit.price", { allow_self_approval: true, steps: [role("finance_manager")] });
  const id = await t.ask(), detail = await t.owner.ok(getRequest, { params: { request_id: id } });
  expect([detail.steps.map((s) => s.approver_ref), detail.policies.length, detail.allow_self_approval]).toEqual([["sales_manager", "finance_manager"], 2, false]);
});

test("approvers are a group, or whoever the record makes them", async () => {
  const t = await scene(managers, async ({ owner, one, two }, tenant) => {
    const group = await owner.ok(createGroup, { body: { name: "Board", code: "board" } });
    await owner.ok(addMembers, { params: { group_id: group.id }, body: { user_ids: [one.user_id, two.user_id] } });
    await owner.ok(patchProject, { params: { project_id: tenant.project_id }, body: { owner_user_id: one.user_id } });
    return [{ approver_mode: "group", approver_ref: group.id }, dynamic("project.owner"), dynamic("owner.manager"), dynamic("pipeline.owner")];
  });
  const id = await t.ask();
  expect(await t.approvers(id)).toEqual(ids(t.one, t.two));
  await approve(t.two, id);
  expect(await t.approvers(id)).toEqual(ids(t.one));
  await approve(t.one, id);
  // The owner of the project is in a group with another sales manager, who is nearer than the one outside it.
  expect(await t.approvers(id)).toEqual(ids(t.two));
  await approve(t.two, id);
  expect(await t.approvers(id)).toEqual(ids(t.owner));
});

test("a role is held by a group's members and by who holds a role above it", async () => {
  const t = await scene(async (tenant) => ({ ...(await managers(tenant)), chief: await tenant.user({ permissions: ["approvals.decide"] }), clerk: await tenant.user({ permissions: ["approvals.decide"] }) }), () => [role("finance_manager")]);
  const roleId = async (code: string) => (await admin`select id from roles where tenant_id = ${t.tenant_id} and code = ${code}`)[0]!["id"] as string;
  const group = await t.owner.ok(createGroup, { body: { name: "Finance", code: "finance", role_ids: [await roleId("finance_manager")] } });
  await t.owner.ok(addMembers, { params: { group_id: group.id }, body: { user_ids: [t.clerk.user_id] } });
  await admin`insert into role_hierarchy (tenant_id, parent_role_id, child_role_id) values (${t.tenant_id}, ${await roleId(`custom-${t.chief.user_id}`)}, ${await roleId("finance_manager")})`;
  expect(await t.approvers(await t.ask())).toEqual(ids(t.finance, t.clerk, t.chief));
});

test("where a step names fewer than it takes, the requester not counted, admins decide as well", async () => {
  const t = await scene(managers, ({ one }) => [user(one)]), admins = [t.owner, await t.user({ role: "admin" })];
  const price = await t.user({ permissions: ["unit.price.update", "unit.read"] });
  expect(await t.approvers(await t.ask(price))).toEqual(ids(t.one));
  const own = waitingFor(await t.owner.call(setUnitPrice, { params: { unit_id: await t.unit() }, body: { price_minor: 1 } }));
  expect(await t.approvers(own.id)).toEqual(ids(t.one));
  await admin`update users set status = 'suspended' where id = ${t.one.user_id}`;
  expect(await t.approvers(own.id)).toEqual(ids(admins[1]!));
  const few = await scene(managers, ({ finance }) => [user(finance, { kind: "parallel", required: 2 })]);
  expect(await few.approvers(await few.ask())).toEqual(ids(few.finance, few.owner));
});

test("a delegate decides on behalf of an approver while it lasts, but not what they asked for themselves", async () => {
  const t = await scene(managers, ({ one }) => [user(one)]), delegate = t.finance;
  const refused = await Promise.all([{ until: soon(-1) }, { to_user_id: t.one.user_id }, { to_user_id: crypto.randomUUID() }, { to_user_id: t.agent.user_id }].map((wrong) => t.one.call(createDelegation, { body: { to_user_id: delegate.user_id, until: soon(24), ...wrong } })));
  expect(refused.map((a) => [a.status, a.error!.details.issues[0].path])).toEqual([[422, "until"], [422, "to_user_id"], [422, "to_user_id"], [422, "to_user_id"]]);
  const made = await t.one.ok(createDelegation, { body: { to_user_id: delegate.user_id, until: soon(24) } });
  expect((await delegate.ok(listDelegations)).items).toMatchObject([{ id: made.id, from_user: { id: t.one.user_id }, until: made.until }]);
  const id = await t.ask();
  expect((await delegate.ok(listRequests, { query: { mine: "to_decide" } })).items.map((r) => r.id)).toEqual([id]);
  expect((await approve(delegate, id)).data.state).toBe("approved");
  expect((await t.owner.ok(getRequest, { params: { request_id: id } })).actions).toMatchObject([{ approver: { id: delegate.user_id }, on_behalf_of: { id: t.one.user_id } }]);
  expect((await approve(delegate, await t.ask(delegate))).error).toMatchObject({ code: "FORBIDDEN", details: { reason: expect.stringContaining("own request") } });
  expect((await delegate.call(deleteDelegation, { params: { delegation_id: made.id } })).status).toBe(404);
  await t.one.ok(deleteDelegation, { params: { delegation_id: made.id } });
  expect((await approve(delegate, await t.ask())).status).toBe(403);
  expect((await t.one.ok(listDelegations)).items).toEqual([]);
});

test("approvers are reminded once before a step is due, and once it is overdue whom it escalates to may decide as well", async () => {
  const t = await scene(managers, ({ one, two }) => [user(one, { sla_hours: 8, escalate_to: user(two) }), user(one, { sla_hours: 8 })]), id = await t.ask();
  const names = async () => (await t.events()).filter((name) => /due_soon|escalated/.test(name));
  await Promise.all([tick(), tick()]);
  expect(await names()).toEqual([]);
  const later = (hours: number) => admin`update approval_requests set remind_at = remind_at - make_interval(hours => ${hours}), due_at = due_at - make_interval(hours => ${hours}) where id = ${id}`;
  await later(7);
  await Promise.all([tick(), tick()]);
  await tick();
  expect(await names()).toEqual(["approval.step.due_soon"]);
  expect(await t.approvers(id)).toEqual(ids(t.one));
  await later(1);
  await Promise.all([tick(), tick()]);
  await tick();
  expect(await names()).toEqual(["approval.step.due_soon", "approval.step.escalated"]);
  expect(await t.approvers(id)).toEqual(ids(t.one, t.two));
  const next = (await approve(t.two, id)).data;
  expect(next).toMatchObject({ current_step: 2, escalated_at: null });
  expect(next.due_at! > soon(7)).toBe(true);
});

test("who is asked, reminded and waiting hears of it in the inbox and by email, in their language, with a link to the request", async () => {
  const t = await scene(managers, ({ one }) => [user(one, { sla_hours: 4 })]);
  await admin`update user_profiles set locale = 'ar' where id = ${t.one.user_id}`;
  const inbox = (by: Client, count: number) => eventually(async () => {
    const { items } = await by.ok(listNotifications);
    return items.length >= count && items;
  });
  const id = await t.ask();
  const [asked] = await inbox(t.one, 1);
  expect(asked).toMatchObject({ category: "approvals", link_url: `/approvals/${id}`, meta: { request_id: id, step_seq: 1 }, title: expect.stringContaining("مطلوب موافقتك"), body: expect.stringContaining("EGP 8,450,000 → EGP 10,000 (-99.88%)") });
  await admin`update approval_requests set remind_at = now() - interval '1 minute' where id = ${id}`;
  await tick();
  expect((await inbox(t.one, 2))[0]!.title).toContain("تذكير");
  await approve(t.one, id, { comment: "Go on." });
  expect((await inbox(t.agent, 1))[0]).toMatchObject({ severity: "success", meta: { request_id: id }, title: expect.stringMatching(/^Approved: A-/) });
  const mails = await admin`select template_code, payload->>'comment' as comment from messages_outbox where tenant_id = ${t.tenant_id} and template_code like 'approval.%' order by created_at`;
  expect(mails.map((m) => m["template_code"])).toEqual(["approval.step_opened", "approval.reminder", "approval.approved"]);
  const failing = await t.ask();
  await inbox(t.one, 3);
  await admin`update units set status = 'sold', version = version + 1 where id = (select object_id from approval_requests where id = ${failing})`;
  await approve(t.one, failing);
  expect((await inbox(t.agent, 2))[0]).toMatchObject({ severity: "error" });
  expect((await inbox(t.one, 4))[0]).toMatchObject({ severity: "error" });
});

test("an approver decides about a record they may not see otherwise", async () => {
  const t = await newSalesTenant(), manager = await t.user({ role: "sales_manager" });
  await policy(t.owner, "deal.value", { conditions: "amount_minor > 100" });
  await admin`insert into role_visibility (tenant_id, role_id, resource, scope) select tenant_id, id, 'deal', 'own' from roles where tenant_id = ${t.tenant_id} and code = 'sales_manager'`;
  const params = { deal_id: await t.deal("x", { amount_minor: 50 }) };
  const asked = waitingFor(await t.owner.call(patchDeal, { params, body: { amount_minor: 200 } }));
  expect((await manager.call(getDeal, { params })).status).toBe(404);
  expect((await approve(manager, asked.id)).data.state).toBe("approved");
  expect((await t.owner.ok(getDeal, { params })).amount_minor).toBe(200);
});

test("the statistics tell what is open, how it ended and how long it took, in all and by policy", async () => {
  const t = await scene(managers, () => [role("sales_manager", { sla_hours: 1 })]);
  const [approved, rejected] = [await t.ask(), await t.ask(), await t.ask()];
  await approve(t.one, approved!);
  await t.one.ok(rejectRequest, { params: { request_id: rejected! } });
  await admin`update approval_requests set created_at = decided_at - case state when 'approved' then interval '2 hours' else interval '5 hours' end where tenant_id = ${t.tenant_id} and decided_at is not null`;
  await admin`update approval_requests set due_at = now() - interval '1 hour' where tenant_id = ${t.tenant_id} and state = 'pending'`;
  const tally = { open: 1, overdue: 1, approved: 1, rejected: 1, cancelled: 0, failed: 0, median_hours: 3.5 };
  expect(await t.owner.ok(getStats)).toEqual({ ...tally, policies: [{ policy: expect.objectContaining({ name: expect.stringContaining("unit.price") }), ...tally }] });
  expect(await t.owner.ok(getStats, { query: { to: "2020-01-01T00:00:00Z" } })).toMatchObject({ open: 0, median_hours: null, policies: [] });
});
