import { createScheduledController } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { listRoles, setRoleVisibility } from "#worker/modules/access/contract.ts";
import { getTimeline } from "#worker/modules/activities/contract.ts";
import { completeTask, createTask, deleteTask, getTask, listTasks, patchTask, remindOfTask } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { createContact, deleteContact } from "#worker/modules/contacts/contract.ts";
import { createLead } from "#worker/modules/leads/contract.ts";
import { getNotification, listNotifications } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { admin, type Client, eventually, newTenant, type Tenant, tripsOf } from "../support/harness.ts";
import { deliverTo, messagesOf } from "../support/queued.ts";

const HOUR_MS = 3_600_000, MINUTE_MS = 60_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
const before = (at: string, minutes: number) => new Date(Date.parse(at) - minutes * MINUTE_MS).toISOString();
const contactOf = (client: Client) => client.ok(createContact, { body: { first_name: "منى" } });
const about = (related_type: "contact" | "lead", related_id: string) => ({ related_type, related_id });
/** What waits or was sent, as channel, status and time. */
const remindersOf = async (client: Client, task_id: string) => (await client.ok(getTask, { params: { task_id } })).reminders.map(({ channel, status, remind_at }) => [channel, status, remind_at]);
const both = (status: string, at: string) => [["email", status, at], ["inbox", status, at]];
const narrow = async (tenant: Tenant, scope: "own" | "team") => {
  const role = (await tenant.owner.ok(listRoles)).items.find(({ code }) => code.startsWith("custom"))!;
  await tenant.owner.ok(setRoleVisibility, { params: { role_id: role.id }, body: { lead: scope, contact: scope, company: scope, deal: scope, task: scope } });
};

