import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { createTask } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { createActivity } from "#worker/modules/activities/contract.ts";
import { verifyAuditLogs } from "#worker/modules/audit/contract.ts";
import { getRequest, rejectRequest } from "#worker/modules/approvals/contract.ts";
import { createContact, getContact, listContacts, patchContact } from "#worker/modules/contacts/contract.ts";
import { createDeal, getDeal, patchDeal } from "#worker/modules/deals/contract.ts";
import { convertLead, createLead, getLead, listLeads } from "#worker/modules/leads/contract.ts";
import * as privacy from "#worker/modules/privacy/contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { approve, policy, waitingFor } from "../support/approvals.ts";
import { admin, type Client, eventually, fetchApi, newTenant, tripsOf } from "../support/harness.ts";
import { newSalesTenant } from "../support/sales.ts";

const tick = (cron = "* * * * *") => scheduled(createScheduledController({ cron }));
const exported = async (owner: Client, id: string) => eventually(async () => {
  const found = await owner.ok(privacy.getExport, { params: { export_id: id } });
  return found.status === "done" && found;
});
const fileOf = async (url: string) => fetchApi(`${new URL(url).pathname}${new URL(url).search}`);
const linesOf = async (answer: Response): Promise<{ table: string; row: Record<string, any> }[]> => new TextDecoder().decode(await answer.arrayBuffer()).trim().split("\n").map((line) => JSON.parse(line));

test("the whole workspace is copied into one file, without secrets and without another tenant's rows", async () => {
  const tenant = await newSalesTenant(), other = await newTenant(), { owner } = tenant;
  const lead = await owner.ok(createLead, { body: { first_name: "منى", phone_e164: "+971501112233" } });
  await other.owner.ok(createLead, { body: { first_name: "Not ours", phone_e164: "+971501112233" } });
  await admin`insert into activities (tenant_id, id, type, subject_type, subject_id, title) select ${tenant.tenant_id}, gen_random_uuid(), 'note', 'lead', ${lead.id}, 'n' || n from generate_series(1, 6500) n`;
  const started = await owner.call(privacy.startExport);
  expect(started).toMatchObject({ status: 202, data: { status: "running", download_url: null, requested_by: owner.user_id } });
  expect(await owner.call(privacy.startExport)).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  const done = await exported(owner, started.data.id);
  const lines = await linesOf(await fileOf(done.download_url!)), of = (table: string) => lines.filter((line) => line.table === table).map((line) => line.row);
  expect(lines).toHaveLength(done.row_count);
  expect(of("leads")).toMatchObject([{ id: lead.id, first_name: "منى" }]);
  expect(new Set(of("activities").map((row) => row["title"])).size).toBe(6500);
  expect(of("users")[0]).not.toHaveProperty("password_hash");
  expect(lines.every(({ row }) => row["tenant_id"] === tenant.tenant_id)).toBe(true);
  expect(["sessions", "auth_tokens", "idempotency_keys"].filter((table) => of(table).length)).toEqual([]);
  expect(lines.map((line) => line.table)).toEqual(expect.arrayContaining(["tenants", "role_permissions", "audit_logs", "projects", "event_log"]));
  expect((await tenant.audit()).map((row) => row["action"])).toEqual(expect.arrayContaining(["tenant.exported", "tenant.export_downloaded"]));
  await eventually(async () => (await admin`select 1 from notifications_inbox where tenant_id = ${tenant.tenant_id} and meta->>'export_id' = ${started.data.id}`).length);
});

