import { describe, expect, test } from "vitest";
import { getOpenapi } from "#worker/docs.ts";
import { newId } from "#worker/kernel/ids.ts";
import { PERMISSIONS } from "#worker/kernel/permissions.ts";
import type { Route } from "#worker/kernel/resource.ts";
import { routes } from "#worker/modules.ts";
import * as access from "#worker/modules/access/contract.ts";
import { addMembers, createGroup, patchGroup } from "#worker/modules/access/groups-contract.ts";
import * as activities from "#worker/modules/activities/contract.ts";
import { createTask } from "#worker/modules/activities/tasks/tasks-contract.ts";
import * as contacts from "#worker/modules/contacts/contract.ts";
import * as deals from "#worker/modules/deals/contract.ts";
import { releaseUnit, reserveUnit } from "#worker/modules/inventory/contract.ts";
import * as leads from "#worker/modules/leads/contract.ts";
import { search } from "#worker/modules/search/contract.ts";
import { admin, type Client, eventually, nobody, type Tenant, tripsOf } from "../support/harness.ts";
import { newSalesTenant, type SalesTenant } from "../support/sales.ts";

type Scope = "own" | "team" | "all";
const scopes = (scope: Scope) => ({ lead: scope, contact: scope, company: scope, deal: scope, task: scope });

/** Somebody who may do everything, to the records their role lets them see. */
async function viewer(tenant: Tenant, scope: Scope): Promise<Client> {
  const user = await tenant.user({ permissions: PERMISSIONS });
  await see(tenant, user, scope);
  return user;
}
async function see(tenant: Tenant, user: Client, scope: Scope) {
  const [role] = await admin`select role_id from user_roles where tenant_id = ${tenant.tenant_id} and user_id = ${user.user_id}`;
  await tenant.owner.ok(access.setRoleVisibility, { params: { role_id: role!["role_id"] }, body: scopes(scope) });
}

let number = 0;
const phone = () => `+2010${String(10_000_000 + ++number)}`;
/** One record of each kind, owned by this user. */
async function records(tenant: SalesTenant, owner_user_id: string) {
  const { owner } = tenant;
  const lead = await owner.ok(leads.createLead, { body: { first_name: "Zahra", last_name: "Zayed", phone_e164: phone(), owner_user_id } });
  const company = await owner.ok(contacts.createCompany, { body: { name: "Zayed Holding", owner_user_id } });
  const contact = await owner.ok(contacts.createContact, { body: { first_name: "Zahra", last_name: "Zayed", phone_e164: phone(), owner_user_id } });
  const channel = await owner.ok(contacts.addChannel, { params: { contact_id: contact.id }, body: { type: "email", value: `${newId()}@example.com` } });
  const unit_id = await tenant.unit();
  const deal = await owner.ok(deals.createDeal, { body: { name: "Zayed Tower", owner_user_id, amount_minor: 100, units: [{ unit_id }], contacts: [{ contact_id: contact.id }] } });
  const task = await owner.ok(createTask, { body: { title: "Call Zahra", owner_user_id } });
  return { lead_id: lead.id, company_id: company.id, contact_id: contact.id, channel_id: channel.id, deal_id: deal.id, task_id: task.id, unit_id };
}
const visible = async (who: Client) => ({
  leads: (await who.ok(leads.listLeads, { query: { total: "true" } })).total, contacts: (await who.ok(contacts.listContacts, { query: { total: "true" } })).total,
  companies: (await who.ok(contacts.listCompanies, { query: { total: "true" } })).total, deals: (await who.ok(deals.listDeals, { query: { total: "true" } })).total,
  found: (await who.ok(search, { query: { q: "zayed" } })).items.length,
});
const everyOne = (n: number) => ({ leads: n, contacts: n, companies: n, deals: n, found: 4 * n });

