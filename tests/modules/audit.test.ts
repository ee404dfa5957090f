import { createScheduledController } from "cloudflare:test";
import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { exportAuditLogs, listAuditLogs, verifyAuditLogs } from "#worker/modules/audit/contract.ts";
import { createLead, deleteLead, patchLead } from "#worker/modules/leads/contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { admin, fetchApi, newTenant, type Tenant, tripsOf } from "../support/harness.ts";

const seal = () => scheduled(createScheduledController({ cron: "* * * * *" }));
const purge = () => scheduled(createScheduledController({ cron: "17 * * * *" }));
const ana = (n = 0) => ({ first_name: "Ana", phone_e164: `+97150111${String(2000 + n)}` });
const verified = (tenant: Tenant) => tenant.owner.ok(verifyAuditLogs);

/** A tenant whose chain has some leads in it, sealed. */
async function sealed(leads = 3) {
  const tenant = await newTenant();
  const made = [];
  for (let n = 0; n < leads; n++) made.push(await tenant.owner.ok(createLead, { body: ana(n) }));
  await seal();
  const rows = (await tenant.audit()).filter((row) => row["entity_type"] === "leads");
  return { tenant, leads: made, rows };
}
const numberOf = (row: Record<string, any> | undefined) => Number(row!["number"]);

