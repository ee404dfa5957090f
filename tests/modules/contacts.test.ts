import { describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import {
  addChannel, checkDuplicates, createCompany, createContact, deleteChannel, deleteContact, getContact, listContacts, patchChannel, patchContact,
} from "#worker/modules/contacts/contract.ts";
import { admin, newTenant, tripsOf } from "../support/harness.ts";

const mona = { first_name: "منى", last_name: "السيد", email: "Mona@Example.com", phone_e164: "+201004827715" };

test("a contact is created with its channels, read, listed, changed and deleted, each step an event and an audit row", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const company = await owner.ok(createCompany, { body: { name: "Palm Hills" } });
  const contact = await owner.ok(createContact, { body: { ...mona, company_id: company.id, job_title: "Buyer", channels: [{ type: "email", value: "mona@home.example" }] } });
  expect(contact).toMatchObject({
    full_name: "منى السيد", lifecycle_stage: "prospect", owner_user_id: null, company: { id: company.id, name: "Palm Hills" },
    email: "mona@example.com", phone_e164: "+201004827715", whatsapp_e164: null, version: 1,
  });
  expect(contact.channels.map((c) => [c.type, c.value, c.value_e164, c.is_primary])).toEqual([
    ["email", "mona@example.com", null, true], ["phone", "+201004827715", "+201004827715", true], ["email", "mona@home.example", null, false],
  ]);
  expect(await owner.ok(getContact, { params: { contact_id: contact.id } })).toEqual(contact);
  expect(await owner.ok(listContacts, { query: { q: "مني", total: "true" } })).toEqual({ items: [contact], next_cursor: null, total: 1 });
  const patched = await owner.ok(patchContact, { params: { contact_id: contact.id }, body: { last_name: null, company_id: null, lifecycle_stage: "customer" } });
  expect(patched).toMatchObject({ full_name: "منى", company: null, company_id: null, lifecycle_stage: "customer", job_title: "Buyer", version: 2 });
  expect(await owner.ok(getContact, { params: { contact_id: contact.id } })).toEqual(patched);
  await owner.ok(deleteContact, { params: { contact_id: contact.id } });
  expect((await owner.call(getContact, { params: { contact_id: contact.id } })).status).toBe(404);
  expect(await tenant.events()).toEqual(["company.created", "contact.created", "contact.updated", "contact.deleted"]);
  expect((await tenant.audit()).filter((row) => row["entity_type"] === "contacts").map((row) => row["action"])).toEqual(["insert", "update", "delete"]);
});

test("reads cost one round trip, a create one, and other writes at most two", async () => {
  const { owner } = await newTenant();
  const created = await owner.call(createContact, { body: mona });
  const params = { contact_id: created.data.id };
  expect(tripsOf(created)).toBe(1);
  expect(tripsOf(await owner.call(listContacts, { query: { q: "منى", total: "true" } }))).toBe(1);
  expect(tripsOf(await owner.call(getContact, { params }))).toBe(1);
  expect(tripsOf(await owner.call(patchContact, { params, body: { email: "new@example.com", notes: "x" } }))).toBe(2);
  expect(tripsOf(await owner.call(addChannel, { params, body: { type: "whatsapp", value: "+201004827715" } }))).toBe(2);
  expect(tripsOf(await owner.call(checkDuplicates, { body: mona }))).toBe(1);
});

