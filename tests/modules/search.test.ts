import { expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { createCompany, createContact } from "#worker/modules/contacts/contract.ts";
import { createLead } from "#worker/modules/leads/contract.ts";
import { search } from "#worker/modules/search/contract.ts";
import { admin, newTenant, type Tenant, tripsOf } from "../support/harness.ts";

/** One record of each type, all with the word Marina in them. */
async function stock({ owner, tenant_id }: Tenant) {
  const company = await owner.ok(createCompany, { body: { name: "Marina Holding", domain: "marina.example" } });
  const contact = await owner.ok(createContact, { body: { first_name: "Marina", last_name: "Adel", company_id: company.id } });
  const lead = await owner.ok(createLead, { body: { first_name: "Marina", last_name: "Wagdy", phone_e164: "+201000000777" } });
  const [pipeline, stage, deal, project, unit] = Array.from({ length: 5 }, newId);
  await admin.transaction([
    admin`insert into pipelines (tenant_id, id, name) values (${tenant_id}, ${pipeline}, 'P')`,
    admin`insert into pipeline_stages (tenant_id, id, pipeline_id, name, order_index, probability_pct) values (${tenant_id}, ${stage}, ${pipeline}, 'New', 1, 10)`,
    admin`insert into deals (tenant_id, id, name, amount_minor, currency, pipeline_id, stage_id) values (${tenant_id}, ${deal}, 'Marina villa', 1, 'EGP', ${pipeline}, ${stage})`,
    admin`insert into deal_contacts (tenant_id, deal_id, contact_id) values (${tenant_id}, ${deal}, ${contact.id})`,
    admin`insert into projects (tenant_id, id, name) values (${tenant_id}, ${project}, 'Marina Bay')`,
    admin`insert into unit_type_codes (tenant_id, id, code, label) values (${tenant_id}, ${newId()}, 'villa', 'Villa') on conflict do nothing`,
    admin`insert into units (tenant_id, id, project_id, code, unit_type_code, price_minor, currency) values (${tenant_id}, ${unit}, ${project}, 'V-101', 'villa', 1, 'EGP')`,
  ]);
  return { company, contact, lead, deal, unit };
}

test("one word finds records of every type in one round trip, each with what tells it apart", async () => {
  const tenant = await newTenant(), { company, contact, lead, deal, unit } = await stock(tenant);
  const answer = await tenant.owner.call(search, { query: { q: "marina" } });
  expect(tripsOf(answer)).toBe(1);
  expect(answer.data.items).toEqual([
    { type: "lead", id: lead.id, title: "Marina Wagdy", subtitle: "+201000000777", status: "new" },
    { type: "contact", id: contact.id, title: "Marina Adel", subtitle: "Marina Holding", status: "prospect" },
    { type: "company", id: company.id, title: "Marina Holding", subtitle: "marina.example", status: "active" },
    { type: "deal", id: deal, title: "Marina villa", subtitle: "Marina Adel", status: "open" },
    { type: "unit", id: unit, title: "V-101", subtitle: "Marina Bay", status: "available" },
  ]);
  const types = async (query: { q: string; types?: string }) => (await tenant.owner.ok(search, { query })).items.map((hit) => hit.type);
  expect(await types({ q: "marina", types: "deal,unit" })).toEqual(["deal", "unit"]);
  expect(await types({ q: "v-10" })).toEqual(["unit"]);
  expect(await types({ q: "0777" })).toEqual(["lead"]);
  expect(await types({ q: "100%" })).toEqual([]);
});

test("a search finds only what the caller may read", async () => {
  const tenant = await newTenant();
  await stock(tenant);
  const finance = await tenant.user({ permissions: ["unit.read", "deal.read"] }), nobody = await tenant.user({ permissions: [] });
  expect((await finance.ok(search, { query: { q: "marina" } })).items.map((hit) => hit.type)).toEqual(["deal", "unit"]);
  expect((await finance.ok(search, { query: { q: "marina", types: "contact" } })).items).toEqual([]);
  expect((await nobody.ok(search, { query: { q: "marina" } })).items).toEqual([]);
});

test("a search never leaves its tenant, through none of its types", async () => {
  const [one, two] = [await newTenant(), await newTenant()];
  await stock(one);
  expect((await two.owner.ok(search, { query: { q: "marina" } })).items).toEqual([]);
  const mine = await stock(two);
  expect((await two.owner.ok(search, { query: { q: "marina" } })).items.map((hit) => hit.id)).toEqual([mine.lead.id, mine.contact.id, mine.company.id, mine.deal, mine.unit]);
});

test("spellings that people mix find each other, and at most five of a type are shown, newest first", async () => {
  const { owner } = await newTenant();
  for (const first_name of ["أحمد", "منى", "فاطمة", "مُحَمَّد", "Renée"]) await owner.ok(createContact, { body: { first_name } });
  const pairs = [["احمد", "أحمد"], ["مني", "منى"], ["فاطمه", "فاطمة"], ["محمد", "مُحَمَّد"], ["renee", "Renée"], ["RENÉE", "Renée"]] as const;
  const found = await Promise.all(pairs.map(async ([q]) => [q, ...(await owner.ok(search, { query: { q } })).items.map((hit) => hit.title)]));
  expect(found).toEqual(pairs);
  for (let i = 1; i <= 6; i++) await owner.ok(createContact, { body: { first_name: `Tarek ${i}`, email: `tarek.${i}@example.com` } });
  expect((await owner.ok(search, { query: { q: "tarek" } })).items.map((hit) => [hit.title, hit.subtitle])).toEqual([6, 5, 4, 3, 2].map((i) => [`Tarek ${i}`, `tarek.${i}@example.com`]));
});
