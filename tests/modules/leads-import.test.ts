import { env } from "cloudflare:workers";
import { Faker, ar, en } from "@faker-js/faker";
import { expect, test } from "vitest";
import { convertLead, createLead, getLead, listLeads } from "#worker/modules/leads/contract.ts";
import { commitImport, getImport, listImports, reportImport, undoImport, uploadImport } from "#worker/modules/leads/import-contract.ts";
import { runImport } from "#worker/modules/leads/import/run-import.ts";
import { newId } from "#worker/kernel/ids.ts";
import { admin, type Client, eventually, newTenant, type Tenant } from "../support/harness.ts";
import { actIn, deliverTo } from "../support/queued.ts";

const csv = { "content-type": "text/csv" };
const MAPPING = { Name: "full_name", Mobile: "phone", Email: "email" } as const;
const upload = async (who: Client, text: string) => (await who.call(uploadImport, { raw: text, query: { file_name: "leads.csv" }, headers: csv })).data.import;
const row = (i: number, email = `p${i}@example.com`) => `Person ${i},0100${String(1_000_000 + i)},${email}`;
const file = (...rows: string[]) => `Name,Mobile,Email\n${rows.join("\n")}\n`;
const peopleOf = async ({ tenant_id }: Pick<Tenant, "tenant_id">) => Number((await admin`select count(*) from leads where tenant_id = ${tenant_id}`)[0]!["count"]);

const ended = (who: Client, id: string, timeout_ms = 60_000) =>
  eventually(async () => {
    const now = await who.ok(getImport, { params: { import_id: id } });
    return now.status !== "running" && now.status !== "undoing" && now;
  }, timeout_ms);

async function importFile(who: Client, text: string, more: object = {}) {
  const { id } = await upload(who, text);
  await who.ok(commitImport, { params: { import_id: id }, body: { mapping: MAPPING, ...more } });
  return ended(who, id);
}

test("an import stores each person once, says why others were left out, and tells who started it when it is over", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const agent = await tenant.user({ role: "sales_agent" });
  const known = await owner.ok(createLead, { body: { first_name: "Known", email: "p1@example.com" } });
  const done = await importFile(owner, file(row(1), row(2), row(3, "p2@example.com"), "منى السيد,٠١٠٠٤٨٢٧٧١٥,", "=cmd|' /C calc'!A0,12,x@y", ""), { defaults: { source: "campaign", owner_user_id: agent.user_id } });
  expect(done).toMatchObject({ status: "done", rows_total: 5, rows_done: 5, percent: 100, created: 2, duplicates: 2, failed: 1, error: null });
  expect(done.issues.items).toMatchObject([
    { row: 1, kind: "duplicate", code: "duplicate", field: "email", match_type: "lead", match_id: known.id },
    { row: 3, kind: "duplicate", field: "email", match_type: "row", value: "p2@example.com" },
    { row: 5, kind: "error" }, { row: 5, kind: "error" },
  ]);
  const { items } = await owner.ok(listLeads, { query: { import_id: done.id, sort: "full_name" } });
  expect(items).toMatchObject([
    { full_name: "Person 2", source: "campaign", owner_user_id: agent.user_id, score: 40 },
    { full_name: "منى السيد", phone_e164: "+201004827715", import_id: done.id },
  ]);
  const created = await admin`select payload, dispatched_at from event_log where tenant_id = ${tenant.tenant_id} and name = 'lead.created' and payload ? 'import_id'`;
  expect(created.map((e) => [e["payload"].lead_id, e["dispatched_at"] !== null]).sort()).toEqual(items.map((l) => [l.id, true]).sort());
  expect((await admin`select subject_id from event_subjects s join event_log e on e.tenant_id = s.tenant_id and e.id = s.event_id where s.tenant_id = ${tenant.tenant_id} and e.payload ? 'import_id' and s.subject_type = 'lead'`).length).toBe(2);
  const told = await eventually(async () => (await admin`select recipient_user_id, title from notifications_inbox where tenant_id = ${tenant.tenant_id}`)[0]);
  expect(told).toEqual({ recipient_user_id: owner.user_id, title: "Import finished: leads.csv" });

  const report = await owner.call(reportImport, { params: { import_id: done.id } });
  expect(report.headers.get("content-type")).toContain("text/csv");
  const text = report.data as unknown as string;
  expect(text.startsWith("Row,Reason,Name,Mobile,Email\r\n1,email: This person is an open lead already: Known.,Person 1,01001000001,p1@example.com\r\n")).toBe(true);
  expect(text).toContain("'=cmd");
  expect(await owner.ok(listImports)).toMatchObject({ items: [{ id: done.id, status: "done" }] });
});