describe("duplicates", () => {
  test("an address that someone has refuses a contact and names who has it", async () => {
    const { owner } = await newTenant();
    const first = await owner.ok(createContact, { body: mona });
    const again = await owner.call(createContact, { body: { first_name: "Mona", email: "MONA@example.com" } });
    expect(again).toMatchObject({ status: 409, error: { code: "DUPLICATE", details: { duplicates: [{ type: "contact", id: first.id, reason: "email", label: "منى السيد" }] } } });
    const byPhone = await owner.call(createContact, { body: { first_name: "Mona", phone_e164: mona.phone_e164 } });
    expect(byPhone.error?.details.duplicates).toEqual([{ type: "contact", id: first.id, reason: "phone", label: "منى السيد" }]);
    const second = await owner.ok(createContact, { body: { first_name: "Mona", email: "second@example.com" } });
    const params = { contact_id: second.id };
    expect((await owner.call(patchContact, { params, body: { email: "mona@example.com" } })).error?.details.duplicates[0].id).toBe(first.id);
    expect((await owner.call(addChannel, { params, body: { type: "phone", value: mona.phone_e164 } })).error?.details.duplicates[0].id).toBe(first.id);
    const channel_id = second.channels[0]!.id;
    expect((await owner.call(patchChannel, { params: { ...params, channel_id }, body: { value: "mona@example.com" } })).error?.details.duplicates[0].id).toBe(first.id);
    expect((await owner.ok(getContact, { params })).version).toBe(1);
  });

  test("of contacts created at once with one email, exactly one is stored", async () => {
    const { owner } = await newTenant();
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => owner.call(createContact, { body: { first_name: `Twin ${i}`, email: "twin@example.com" } })));
    expect(answers.map((a) => a.status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
    const { id } = answers.find((a) => a.status === 201)!.data;
    for (const refused of answers.filter((a) => a.status === 409)) expect(refused.error?.details.duplicates.map((d: { id: string }) => d.id)).toEqual([id]);
  });

  test("another tenant's contact with the same address is no duplicate", async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    await one.owner.ok(createContact, { body: mona });
    expect(await two.owner.ok(checkDuplicates, { body: mona })).toEqual({ blocking: [], similar: [] });
    await two.owner.ok(createContact, { body: mona });
  });

  test("a retried create with the same Idempotency-Key is answered as the first one, not as a duplicate", async () => {
    const { owner } = await newTenant();
    const headers = { "idempotency-key": newId() };
    const first = await owner.call(createContact, { body: mona, headers });
    const again = await owner.call(createContact, { body: mona, headers });
    expect(again).toMatchObject({ status: 201, data: first.data });
    expect(again.headers.get("idempotent-replay")).toBe("true");
  });

  test("the check tells who would refuse it from who only looks alike, in either script", async () => {
    const { owner } = await newTenant();
    const company = await owner.ok(createCompany, { body: { name: "Sodic", domain: "https://www.SODIC.com/en" } });
    const ahmed = await owner.ok(createContact, { body: { first_name: "أحمد", last_name: "عبد الرحمن", phone_e164: "+201112223334", company_id: company.id } });
    const check = (body: object) => owner.ok(checkDuplicates, { body: { first_name: "Ahmad", last_name: "Abdelrahman", ...body } });
    const alike = (reason: string) => ({ blocking: [], similar: [{ type: "contact", id: ahmed.id, label: "أحمد عبد الرحمن", reason }] });
    expect(await check({})).toEqual({ blocking: [], similar: [] });
    expect(await check({ phone_e164: "+20112223334" })).toEqual(alike("name_phone"));
    expect(await check({ email: "ahmed@sodic.com" })).toEqual(alike("name_company"));
    expect(await check({ company_id: company.id })).toEqual(alike("name_company"));
    expect(await check({ company_id: company.id, contact_id: ahmed.id })).toEqual({ blocking: [], similar: [] });
    expect(await check({ whatsapp_e164: "+201112223334" })).toEqual(alike("phone"));
    expect(await check({ phone_e164: "+201112223334" })).toEqual({ blocking: [{ type: "contact", id: ahmed.id, label: "أحمد عبد الرحمن", reason: "phone" }], similar: [] });
    expect((await owner.ok(checkDuplicates, { body: { first_name: "Karim", phone_e164: "+20112223334" } })).similar).toEqual([]);
    await owner.ok(createContact, { body: { first_name: "Ahmad", last_name: "Abdelrahman", phone_e164: "+20112223334" } });
  });
});