test("the link of an export works for a day, for that export only; then its file is gone", async () => {
  const { owner, tenant_id } = await newTenant(), { id } = await owner.ok(privacy.startExport);
  const { download_url } = await exported(owner, id);
  expect((await fileOf(download_url!)).status).toBe(200);
  expect((await fileOf(`${download_url!.slice(0, -4)}AAAA`)).status).toBe(422);
  expect((await fetchApi(`/v1/business/exports/file?token=${owner.token}`)).status).toBe(422);
  await admin`update tenant_exports set expires_at = now() - interval '1 minute' where id = ${id}`;
  expect((await fileOf(download_url!)).status).toBe(422);
  await tick("17 * * * *");
  expect(await owner.ok(privacy.getExport, { params: { export_id: id } })).toMatchObject({ status: "expired", download_url: null });
  expect((await env.MEDIA.list({ prefix: `exports/${tenant_id}/` })).objects).toEqual([]);
  await admin`insert into tenant_exports (tenant_id, id, updated_at) values (${tenant_id}, ${newId()}, now() - interval '7 hours')`;
  expect((await owner.call(privacy.startExport)).error!.code).toBe("CONFLICT");
  await tick("17 * * * *");
  expect((await owner.ok(privacy.listExports)).items.map((e) => e.status).toSorted()).toEqual(["expired", "failed"]);
  expect((await owner.call(privacy.startExport)).status).toBe(202);
});

test("only an owner takes the data away or erases it", async () => {
  const tenant = await newTenant(), boss = await tenant.user({ role: "admin" });
  const contact = await tenant.owner.ok(createContact, { body: { first_name: "A" } });
  for (const answer of [await boss.call(privacy.startExport), await boss.call(privacy.exportPerson, { params: { person_id: contact.id } }), await boss.call(privacy.erasePerson, { body: { subject: { type: "contact", id: contact.id } } })])
    expect(answer).toMatchObject({ status: 403, error: { code: "FORBIDDEN", details: { permission: "privacy.manage" } } });
});

/** A person who was a lead, became a contact with a deal, and about whom things were written and told. */
async function person() {
  const tenant = await newSalesTenant(), { owner } = tenant, agent = await tenant.user({ role: "sales_agent" });
  const lead = await owner.ok(createLead, { body: { first_name: "Nadia", last_name: "Secretname", email: "nadia.secret@example.com", phone_e164: "+971501119999", notes: "Secretnote", owner_user_id: agent.user_id, budget_minor: 5_000_000, currency: "AED" } });
  const { contact_id, deal_id } = await owner.ok(convertLead, { params: { lead_id: lead.id }, body: { deal: { name: "Villa" } } });
  await owner.ok(patchContact, { params: { contact_id }, body: { notes: "Secretnote too" } });
  await owner.ok(createActivity, { body: { type: "note", subject_type: "contact", subject_id: contact_id, title: "Secrettitle", body: "Secretbody" } });
  await owner.ok(createTask, { body: { title: "Secrettitle call", description: "Secretbody", owner_user_id: agent.user_id, related_type: "deal", related_id: deal_id!, links: [{ related_type: "contact", related_id: contact_id }] } });
  await eventually(async () => (await admin`select 1 from notifications_inbox where tenant_id = ${tenant.tenant_id} and recipient_user_id = ${agent.user_id}`).length);
  return { tenant, owner, agent, lead, contact_id, deal_id: deal_id! };
}

test("everything about one person comes in one answer, and that it was disclosed is on record", async () => {
  const { tenant, owner, agent, lead, contact_id, deal_id } = await person();
  const told = await owner.ok(privacy.exportPerson, { params: { person_id: contact_id } });
  expect(told).toMatchObject({ type: "contact", id: contact_id, data: {
    contacts: [{ id: contact_id, last_name: "Secretname" }], leads: [{ id: lead.id, email: "nadia.secret@example.com" }], deals: [{ id: deal_id }], activities: [{ title: "Secrettitle" }], tasks: [{ title: "Secrettitle call" }], contact_channels: [{}, {}],
  } });
  expect((await owner.ok(privacy.exportPerson, { params: { person_id: lead.id } })).data).toEqual(told.data);
  const user = await owner.ok(privacy.exportPerson, { params: { person_id: agent.user_id } });
  expect(user).toMatchObject({ type: "user", data: { users: [{ email: agent.email }], sessions: [{ user_id: agent.user_id }] } });
  expect(JSON.stringify(user)).not.toMatch(/_hash/);
  expect((await tenant.audit()).filter((row) => row["action"] === "privacy.disclosed").map((row) => row["entity_id"])).toEqual([contact_id, lead.id, agent.user_id]);
});