describe("a task", () => {
  test("is made, read, changed, completed and deleted, each step an event and an audit row", async () => {
    const tenant = await newTenant(), { owner } = tenant, contact = await contactOf(owner), lead = await owner.ok(createLead, { body: { first_name: "L", phone_e164: "+201000000001" } });
    const link = { related_type: "lead" as const, related_id: lead.id }, due_at = inHours(5);
    const created = await owner.call(createTask, { body: { title: " اتصال ", due_at, ...about("contact", contact.id), links: [link, link, about("contact", contact.id)] } });
    expect([created.status, tripsOf(created)]).toEqual([201, 1]);
    const task = created.data, params = { task_id: task.id };
    expect(task).toMatchObject({ title: "اتصال", status: "open", priority: "medium", owner_user_id: owner.user_id, created_by: owner.user_id, due_at, links: [link], completed_at: null, version: 1 });
    expect(await owner.ok(getTask, { params })).toEqual({ ...task, related_name: "منى" });
    const patched = await owner.call(patchTask, { params, body: { priority: "high", description: "About the villa", links: [] } });
    expect([tripsOf(patched), patched.data]).toMatchObject([2, { version: 2, links: [], priority: "high" }]);
    expect(await owner.ok(getTask, { params })).toMatchObject(patched.data);
    const done = await owner.ok(completeTask, { params });
    expect(done).toMatchObject({ status: "done", version: 3, completed_at: expect.any(String) });
    expect(await owner.ok(completeTask, { params })).toEqual(done);
    await owner.ok(deleteTask, { params });
    expect((await owner.call(getTask, { params })).status).toBe(404);
    expect((await tenant.events()).filter((name) => name.startsWith("task."))).toEqual(["task.created", "task.updated", "task.completed", "task.updated", "task.deleted"]);
    expect((await tenant.audit()).filter((row) => row["entity_type"] === "tasks").map((row) => row["action"])).toEqual(["insert", "update", "update", "delete"]);
    expect(await admin`select * from reminders where tenant_id = ${tenant.tenant_id}`).toEqual([]);
  });

  test("is completed once by many at the same time", async () => {
    const tenant = await newTenant(), { id: task_id } = await tenant.owner.ok(createTask, { body: { title: "Once" } });
    const answers = await Promise.all(Array.from({ length: 4 }, () => tenant.owner.call(completeTask, { params: { task_id } })));
    expect(answers.map(({ status, data }) => [status, data.version])).toEqual(Array.from({ length: 4 }, () => [200, 2]));
    expect((await tenant.events()).filter((name) => name === "task.completed")).toHaveLength(1);
  });

  test("that is closed is opened before it ends in another way", async () => {
    const { owner } = await newTenant(), params = { task_id: (await owner.ok(createTask, { body: { title: "x" } })).id };
    const to = async (status: "open" | "in_progress" | "done" | "cancelled") => (await owner.call(patchTask, { params, body: { status } })).status;
    expect([await to("in_progress"), await to("cancelled"), await to("done"), (await owner.call(completeTask, { params })).status]).toEqual([200, 200, 409, 409]);
    expect([await to("open"), await to("done"), await to("cancelled"), await to("in_progress")]).toEqual([200, 200, 409, 200]);
    expect(await owner.ok(getTask, { params })).toMatchObject({ status: "in_progress", completed_at: null });
  });

  test("is refused with the field that is wrong, and not changed over somebody else's change", async () => {
    const [one, two] = [await newTenant(), await newTenant()], { owner } = one;
    const mine = await contactOf(owner), theirs = await contactOf(two.owner);
    const wrong: readonly [object, string[]][] = [
      [{ title: " " }, ["title"]], [{ title: "x", related_type: "contact" }, ["related_id"]], [{ title: "x", related_id: mine.id }, ["related_type"]],
      [{ title: "x", ...about("contact", theirs.id), links: [about("lead", mine.id)] }, ["links.0.related_id", "related_id"]],
      [{ title: "x", owner_user_id: two.owner.user_id }, ["owner_user_id"]], [{ title: "x", status: "done" }, ["status"]], [{ title: "x", due_at: "tomorrow" }, ["due_at"]],
      [{ title: "x", reminders: [{ minutes_before: 10 }] }, ["reminders.0.minutes_before"]], [{ title: "x", reminders: [{ remind_at: inHours(-1) }] }, ["reminders.0.remind_at"]],
      [{ title: "x", due_at: inHours(1), reminders: [{ remind_at: inHours(1), minutes_before: 3 }] }, ["reminders.0"]],
    ];
    for (const [body, paths] of wrong) {
      const answer = await owner.call(createTask, { body: body as { title: string } });
      expect([body, answer.status, answer.error?.details.issues.map((i: { path: string }) => i.path).toSorted()]).toEqual([body, 422, paths]);
    }
    const params = { task_id: (await owner.ok(createTask, { body: { title: "x", ...about("contact", mine.id) } })).id };
    expect((await owner.call(patchTask, { params, body: { title: "y" }, headers: { "if-match": '"7"' } })).status).toBe(412);
    expect((await owner.call(patchTask, { params, body: { related_type: null, related_id: null } })).data).toMatchObject({ related_type: null, related_id: null });
    for (const route of [getTask, deleteTask, completeTask]) expect((await two.owner.call(route, { params })).status).toBe(404);
    expect((await two.owner.call(patchTask, { params, body: { title: "y" } })).status).toBe(404);
    expect((await two.owner.ok(listTasks)).items).toEqual([]);
  });

  test("counts against the plan while it is open", async () => {
    const { owner } = await newTenant({ limits: { "tasks.max": 2 } }), make = () => owner.call(createTask, { body: { title: "x" } });
    const answers = await Promise.all([make(), make(), make()]), made = answers.filter(({ status }) => status === 201).map(({ data }) => ({ task_id: data.id }));
    expect([made.length, answers.find((a) => a.error)?.error]).toMatchObject([2, { code: "LIMIT_REACHED", details: { key: "tasks.max", limit: 2 } }]);
    await owner.ok(completeTask, { params: made[0]! });
    expect((await make()).status).toBe(201);
    expect(await owner.call(patchTask, { params: made[0]!, body: { status: "open" } })).toMatchObject({ status: 422, error: { code: "LIMIT_REACHED" } });
  });
});