describe("whose records a role sees", () => {
  test("one's own, those of one's groups, or all: in lists, counts, search and boards, from the next request on", async () => {
    const tenant = await newSalesTenant(), { owner } = tenant;
    const me = await viewer(tenant, "own"), mate = await tenant.user({ role: "staff" }), stranger = await tenant.user({ role: "staff" });
    for (const { user_id } of [me, mate, stranger]) await records(tenant, user_id);
    await owner.ok(leads.createLead, { body: { first_name: "Nobody's", phone_e164: phone() } });
    expect(await visible(me)).toEqual(everyOne(1));
    const board = await me.ok(deals.getBoard);
    expect([board.columns[0]!.count, board.columns[0]!.items.length, board.columns[0]!.totals[0]!.amount_minor]).toEqual([1, 1, 100]);
    expect((await me.ok(deals.getForecast, { params: { pipeline_id: tenant.pipeline_id } })).totals).toMatchObject([{ deals: 1, amount_minor: 100 }]);

    await see(tenant, me, "team");
    expect(await visible(me)).toEqual(everyOne(1));
    const group = await owner.ok(createGroup, { body: { code: "team", name: "Team" } });
    await owner.ok(addMembers, { params: { group_id: group.id }, body: { user_ids: [me.user_id, mate.user_id] } });
    expect(await visible(me)).toEqual(everyOne(2));
    await owner.ok(patchGroup, { params: { group_id: group.id }, body: { is_active: false } });
    expect(await visible(me)).toEqual(everyOne(1));

    await see(tenant, me, "all");
    expect(await visible(me)).toEqual({ ...everyOne(3), leads: 4 });
    expect(tripsOf(await me.call(leads.listLeads))).toBe(1);
    await see(tenant, me, "own");
    expect(tripsOf(await me.call(leads.listLeads))).toBe(1);
  });

  test("the widest of one's roles counts, of those that have to do with the resource", async () => {
    const tenant = await newSalesTenant(), { owner } = tenant, agent = await tenant.user({ permissions: ["lead.read"] });
    await see(tenant, agent, "own");
    await owner.ok(leads.createLead, { body: { first_name: "Nobody's", phone_e164: phone() } });
    const counted = async () => (await agent.ok(leads.listLeads)).items.length;
    const add = async (code: string, permissions: string[]) => {
      const role = await owner.ok(access.createRole, { body: { code, name: code, permissions: permissions as never } });
      const group = await owner.ok(createGroup, { body: { code, name: code, role_ids: [role.id] } });
      await owner.ok(addMembers, { params: { group_id: group.id }, body: { user_ids: [agent.user_id] } });
    };
    expect(await counted()).toBe(0);
    await add("mailer", ["notify.outbox.read"]);
    expect(await counted()).toBe(0);
    await add("auditor", ["lead.read"]);
    expect(await counted()).toBe(1);
    expect((await owner.ok(access.getEffectivePermissions, { params: { user_id: agent.user_id } })).visibility).toEqual(scopes("all"));
  });

  test("nobody gives a wider view than their own, by a role, a group, the tree or a permission more", async () => {
    const tenant = await newSalesTenant(), { owner } = tenant, hr = await viewer(tenant, "team");
    const make = async (who: Client, code: string, permissions: string[]) => (await who.ok(access.createRole, { body: { code, name: code, permissions: permissions as never } })).id;
    const wide = await make(owner, "wide", ["lead.read"]), idle = await make(owner, "idle", ["plan.view"]), mine = await make(hr, "mine", ["lead.read"]);
    expect((await hr.ok(access.getRolePermissions, { params: { role_id: mine } })).visibility).toEqual(scopes("team"));
    const refused = {
      "widens a role": await hr.call(access.setRoleVisibility, { params: { role_id: mine }, body: scopes("all") }),
      "adds a permission to one that sees all": await hr.call(access.setRolePermissions, { params: { role_id: idle }, body: { permissions: ["plan.view", "lead.read"] } }),
      "stacks it": await hr.call(access.addBranch, { body: { parent_role_id: mine, child_role_id: wide } }),
      "gives it to a group": await hr.call(createGroup, { body: { code: "wide", name: "Wide", role_ids: [wide] } }),
    };
    for (const [what, answer] of Object.entries(refused)) expect([what, answer.status, answer.error?.details]).toMatchObject([what, 403, { wider: { lead: "all" } }]);
    expect((await hr.call(access.setRoleVisibility, { params: { role_id: mine }, body: scopes("own") })).status).toBe(200);
    expect((await hr.call(access.addBranch, { body: { parent_role_id: mine, child_role_id: idle } })).status).toBe(201);
  });

  test("a limit counts what there is, not what its user sees", async () => {
    const tenant = await newSalesTenant({ limits: { "leads.max": 2 } }), me = await viewer(tenant, "own");
    for (let i = 0; i < 2; i++) await tenant.owner.ok(leads.createLead, { body: { first_name: "Full", phone_e164: phone() } });
    expect(await me.call(leads.createLead, { body: { first_name: "Late", phone_e164: phone() } })).toMatchObject({ status: 422, error: { code: "LIMIT_REACHED" } });
  });

  test("who gives a record away does not see it any more", async () => {
    const tenant = await newSalesTenant(), me = await viewer(tenant, "own"), { lead_id } = await records(tenant, me.user_id), params = { lead_id };
    expect((await me.call(leads.patchLead, { params, body: { owner_user_id: tenant.owner.user_id } })).status).toBe(200);
    expect((await me.call(leads.getLead, { params })).status).toBe(404);
  });
});