test("an erased person is gone from records, search, messages and the audit log, whose chain still holds", async () => {
  const { tenant, owner, lead, contact_id, deal_id } = await person();
  await tick();
  const answer = await owner.call(privacy.erasePerson, { body: { subject: { type: "contact", id: contact_id } } });
  expect(answer).toMatchObject({ status: 200, data: { contact_ids: [contact_id], lead_ids: [lead.id] } });
  expect(tripsOf(answer)).toBe(2);
  expect(await owner.ok(getContact, { params: { contact_id } })).toMatchObject({ full_name: "Erased", email: null, notes: null, channels: [] });
  expect(await owner.ok(getLead, { params: { lead_id: lead.id } })).toMatchObject({ full_name: "Erased", email: null, phone_e164: null, status: "converted", budget_minor: 5_000_000 });
  expect((await owner.ok(getDeal, { params: { deal_id } })).contacts).toMatchObject([{ contact_id }]);
  expect((await owner.ok(listContacts, { query: { q: "Secretname" } })).items).toEqual([]);
  expect((await owner.ok(listLeads, { query: { q: "nadia.secret" } })).items).toEqual([]);

  const tables = await admin`select table_name from information_schema.columns join information_schema.tables using (table_schema, table_name) where table_schema = 'public' and table_type = 'BASE TABLE' and column_name = 'tenant_id' and table_name not in ('dev_mailbox', 'idempotency_keys')`;
  for (const { table_name } of tables) {
    const left = await admin.query(`select count(*)::int as n from ${table_name} t where tenant_id = $1 and to_jsonb(t)::text ~* 'secret(name|note|title|body)|nadia|971501119999'`, [tenant.tenant_id]);
    expect([table_name, left[0]!["n"]]).toEqual([table_name, 0]);
  }
  await tick();
  expect(await owner.ok(verifyAuditLogs)).toMatchObject({ is_intact: true, waiting: 0 });
  const rows = await tenant.audit(), erasure = rows.find((row) => row["action"] === "privacy.erased")!;
  expect(rows.filter((row) => row["redacted_by"])).not.toHaveLength(0);
  expect(rows.find((row) => row["entity_id"] === lead.id && row["action"] === "insert")).toMatchObject({ redacted_by: erasure["id"], after_data: { budget_minor: 5_000_000 } });
  await admin`update audit_logs set actor_id = 'user:somebody' where id = ${erasure["after_data"]["rows"][0]}`;
  expect(await owner.ok(verifyAuditLogs)).toMatchObject({ is_intact: false, broken: { id: erasure["after_data"]["rows"][0], reason: "changed" } });
});

test("what was asked and said about an erased person in approvals is gone too; what still waits for one is cancelled", async () => {
  const { tenant, owner, agent, contact_id, deal_id } = await person(), manager = await tenant.user({ role: "sales_manager" });
  await policy(owner, "deal.value");
  const body = { name: "Secrettitle", amount_minor: 10_000_000, currency: "AED" as const };
  const asked = waitingFor(await agent.call(patchDeal, { params: { deal_id }, body })), other = waitingFor(await agent.call(createDeal, { body: { ...body, contacts: [{ contact_id, role: "decision_maker" }] } }));
  const untouched = waitingFor(await agent.call(createDeal, { body: { ...body, name: "Somebody else" } }));
  await manager.ok(rejectRequest, { params: { request_id: asked.id }, body: { comment: "Secretnote: Nadia asks too often." } });
  await eventually(async () => (await admin`select 1 from notifications_inbox where meta->>'request_id' = ${asked.id} and recipient_user_id = ${agent.user_id}`).length);
  await tick();
  const told = await owner.ok(privacy.exportPerson, { params: { person_id: contact_id } });
  expect(told.data["approval_requests"]!.map((row) => row["id"]).toSorted()).toEqual([asked.id, other.id].toSorted());
  await owner.ok(privacy.erasePerson, { body: { subject: { type: "contact", id: contact_id } } });
  const shown = async (request_id: string) => owner.ok(getRequest, { params: { request_id } });
  expect(await shown(asked.id)).toMatchObject({ state: "rejected", title: "Erased", input: {}, payload: { amount_minor: 10_000_000 }, actions: [{ decision: "reject", comment: null }] });
  expect(await shown(other.id)).toMatchObject({ state: "cancelled", title: "Erased", input: {} });
  expect(await approve(manager, other.id)).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  expect(await shown(untouched.id)).toMatchObject({ state: "pending", title: "Somebody else", input: { name: "Somebody else" } });
  for (const table of ["approval_requests", "approval_actions", "audit_logs", "messages_outbox", "notifications_inbox", "event_log"])
    expect([table, await admin.query(`select * from ${table} t where tenant_id = $1 and to_jsonb(t)::text ~* 'secret(name|note|title)|nadia'`, [tenant.tenant_id])]).toEqual([table, []]);
  await tick();
  expect(await owner.ok(verifyAuditLogs)).toMatchObject({ is_intact: true, waiting: 0 });
  expect((await tenant.events()).filter((name) => name === "approval.closed")).toHaveLength(2);
});

