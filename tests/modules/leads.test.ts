import { expect, test } from "vitest";
import { createContact } from "#worker/modules/contacts/contract.ts";
import { createLead, deleteLead, getLead, listLeads, patchLead, scoreLead } from "#worker/modules/leads/contract.ts";
import { newId } from "#worker/kernel/ids.ts";
import { admin, eventually, newTenant, tripsOf } from "../support/harness.ts";

const mona = { first_name: "منى", last_name: "السيد", email: "Mona@Example.com", phone_e164: "+201004827715", source: "web" as const };

test("a lead is created, listed, changed and deleted, each step an event and an audit row", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const lead = await owner.ok(createLead, { body: mona });
  expect(lead).toMatchObject({ full_name: "منى السيد", email: "mona@example.com", status: "new", version: 1 });
  expect(await owner.ok(getLead, { params: { lead_id: lead.id } })).toEqual({ ...lead, matches: [], conversion: null });
  expect((await owner.ok(listLeads, { query: { q: "مني", total: "true" } }))).toEqual({ items: [lead], next_cursor: null, total: 1 });
  const patched = await owner.call(patchLead, { params: { lead_id: lead.id }, body: { status: "contacted" }, headers: { "if-match": '"1"' } });
  expect(patched).toMatchObject({ status: 200, data: { status: "contacted", version: 2 } });
  const stale = await owner.call(patchLead, { params: { lead_id: lead.id }, body: { status: "qualified" }, headers: { "if-match": '"1"' } });
  expect(stale).toMatchObject({ status: 412, error: { code: "PRECONDITION_FAILED" } });
  await owner.ok(deleteLead, { params: { lead_id: lead.id } });
  expect((await owner.call(getLead, { params: { lead_id: lead.id } })).status).toBe(404);
  expect(await tenant.events()).toEqual(["lead.created", "lead.updated", "lead.deleted"]);
  expect((await tenant.audit()).filter((row) => row["entity_type"] === "leads").map((row) => row["action"])).toEqual(["insert", "update", "delete"]);
});

test("reads cost one round trip and writes at most two", async () => {
  const { owner } = await newTenant();
  const created = await owner.call(createLead, { body: mona });
  expect(tripsOf(created)).toBe(1);
  const params = { lead_id: created.data.id };
  expect(tripsOf(await owner.call(listLeads))).toBe(1);
  expect(tripsOf(await owner.call(getLead, { params }))).toBe(1);
  expect(tripsOf(await owner.call(patchLead, { params, body: { notes: "x" } }))).toBe(2);
  expect(tripsOf(await owner.call(scoreLead, { params, body: { score: 5 } }))).toBe(2);
});

test("a number that is not in E.164 is refused with the number it would be", async () => {
  const { owner } = await newTenant();
  for (const typed of ["010 0482 7715", "٠١٠٠٤٨٢٧٧١٥", "00201004827715", "201004827715"]) {
    const refused = await owner.call(createLead, { body: { first_name: "Mona", phone_e164: typed } });
    expect(refused).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { issues: [{ path: "phone_e164", suggestion: "+201004827715" }] } } });
  }
  expect((await owner.call(createLead, { body: { first_name: "Mona", phone_e164: "call me" } })).error!.details.issues[0].suggestion).toBeUndefined();
  const lead = await owner.ok(createLead, { body: mona });
  expect(await owner.call(patchLead, { params: { lead_id: lead.id }, body: { phone_e164: "0100 999 0000" } })).toMatchObject({ status: 422, error: { details: { issues: [{ suggestion: "+201009990000" }] } } });
});