test("issues page in the order of the file", async () => {
  const { owner } = await newTenant();
  const done = await importFile(owner, file(...Array.from({ length: 7 }, (_, i) => `No channel ${i},,`)));
  const rows: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = (await owner.ok(getImport, { params: { import_id: done.id }, query: { issues_limit: 3, ...(cursor ? { issues_cursor: cursor } : {}) } })).issues;
    rows.push(...page.items.map((i) => i.row));
    cursor = page.next_cursor;
  }
  expect(rows).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect((await owner.call(getImport, { params: { import_id: done.id }, query: { issues_cursor: "x" } })).status).toBe(422);
});

test("5,000 Arabic leads are imported within twenty seconds, queues included", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const faker = new Faker({ locale: [ar, en], seed: 7 });
  const rows = Array.from({ length: 5000 }, (_, i) => `"${faker.person.firstName()} ""${faker.person.lastName()}""",0100${String(1_000_000 + i)},p${i}@example.com`);
  const started = Date.now();
  const done = await importFile(owner, file(...rows));
  const ms = Date.now() - started;
  expect(done).toMatchObject({ status: "done", created: 5000, duplicates: 0, failed: 0 });
  expect(ms).toBeLessThan(20_000);
  const progressed = (await tenant.events()).filter((name) => name === "lead.import.progressed");
  expect(progressed.length).toBe(3);
});

test("a chunk that is delivered again, or twice at once, changes nothing", async () => {
  const tenant = await newTenant(), { owner, tenant_id } = tenant;
  const { id } = await upload(owner, file(...Array.from({ length: 2500 }, (_, i) => row(i))));
  await admin`update lead_imports set status = 'running', mapping = ${JSON.stringify(MAPPING)}::jsonb, version = version + 1 where id = ${id}`;
  const job = { tenant_id, id, request_id: newId(), ctx: () => actIn(tenant_id) };
  expect(await Promise.all([runImport(job), runImport(job), runImport(job)])).toEqual(["done", "done", "done"]);
  const done = await ended(owner, id);
  expect(done).toMatchObject({ status: "done", created: 2500, duplicates: 0, rows_done: 2500 });
  expect((await deliverTo("m3core-jobs", [{ tenant_id, job: "leads.import", id }])).outcome).toBe("ok");
  const events = await tenant.events(), times = (name: string) => events.filter((e) => e === name).length;
  expect([await peopleOf(tenant), times("lead.created"), times("lead.import.progressed"), times("lead.import.finished")]).toEqual([2500, 2500, 2, 1]);
});

test("two imports of the same people at once store each of them once", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const people = Array.from({ length: 3000 }, (_, i) => row(i));
  const both = await Promise.all([importFile(owner, file(...people)), importFile(owner, file(...people.toReversed()))]);
  expect(await peopleOf(tenant)).toBe(3000);
  expect(both.map((i) => i.status)).toEqual(["done", "done"]);
  expect(both[0]!.created + both[1]!.created).toBe(3000);
  expect(both[0]!.duplicates + both[1]!.duplicates).toBe(3000);
});

