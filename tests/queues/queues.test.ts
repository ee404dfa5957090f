import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { leads } from "#db/schema/leads.ts";
import { db } from "#worker/kernel/db.ts";
import { on } from "#worker/kernel/events.ts";
import { newId } from "#worker/kernel/ids.ts";
import type { JobHandler } from "#worker/kernel/jobs.ts";
import { defineEvents, type EventType } from "#worker/kernel/resource.ts";
import { createLead } from "#worker/modules/leads/contract.ts";
import { eventTypes, jobs, subscribers } from "#worker/modules.ts";
import { listDeadLetters, requeueDeadLetter } from "#worker/modules/notify/sending/sending-contract.ts";
import { hubOf } from "#worker/tenant-objects.ts";
import { admin, eventually, newTenant } from "../support/harness.ts";
import { actIn, deliverTo, eventIds, lettersOf } from "../support/queued.ts";
import * as z from "zod";

declare global {
  interface ImportMeta {
    /** Vite's. */
    glob(pattern: string, options: { eager: true }): Record<string, object>;
  }
}

const events = defineEvents({ "test.happened": { payload: z.object({ label: z.string() }), live: "tenant" }, "test.failed": { payload: z.object({}) } });
const failing = { times: 0 };
/** What the tests' subscriber does must be seen to happen once: a lead per event. */
(subscribers as unknown[]).push(
  on(events["test.happened"], "test.make-lead", (ctx, { payload }) => ctx.commit(null, db.insert(leads).values(ctx.fresh({ first_name: payload.label, email: `${newId()}@x.test` })))),
  on(events["test.failed"], "test.fail", async () => {
    if (failing.times-- > 0) throw new Error("down");
  }),
);
(eventTypes as Map<string, EventType>).set("test.happened", events["test.happened"] as EventType);
const handlers = jobs as Record<string, JobHandler>;

const leadsOf = async (tenant_id: string) => (await admin`select first_name from leads where tenant_id = ${tenant_id}`).map((row) => row["first_name"]);
const pending = async (tenant_id: string) => (await admin`select name from event_log where tenant_id = ${tenant_id} and dispatched_at is null`).map((row) => row["name"]);

/** Events committed in a tenant of its own, which no queue knows of. */
async function committed(...made: [name: "test.happened" | "test.failed", label?: string][]) {
  const { tenant_id, owner } = await newTenant(), ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...made.map(([name, label]) => (name === "test.happened" ? ctx.emit(events[name], { label: label! }) : ctx.emit(events[name], {}))));
  const event_ids = (await Promise.all(["test.happened", "test.failed"].map((name) => eventIds(tenant_id, name)))).flat();
  return { tenant_id, owner, event_ids, deliver: (attempts = 1) => deliverTo("m3core-outbox", [{ tenant_id, event_ids }], attempts) };
}

describe("the outbox", () => {
  test("an event delivered twice, or twice at once, has one effect", async () => {
    const { tenant_id, deliver } = await committed(["test.happened", "Once"]);
    await Promise.all([deliver(), deliver()]);
    expect((await deliver()).explicitAcks).toEqual(["0"]);
    expect([await leadsOf(tenant_id), await pending(tenant_id)]).toEqual([["Once"], []]);
  });

  test("an event is delivered for real, soon after its commit", async () => {
    const { tenant_id } = await newTenant(), ctx = actIn(tenant_id);
    await ctx.commit(null, ctx.emit(events["test.happened"], { label: "Real" }));
    await eventually(async () => (await leadsOf(tenant_id)).length === 1 && (await pending(tenant_id)).length === 0);
  });

  test("a subscriber that fails keeps its event waiting, and is tried again", async () => {
    const { tenant_id, deliver } = await committed(["test.failed"]);
    failing.times = 1;
    expect(await deliver()).toMatchObject({ explicitAcks: [], retryMessages: [{ msgId: "0" }], delays: [5] });
    expect((await deliver(2)).explicitAcks).toEqual(["0"]);
    expect(await pending(tenant_id)).toEqual([]);
  });

  test("an event that fails holds up none of those committed with it", async () => {
    const { tenant_id, deliver } = await committed(["test.happened", "Fine"], ["test.failed"]);
    failing.times = 1;
    expect((await deliver()).explicitAcks).toEqual(["0"]);
    expect([await leadsOf(tenant_id), await pending(tenant_id)]).toEqual([["Fine"], ["test.failed"]]);
    failing.times = 0;
  });

  test("what nobody heard live is told at delivery, once", async () => {
    const { tenant_id, deliver, event_ids } = await committed(["test.happened", "Live"]);
    await deliver();
    const kept = await runInDurableObject(hubOf(tenant_id), (_, state) => state.storage.sql.exec("select id, event from kept").toArray());
    expect(kept).toEqual([{ id: event_ids[0], event: "test.happened" }]);
  });

  test("another tenant's event is not found, and does nothing", async () => {
    const mine = await committed(["test.happened", "Mine"]), { tenant_id } = await newTenant();
    await deliverTo("m3core-outbox", [{ tenant_id, event_ids: mine.event_ids }]);
    expect([await leadsOf(mine.tenant_id), await leadsOf(tenant_id)]).toEqual([[], []]);
  });

  test("every event that a contract declares is known by name, so that delivery can tell it live", () => {
    const contracts = Object.values(import.meta.glob("/worker/modules/**/*contract*.ts", { eager: true }));
    const declared = contracts.flatMap((contract) => Object.entries(contract).filter(([name, value]) => name.endsWith("Events") && !("path" in (value as object))).flatMap(([, value]) => Object.keys(value as object)));
    expect(declared).toContain("lead.created");
    expect(declared.filter((name) => !eventTypes.has(name))).toEqual([]);
  });
});

