import { describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import {
  addWatcher, createActivity, deleteActivity, getActivity, getTimeline, listActivities, listWatchers, patchActivity, removeWatcher,
} from "#worker/modules/activities/contract.ts";
import { createCompany, createContact, deleteContact, patchContact } from "#worker/modules/contacts/contract.ts";
import { createLead } from "#worker/modules/leads/contract.ts";
import { admin, type Client, newTenant, tripsOf } from "../support/harness.ts";

const contactOf = (client: Client, first_name = "منى") => client.ok(createContact, { body: { first_name } });
const on = (subject_type: "contact" | "company" | "lead", subject_id: string) => ({ subject_type, subject_id });

test("an activity is logged, read, changed and deleted, each step an event and an audit row", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const contact = await contactOf(owner), company = await owner.ok(createCompany, { body: { name: "Sodic" } });
  const link = { related_type: "company" as const, related_id: company.id };
  const created = await owner.call(createActivity, { body: { type: "call", ...on("contact", contact.id), title: "مكالمة أولى", direction: "inbound", links: [link, link] } });
  expect(tripsOf(created)).toBe(1);
  const activity = created.data, params = { activity_id: activity.id };
  expect(activity).toMatchObject({ type: "call", owner_user_id: owner.user_id, links: [link], body: null, version: 1 });
  expect(await owner.ok(getActivity, { params })).toEqual(activity);
  const patched = await owner.call(patchActivity, { params, body: { body: "Asked for a villa", links: [] } });
  expect([tripsOf(patched), patched.data.links, patched.data.version]).toEqual([2, [], 2]);
  expect(await owner.ok(getActivity, { params })).toEqual(patched.data);
  expect((await owner.ok(listActivities, { query: on("company", company.id) })).items).toEqual([]);
  await owner.ok(deleteActivity, { params });
  expect((await owner.call(getActivity, { params })).status).toBe(404);
  expect(await tenant.events()).toEqual(["contact.created", "company.created", "activity.created", "activity.updated", "activity.deleted"]);
  expect((await tenant.audit()).filter((row) => row["entity_type"] === "activities").map((row) => row["action"])).toEqual(["insert", "update", "delete"]);
});

test("activities are listed by subject or link, type, owner and time", async () => {
  const { owner } = await newTenant();
  const contact = await contactOf(owner), company = await owner.ok(createCompany, { body: { name: "Sodic" } });
  const about = { ...on("contact", contact.id), title: "x" };
  const call = await owner.ok(createActivity, { body: { ...about, type: "call", started_at: "2026-01-05T10:00:00Z" } });
  const note = await owner.ok(createActivity, {
    body: { ...about, type: "note", links: [{ related_type: "company", related_id: company.id }], started_at: "2026-01-06T10:00:00Z", owner_user_id: null },
  });
  const ids = async (query: object) => (await owner.ok(listActivities, { query })).items.map((a) => a.id);
  expect(await ids({})).toEqual([note.id, call.id]);
  expect(await ids({ subject: `contact:${contact.id}`, sort: "started_at" })).toEqual([call.id, note.id]);
  expect(await ids(on("company", company.id))).toEqual([note.id]);
  expect(await ids({ type: "call,meeting" })).toEqual([call.id]);
  expect(await ids({ owner: "none" })).toEqual([note.id]);
  expect(await ids({ from: "2026-01-06T00:00:00Z", to: "2026-01-07T00:00:00Z" })).toEqual([note.id]);
  const page = await owner.call(listActivities, { query: { limit: 1, total: "true", ...on("contact", contact.id) } });
  expect([tripsOf(page), page.data.items.length, (page.data as { total?: number }).total]).toEqual([1, 1, 2]);
  expect((await owner.call(listActivities, { query: { subject_type: "contact" } }))).toMatchObject({ status: 422, error: { details: { issues: [{ path: "subject_id" }] } } });
});