describe("channels", () => {
  test("one channel of a type is primary: the first, until another becomes so or it is removed", async () => {
    const { owner } = await newTenant();
    const { id: contact_id } = await owner.ok(createContact, { body: { first_name: "Omar" } });
    const get = async () => (await owner.ok(getContact, { params: { contact_id } }));
    const a = await owner.ok(addChannel, { params: { contact_id }, body: { type: "email", value: "A@x.example" } });
    const b = await owner.ok(addChannel, { params: { contact_id }, body: { type: "email", value: "b@x.example" } });
    expect([a.is_primary, b.is_primary, (await get()).email]).toEqual([true, false, "a@x.example"]);
    const promoted = await owner.ok(patchChannel, { params: { contact_id, channel_id: b.id }, body: { is_primary: true } });
    expect([promoted.is_primary, (await get()).email]).toEqual([true, "b@x.example"]);
    await owner.ok(deleteChannel, { params: { contact_id, channel_id: b.id } });
    expect((await get()).channels).toMatchObject([{ id: a.id, is_primary: true, version: 3 }]);
    const c = await owner.ok(addChannel, { params: { contact_id }, body: { type: "email", value: "c@x.example", is_primary: true } });
    expect((await get()).channels.map((ch) => [ch.id, ch.is_primary])).toEqual([[c.id, true], [a.id, false]]);
  });

  test("PATCH of a contact replaces, promotes and removes its primary address, and answers what is stored", async () => {
    const { owner } = await newTenant();
    const contact = await owner.ok(createContact, { body: { ...mona, channels: [{ type: "email", value: "other@example.com" }] } });
    const params = { contact_id: contact.id };
    const patch = async (body: object) => {
      const answer = await owner.ok(patchContact, { params, body });
      expect(await owner.ok(getContact, { params })).toEqual(answer);
      return answer.channels.filter((c) => c.type === "email").map((c) => [c.value, c.is_primary]);
    };
    expect(await patch({ email: "other@example.com" })).toEqual([["other@example.com", true], ["mona@example.com", false]]);
    expect(await patch({ email: "third@example.com" })).toEqual([["third@example.com", true], ["mona@example.com", false]]);
    expect(await patch({ email: null, phone_e164: null })).toEqual([["mona@example.com", true]]);
    expect(await patch({ email: null, whatsapp_e164: "+971501234567" })).toEqual([]);
  });

  test("an address changes only with its verification and consent", async () => {
    const { owner } = await newTenant();
    const { id: contact_id, channels: [channel] } = await owner.ok(createContact, { body: mona });
    await admin`update contact_channels set verified_at = now(), opt_in = true, opt_in_source = 'form' where id = ${channel!.id}`;
    const params = { contact_id, channel_id: channel!.id };
    expect(await owner.ok(patchChannel, { params, body: { locale: "ar" } })).toMatchObject({ opt_in: true, locale: "ar", verified_at: expect.any(String) });
    expect(await owner.ok(patchChannel, { params, body: { value: "moved@example.com" } })).toMatchObject({ value: "moved@example.com", opt_in: false, opt_in_source: null, verified_at: null });
  });

  test("a wrong address is refused by name, and channels answer only under their own contact", async () => {
    const { owner } = await newTenant();
    const contact = await owner.ok(createContact, { body: mona }), other = await owner.ok(createContact, { body: { first_name: "Omar" } });
    const params = { contact_id: contact.id }, channel_id = contact.channels[0]!.id;
    expect((await owner.call(addChannel, { params, body: { type: "phone", value: "01004827715" } }))).toMatchObject({ status: 422, error: { details: { issues: [{ path: "value" }] } } });
    expect((await owner.call(patchChannel, { params: { ...params, channel_id }, body: { value: "not an email" } }))).toMatchObject({ status: 422, error: { details: { issues: [{ path: "value" }] } } });
    expect((await owner.call(deleteChannel, { params: { contact_id: other.id, channel_id } })).status).toBe(404);
    expect((await owner.call(addChannel, { params: { contact_id: newId() }, body: { type: "email", value: "x@example.com" } })).status).toBe(404);
    const twice = { first_name: "Sara", email: "s@example.com", channels: [{ type: "email" as const, value: "s@example.com" }] };
    expect((await owner.call(createContact, { body: twice }))).toMatchObject({ status: 422, error: { details: { issues: [{ path: "channels.0.value" }] } } });
  });

  test("primary channels added at once leave one primary and lose none", async () => {
    const { owner } = await newTenant();
    const { id: contact_id } = await owner.ok(createContact, { body: { first_name: "Omar" } });
    await Promise.all(Array.from({ length: 5 }, (_, i) => owner.ok(addChannel, { params: { contact_id }, body: { type: "phone", value: `+2010000000${i}0` } })));
    const { channels } = await owner.ok(getContact, { params: { contact_id } });
    expect([channels.length, channels.filter((c) => c.is_primary).length]).toEqual([5, 1]);
  });
});