describe("a message that cannot be handled", () => {
  test.each([["m3core-outbox", { tenant_id: "x" }], ["m3core-outbox", { tenant_id: newId(), event_ids: ["1"] }], ["m3core-webhooks", null], ["m3core-jobs", "text"]])(
    "in %s: %j is kept as a dead letter at once and holds up nobody", async (queue, poison) => {
      const { tenant_id, event_ids } = await committed(["test.happened", "After"]);
      const good = queue === "m3core-outbox" ? [{ tenant_id, event_ids }] : [];
      const result = await deliverTo(queue, [poison, ...good]);
      expect(result).toMatchObject({ explicitAcks: good.length ? ["0", "1"] : ["0"], retryMessages: [] });
      const kept = JSON.stringify(typeof poison === "object" && poison ? poison : { value: poison });
      expect(await admin`select 1 from dead_letters where queue = ${queue} and body = ${kept}::jsonb`).toHaveLength(1);
    });

  test("a job that nobody knows becomes a dead letter of its tenant, by real delivery", async () => {
    const { tenant_id } = await newTenant(), body = { tenant_id, job: "toString", id: newId() };
    await env.JOBS_QUEUE.send(body);
    await eventually(async () => (await lettersOf(tenant_id)).length === 1);
    expect(await lettersOf(tenant_id)).toMatchObject([{ queue: "m3core-jobs", body }]);
  });
});

describe("jobs", () => {
  test("are done step by step, each a message of its own, by real delivery", async () => {
    const { tenant_id } = await newTenant(), id = newId(), seen: string[] = [];
    handlers["test.steps"] = async (job) => {
      seen.push(`${job.tenant_id === tenant_id} ${job.id === id}`);
      await job.ctx().commit(null, db.insert(leads).values(job.ctx().fresh({ first_name: `Step ${seen.length}`, email: `${newId()}@x.test` })));
      return seen.length < 3 ? "again" : "done";
    };
    await env.JOBS_QUEUE.send({ tenant_id, job: "test.steps", id });
    await eventually(async () => (await leadsOf(tenant_id)).length === 3);
    expect(seen).toEqual(["true true", "true true", "true true"]);
  });

  test("a step that fails is tried again, later each time", async () => {
    handlers["test.broken"] = () => Promise.reject(new Error("down"));
    const body = { tenant_id: newId(), job: "test.broken", id: newId() };
    for (const [attempts, delaySeconds] of [[1, 5], [2, 20], [3, 80], [9, 1800]] as const)
      expect(await deliverTo("m3core-jobs", [body], attempts)).toMatchObject({ retryMessages: [{ msgId: "0" }], delays: [delaySeconds] });
  });
});

describe("dead letters", () => {
  test("are kept once, event by event, listed for those who may see them, and sent again once", async () => {
    const { tenant_id, owner, event_ids } = await committed(["test.happened", "A"], ["test.happened", "B"]);
    const body = { tenant_id, event_ids };
    await deliverTo("m3core-outbox-dead", [body, body]);
    expect((await lettersOf(tenant_id)).map((l) => l["body"])).toEqual(event_ids.map((id) => ({ tenant_id, event_ids: [id] })));
    const { items, next_cursor } = await owner.ok(listDeadLetters, { query: { limit: 1 } });
    expect([items.length, typeof next_cursor]).toEqual([1, "string"]);
    const params = { dead_letter_id: items[0]!.id };
    expect(await owner.ok(requeueDeadLetter, { params })).toMatchObject({ id: items[0]!.id, queue: "m3core-outbox", requeued_at: expect.any(String) });
    expect(await owner.call(requeueDeadLetter, { params })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
    await eventually(async () => (await leadsOf(tenant_id)).length === 1);
    expect((await owner.ok(listDeadLetters, { query: { requeued: "true" } })).items).toHaveLength(1);
    expect((await owner.ok(listDeadLetters, { query: { requeued: "false" } })).items).toHaveLength(1);
  });

  test("two who send one again at once send it once", async () => {
    const { tenant_id, owner } = await committed();
    await deliverTo("m3core-jobs-dead", [{ tenant_id, job: "test.none", id: newId() }]);
    const params = { dead_letter_id: (await lettersOf(tenant_id))[0]!["id"] as string };
    const answers = await Promise.all([1, 2, 3].map(() => owner.call(requeueDeadLetter, { params })));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409]);
    expect(await eventIds(tenant_id, "dead_letter.requeued")).toHaveLength(1);
  });

  test("belong to one tenant", async () => {
    const { tenant_id } = await committed(), other = (await newTenant()).owner;
    await deliverTo("m3core-jobs-dead", [{ tenant_id, job: "test.none", id: newId() }]);
    expect((await other.ok(listDeadLetters)).items).toEqual([]);
    expect(await other.call(requeueDeadLetter, { params: { dead_letter_id: (await lettersOf(tenant_id))[0]!["id"] as string } })).toMatchObject({ status: 404 });
  });
});

test("a commit through the API reaches its subscribers and leaves nothing waiting", async () => {
  const { owner, tenant_id } = await newTenant();
  await owner.ok(createLead, { body: { first_name: "Ana", phone_e164: "+971501112233" } });
  await eventually(async () => (await pending(tenant_id)).length === 0);
});