describe("a record one does not see", () => {
  const NAMED = ["lead_id", "contact_id", "company_id", "deal_id", "task_id"] as const;
  const addressed = routes.map(({ route }) => route).filter((route) => NAMED.some((name) => route.path.includes(`:${name}`)));

  // Every route that exists, and every one that will: nobody adds these by hand.
  test("is 404 by every route that addresses it, and nothing of it changes", async () => {
    const tenant = await newSalesTenant(), me = await viewer(tenant, "own"), theirs = await records(tenant, tenant.owner.user_id);
    const document = (await nobody.call(getOpenapi)) as unknown as { paths: Record<string, Record<string, any>> };
    const state = () => admin`select (select json_agg(l) from leads l where tenant_id = ${tenant.tenant_id}) as leads, (select json_agg(c) from contacts c where tenant_id = ${tenant.tenant_id}) as contacts,
      (select json_agg(c) from companies c where tenant_id = ${tenant.tenant_id}) as companies, (select json_agg(d) from deals d where tenant_id = ${tenant.tenant_id}) as deals,
      (select json_agg(t) from tasks t where tenant_id = ${tenant.tenant_id}) as tasks,
      (select json_agg(u) from units u where tenant_id = ${tenant.tenant_id}) as units, (select count(*)::int from event_log where tenant_id = ${tenant.tenant_id}) as events`;
    const before = await state();
    const answers: unknown[] = [], params = { ...theirs, watcher_id: newId() };
    for (const route of addressed) {
      const body = document.paths[route.path.replace(/:(\w+)/g, "{$1}")]![route.method].requestBody?.content["application/json"]?.example;
      const answer = await me.call(route as Route, { params, ...(body === undefined ? {} : { body }) } as never);
      answers.push([`${route.method} ${route.path}`, answer.status, answer.error?.code]);
    }
    expect(addressed.length).toBeGreaterThan(20);
    expect(answers).toEqual(addressed.map((route) => [`${route.method} ${route.path}`, 404, "NOT_FOUND"]));
    expect(await state()).toEqual(before);
  });

  test("has no timeline, activities or watchers, and takes none", async () => {
    const tenant = await newSalesTenant(), { owner } = tenant, me = await viewer(tenant, "own"), theirs = await records(tenant, owner.user_id), mine = await records(tenant, me.user_id);
    const { id: activity_id } = await owner.ok(activities.createActivity, { body: { type: "note", subject_type: "lead", subject_id: theirs.lead_id, title: "Secret", links: [{ related_type: "deal", related_id: mine.deal_id }] } });
    for (const [subject_type, subject_id] of [["lead", theirs.lead_id], ["contact", theirs.contact_id], ["company", theirs.company_id], ["deal", theirs.deal_id]] as const) {
      const about = { subject_type, subject_id };
      expect((await me.call(activities.getTimeline, { query: about })).status).toBe(404);
      expect((await me.ok(activities.listActivities, { query: about })).items).toEqual([]);
      expect(await me.call(activities.createActivity, { body: { ...about, type: "note", title: "Hello" } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "subject_id" }] } } });
      expect((await me.call(activities.addWatcher, { body: about })).status).toBe(422);
      expect((await me.ok(activities.listWatchers, { query: about })).items).toEqual([]);
    }
    expect((await me.ok(activities.listActivities)).items).toEqual([]);
    expect((await me.ok(activities.getTimeline, { query: { subject_type: "deal", subject_id: mine.deal_id } })).items.filter((item) => item.kind === "activity")).toEqual([]);
    for (const answer of [await me.call(activities.getActivity, { params: { activity_id } }), await me.call(activities.patchActivity, { params: { activity_id }, body: { title: "X" } }), await me.call(activities.deleteActivity, { params: { activity_id } })])
      expect(answer.status).toBe(404);
    const own = await me.ok(activities.createActivity, { body: { type: "call", subject_type: "lead", subject_id: mine.lead_id, title: "Called" } });
    expect(await me.call(activities.patchActivity, { params: { activity_id: own.id }, body: { links: [{ related_type: "contact", related_id: theirs.contact_id }] } })).toMatchObject({ status: 422 });
  });

  test("cannot be named in a body, nor its unit released", async () => {
    const tenant = await newSalesTenant(), me = await viewer(tenant, "own"), theirs = await records(tenant, tenant.owner.user_id), mine = await records(tenant, me.user_id);
    const refused = {
      "a deal with their contact": await me.call(deals.createDeal, { body: { name: "X", contacts: [{ contact_id: theirs.contact_id }] } }),
      "a deal with their company": await me.call(deals.patchDeal, { params: mine, body: { companies: [{ company_id: theirs.company_id }] } }),
      "a contact of their company": await me.call(contacts.createContact, { body: { first_name: "X", company_id: theirs.company_id } }),
      "a lead that becomes their contact": await me.call(leads.convertLead, { params: mine, body: { contact_id: theirs.contact_id } }),
      "a lead that joins their company": await me.call(leads.convertLead, { params: mine, body: { company: { company_id: theirs.company_id } } }),
      "a unit for their deal": await me.call(reserveUnit, { params: { unit_id: await tenant.unit() }, body: { deal_id: theirs.deal_id } }),
    };
    for (const [what, answer] of Object.entries(refused)) expect([what, answer.status, answer.error?.code]).toEqual([what, 422, "VALIDATION_FAILED"]);
    for (const body of [{}, { deal_id: theirs.deal_id }]) expect([body, (await me.call(releaseUnit, { params: theirs, body })).status]).toEqual([body, 409]);
    expect((await me.call(releaseUnit, { params: mine })).status).toBe(200);
    const converted = await me.ok(leads.convertLead, { params: mine, body: { deal: { unit_id: await tenant.unit() } } });
    expect(converted).toMatchObject({ lead: { status: "converted" }, reservation: { status: "active" } });
    expect((await me.call(contacts.createContact, { body: { first_name: "Twin", email: (await tenant.owner.ok(contacts.getContact, { params: theirs })).email! } })).error)
      .toMatchObject({ code: "DUPLICATE", details: { duplicates: [] } });
  });

  test("is not told of in notices to who watched it while they saw it", async () => {
    const tenant = await newSalesTenant(), me = await viewer(tenant, "all"), mate = await viewer(tenant, "all"), { deal_id } = await records(tenant, tenant.owner.user_id);
    for (const who of [me, mate]) await who.ok(activities.addWatcher, { body: { subject_type: "deal", subject_id: deal_id } });
    await see(tenant, me, "own");
    await tenant.owner.ok(deals.moveStage, { params: { deal_id }, body: { stage_id: Object.values(tenant.stages)[1]! } });
    const told = (who: Client) => admin`select from notifications_inbox where tenant_id = ${tenant.tenant_id} and recipient_user_id = ${who.user_id}`;
    await eventually(async () => (await told(mate)).length === 1);
    expect(await told(me)).toHaveLength(0);
  });
});