test("a contact of a deal or of a converted lead cannot be deleted", async () => {
  const { owner, tenant_id } = await newTenant();
  const { id } = await owner.ok(createContact, { body: mona }), lead_id = newId();
  await admin`insert into leads (tenant_id, id, first_name, email, status) values (${tenant_id}, ${lead_id}, 'M', 'mona@example.com', 'converted')`;
  await admin`insert into lead_conversions (tenant_id, lead_id, contact_id) values (${tenant_id}, ${lead_id}, ${id})`;
  expect(await owner.call(deleteContact, { params: { contact_id: id } })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
});

test("other tenants' records do not exist: 404 by path, 422 in a body", async () => {
  const [one, two] = [await newTenant(), await newTenant()];
  const company = await two.owner.ok(createCompany, { body: { name: "Theirs" } });
  const theirs = await two.owner.ok(createContact, { body: { first_name: "Theirs", email: "t@example.com" } });
  const mine = await one.owner.ok(createContact, { body: mona });
  const params = { contact_id: theirs.id };
  expect((await one.owner.call(getContact, { params })).status).toBe(404);
  expect((await one.owner.call(patchContact, { params, body: { notes: "x" } })).status).toBe(404);
  expect((await one.owner.call(deleteContact, { params })).status).toBe(404);
  expect((await one.owner.call(addChannel, { params, body: { type: "email", value: "x@example.com" } })).status).toBe(404);
  expect((await one.owner.ok(listContacts)).items).toEqual([mine]);
  for (const body of [{ company_id: company.id }, { owner_user_id: two.owner.user_id }]) {
    const [field] = Object.keys(body);
    const wrong = { status: 422, error: { code: "VALIDATION_FAILED", details: { issues: [{ path: field }] } } };
    expect(await one.owner.call(createContact, { body: { first_name: "X", ...body } })).toMatchObject(wrong);
    expect(await one.owner.call(patchContact, { params: { contact_id: mine.id }, body })).toMatchObject(wrong);
  }
  expect((await one.owner.call(checkDuplicates, { body: { first_name: "X", company_id: company.id } })).status).toBe(422);
});

test("text that no database can hold is refused, not an error of ours", async () => {
  const { owner } = await newTenant();
  expect((await owner.call(createContact, { body: { first_name: "a\u0000b" } })).status).toBe(422);
  expect((await owner.call(listContacts, { query: { q: "a\u0000b" } })).status).toBe(422);
});

test("a stale If-Match, a missing permission and the plan's limit refuse a write", async () => {
  const tenant = await newTenant({ limits: { "contacts.max": 2 } }), { owner } = tenant;
  const { id } = await owner.ok(createContact, { body: mona });
  expect((await owner.call(patchContact, { params: { contact_id: id }, body: { notes: "x" }, headers: { "if-match": '"7"' } })).status).toBe(412);
  expect((await owner.call(deleteContact, { params: { contact_id: id }, headers: { "if-match": '"7"' } })).status).toBe(412);
  const reader = await tenant.user({ permissions: ["contact.read"] });
  expect((await reader.call(createContact, { body: { first_name: "No" } })).status).toBe(403);
  expect((await reader.call(addChannel, { params: { contact_id: id }, body: { type: "email", value: "x@example.com" } })).status).toBe(403);
  const race = await Promise.all(["a", "b", "c"].map((name) => owner.call(createContact, { body: { first_name: name } })));
  expect(race.map((a) => a.status).toSorted()).toEqual([201, 422, 422]);
  expect(race.find((a) => a.status === 422)!.error).toMatchObject({ code: "LIMIT_REACHED", details: { key: "contacts.max", limit: 2 } });
});

test("a list is narrowed, ordered and paged without losing or repeating anyone", async () => {
  const { owner } = await newTenant();
  const company = await owner.ok(createCompany, { body: { name: "Emaar" } });
  const names = ["أحمد", "Basma", "Chadi", "Dina", "Ehab"];
  for (const [i, first_name] of names.entries()) {
    await owner.ok(createContact, { body: { first_name, email: `${i}@emaar.example`, ...(i % 2 ? { company_id: company.id, lifecycle_stage: "customer" as const } : { owner_user_id: owner.user_id }) } });
  }
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await owner.ok(listContacts, { query: { limit: 2, sort: "full_name", cursor } });
    seen.push(...page.items.map((c) => c.first_name));
    if (!page.next_cursor) break;
    cursor = page.next_cursor;
  }
  expect(seen.toSorted()).toEqual(names.toSorted());
  const forged = Buffer.from(JSON.stringify(["-created_at", "soon", company.id])).toString("base64url");
  expect((await owner.call(listContacts, { query: { cursor: forged } })).status).toBe(422);
  const namesOf = async (query: object) => (await owner.ok(listContacts, { query: { ...query, sort: "created_at" } })).items.map((c) => c.first_name);
  expect(await namesOf({ company: company.id })).toEqual(["Basma", "Dina"]);
  expect(await namesOf({ lifecycle: "customer,lead" })).toEqual(["Basma", "Dina"]);
  expect(await namesOf({ owner: owner.user_id })).toEqual(["أحمد", "Chadi", "Ehab"]);
  expect(await namesOf({ owner: "none" })).toEqual(["Basma", "Dina"]);
  expect(await namesOf({ q: "احمد" })).toEqual(["أحمد"]);
  expect(await namesOf({ q: "3@EMAAR" })).toEqual(["Dina"]);
});
