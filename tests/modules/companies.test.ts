import { expect, test } from "vitest";
import { createCompany, createContact, deleteCompany, getCompany, listCompanies, patchCompany } from "#worker/modules/contacts/contract.ts";
import { newTenant, tripsOf } from "../support/harness.ts";

test("a company is created, counted, changed and deleted, each step an event", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const company = await owner.ok(createCompany, { body: { name: "طلعت مصطفى", domain: "HTTPS://www.TMG.com.eg/about", city: "القاهرة", country: "EG", phone: "+20233331111" } });
  expect(company).toMatchObject({ domain: "tmg.com.eg", status: "active", contacts_count: 0, version: 1 });
  const params = { company_id: company.id };
  expect(await owner.ok(getCompany, { params })).toEqual(company);
  const contact = await owner.ok(createContact, { body: { first_name: "Hisham", company_id: company.id } });
  const patched = await owner.ok(patchCompany, { params, body: { status: "inactive", phone: null } });
  expect(patched).toMatchObject({ status: "inactive", phone: null, contacts_count: 1, version: 2 });
  expect(await owner.ok(getCompany, { params })).toEqual(patched);
  expect(await owner.call(deleteCompany, { params })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  const other = await owner.ok(createCompany, { body: { name: "Empty" } });
  await owner.ok(deleteCompany, { params: { company_id: other.id } });
  expect((await owner.call(getCompany, { params: { company_id: other.id } })).status).toBe(404);
  expect(contact.company).toEqual({ id: company.id, name: "طلعت مصطفى" });
  expect(await tenant.events()).toEqual(["company.created", "contact.created", "company.updated", "company.created", "company.deleted"]);
});

test("a list is narrowed by domain, name, city, status and words, in one round trip", async () => {
  const { owner } = await newTenant();
  for (const body of [
    { name: "Emaar Misr", domain: "emaarmisr.com", city: "Cairo" }, { name: "Sodic", domain: "sodic.com", city: "الإسكندرية" }, { name: "Misr Italia", status: "inactive" as const, phone: "+20222223333" },
  ]) await owner.ok(createCompany, { body });
  const names = async (query: object) => {
    const answer = await owner.call(listCompanies, { query: { sort: "name", total: "true", ...query } });
    expect(tripsOf(answer)).toBe(1);
    expect((answer.data as { total?: number }).total).toBe(answer.data.items.length);
    return answer.data.items.map((c) => c.name);
  };
  expect(await names({})).toEqual(["Emaar Misr", "Misr Italia", "Sodic"]);
  expect(await names({ domain: "http://www.emaarmisr.com" })).toEqual(["Emaar Misr"]);
  expect(await names({ name: "misr" })).toEqual(["Emaar Misr", "Misr Italia"]);
  expect(await names({ name: "emaarmisr" })).toEqual([]);
  expect(await names({ q: "emaarmisr" })).toEqual(["Emaar Misr"]);
  expect(await names({ q: "2222333" })).toEqual(["Misr Italia"]);
  expect(await names({ city: "cairo" })).toEqual(["Emaar Misr"]);
  expect(await names({ city: "الاسكندرية" })).toEqual(["Sodic"]);
  expect(await names({ status: "inactive" })).toEqual(["Misr Italia"]);
});

test("what is not a domain is refused, and an Arabic one is kept in its ASCII form", async () => {
  const { owner } = await newTenant();
  for (const domain of ["not a domain", "localhost", "http://", "1.2.3.4", "a..b"]) {
    expect(await owner.call(createCompany, { body: { name: "X", domain } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "domain" }] } } });
  }
  expect((await owner.ok(createCompany, { body: { name: "X", domain: "عقارات.مصر" } })).domain).toMatch(/^xn--.+\.xn--wgbh1c$/);
});

test("another tenant's company does not exist, and the plan's limit and permissions hold", async () => {
  const one = await newTenant({ limits: { "companies.max": 1 } }), two = await newTenant();
  const { id: company_id } = await two.owner.ok(createCompany, { body: { name: "Theirs" } });
  expect((await one.owner.call(getCompany, { params: { company_id } })).status).toBe(404);
  expect((await one.owner.call(patchCompany, { params: { company_id }, body: { name: "Mine" } })).status).toBe(404);
  expect((await one.owner.call(deleteCompany, { params: { company_id } })).status).toBe(404);
  expect((await one.owner.ok(listCompanies)).items).toEqual([]);
  const [a, b] = await Promise.all(["a", "b"].map((name) => one.owner.call(createCompany, { body: { name } })));
  expect([a!.status, b!.status].toSorted()).toEqual([201, 422]);
  const reader = await two.user({ permissions: ["company.read"] });
  expect((await reader.call(deleteCompany, { params: { company_id } })).status).toBe(403);
  expect((await two.owner.call(patchCompany, { params: { company_id }, body: { name: "B" }, headers: { "if-match": '"9"' } })).status).toBe(412);
});
