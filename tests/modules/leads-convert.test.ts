import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { createCompany, createContact, getContact } from "#worker/modules/contacts/contract.ts";
import { getDeal } from "#worker/modules/deals/contract.ts";
import { setUnitStatus } from "#worker/modules/inventory/contract.ts";
import { convertLead, createLead, deleteLead, getLead, patchLead } from "#worker/modules/leads/contract.ts";
import { admin, eventually, newTenant, type Tenant, tripsOf } from "../support/harness.ts";

const mona = { first_name: "منى", last_name: "السيد", email: "mona@example.com", phone_e164: "+201004827715", interest: "Villa", budget_minor: 5_000_000_00, currency: "EGP" };

/** A tenant that can sell: one pipeline, and two units. */
async function newSeller(options: Parameters<typeof newTenant>[0] = {}) {
  const tenant = await newTenant(options), { tenant_id } = tenant;
  const [pipeline, stage, project, unit, other] = [newId(), newId(), newId(), newId(), newId()];
  await admin.transaction([
    admin`insert into pipelines (tenant_id, id, name, is_default) values (${tenant_id}, ${pipeline}, 'Sales', true)`,
    admin`insert into pipeline_stages (tenant_id, id, pipeline_id, name, order_index, probability_pct) values (${tenant_id}, ${stage}, ${pipeline}, 'New', 1, 10)`,
    admin`insert into unit_type_codes (tenant_id, id, code, label) values (${tenant_id}, ${newId()}, 'villa', 'Villa')`,
    admin`insert into projects (tenant_id, id, name) values (${tenant_id}, ${project}, 'Palm')`,
    ...[unit, other].map((id, i) => admin`insert into units (tenant_id, id, project_id, code, unit_type_code, price_minor, currency) values (${tenant_id}, ${id}, ${project}, ${`V${i}`}, 'villa', 700000000, 'EGP')`),
  ]);
  return { ...tenant, pipeline, stage, unit: unit!, other: other! };
}
const newLead = (tenant: Pick<Tenant, "owner">, more: object = {}) => tenant.owner.ok(createLead, { body: { ...mona, ...more } });

test("a conversion makes contact, company, deal and reservation in one commit, or nothing", async () => {
  const tenant = await newSeller(), { owner } = tenant;
  const lead = await newLead(tenant), params = { lead_id: lead.id };
  const bad = await owner.call(convertLead, { params, body: { company: { name: "Nile Co" }, deal: { unit_id: newId() } } });
  expect(bad).toMatchObject({ status: 422, error: { details: { issues: [{ path: "unit_id" }] } } });
  expect(await admin`select 1 from contacts where tenant_id = ${tenant.tenant_id} union all select 1 from companies where tenant_id = ${tenant.tenant_id}`).toEqual([]);

  const answer = await owner.call(convertLead, { params, body: { company: { name: "Nile Co" }, deal: { unit_id: tenant.unit } } });
  expect(answer).toMatchObject({ status: 201, data: { lead: { status: "converted", version: 2 } } });
  expect(tripsOf(answer)).toBe(2);
  const { contact_id, company_id, deal_id } = answer.data;
  expect(await owner.ok(getContact, { params: { contact_id } })).toMatchObject({ full_name: "منى السيد", email: mona.email, phone_e164: mona.phone_e164, company: { name: "Nile Co" } });
  expect(await owner.ok(getDeal, { params: { deal_id: deal_id! } })).toMatchObject({
    name: "منى السيد – Villa", amount_minor: 700000000, currency: "EGP", stage: { id: tenant.stage }, contacts: [{ contact_id }], companies: [{ company_id }],
    units: [{ unit_id: tenant.unit, unit_status: "reserved", reservation: { status: "active" } }],
  });
  expect(await owner.ok(getLead, { params })).toMatchObject({ conversion: { contact_id, company_id, deal_id }, matches: [{ contact_id }, { contact_id }] });
  expect(await tenant.events()).toEqual(expect.arrayContaining(["contact.created", "company.created", "deal.created", "unit.reserved", "lead.converted"]));
});