test("an open lead's address refuses another lead, on creation, change and reopening, and says whose it is", async () => {
  const { owner } = await newTenant();
  const first = await owner.ok(createLead, { body: mona });
  const told = (reason: string) => ({ status: 409, error: { code: "DUPLICATE", details: { duplicates: [{ type: "lead", id: first.id, reason, label: "منى السيد" }] } } });
  expect(await owner.call(createLead, { body: { first_name: "M", email: "MONA@example.com" } })).toMatchObject(told("email"));
  expect(await owner.call(createLead, { body: { first_name: "M", email: "other@example.com", phone_e164: mona.phone_e164 } })).toMatchObject(told("phone"));
  const second = await owner.ok(createLead, { body: { first_name: "Second", email: "second@example.com" } });
  expect(await owner.call(patchLead, { params: { lead_id: second.id }, body: { phone_e164: mona.phone_e164 } })).toMatchObject(told("phone"));

  await owner.ok(patchLead, { params: { lead_id: second.id }, body: { status: "disqualified", disqualified_reason: "لا ميزانية", phone_e164: mona.phone_e164 } });
  expect(await owner.call(patchLead, { params: { lead_id: second.id }, body: { status: "contacted" } })).toMatchObject(told("phone"));
  await owner.ok(deleteLead, { params: { lead_id: first.id } });
  expect(await owner.ok(patchLead, { params: { lead_id: second.id }, body: { status: "contacted" } })).toMatchObject({ status: "contacted", disqualified_reason: null });
});

test("of many creations of one person at once exactly one wins", async () => {
  const { owner } = await newTenant();
  const answers = await Promise.all(Array.from({ length: 8 }, () => owner.call(createLead, { body: mona })));
  expect(answers.map((a) => a.status).sort()).toEqual([201, ...Array(7).fill(409)]);
});

test("disqualifying takes a reason, and a lead keeps a way to be reached", async () => {
  const { owner } = await newTenant();
  expect(await owner.call(createLead, { body: { first_name: "Nobody" } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "phone_e164" }] } } });
  const lead = await owner.ok(createLead, { body: { first_name: "Mona", email: "m@example.com" } });
  const patch = (body: object) => owner.call(patchLead, { params: { lead_id: lead.id }, body });
  expect(await patch({ status: "disqualified" })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "disqualified_reason" }] } } });
  expect(await patch({ disqualified_reason: "why" })).toMatchObject({ status: 422 });
  expect(await patch({ email: null })).toMatchObject({ status: 422 });
  expect(await patch({ status: "converted" })).toMatchObject({ status: 422 });
  expect(await patch({ owner_user_id: newId() })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "owner_user_id" }] } } });
  expect(await patch({ status: "disqualified", disqualified_reason: "No budget" })).toMatchObject({ status: 200 });
});

test("a lead shows the contacts that have its address, whichever came first", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const contact = await owner.ok(createContact, { body: { first_name: "Mona", last_name: "Ali", whatsapp_e164: mona.phone_e164 } });
  const lead = await owner.ok(createLead, { body: mona });
  const matches = async () => (await owner.ok(getLead, { params: { lead_id: lead.id } })).matches;
  expect(await matches()).toEqual([{ contact_id: contact.id, full_name: "Mona Ali", reason: "phone" }]);
  expect(await admin`select contact_id, reason from lead_duplicates where lead_id = ${lead.id}`).toEqual([{ contact_id: contact.id, reason: "phone" }]);
  const later = await owner.ok(createContact, { body: { first_name: "Later", email: mona.email } });
  expect((await matches()).map((m) => m.contact_id)).toEqual([later.id, contact.id]);
  await owner.ok(patchLead, { params: { lead_id: lead.id }, body: { email: null, phone_e164: "+201009990000" } });
  expect(await matches()).toEqual([]);
  expect(await admin`select 1 from lead_duplicates where lead_id = ${lead.id}`).toEqual([]);
});

test("the list narrows by every filter and pages in every order", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const agent = await tenant.user({ role: "sales_agent" });
  await owner.ok(createLead, { body: { first_name: "Omar", email: "omar@example.com", source: "referral", owner_user_id: agent.user_id } });
  await owner.ok(createLead, { body: { first_name: "عمر", phone_e164: "+971501234567", source: "web", budget_minor: 100, currency: "AED", interest: "Villa" } });
  await owner.ok(createLead, { body: { first_name: "Zed", email: "zed@example.com" } });
  const names = async (query: object) => (await owner.ok(listLeads, { query })).items.map((l) => l.first_name);
  expect(await names({ owner: agent.user_id })).toEqual(["Omar"]);
  expect(await names({ owner: "none" })).toEqual(["Zed", "عمر"]);
  expect(await names({ source: "referral,web" })).toEqual(["عمر", "Omar"]);
  expect(await names({ status: "qualified" })).toEqual([]);
  expect(await names({ min_score: 60 })).toEqual(["عمر"]);
  expect(await names({ from: "2999-01-01T00:00:00Z" })).toEqual([]);
  expect(await names({ to: "2999-01-01T00:00:00Z", sort: "full_name" })).toEqual(["Omar", "Zed", "عمر"]);
  expect(await names({ q: "971501234567" })).toEqual(["عمر"]);
  for (const sort of ["-created_at", "created_at", "updated_at", "-score", "full_name", "-full_name"]) {
    const all = await names({ sort }), paged: string[] = [];
    for (let cursor: string | undefined; paged.length < 3;) {
      const page = await owner.ok(listLeads, { query: { sort: sort as "score", limit: 1, ...(cursor ? { cursor } : {}) } });
      paged.push(page.items[0]!.first_name);
      cursor = page.next_cursor ?? undefined;
    }
    expect(paged).toEqual(all);
  }
});