test("an import stops where the plan's limit is, and says so", async () => {
  const tenant = await newTenant({ limits: { "leads.max": 5 } }), { owner } = tenant;
  await owner.ok(createLead, { body: { first_name: "Own", email: "own@example.com" } });
  const done = await importFile(owner, file(row(1), row(1), ...Array.from({ length: 8 }, (_, i) => row(i + 2))));
  expect(done).toMatchObject({ status: "failed", error: "LIMIT_REACHED", created: 4, duplicates: 1 });
  expect(done.issues.items.find((i) => i.code === "limit")).toMatchObject({ row: 6, message: "Your plan allows 5 leads." });
  expect(await peopleOf(tenant)).toBe(5);
});

test("an import is undone as a whole, unless one of its leads was converted", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const kept = await owner.ok(createLead, { body: { first_name: "Own", email: "own@example.com" } });
  const first = await importFile(owner, file(...Array.from({ length: 2500 }, (_, i) => row(i))));
  expect((await owner.call(undoImport, { params: { import_id: first.id } })).status).toBe(202);
  expect(await ended(owner, first.id)).toMatchObject({ status: "undone", undone: 2500 });
  expect((await owner.ok(listLeads)).items.map((l) => l.id)).toEqual([kept.id]);
  expect(await tenant.events()).toContain("lead.import.undone");
  expect((await owner.call(undoImport, { params: { import_id: first.id } })).status).toBe(409);

  const second = await importFile(owner, file(row(1), row(2)));
  const [lead] = (await owner.ok(listLeads, { query: { import_id: second.id } })).items;
  await owner.ok(convertLead, { params: { lead_id: lead!.id } });
  expect(await owner.call(undoImport, { params: { import_id: second.id } })).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { lead_ids: [lead!.id] } } });
  expect((await owner.ok(getLead, { params: { lead_id: lead!.id } })).status).toBe("converted");
});

test("an import is started once, with a mapping that can make leads", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const { id } = await upload(owner, file(row(1)));
  const start = (body: object) => owner.call(commitImport, { params: { import_id: id }, body: body as { mapping: {} } });
  for (const mapping of [{ Name: "full_name" }, { Email: "email" }, { Name: "full_name", Email: "e-mail" }, { Name: "full_name", Email: "email", Gone: "notes" }, { Name: "full_name", Email: "email", Mobile: "email" }])
    expect(await start({ mapping })).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED" } });
  expect(await start({ mapping: MAPPING, defaults: { owner_user_id: newId() } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "defaults.owner_user_id" }] } } });
  expect(await start({ mapping: MAPPING, defaults: { nonsense: 1 } })).toMatchObject({ status: 422 });
  const answers = await Promise.all([start({ mapping: MAPPING }), start({ mapping: MAPPING }), start({ mapping: MAPPING })]);
  expect(answers.map((a) => a.status).sort()).toEqual([202, 409, 409]);
  await ended(owner, id);
  expect(await peopleOf(tenant)).toBe(1);
});

test("an import of another tenant does not exist, and importing asks for permission and feature", async () => {
  const [here, there] = await Promise.all([newTenant(), newTenant()]);
  const { id } = await upload(there.owner, file(row(1))), params = { import_id: id };
  const answers = await Promise.all([
    here.owner.call(getImport, { params }), here.owner.call(reportImport, { params }), here.owner.call(undoImport, { params }), here.owner.call(commitImport, { params, body: { mapping: MAPPING } }),
  ]);
  expect(answers.map((a) => a.status)).toEqual([404, 404, 404, 404]);
  const agent = await there.user({ permissions: ["lead.read", "lead.create"] });
  expect((await agent.call(getImport, { params })).status).toBe(403);
  const free = await newTenant({ features: [] });
  expect((await free.owner.call(uploadImport, { raw: file(row(1)), headers: csv })).status).toBe(402);
});

test("a file that is gone ends its import instead of retrying for ever", async () => {
  const { owner, tenant_id } = await newTenant();
  const { id } = await upload(owner, file(row(1)));
  await env.MEDIA.delete(`imports/${tenant_id}/${id}`);
  await owner.ok(commitImport, { params: { import_id: id }, body: { mapping: MAPPING } });
  expect(await ended(owner, id)).toMatchObject({ status: "failed", error: "FILE_MISSING", created: 0 });
});