test("what was done is sealed within the minute, in the order it was written, and the chain holds", async () => {
  const { tenant, leads } = await sealed();
  const first = await verified(tenant);
  expect(first).toMatchObject({ is_intact: true, waiting: 0, first_number: 1, broken: null, last_hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(first.checked).toBe((await tenant.audit()).length);
  await tenant.owner.ok(patchLead, { params: { lead_id: leads[0]!.id }, body: { notes: "called" } });
  expect(await verified(tenant)).toMatchObject({ is_intact: true, waiting: 1, last_hash: first.last_hash });
  await seal();
  const second = await verified(tenant), rows = await tenant.audit();
  expect(second).toMatchObject({ is_intact: true, waiting: 0, checked: first.checked + 1 });
  expect(rows.map(numberOf)).toEqual(rows.map((_, i) => i + 1));
});

test("a row that was changed behind our back is named, whatever was changed in it", async () => {
  const { tenant, rows } = await sealed();
  const [row] = rows, id = row!["id"] as string;
  const changes = { after_data: `'{"first_name": "Eve"}'`, user_id: `'${newId()}'`, action: `'delete'`, created_at: "created_at - interval '1 day'", ip_address: `'10.0.0.1'`, entity_id: `'${newId()}'` };
  for (const [column, value] of Object.entries(changes)) {
    await admin.query(`update audit_logs set ${column} = ${value} where id = $1`, [id]);
    expect([column, await verified(tenant)]).toMatchObject([column, { is_intact: false, broken: { id, number: numberOf(row), reason: "changed" } }]);
    await admin.query(`update audit_logs set ${column} = $2 where id = $1`, [id, column === "after_data" ? JSON.stringify(row![column]) : row![column]]);
  }
  expect(await verified(tenant)).toMatchObject({ is_intact: true });
});

test("a row that was deleted is missed: in the middle, at the start and at the end", async () => {
  for (const at of ["middle", "start", "end"] as const) {
    const { tenant, rows } = await sealed(), all = await tenant.audit();
    const row = at === "middle" ? rows[1] : at === "start" ? all[0] : all.at(-1);
    await admin`delete from audit_logs where id = ${row!["id"]}`;
    expect([at, await verified(tenant)]).toMatchObject([at, { is_intact: false, broken: { id: null, number: numberOf(row), reason: "missing" } }]);
  }
});

test("a forged row between two others does not follow from them, and a row emptied without an erasure is told", async () => {
  const { tenant, rows } = await sealed();
  await admin`update audit_logs set redacted_by = ${newId()}, after_data = '{}' where id = ${rows[0]!["id"]}`;
  expect((await verified(tenant)).broken).toMatchObject({ id: rows[0]!["id"], reason: "redacted" });
  const other = await sealed();
  await admin`update audit_logs set prev_hash = sha256('x'), hash = sha256(sha256('x') || app.audit_item(a, body_digest)) from (select a as r from audit_logs a where id = ${other.rows[1]!["id"]}) s(a) where id = ${other.rows[1]!["id"]}`;
  expect((await verified(other.tenant)).broken).toMatchObject({ id: other.rows[1]!["id"], reason: "relinked" });
});

test("rows that commit while others are sealed join the chain with the next seal: none is left out or linked twice", async () => {
  const tenant = await newTenant();
  const writes = Array.from({ length: 40 }, (_, n) => tenant.owner.ok(createLead, { body: ana(n) }));
  const seals = Array.from({ length: 6 }, () => seal());
  await Promise.all([...writes, ...seals]);
  await seal();
  expect(await verified(tenant)).toMatchObject({ is_intact: true, waiting: 0, checked: (await tenant.audit()).length });
});

test("the log is read newest first, page by page, and narrowed by who, what, which and when", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ role: "admin" });
  const mine = await tenant.owner.ok(createLead, { body: ana(1) }), theirs = await agent.ok(createLead, { body: ana(2) });
  await agent.ok(deleteLead, { params: { lead_id: theirs.id } });
  const ids = async (query: object) => (await tenant.owner.ok(listAuditLogs, { query })).items.map((row) => [row.action, row.entity_id]);
  expect(await ids({ entity_type: "leads" })).toEqual([["delete", theirs.id], ["insert", theirs.id], ["insert", mine.id]]);
  expect(await ids({ entity_type: "leads", user_id: agent.user_id })).toEqual([["delete", theirs.id], ["insert", theirs.id]]);
  expect(await ids({ entity_type: "leads", action: "delete,update" })).toEqual([["delete", theirs.id]]);
  expect(await ids({ entity_id: mine.id })).toEqual([["insert", mine.id]]);
  expect(await ids({ q: "+971501112001" })).toEqual([["insert", mine.id]]);
  expect(await ids({ entity_type: "leads", from: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
  const first = await tenant.owner.ok(listAuditLogs, { query: { entity_type: "leads", limit: "2", total: "true" } });
  expect(first).toMatchObject({ total: 3, items: [{ user: { id: agent.user_id, full_name: "User admin" }, before_data: { first_name: "Ana" }, after_data: null, impersonator: null }, {}] });
  expect(await ids({ entity_type: "leads", limit: "2", cursor: first.next_cursor! })).toEqual([["insert", mine.id]]);
  expect((await ids({ entity_type: "leads", sort: "created_at" })).at(-1)).toEqual(["delete", theirs.id]);
  expect((await tenant.owner.call(listAuditLogs, { query: { cursor: "nonsense" } })).status).toBe(422);
  expect(tripsOf(await tenant.owner.call(listAuditLogs))).toBe(1);
});

test("the log of another tenant is not there", async () => {
  const { tenant } = await sealed(), other = await newTenant();
  expect((await other.owner.ok(listAuditLogs, { query: { entity_type: "leads" } })).items).toEqual([]);
  expect(await verified(other)).toMatchObject({ is_intact: true });
  expect((await tenant.owner.ok(listAuditLogs)).items.length).toBeGreaterThan(3);
});

test("an export streams every page, runs in no spreadsheet and is on record itself", async () => {
  const { tenant } = await sealed(1), { owner } = tenant;
  await admin`insert into audit_logs (tenant_id, actor_id, action, entity_type, after_data, created_at) select ${tenant.tenant_id}, 'system:test', '=cmd|calc', 'bulk', jsonb_build_object('n', n), now() + n * interval '1 ms' from generate_series(1, 2300) n`;
  const take = async (query: string) => (await fetchApi(`/v1/admin/audit-logs/export?${query}`, { headers: { authorization: `Bearer ${owner.token}` } }));
  const jsonl = await take("format=jsonl&entity_type=bulk");
  expect(jsonl.headers.get("content-type")).toContain("application/jsonl");
  const lines = (await jsonl.text()).trim().split("\n").map((line) => JSON.parse(line) as { after_data: { n: number } });
  expect(lines.map((line) => line.after_data.n)).toEqual(Array.from({ length: 2300 }, (_, i) => 2300 - i));
  const csv = Buffer.from(await (await take("format=csv&entity_type=bulk")).arrayBuffer()).toString();
  expect(csv.startsWith("\ufeffnumber,created_at,action")).toBe(true);
  expect(csv.match(/,'=cmd\|calc,/g)).toHaveLength(2300);
  expect((await tenant.audit()).filter((row) => row["action"] === "audit.exported").map((row) => row["after_data"])).toEqual([{ format: "jsonl", entity_type: ["bulk"] }, { format: "csv", entity_type: ["bulk"] }]);
  const reader = await tenant.user({ permissions: ["audit.read"] });
  expect((await reader.call(exportAuditLogs)).status).toBe(403);
});

test("what is older than a tenant keeps is forgotten, that is on record, and the rest can still be verified", async () => {
  const tenant = await newTenant(), keeper = await newTenant();
  const old = (tenant_id: string, n: number) => admin`insert into audit_logs (tenant_id, actor_id, action, entity_type, created_at) select ${tenant_id}, 'system:test', 'old', 'old', now() - interval '400 days' from generate_series(1, ${n}::int)`;
  await admin`delete from audit_logs where tenant_id = any(${[tenant.tenant_id, keeper.tenant_id]})`;
  await old(tenant.tenant_id, 5);
  await old(keeper.tenant_id, 5);
  await admin`update tenants set settings = '{"audit_retention_days": 800}' where id = ${keeper.tenant_id}`;
  await seal();
  await tenant.owner.ok(createLead, { body: ana() });
  await seal();
  await purge();
  await seal();
  expect(await verified(tenant)).toMatchObject({ is_intact: true, first_number: 6 });
  const left = await tenant.audit();
  expect(left.map((row) => row["action"])).toEqual(["insert", "audit.purged"]);
  expect(left[1]!["after_data"]).toEqual({ from_number: 1, to_number: 5 });
  expect(await verified(keeper)).toMatchObject({ is_intact: true, first_number: 1 });
  await admin`delete from audit_logs where id = ${left[0]!["id"]}`;
  expect((await verified(tenant)).broken).toMatchObject({ number: 6, reason: "missing" });
});