test("tasks are listed by status, priority, owner, due time, record and words, the next due first", async () => {
  const tenant = await newTenant(), { owner } = tenant, agent = await tenant.user({ role: "sales_agent" }), contact = await contactOf(owner);
  const make = async (body: object) => (await owner.ok(createTask, { body: { title: "x", ...body } })).id;
  const late = await make({ due_at: inHours(-2), priority: "high" }), someday = await make({ title: "Ring إبراهيم" }), soon = await make({ due_at: inHours(2), owner_user_id: agent.user_id, ...about("contact", contact.id) }), later = await make({ due_at: inHours(30), links: [about("contact", contact.id)] });
  await owner.ok(completeTask, { params: { task_id: later } });
  const ids = async (query: object) => (await owner.ok(listTasks, { query })).items.map(({ id }) => id);
  expect(await ids({})).toEqual([late, soon, later, someday]);
  expect(await ids({ sort: "-due" })).toEqual([someday, later, soon, late]);
  expect(await ids({ status: "open,in_progress", due_from: inHours(-3), due_to: inHours(3) })).toEqual([late, soon]);
  expect([await ids({ overdue: "true" }), await ids({ overdue: "false" })]).toEqual([[late], [soon, later, someday]]);
  expect([await ids({ priority: "high" }), await ids({ owner: agent.user_id }), await ids({ status: "done" })]).toEqual([[late], [soon], [later]]);
  expect([await ids(about("contact", contact.id)), await ids({ q: "ابراهيم" })]).toEqual([[soon, later], [someday]]);
  const paged: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await owner.call(listTasks, { query: { limit: 1, cursor, total: "true" } });
    expect([tripsOf(page), page.data.total]).toEqual([1, 4]);
    paged.push(...page.data.items.map(({ id }) => id));
    if (!page.data.next_cursor) break;
    cursor = page.data.next_cursor;
  }
  expect(paged).toEqual([late, soon, later, someday]);
  expect((await owner.call(listTasks, { query: { related_id: contact.id } })).status).toBe(422);
});

describe("who may", () => {
  test("see tasks: owner and maker always, others by the scope of their role and what they see of the record", async () => {
    const tenant = await newTenant(), { owner } = tenant, agent = await tenant.user({ permissions: ["task.read", "task.create", "lead.read", "activity.read"] });
    const lead = await owner.ok(createLead, { body: { first_name: "Hidden", phone_e164: "+201000000002" } });
    const make = async (by: Client, body: object = {}) => (await by.ok(createTask, { body: { title: "Seen", ...body } })).id;
    const theirs = await make(owner), given = await make(owner, { owner_user_id: agent.user_id, ...about("lead", lead.id) }), asked = await make(agent, { owner_user_id: owner.user_id });
    const seen = async (query: object = {}) => (await agent.ok(listTasks, { query: { sort: "created_at", ...query } })).items.map(({ id }) => id);
    expect(await seen()).toEqual([theirs, given, asked]);
    await narrow(tenant, "own");
    expect([await seen(), await seen({ q: "seen" })]).toEqual([[given, asked], [given, asked]]);
    expect((await agent.call(getTask, { params: { task_id: theirs } })).status).toBe(404);
    expect(await agent.ok(getTask, { params: { task_id: given } })).toMatchObject({ related_id: lead.id, related_name: null });
    expect((await agent.call(createTask, { body: { title: "x", ...about("lead", lead.id) } })).status).toBe(422);
  });

  test("change tasks: their owner, and others with the permission", async () => {
    const tenant = await newTenant(), clerk = await tenant.user({ permissions: ["task.read", "task.create"] }), make = async (owner_user_id: string) => ({ task_id: (await tenant.owner.ok(createTask, { body: { title: "x", owner_user_id } })).id });
    const own = await make(clerk.user_id), other = await make(tenant.owner.user_id);
    expect((await clerk.call(patchTask, { params: own, body: { title: "y" } })).status).toBe(200);
    expect((await clerk.call(remindOfTask, { params: own, body: { reminders: [{ remind_at: inHours(1) }] } })).status).toBe(200);
    expect((await clerk.call(completeTask, { params: own })).status).toBe(200);
    expect(await clerk.call(patchTask, { params: other, body: { title: "y" } })).toMatchObject({ status: 403, error: { details: { permission: "task.update" } } });
    expect(await clerk.call(completeTask, { params: other })).toMatchObject({ status: 403, error: { details: { permission: "task.complete" } } });
    expect((await clerk.call(deleteTask, { params: own })).status).toBe(403);
    const editor = await tenant.user({ permissions: ["task.read", "task.update"] });
    expect([(await editor.call(patchTask, { params: other, body: { title: "y" } })).status, (await editor.call(patchTask, { params: other, body: { status: "done" } })).status]).toEqual([200, 403]);
  });
});