test("a conversion without wishes makes a contact and nothing else", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const lead = await newLead(tenant);
  const done = await owner.ok(convertLead, { params: { lead_id: lead.id } });
  expect(done).toMatchObject({ company_id: null, deal_id: null, lead: { id: lead.id } });
});

test("a converted lead is final: it is not converted, changed or deleted again", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const lead = await newLead(tenant), params = { lead_id: lead.id };
  const { contact_id } = await owner.ok(convertLead, { params });
  const final = { status: 409, error: { code: "LEAD_CONVERTED" } };
  expect(await owner.call(convertLead, { params })).toMatchObject({ ...final, error: { details: { conversion: { contact_id } } } });
  expect(await owner.call(patchLead, { params, body: { notes: "x" } })).toMatchObject(final);
  expect(await owner.call(deleteLead, { params })).toMatchObject(final);
});

test("of many conversions at once exactly one wins and the others learn what it made", async () => {
  const tenant = await newSeller(), { owner } = tenant;
  const lead = await newLead(tenant), params = { lead_id: lead.id };
  const answers = await Promise.all(Array.from({ length: 8 }, () => owner.call(convertLead, { params, body: { company: { name: "Nile Co" }, deal: {} } })));
  const won = answers.filter((a) => a.status === 201);
  expect(won).toHaveLength(1);
  for (const lost of answers.filter((a) => a.status !== 201))
    expect(lost).toMatchObject({ status: 409, error: { code: "LEAD_CONVERTED", details: { conversion: { deal_id: won[0]!.data.deal_id } } } });
  expect((await admin`select 1 from deals where tenant_id = ${tenant.tenant_id}`).length).toBe(1);
  expect((await admin`select 1 from companies where tenant_id = ${tenant.tenant_id}`).length).toBe(1);
});

test("a conversion sent again with its key gets the first answer", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const lead = await newLead(tenant), input = { params: { lead_id: lead.id }, headers: { "idempotency-key": "convert-1" } };
  const first = await owner.call(convertLead, input), again = await owner.call(convertLead, input);
  expect(again.headers.get("idempotent-replay")).toBe("true");
  expect(again.data).toEqual(first.data);
});

test("the contact with the lead's address is used, and gets the addresses nobody has", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const known = await owner.ok(createContact, { body: { first_name: "Mona", phone_e164: mona.phone_e164 } });
  const company = await owner.ok(createCompany, { body: { name: "Nile Co" } });
  const lead = await newLead(tenant);
  const done = await owner.ok(convertLead, { params: { lead_id: lead.id }, body: { company: { company_id: company.id } } });
  expect(done.contact_id).toBe(known.id);
  expect(await owner.ok(getContact, { params: { contact_id: known.id } })).toMatchObject({ first_name: "Mona", email: mona.email, phone_e164: mona.phone_e164, company_id: company.id });
});

test("two contacts that match leave the choice to the caller, who may also choose a third", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const [a, b, c] = [
    await owner.ok(createContact, { body: { first_name: "By mail", email: mona.email } }), await owner.ok(createContact, { body: { first_name: "By phone", phone_e164: mona.phone_e164 } }),
    await owner.ok(createContact, { body: { first_name: "Wife", email: "wife@example.com" } }),
  ];
  const lead = await newLead(tenant), params = { lead_id: lead.id };
  const asked = await owner.call(convertLead, { params });
  expect(asked).toMatchObject({ status: 409, error: { code: "DUPLICATE", details: { duplicates: [{ type: "contact", id: a.id, reason: "email" }, { type: "contact", id: b.id, reason: "phone" }] } } });
  expect(await owner.call(convertLead, { params, body: { contact_id: newId() } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "contact_id" }] } } });
  expect((await owner.ok(convertLead, { params, body: { contact_id: c.id } })).contact_id).toBe(c.id);
  expect(await owner.ok(getContact, { params: { contact_id: c.id } })).toMatchObject({ email: "wife@example.com", phone_e164: null });
});

