import { createScheduledController } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { completeTask, createTask, patchTask } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { createActivity } from "#worker/modules/activities/contract.ts";
import { setUnitPrice } from "#worker/modules/inventory/contract.ts";
import { createLead, patchLead, scoreLead } from "#worker/modules/leads/contract.ts";
import { Escalations } from "#worker/modules/notify/escalations/escalations-contract.ts";
import { listNotifications } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { approve, policy, waitingFor } from "../support/approvals.ts";
import { admin, type Client, eventually, newTenant, type Tenant } from "../support/harness.ts";
import { messagesOf } from "../support/queued.ts";
import { newSalesTenant } from "../support/sales.ts";

const tick = () => scheduled(createScheduledController({ cron: "* * * * *" }));
const told = async (user: Client) => (await user.ok(listNotifications)).items.filter(({ source }) => source === "escalation").map(({ title }) => title);
const casesOf = (tenant: Tenant) => admin`select * from escalations where tenant_id = ${tenant.tenant_id} order by created_at, id`;
const waited = (tenant: Tenant, minutes: number) => admin`update escalations set since = now() - make_interval(mins => ${minutes}, secs => 1) where tenant_id = ${tenant.tenant_id}`;
const set = (tenant: Tenant, escalations: z.input<typeof Escalations>) =>
  admin`insert into notification_policies (tenant_id, id, value) values (${tenant.tenant_id}, ${tenant.tenant_id}, ${JSON.stringify({ escalations })})`;

/** A lead that has just become hot. */
async function hot(tenant: Tenant, owner: Client | null) {
  const lead = await tenant.owner.ok(createLead, { body: { first_name: "Mona", email: `${crypto.randomUUID()}@example.com`, owner_user_id: owner?.user_id ?? null } });
  const params = { lead_id: lead.id };
  await tenant.owner.ok(scoreLead, { params, body: { score: 90, reason: "Called us twice" } });
  await eventually(async () => (await casesOf(tenant)).length === 1);
  return params;
}
async function scene() {
  const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" }), manager = await tenant.user({ role: "sales_manager" });
  return { tenant, agent, manager };
}

describe("a hot lead that nobody contacts", () => {
  test("is told to its owner after half an hour, to the managers after two, each once", async () => {
    const { tenant, agent, manager } = await scene();
    await hot(tenant, agent);
    await waited(tenant, 29);
    await tick();
    expect(await told(agent)).toEqual([]);
    await waited(tenant, 30);
    await Promise.all([tick(), tick()]);
    await tick();
    expect([await told(agent), await told(manager)]).toEqual([["Nobody has contacted Mona"], []]);
    await waited(tenant, 120);
    await tick();
    await tick();
    expect([await told(agent), await told(manager), await told(tenant.owner)]).toEqual([["Nobody has contacted Mona"], ["Nobody has contacted Mona"], []]);
    expect((await casesOf(tenant))[0]).toMatchObject({ steps_done: 2, closed_at: expect.any(String) });
    expect((await messagesOf(tenant.tenant_id)).filter((m) => m["template_code"] === "escalation.lead")).toHaveLength(2);
  });

  test.each([
    ["a call", (by: Client, lead_id: string) => by.ok(createActivity, { body: { type: "call", subject_type: "lead", subject_id: lead_id, title: "Called" } })],
    ["a new status", (by: Client, lead_id: string) => by.ok(patchLead, { params: { lead_id }, body: { status: "contacted" } })],
    ["a score that falls", (by: Client, lead_id: string) => by.ok(scoreLead, { params: { lead_id }, body: { score: 10 } })],
  ] as const)("is left alone after %s", async (_, act) => {
    const { tenant, agent } = await scene(), { lead_id } = await hot(tenant, agent);
    await admin`update escalations set since = since - interval '1 second' where tenant_id = ${tenant.tenant_id}`;
    await act(tenant.owner, lead_id);
    await set(tenant, { leads: [{ after_min: 1, to: "owner", channels: ["inbox"] }] });
    await admin`update escalations set since = since - interval '61 seconds' where tenant_id = ${tenant.tenant_id}`;
    await tick();
    expect(await told(agent)).toEqual([]);
    expect((await casesOf(tenant))[0]).toMatchObject({ steps_done: 0, closed_at: expect.any(String) });
  });

  test("goes to admins where the lead has no owner", async () => {
    const { tenant, agent } = await scene();
    await hot(tenant, null);
    await waited(tenant, 31);
    await tick();
    expect([await told(agent), await told(tenant.owner)]).toEqual([[], ["Nobody has contacted Mona"]]);
  });

  test("follows the workspace's own steps: a role, and an SMS to a verified phone", async () => {
    const { tenant, agent, manager } = await scene();
    await set(tenant, { leads: [{ after_min: 5, to: { role: "sales_manager" }, channels: ["inbox", "email"] }, { after_min: 10, to: "owner", channels: ["sms"] }] });
    await admin`update user_profiles set phone_e164 = '+201001234567', phone_verified_at = now(), locale = 'ar' where id = ${agent.user_id}`;
    await hot(tenant, agent);
    await waited(tenant, 6);
    await tick();
    expect([await told(agent), await told(manager)]).toEqual([[], ["Nobody has contacted Mona"]]);
    await waited(tenant, 11);
    await tick();
    expect(await told(agent)).toEqual([]);
    expect((await messagesOf(tenant.tenant_id)).filter((m) => m["channel"] === "sms")).toMatchObject([{ recipient: "+201001234567", template_code: "escalation.lead", locale: "ar" }]);
  });
});