describe("reminders", () => {
  test("are an hour before the due time by default, or where they are asked for, and none where none are wanted", async () => {
    const { owner } = await newTenant(), due_at = inHours(10), make = async (body: object) => (await owner.ok(createTask, { body: { title: "x", ...body } })).id;
    expect(await remindersOf(owner, await make({ due_at }))).toEqual(both("pending", before(due_at, 60)));
    for (const body of [{}, { due_at, reminders: [] }, { due_at: inHours(0.5) }, { due_at: inHours(-3) }]) expect(await remindersOf(owner, await make(body))).toEqual([]);
    const at = inHours(3), id = await make({ due_at, reminders: [{ minutes_before: 15 }, { remind_at: at, channels: ["sms"] }, { remind_at: at }] });
    expect(await remindersOf(owner, id)).toEqual([...both("pending", at), ["sms", "pending", at], ...both("pending", before(due_at, 15))]);
  });

  test("are added or replaced, ten at most, while the task is open", async () => {
    const { owner } = await newTenant(), due_at = inHours(10), params = { task_id: (await owner.ok(createTask, { body: { title: "x", due_at } })).id };
    const added = await owner.call(remindOfTask, { params, body: { reminders: [{ minutes_before: 60 }, { minutes_before: 0 }] } });
    expect([added.status, added.data.version, added.data.reminders.length, tripsOf(added)]).toEqual([200, 2, 4, 2]);
    await owner.ok(remindOfTask, { params, body: { reminders: [{ minutes_before: 30 }], replace: true } });
    expect(await remindersOf(owner, params.task_id)).toEqual(both("pending", before(due_at, 30)));
    const ten = Array.from({ length: 10 }, (_, i) => ({ minutes_before: i }));
    expect(await owner.call(remindOfTask, { params, body: { reminders: ten } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "reminders" }] } } });
    await owner.ok(completeTask, { params });
    expect(await owner.call(remindOfTask, { params, body: { reminders: [{ minutes_before: 5 }] } })).toMatchObject({ status: 409, error: { details: { status: "done" } } });
  });

  test("move with the due time, are called off with the task and wait again when it is opened", async () => {
    const { owner } = await newTenant(), [first, second] = [inHours(10), inHours(20)], at = inHours(5);
    const { id: task_id } = await owner.ok(createTask, { body: { title: "x", due_at: first, reminders: [{ minutes_before: 60 }, { remind_at: at }] } }), params = { task_id };
    const now = () => remindersOf(owner, task_id), patch = (body: object) => owner.ok(patchTask, { params, body });
    await patch({ due_at: second });
    expect(await now()).toEqual([...both("pending", at), ...both("pending", before(second, 60))]);
    await patch({ due_at: null });
    expect(await now()).toEqual([...both("pending", at), ...both("cancelled", before(second, 60))]);
    await patch({ due_at: first });
    expect(await now()).toEqual([...both("pending", at), ...both("pending", before(first, 60))]);
    await owner.ok(completeTask, { params });
    expect((await now()).map(([, status]) => status)).toEqual(Array.from({ length: 4 }, () => "cancelled"));
    await patch({ status: "open" });
    expect(await now()).toEqual([...both("pending", at), ...both("pending", before(first, 60))]);
    await patch({ due_at: inHours(0.5) });
    expect((await now()).map(([, status]) => status)).toEqual(["cancelled", "cancelled", "pending", "pending"]);
  });

  test("come with the first due time of a task that had none", async () => {
    const { owner } = await newTenant(), due_at = inHours(10), { id: task_id } = await owner.ok(createTask, { body: { title: "x" } });
    await owner.ok(patchTask, { params: { task_id }, body: { due_at } });
    expect(await remindersOf(owner, task_id)).toEqual(both("pending", before(due_at, 60)));
  });
});

