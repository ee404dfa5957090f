import { expect, test } from "vitest";
import { createLead, deleteLead, getLead, listLeads, patchLead } from "#worker/modules/leads/contract.ts";
import { newTenant, tripsOf } from "../support/harness.ts";

const mona = { first_name: "منى", last_name: "السيد", email: "Mona@Example.com", phone_e164: "+201004827715", source: "web" as const };

test("a lead is created, listed, changed and deleted, each step an event and an audit row", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const lead = await owner.ok(createLead, { body: mona });
  expect(lead).toMatchObject({ full_name: "منى السيد", email: "mona@example.com", status: "new", version: 1 });
  expect(await owner.ok(getLead, { params: { lead_id: lead.id } })).toEqual(lead);
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
  const lead = await owner.ok(createLead, { body: mona });
  const params = { lead_id: lead.id };
  expect(tripsOf(await owner.call(listLeads))).toBe(1);
  expect(tripsOf(await owner.call(getLead, { params }))).toBe(1);
  expect(tripsOf(await owner.call(patchLead, { params, body: { notes: "x" } }))).toBe(2);
});