test("leads of another tenant do not exist, and permissions are asked for", async () => {
  const [here, there] = await Promise.all([newTenant(), newTenant()]);
  const lead = await there.owner.ok(createLead, { body: mona }), params = { lead_id: lead.id };
  for (const answer of await Promise.all([here.owner.call(getLead, { params }), here.owner.call(patchLead, { params, body: { notes: "x" } }), here.owner.call(deleteLead, { params }), here.owner.call(scoreLead, { params, body: { score: 1 } })]))
    expect(answer.status).toBe(404);
  const reader = await there.user({ permissions: ["lead.read"] });
  expect((await reader.call(getLead, { params })).status).toBe(200);
  expect((await reader.call(patchLead, { params, body: { notes: "x" } })).status).toBe(403);
});

test("the plan's limit of leads holds, also under concurrency", async () => {
  const { owner } = await newTenant({ limits: { "leads.max": 3 } });
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => owner.call(createLead, { body: { first_name: `L${i}`, email: `l${i}@example.com` } })));
  expect(answers.filter((a) => a.status === 201)).toHaveLength(3);
  expect(answers.find((a) => a.status !== 201)).toMatchObject({ status: 422, error: { code: "LIMIT_REACHED", details: { key: "leads.max", limit: 3 } } });
});

test("the rules give the first score, a person may set another, and the feature is asked for", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const lead = await owner.ok(createLead, { body: { ...mona, source: "referral", budget_minor: 5_000_000_00, currency: "EGP", interest: "Villa" } });
  expect(lead).toMatchObject({ score: 90, score_reason: null });
  expect(await owner.ok(scoreLead, { params: { lead_id: lead.id }, body: { score: 15, reason: "Only browsing" } })).toMatchObject({ score: 15, score_reason: "Only browsing", version: 2 });
  expect((await owner.call(scoreLead, { params: { lead_id: lead.id }, body: { score: 101 } })).status).toBe(422);
  expect(await tenant.events()).toContain("lead.scored");
  const plain = await newTenant({ features: [] });
  const theirs = await plain.owner.ok(createLead, { body: mona });
  expect(await plain.owner.call(scoreLead, { params: { lead_id: theirs.id }, body: { score: 1 } })).toMatchObject({ status: 402, error: { code: "PLAN_REQUIRED" } });
});

test("an owner is told of a new lead and of a hot one, once each and never of their own doing", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const agent = await tenant.user({ role: "sales_agent" });
  const told = async () => (await admin`select title from notifications_inbox where tenant_id = ${tenant.tenant_id} and recipient_user_id = ${agent.user_id} order by id`).map((r) => r["title"]);
  const lead = await owner.ok(createLead, { body: mona }), params = { lead_id: lead.id };
  await owner.ok(patchLead, { params, body: { owner_user_id: agent.user_id } });
  await eventually(async () => (await told()).length === 1);
  await agent.ok(scoreLead, { params, body: { score: 80 } });
  await owner.ok(scoreLead, { params, body: { score: 10 } });
  await owner.ok(scoreLead, { params, body: { score: 75 } });
  await owner.ok(scoreLead, { params, body: { score: 90 } });
  await agent.ok(createLead, { body: { first_name: "Own", email: "own@example.com", owner_user_id: agent.user_id } });
  await eventually(async () => (await admin`select 1 from event_log where tenant_id = ${tenant.tenant_id} and dispatched_at is null`).length === 0);
  expect(await told()).toEqual(["New lead: \u2068منى السيد\u2069", "\u2068منى السيد\u2069 is hot"]);
});