test("the timeline of every record a task is about shows it, to who may read tasks, until the record is deleted", async () => {
  const tenant = await newTenant(), { owner } = tenant, [contact, other] = [await contactOf(owner), await contactOf(owner)];
  const kept = await owner.ok(createTask, { body: { title: "Kept", ...about("contact", other.id), links: [about("contact", contact.id)], due_at: inHours(-1), priority: "high" } });
  const gone = await owner.ok(createTask, { body: { title: "Gone", ...about("contact", contact.id) } });
  const tasksOf = async (by: Client, id: string) => (await by.ok(getTimeline, { query: { subject_type: "contact", subject_id: id } })).items.filter(({ kind }) => kind === "task");
  expect(await tasksOf(owner, contact.id)).toMatchObject([{ id: gone.id, type: "open" }, { id: kept.id, title: "Kept", payload: { priority: "high" }, actor: { user_id: owner.user_id } }]);
  expect(await tasksOf(await tenant.user({ permissions: ["activity.read", "contact.read"] }), contact.id)).toEqual([]);
  await owner.ok(deleteContact, { params: { contact_id: contact.id } });
  expect((await owner.ok(listTasks)).items).toMatchObject([{ id: kept.id, links: [] }]);
  expect((await owner.call(getTask, { params: { task_id: newId() } })).status).toBe(404);
});

const tick = () => scheduled(createScheduledController({ cron: "* * * * *" }));
const noticesOf = async (user: Client) => (await user.ok(listNotifications)).items.filter(({ source }) => source === "task");
const told = async (user: Client, count = 1) => eventually(async () => {
  const found = await noticesOf(user);
  return found.length === count && found;
});
/** Everything that has been said so far has been heard. */
const quiet = (tenant: Tenant) => eventually(async () => (await admin`select 1 from event_log where tenant_id = ${tenant.tenant_id} and dispatched_at is null`).length === 0);

describe("whoever is given a task is told", () => {
  test("by whom, until when and about what, in the inbox and by email; not by themselves", async () => {
    const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" }), contact = await contactOf(tenant.owner);
    const { id: task_id } = await tenant.owner.ok(createTask, { body: { title: "Call the bank", owner_user_id: agent.user_id, due_at: "2050-06-01T09:00:00Z", ...about("contact", contact.id) } });
    const [notice] = await told(agent);
    expect(notice).toMatchObject({ title: "New task: Call the bank", body: "User super_admin has given you a task. It is due on 1 Jun, 12:00. It is about \u2068منى\u2069.", category: "tasks", link_url: `/tasks/${task_id}` });
    expect((await agent.ok(getNotification, { params: { notification_id: notice!.id } })).related).toEqual([{ type: "task", id: task_id, link_url: `/tasks/${task_id}` }, { type: "contact", id: contact.id, link_url: `/contacts/${contact.id}` }]);
    await tenant.owner.ok(patchTask, { params: { task_id }, body: { owner_user_id: tenant.owner.user_id } });
    await tenant.owner.ok(patchTask, { params: { task_id }, body: { title: "Call them" } });
    await tenant.owner.ok(createTask, { body: { title: "Mine" } });
    await quiet(tenant);
    expect([(await noticesOf(agent)).length, (await noticesOf(tenant.owner)).length]).toEqual([1, 0]);
    await admin`update user_profiles set locale = 'ar' where id = ${agent.user_id}`;
    await tenant.owner.ok(patchTask, { params: { task_id }, body: { owner_user_id: agent.user_id } });
    expect((await told(agent, 2)).map(({ title }) => title)).toContain("مهمة جديدة: \u2068Call them\u2069");
    expect((await messagesOf(tenant.tenant_id)).map((m) => [m["channel"], m["template_code"], m["recipient"], m["locale"]])).toEqual([["email", "task.assigned", agent.email, "en"], ["email", "task.assigned", agent.email, "ar"]]);
  });

  test("without the name of a record that they do not see", async () => {
    const tenant = await newTenant(), agent = await tenant.user({ permissions: ["task.read", "lead.read", "notify.inbox.read.self"] }), lead = await tenant.owner.ok(createLead, { body: { first_name: "Hidden", phone_e164: "+201000000003" } });
    await narrow(tenant, "own");
    await tenant.owner.ok(createTask, { body: { title: "x", owner_user_id: agent.user_id, ...about("lead", lead.id) } });
    expect((await told(agent))[0]!.body).toBe("User super_admin has given you a task.");
  });
});