describe("an overdue approval", () => {
  test("is told again to who may decide, after its own escalation and not instead of it; not once it is decided", async () => {
    const tenant = await newSalesTenant(), manager = await tenant.user({ role: "sales_manager" }), agent = await tenant.user({ role: "inventory_manager" });
    await policy(tenant.owner, "unit.price", { steps: [{ approver_mode: "role", approver_ref: "sales_manager", sla_hours: 1 }] });
    const { id } = waitingFor(await agent.call(setUnitPrice, { params: { unit_id: await tenant.unit() }, body: { price_minor: 1_000_000 } }));
    await admin`update approval_requests set due_at = now() - interval '1 minute' where id = ${id}`;
    await tick();
    await eventually(async () => (await casesOf(tenant)).length === 1);
    expect(await told(manager)).toEqual([]);
    await waited(tenant, 241);
    await tick();
    expect(await told(manager)).toHaveLength(1);
    await approve(manager, id);
    await waited(tenant, 1441);
    await tick();
    expect(await told(tenant.owner)).toHaveLength(1);
    expect((await casesOf(tenant))[0]).toMatchObject({ steps_done: 1, closed_at: expect.any(String) });
  });
});

describe("an overdue task", () => {
  const late = async (tenant: Tenant, agent: Client) => {
    const { id } = await tenant.owner.ok(createTask, { body: { title: "Call the bank", owner_user_id: agent.user_id, due_at: new Date(Date.now() - 1000).toISOString() } });
    await tick();
    await eventually(async () => (await casesOf(tenant)).length === 1);
    return { task_id: id };
  };
  /** The task has been due for so long. */
  const dueFor = async (tenant: Tenant, { task_id }: { task_id: string }, minutes: number) => {
    await waited(tenant, minutes);
    await admin`update tasks set due_at = (select since from escalations where subject_id = ${task_id} and closed_at is null) where id = ${task_id}`;
  };

  test("is told to its owner after an hour and to the managers after a day, each once", async () => {
    const { tenant, agent, manager } = await scene(), params = await late(tenant, agent);
    await dueFor(tenant, params, 59);
    await tick();
    expect(await told(agent)).toEqual([]);
    await dueFor(tenant, params, 61);
    await Promise.all([tick(), tick()]);
    expect([await told(agent), await told(manager)]).toEqual([["Still not done: Call the bank"], []]);
    await dueFor(tenant, params, 1441);
    await tick();
    await tick();
    expect([await told(agent), await told(manager), await told(tenant.owner)]).toEqual([["Still not done: Call the bank"], ["Still not done: Call the bank"], []]);
    expect((await casesOf(tenant))[0]).toMatchObject({ domain: "tasks", steps_done: 2, closed_at: expect.any(String) });
  });

  test.each([
    ["it is done", (by: Client, task_id: string) => by.ok(completeTask, { params: { task_id } })],
    ["it is put off", (by: Client, task_id: string) => by.ok(patchTask, { params: { task_id }, body: { due_at: "2050-01-01T09:00:00Z" } })],
  ] as const)("is left alone once %s", async (_, act) => {
    const { tenant, agent } = await scene(), params = await late(tenant, agent);
    await dueFor(tenant, params, 61);
    await act(agent, params.task_id);
    await tick();
    expect(await told(agent)).toEqual([]);
    expect((await casesOf(tenant))[0]).toMatchObject({ steps_done: 0, closed_at: expect.any(String) });
  });
});

test("a policy takes its steps in order of time, and to whom there is", () => {
  const step = { after_min: 30, to: "owner", channels: ["inbox"] } as const;
  expect(Escalations.safeParse({ leads: [step, step] }).success).toBe(false);
  expect(Escalations.safeParse({ leads: [{ ...step, to: "somebody" }] }).success).toBe(false);
  expect(Escalations.parse({}).leads.map(({ after_min }) => after_min)).toEqual([30, 120]);
});
