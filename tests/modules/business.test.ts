import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { listAuditLogs } from "#worker/modules/audit/contract.ts";
import * as business from "#worker/modules/business/contract.ts";
import { listContacts } from "#worker/modules/contacts/contract.ts";
import { listDeals } from "#worker/modules/deals/contract.ts";
import { createLead, deleteLead, listLeads } from "#worker/modules/leads/contract.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import { search } from "#worker/modules/search/contract.ts";
import { admin, fetchApi, newTenant, type Tenant, tripsOf } from "../support/harness.ts";

const turn = (tenant: Tenant, module_id: string, status: "on" | "off") => tenant.owner.call(business.switchModule, { params: { module_id }, body: { status } });
const lead = (n: number) => ({ first_name: "Ana", phone_e164: `+97150111220${n}` });

test("the workspace has settings of its own, with what its country does where it chose nothing", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  expect(await owner.ok(business.getBusiness)).toMatchObject({ country: "EG", currency: "EGP", settings: { weekend: [5, 6], mfa_policy: "admins", audit_retention_days: 365, session_max_days: 30 } });
  const patched = await owner.ok(business.patchBusiness, { body: { name: "Gulf Homes", country: "AE", timezone: "Asia/Dubai", currency: "AED", week_start: 1, settings: { mfa_policy: "all", audit_retention_days: 730 } } });
  expect(patched).toMatchObject({ version: 2, name: "Gulf Homes", country: "AE", settings: { weekend: [6, 0], mfa_policy: "all", audit_retention_days: 730, session_max_days: 30 } });
  expect(await owner.ok(business.patchBusiness, { body: { settings: { weekend: [5] } } })).toMatchObject({ settings: { weekend: [5], audit_retention_days: 730, mfa_policy: "all" } });
  expect(await owner.ok(business.getBusiness)).toMatchObject({ version: 3, settings: { weekend: [5], audit_retention_days: 730 } });
  const [entry] = (await owner.ok(listAuditLogs, { query: { entity_type: "tenants", action: "update" } })).items;
  expect(entry).toMatchObject({ user: { id: owner.user_id }, before_data: { settings: { audit_retention_days: 730 } }, after_data: { settings: { weekend: [5] } } });
});

test("a setting that makes no sense is refused, and other people's keys in the settings are kept", async () => {
  const { owner, tenant_id } = await newTenant();
  await admin`update tenants set settings = '{"round_robin": true}' where id = ${tenant_id}`;
  for (const body of [{ timezone: "Mars/Olympus" }, { country: "FR" }, { currency: "pounds" }, { week_start: 7 }, { settings: { audit_retention_days: 30 } }, { settings: { audit_retention_days: 5000 } }, { settings: { mfa_policy: "some" } }, { settings: { session_max_days: 0 } }, { settings: { colour: "red" } }])
    expect([body, (await owner.call(business.patchBusiness, { body: body as never })).error?.code]).toEqual([body, "VALIDATION_FAILED"]);
  await owner.ok(business.patchBusiness, { body: { settings: { session_max_days: 7 } } });
  expect(await admin`select settings from tenants where id = ${tenant_id}`).toEqual([{ settings: { round_robin: true, session_max_days: 7 } }]);
});

test("a session that is older than the workspace allows ends with its next request", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ role: "staff" });
  expect((await agent.call(getMe)).status).toBe(200);
  await admin`update sessions set created_at = now() - interval '3 days', expires_at = now() + interval '20 days' where user_id = ${agent.user_id}`;
  await tenant.owner.ok(business.patchBusiness, { body: { settings: { session_max_days: 2 } } });
  expect(await agent.call(getMe)).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
});

test("a module that is switched off answers nobody, from the next request on, without a trip to the database", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" });
  expect((await agent.call(listLeads)).status).toBe(200);
  expect(await turn(tenant, "telemarketing", "off")).toMatchObject({ status: 200, data: { status: "off" } });
  expect(await turn(tenant, "leads", "off")).toMatchObject({ status: 200, data: { id: "leads", status: "off", activated_by: tenant.owner.user_id } });
  const refused = await agent.call(listLeads);
  expect(refused).toMatchObject({ status: 403, error: { code: "MODULE_OFF", details: { module: "leads" } } });
  expect(Number.isNaN(tripsOf(refused))).toBe(true);
  expect((await agent.ok(getMe)).modules_off.toSorted()).toEqual(["leads", "telemarketing"]);
  expect((await agent.call(listDeals)).status).toBe(200);
  await admin`insert into leads (tenant_id, id, first_name, phone_e164) values (${tenant.tenant_id}, ${newId()}, 'Hidden', '+971501112299')`;
  expect((await agent.ok(search, { query: { q: "Hidden" } })).items).toEqual([]);
  expect((await (await newTenant()).owner.call(listLeads)).status).toBe(200);
  expect((await turn(tenant, "leads", "on")).status).toBe(200);
  expect((await agent.call(listLeads)).status).toBe(200);
  expect((await tenant.events()).filter((name) => name === "module.switched")).toHaveLength(3);
});