test("what the body points at must exist here, and be free", async () => {
  const tenant = await newSeller(), other = await newSeller(), { owner } = tenant;
  const foreign = await other.owner.ok(createContact, { body: { first_name: "Theirs", email: "x@example.com" } });
  const lead = await newLead(tenant), params = { lead_id: lead.id };
  const convert = (body: object) => owner.call(convertLead, { params, body });
  expect(await convert({ contact_id: foreign.id })).toMatchObject({ status: 422 });
  expect(await convert({ company: { company_id: newId() } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "company_id" }] } } });
  expect(await convert({ deal: { stage_id: other.stage } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "stage_id" }] } } });
  expect(await convert({ deal: { unit_id: other.unit } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "unit_id" }] } } });
  expect(await convert({ nonsense: true })).toMatchObject({ status: 422 });
  expect(await other.owner.call(convertLead, { params })).toMatchObject({ status: 404 });
  await owner.ok(setUnitStatus, { params: { unit_id: tenant.unit }, body: { status: "hold" } });
  expect(await convert({ deal: { unit_id: tenant.unit } })).toMatchObject({ status: 409, error: { code: "UNIT_UNAVAILABLE" } });
  expect(await owner.ok(getLead, { params })).toMatchObject({ status: "new", conversion: null });
});

test("a unit that another deal holds is waited for, also when five ask at once", async () => {
  const tenant = await newSeller(), { owner } = tenant;
  const asking = await Promise.all([1, 2, 3, 4, 5].map((n) => newLead(tenant, { email: `asks-${n}@example.com`, phone_e164: null })));
  const became = await Promise.all(asking.map(({ id }) => owner.ok(convertLead, { params: { lead_id: id }, body: { deal: { unit_id: tenant.unit } } })));
  expect(became.map(({ reservation }) => [reservation!.status, reservation!.position]).toSorted()).toEqual([["active", null], ["waitlisted", 1], ["waitlisted", 2], ["waitlisted", 3], ["waitlisted", 4]]);
});

test("a conversion asks for the permissions and keeps to the limits of what it makes", async () => {
  const tenant = await newSeller({ limits: { "contacts.max": 1, "deals.max": 1 } }), { owner } = tenant;
  const [one, two] = [await newLead(tenant), await newLead(tenant, { email: "two@example.com", phone_e164: null })];
  const converter = await tenant.user({ permissions: ["lead.convert"] });
  expect(await converter.call(convertLead, { params: { lead_id: one.id }, body: { deal: {} } })).toMatchObject({ status: 403, error: { details: { permission: "deal.create" } } });
  expect((await (await tenant.user({ permissions: ["lead.read"] })).call(convertLead, { params: { lead_id: one.id } })).status).toBe(403);
  await owner.ok(convertLead, { params: { lead_id: one.id }, body: { deal: {} } });
  expect(await owner.call(convertLead, { params: { lead_id: two.id } })).toMatchObject({ status: 422, error: { code: "LIMIT_REACHED", details: { key: "contacts.max" } } });
});

test("owner and watchers are told of a conversion, whoever made it is not", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const [agent, watcher] = [await tenant.user({ role: "sales_agent" }), await tenant.user({ role: "sales_manager" })];
  const lead = await newLead(tenant, { owner_user_id: agent.user_id });
  await admin`insert into record_watchers (tenant_id, subject_type, subject_id, user_id) values (${tenant.tenant_id}, 'lead', ${lead.id}, ${watcher.user_id}), (${tenant.tenant_id}, 'lead', ${lead.id}, ${owner.user_id})`;
  await owner.ok(convertLead, { params: { lead_id: lead.id } });
  const told = () => admin`select recipient_user_id as id from notifications_inbox where tenant_id = ${tenant.tenant_id} and title = ${"\u2068منى السيد\u2069 was converted"}`;
  await eventually(async () => (await told()).length >= 2);
  expect(new Set((await told()).map((row) => row["id"]))).toEqual(new Set([agent.user_id, watcher.user_id]));
});