test("a lead that never became anybody is erased and closed; who is not there or of another kind is not found", async () => {
  const { owner } = await newTenant(), other = await newTenant();
  const lead = await owner.ok(createLead, { body: { first_name: "A", phone_e164: "+971501112233" } });
  const erase = (who: Client, type: "lead" | "contact", id: string) => who.call(privacy.erasePerson, { body: { subject: { type, id } } });
  for (const answer of [await erase(other.owner, "lead", lead.id), await erase(owner, "contact", lead.id), await erase(owner, "lead", newId())]) expect(answer).toMatchObject({ status: 404, error: { code: "NOT_FOUND" } });
  expect((await erase(owner, "lead", lead.id)).data).toEqual({ contact_ids: [], lead_ids: [lead.id] });
  expect(await owner.ok(getLead, { params: { lead_id: lead.id } })).toMatchObject({ full_name: "Erased", status: "disqualified" });
  expect((await owner.call(createLead, { body: { first_name: "A", phone_e164: "+971501112233" } })).status).toBe(201);
});

test("consent is kept as it was given, and what is said of marketing decides how the person may be reached", async () => {
  const tenant = await newTenant(), other = await newTenant(), agent = await tenant.user({ role: "sales_agent" });
  const { id: contact_id } = await tenant.owner.ok(createContact, { body: { first_name: "A", email: "a@example.com", whatsapp_e164: "+971501112233" } }), params = { contact_id };
  const say = (status: "granted" | "withdrawn", purpose: "marketing" | "service" = "marketing") => agent.ok(privacy.recordConsent, { params, body: { channel: "whatsapp", purpose, status, proof: "Ticked the box of the launch form." } });
  const granted = await say("granted");
  expect(granted).toMatchObject({ contact_id, status: "granted", recorded_by: agent.user_id });
  const whatsapp = async () => (await agent.ok(getContact, { params })).channels.map((c) => [c.type, c.opt_in]);
  expect(await whatsapp()).toEqual(expect.arrayContaining([["whatsapp", true], ["email", false]]));
  await say("withdrawn", "service");
  expect(await whatsapp()).toContainEqual(["whatsapp", true]);
  await say("withdrawn");
  expect(await whatsapp()).toContainEqual(["whatsapp", false]);
  const { items } = await agent.ok(privacy.listConsents, { params });
  expect(items.map((c) => [c.purpose, c.status])).toEqual([["marketing", "withdrawn"], ["service", "withdrawn"], ["marketing", "granted"]]);
  expect(items[2]).toEqual(granted);
  expect(await tenant.events()).toEqual(expect.arrayContaining(["contact.opted_in", "contact.opted_out"]));
  expect((await other.owner.call(privacy.listConsents, { params })).status).toBe(404);
  expect((await other.owner.call(privacy.recordConsent, { params, body: { channel: "email", purpose: "marketing", status: "granted", proof: "x" } })).status).toBe(404);
});