test("subject, links and owner must be the tenant's own; every wrong field is named", async () => {
  const [one, two] = [await newTenant(), await newTenant()];
  const mine = await contactOf(one.owner), theirs = await contactOf(two.owner);
  const links = [{ related_type: "contact" as const, related_id: mine.id }, { related_type: "deal" as const, related_id: newId() }, { related_type: "company" as const, related_id: mine.id }];
  const wrong = await one.owner.call(createActivity, { body: { type: "note", ...on("contact", theirs.id), title: "x", links } });
  expect([wrong.status, wrong.error?.details.issues.map((i: { path: string }) => i.path).toSorted()]).toEqual([422, ["links.1.related_id", "links.2.related_id", "subject_id"]]);
  const body = { type: "note" as const, ...on("contact", mine.id), title: "x" };
  expect(await one.owner.call(createActivity, { body: { ...body, owner_user_id: two.owner.user_id } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "owner_user_id" }] } } });
  expect((await one.owner.ok(listActivities)).items).toEqual([]);
  const activity = await one.owner.ok(createActivity, { body });
  const params = { activity_id: activity.id };
  expect((await one.owner.call(patchActivity, { params, body: { links } })).status).toBe(422);
  for (const route of [getActivity, deleteActivity]) expect((await two.owner.call(route, { params })).status).toBe(404);
  expect((await two.owner.call(patchActivity, { params, body: { title: "y" } })).status).toBe(404);
});

test("type and subject never change, an end comes after its start, and what the system wrote stays", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const contact = await contactOf(owner);
  const body = { type: "meeting" as const, ...on("contact", contact.id), title: "Site visit", started_at: "2026-02-01T10:00:00.000Z" };
  expect((await owner.call(createActivity, { body: { ...body, type: "system" as never } })).status).toBe(422);
  const { id: activity_id } = await owner.ok(createActivity, { body });
  const params = { activity_id };
  for (const change of [{ type: "call" }, { subject_id: contact.id }]) expect((await owner.call(patchActivity, { params, body: change as object })).status).toBe(422);
  expect(await owner.call(patchActivity, { params, body: { ended_at: "2026-02-01T09:00:00Z" } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "ended_at" }] } } });
  expect((await owner.call(patchActivity, { params, body: { title: "y" }, headers: { "if-match": '"4"' } })).status).toBe(412);
  const agent = await tenant.user({ role: "staff" });
  expect((await agent.call(patchActivity, { params, body: { title: "y" } })).status).toBe(403);
  const system_id = newId();
  await admin`insert into activities (tenant_id, id, type, subject_type, subject_id, title) values (${tenant.tenant_id}, ${system_id}, 'system', 'contact', ${contact.id}, 's')`;
  expect((await owner.call(patchActivity, { params: { activity_id: system_id }, body: { title: "y" } })).status).toBe(409);
  expect((await owner.call(deleteActivity, { params: { activity_id: system_id } })).status).toBe(409);
});