describe("a reminder that is due", () => {
  const make = (by: Client, body: object = {}) => by.ok(createTask, { body: { title: "Site visit", due_at: inHours(2), ...body } });
  const pass = (task_id: string) => admin`update reminders set remind_at = now() - interval '1 second' where task_id = ${task_id} and status = 'pending'`;
  const deliver = (tenant: Tenant, id: string) => deliverTo("m3core-jobs", [{ tenant_id: tenant.tenant_id, id, job: "tasks.remind" }, { tenant_id: tenant.tenant_id, id, job: "tasks.remind" }]);

  test("comes once, as one notice on all of its channels, however often the clock and the queue ask", async () => {
    const tenant = await newTenant(), { owner } = tenant;
    await admin`update user_profiles set phone_e164 = '+201001234567', phone_verified_at = now() where id = ${owner.user_id}`;
    const { id } = await make(owner, { reminders: [{ minutes_before: 60, channels: ["sms"] }, { minutes_before: 5 }] });
    await tick();
    expect(await noticesOf(owner)).toEqual([]);
    await admin`update reminders set remind_at = now() - interval '1 second' where task_id = ${id} and minutes_before = 60`;
    await Promise.all([tick(), tick()]);
    await told(owner);
    await Promise.all([deliver(tenant, id), deliver(tenant, id)]);
    await tick();
    expect((await noticesOf(owner)).map(({ title, category, link_url }) => [title, category, link_url])).toEqual([["Reminder: Site visit", "tasks", `/tasks/${id}`]]);
    expect((await messagesOf(tenant.tenant_id)).map((m) => [m["channel"], m["template_code"]]).toSorted()).toEqual([["email", "task.reminder"], ["sms", "task.reminder"]]);
    expect((await remindersOf(owner, id)).map(([channel, status]) => `${channel} ${status}`)).toEqual(["email sent", "inbox sent", "sms sent", "email pending", "inbox pending"]);
    expect((await admin`select payload from event_log where tenant_id = ${tenant.tenant_id} and name = 'reminder.sent'`).map(({ payload }) => payload)).toMatchObject([{ task_id: id, channels: expect.arrayContaining(["email", "inbox", "sms"]) }]);
  });

  test("does not come of what is done, and goes to whoever has the task by then", async () => {
    const tenant = await newTenant(), { owner } = tenant, agent = await tenant.user({ role: "sales_agent" });
    const done = await make(owner), given = await make(owner, { title: "Given" });
    await owner.ok(completeTask, { params: { task_id: done.id } });
    await owner.ok(patchTask, { params: { task_id: given.id }, body: { owner_user_id: agent.user_id } });
    await told(agent);
    for (const { id } of [done, given]) await pass(id);
    await tick();
    expect((await told(agent, 2)).map(({ title }) => title)).toContain("Reminder: Given");
    expect(await noticesOf(owner)).toEqual([]);
  });

  test("is called off where nobody is there to be reminded, and left where its day has passed", async () => {
    const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" }), { id } = await make(agent), old = await make(tenant.owner);
    await admin`update users set status = 'suspended' where id = ${agent.user_id}`;
    await pass(id);
    await admin`update reminders set remind_at = now() - interval '25 hours' where task_id = ${old.id}`;
    await tick();
    await eventually(async () => (await remindersOf(tenant.owner, id)).every(([, status]) => status === "cancelled"));
    expect((await remindersOf(tenant.owner, old.id)).map(([, status]) => status)).toEqual(["pending", "pending"]);
  });
});

test("a task whose due time passes is told of once, and again when it was put off", async () => {
  const tenant = await newTenant(), { owner } = tenant, { id: task_id } = await owner.ok(createTask, { body: { title: "Late", due_at: inHours(-1) } });
  await owner.ok(createTask, { body: { title: "Later", due_at: inHours(1) } });
  const overdue = async () => (await tenant.events()).filter((name) => name === "task.overdue").length;
  await Promise.all([tick(), tick()]);
  await tick();
  expect([await overdue(), (await owner.ok(getTask, { params: { task_id } })).version]).toEqual([1, 1]);
  await owner.ok(patchTask, { params: { task_id }, body: { due_at: inHours(-0.5) } });
  await tick();
  expect(await overdue()).toBe(2);
});