describe("a private contact", () => {
  const person = (more: object = {}) => ({ first_name: "Zayed", phone_e164: phone(), is_private: true, ...more });

  test("is seen by its owner and by owners of the workspace, in lists, search and by its id", async () => {
    const tenant = await newSalesTenant(), agent = await tenant.user({ role: "sales_agent" }), boss = await tenant.user({ role: "admin" });
    await agent.ok(contacts.listContacts);
    await boss.ok(contacts.listContacts);
    const contact = await agent.ok(contacts.createContact, { body: person() }), params = { contact_id: contact.id };
    expect(contact).toMatchObject({ is_private: true, owner_user_id: agent.user_id });
    for (const [who, sees] of [[agent, true], [tenant.owner, true], [boss, false]] as const) {
      expect((await who.call(contacts.getContact, { params })).status).toBe(sees ? 200 : 404);
      expect((await who.ok(contacts.listContacts)).items).toHaveLength(Number(sees));
      expect((await who.ok(search, { query: { q: "zayed" } })).items).toHaveLength(Number(sees));
      expect((await who.call(activities.getTimeline, { query: { subject_type: "contact", subject_id: contact.id } })).status).toBe(sees ? 200 : 404);
    }
    expect((await boss.call(contacts.patchContact, { params, body: { first_name: "X" } })).status).toBe(404);
    await agent.ok(contacts.patchContact, { params, body: { is_private: false } });
    expect((await boss.call(contacts.getContact, { params })).status).toBe(200);
    expect((await tenant.events()).filter((name) => name === "contact.privacy.began")).toHaveLength(1);
  });

  test("takes the plan's feature, belongs to somebody, and is made so by whom it belongs to", async () => {
    const planless = await newSalesTenant({ features: [] });
    expect(await planless.owner.call(contacts.createContact, { body: person() })).toMatchObject({ status: 402, error: { code: "PLAN_REQUIRED", details: { feature: "contacts.privateRecords" } } });
    const tenant = await newSalesTenant(), agent = await tenant.user({ role: "sales_agent" });
    const open = await tenant.owner.ok(contacts.createContact, { body: person({ is_private: false, owner_user_id: tenant.owner.user_id }) }), params = { contact_id: open.id };
    expect(await agent.call(contacts.patchContact, { params, body: { is_private: true } })).toMatchObject({ status: 403, error: { code: "FORBIDDEN" } });
    expect(await agent.call(contacts.createContact, { body: person({ owner_user_id: null }) })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "owner_user_id" }] } } });
    expect((await tenant.owner.call(contacts.patchContact, { params, body: { is_private: true } })).status).toBe(200);
    expect((await agent.call(contacts.getContact, { params })).status).toBe(404);
  });
});