test("a module is not switched off under those that need it, and one that the product needs not at all", async () => {
  const tenant = await newTenant();
  expect(await turn(tenant, "contacts", "off")).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { modules: ["leads", "deals", "campaigns", "support"] } } });
  for (const id of ["telemarketing", "finance", "leads", "deals", "campaigns", "support", "contacts"]) expect([id, (await turn(tenant, id, "off")).status]).toEqual([id, 200]);
  expect((await tenant.owner.call(listContacts)).error!.code).toBe("MODULE_OFF");
  expect(await turn(tenant, "leads", "on")).toMatchObject({ status: 409, error: { details: { modules: ["contacts"] } } });
  for (const core of ["users", "auth", "business", "nonsense"]) expect([core, (await turn(tenant, core, "off")).error?.code]).toEqual([core, "VALIDATION_FAILED"]);
  const { items } = await tenant.owner.ok(business.listModules);
  expect(items.find((m) => m.id === "leads")).toMatchObject({ status: "off", needs: ["contacts"] });
  expect(items.find((m) => m.id === "inventory")).toEqual({ id: "inventory", status: "on", needs: [], activated_at: null, activated_by: null });
});

test("of two who switch modules that need each other at once, one is asked to look again", async () => {
  const tenant = await newTenant();
  await turn(tenant, "maps", "off");
  const answers = await Promise.all([turn(tenant, "maps", "on"), turn(tenant, "inventory", "off")]);
  const states = Object.fromEntries((await tenant.owner.ok(business.listModules)).items.map((m) => [m.id, m.status]));
  expect(answers.filter((a) => a.status === 200).length).toBeGreaterThan(0);
  expect(states["maps"] === "on" && states["inventory"] === "off").toBe(false);
});

test("what happened is read as a feed, newest first, narrowed by name, record, person and time", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ role: "admin" });
  const mine = await tenant.owner.ok(createLead, { body: lead(1) }), theirs = await agent.ok(createLead, { body: lead(2) });
  await new Promise((resolve) => setTimeout(resolve, 5));
  const between = new Date().toISOString();
  await agent.ok(deleteLead, { params: { lead_id: theirs.id } });
  const named = async (query: object) => (await tenant.owner.ok(business.listEvents, { query })).items.map((e) => [e.name, e.payload["lead_id"]]);
  expect(await named({ name: "lead.created,lead.deleted" })).toEqual([["lead.deleted", theirs.id], ["lead.created", theirs.id], ["lead.created", mine.id]]);
  expect(await named({ subject_type: "lead", subject_id: mine.id })).toEqual([["lead.created", mine.id]]);
  expect(await named({ subject_type: "lead", subject_id: theirs.id, except: "lead.created,auth.refresh_rotated" })).toEqual([["lead.deleted", theirs.id]]);
  expect(await named({ name: "lead.created,lead.deleted", except: "lead.created" })).toEqual([["lead.deleted", theirs.id]]);
  expect(await named({ user_id: tenant.owner.user_id })).toEqual([["lead.created", mine.id]]);
  expect(await named({ name: "lead.created,lead.deleted", from: between })).toEqual([["lead.deleted", theirs.id]]);
  expect(await named({ name: "lead.created,lead.deleted", to: between })).toEqual([["lead.created", theirs.id], ["lead.created", mine.id]]);
  const page = await tenant.owner.ok(business.listEvents, { query: { name: "lead.created", limit: "1" } });
  expect(await named({ name: "lead.created", limit: "1", cursor: page.next_cursor! })).toEqual([["lead.created", mine.id]]);
  expect((await (await newTenant()).owner.ok(business.listEvents)).items).toEqual([]);
});

test("a module's address that is no module says so before anything else", async () => {
  const { owner } = await newTenant();
  const answer = await fetchApi("/v1/business/modules/%00", { method: "PUT", headers: { authorization: `Bearer ${owner.token}`, "content-type": "application/json" }, body: '{"status":"off"}' });
  expect(answer.status).toBe(422);
});