describe("timeline", () => {
  test("activities and events of a record are one list, newest first, with who did them", async () => {
    const { owner } = await newTenant();
    const contact = await contactOf(owner), lead = await owner.ok(createLead, { body: { first_name: "L", phone_e164: "+201000000001" } });
    await owner.ok(createActivity, { body: { type: "note", ...on("lead", lead.id), title: "linked", links: [{ related_type: "contact", related_id: contact.id }] } });
    await owner.ok(patchContact, { params: { contact_id: contact.id }, body: { notes: "x" } });
    const planned = await owner.ok(createActivity, { body: { type: "meeting", ...on("contact", contact.id), title: "زيارة", started_at: "2050-01-01T09:00:00Z" } });
    const answer = await owner.call(getTimeline, { query: on("contact", contact.id) });
    expect(tripsOf(answer)).toBe(1);
    expect(answer.data.items.map((item) => [item.kind, item.type])).toEqual([["activity", "meeting"], ["event", "contact.updated"], ["activity", "note"], ["event", "contact.created"]]);
    expect(answer.data.items[0]).toEqual({
      id: planned.id, kind: "activity", type: "meeting", title: "زيارة", body: null, occurred_at: "2050-01-01T09:00:00.000Z", actor: { user_id: owner.user_id, full_name: "User super_admin" },
    });
    expect(answer.data.items[1]).toMatchObject({ payload: { contact_id: contact.id, fields: ["notes"] }, actor: { user_id: owner.user_id } });
    expect((await owner.ok(getTimeline, { query: on("lead", lead.id) })).items.map((i) => i.type)).toEqual(["note", "lead.created"]);
  });

  test("pages neither lose nor repeat an item when many share one instant", async () => {
    const { owner, tenant_id } = await newTenant();
    const { id } = await contactOf(owner);
    const started_at = "2026-03-01T10:00:00.000Z";
    await Promise.all(Array.from({ length: 7 }, (_, i) => owner.ok(createActivity, { body: { type: "note", ...on("contact", id), title: `${i}`, started_at } })));
    await admin`update event_log set created_at = ${started_at} where tenant_id = ${tenant_id} and name = 'contact.created'`;
    const whole = (await owner.ok(getTimeline, { query: on("contact", id) })).items;
    const paged: typeof whole = [];
    for (let cursor: string | undefined; ;) {
      const page = await owner.ok(getTimeline, { query: { ...on("contact", id), limit: 3, cursor } });
      paged.push(...page.items);
      if (!page.next_cursor) break;
      cursor = page.next_cursor;
    }
    expect(whole.length).toBe(8);
    expect(paged).toEqual(whole);
    const { next_cursor } = await owner.ok(listActivities, { query: { limit: 1 } });
    const forged = Buffer.from(JSON.stringify(["-occurred_at", "soon", id])).toString("base64url");
    for (const cursor of ["nonsense", forged, next_cursor!]) expect((await owner.call(getTimeline, { query: { ...on("contact", id), cursor } })).status).toBe(422);
  });

  test("messages and notifications are left out, and the system is nobody", async () => {
    const { owner, tenant_id } = await newTenant();
    const { id } = await contactOf(owner);
    for (const name of ["message.sent", "notification.created", "lead.scored"]) {
      const event_id = newId();
      await admin`insert into event_log (tenant_id, id, name, payload, actor_id) values (${tenant_id}, ${event_id}, ${name}, '{}', 'system:test')`;
      await admin`insert into event_subjects (tenant_id, subject_type, subject_id, event_id) values (${tenant_id}, 'contact', ${id}, ${event_id})`;
    }
    const { items } = await owner.ok(getTimeline, { query: on("contact", id) });
    expect(items.map((i) => [i.type, i.actor?.user_id ?? null])).toEqual([["lead.scored", null], ["contact.created", owner.user_id]]);
  });

  test("a record of another tenant has no timeline, and one must be allowed to read the record", async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const { id } = await contactOf(one.owner);
    expect((await two.owner.call(getTimeline, { query: on("contact", id) })).status).toBe(404);
    const reader = await one.user({ permissions: ["activity.read"] });
    expect(await reader.call(getTimeline, { query: on("contact", id) })).toMatchObject({ status: 403, error: { details: { permission: "contact.read" } } });
  });
});

test("deleting a record takes its activities, links and watchers with it", async () => {
  const { owner, tenant_id } = await newTenant();
  const contact = await contactOf(owner), company = await owner.ok(createCompany, { body: { name: "Sodic" } });
  const links = [{ related_type: "contact" as const, related_id: contact.id }];
  await owner.ok(createActivity, { body: { type: "note", ...on("contact", contact.id), title: "gone" } });
  const kept = await owner.ok(createActivity, { body: { type: "note", ...on("company", company.id), title: "kept", links } });
  await owner.ok(addWatcher, { body: on("contact", contact.id) });
  await owner.ok(deleteContact, { params: { contact_id: contact.id } });
  expect((await owner.ok(listActivities)).items).toEqual([{ ...kept, links: [] }]);
  expect(await admin`select * from record_watchers where tenant_id = ${tenant_id}`).toEqual([]);
});

test("one watches a record oneself, once, and only what one may read", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const agent = await tenant.user({ role: "sales_agent" });
  const { id } = await contactOf(owner);
  const about = on("contact", id);
  for (const client of [owner, owner, agent]) await client.ok(addWatcher, { body: about });
  expect((await owner.ok(listWatchers, { query: about })).items.map((w) => w.user_id).toSorted()).toEqual([owner.user_id, agent.user_id].toSorted());
  await agent.ok(removeWatcher, { query: about });
  expect((await owner.ok(listWatchers, { query: about })).items).toMatchObject([{ user_id: owner.user_id, full_name: "User super_admin" }]);
  const stranger = await newTenant();
  expect(await stranger.owner.call(addWatcher, { body: about })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "subject_id" }] } } });
  const inventory = await tenant.user({ permissions: ["activity.read", "unit.read"] });
  expect((await inventory.call(addWatcher, { body: about })).status).toBe(403);
});
