import { expect, test } from "vitest";
import { ApprovalRequired, approveRequest, cancelRequest, getRequest, listRequests, rejectRequest } from "#worker/modules/approvals/contract.ts";
import { createDeal, getBoard, getDeal, listDeals, markWon, patchDeal, requestApproval } from "#worker/modules/deals/contract.ts";
import { getBuilding, getUnit, listPrices, listUnits, setUnitPrice, setUnitStatus } from "#worker/modules/inventory/contract.ts";
import { approve, policy, waitingFor } from "../support/approvals.ts";
import { admin, tripsOf } from "../support/harness.ts";
import { newSalesTenant } from "../support/sales.ts";

/** A tenant whose unit prices take a sales manager's approval. */
async function guardedPrices(values: Parameters<typeof policy>[2] = {}) {
  const tenant = await newSalesTenant();
  const [agent, manager] = [await tenant.user({ role: "inventory_manager" }), await tenant.user({ role: "sales_manager" })];
  await policy(tenant.owner, "unit.price", values);
  const unit_id = await tenant.unit({ price_minor: 1_000_000 }), params = { unit_id };
  return { ...tenant, agent, manager, unit_id, params, ask: (price_minor: number) => agent.call(setUnitPrice, { params, body: { price_minor } }), price: async () => (await tenant.owner.ok(getUnit, { params })).price_minor };
}

test("a guarded change waits: 202 with the request, and nothing is changed until it is approved, then once", async () => {
  const t = await guardedPrices();
  const asked = await t.ask(900_000), { id, ...request } = waitingFor(asked);
  expect(ApprovalRequired.parse(asked.data).code).toBe("APPROVAL_REQUIRED");
  expect([asked.error, tripsOf(asked)]).toEqual([null, 2]);
  expect(request).toMatchObject({ action_code: "unit.price", object_type: "unit", object_id: t.unit_id, state: "pending", current_step: 1, steps_count: 1, payload: { price_minor: 900_000, old_price_minor: 1_000_000, change_percent: -10 } });
  expect(await t.price()).toBe(1_000_000);
  const approved = await approve(t.manager, id, { comment: "موافق" });
  expect(approved).toMatchObject({ status: 200, data: { state: "approved", can_decide: false, failure: null } });
  expect(await t.price()).toBe(900_000);
  const { items } = await t.owner.ok(listPrices, { params: t.params });
  expect(items.map((p) => [p.price_minor, p.changed_by_user_id])).toEqual([[900_000, t.agent.user_id], [1_000_000, t.owner.user_id]]);
  expect((await t.audit()).findLast((row) => row["entity_type"] === "units")).toMatchObject({ user_id: t.manager.user_id, entity_id: t.unit_id });
  expect(await t.agent.ok(getRequest, { params: { request_id: id } })).toMatchObject({
    state: "approved", operation: "unit.price", input: { price_minor: 900_000 }, steps: [{ seq: 1, state: "approved" }], policies: [{ action_code: "unit.price" }], approvers: [],
    actions: [{ step_seq: 1, decision: "approve", comment: "موافق", approver: { id: t.manager.user_id }, on_behalf_of: null }],
  });
  expect((await t.events()).filter((name) => name.startsWith("approval."))).toEqual(["approval.policy.created", "approval.requested", "approval.step.opened", "approval.step.decided", "approval.closed"]);
});

test("the same request twice is one: whoever asks again is shown the one that is pending", async () => {
  const t = await guardedPrices();
  const answers = await Promise.all(Array.from({ length: 6 }, () => t.ask(900_000)));
  expect(new Set(answers.map((a) => waitingFor(a).id)).size).toBe(1);
  expect((await t.agent.ok(listRequests, { query: { mine: "requested" } })).items).toHaveLength(1);
});

test("a repeated idempotency key gets its 202 again", async () => {
  const t = await guardedPrices(), send = () => t.agent.call(setUnitPrice, { params: t.params, body: { price_minor: 1 }, headers: { "idempotency-key": "k" } });
  const { id } = waitingFor(await send());
  await approve(t.manager, id);
  const again = await send();
  expect([again.status, again.headers.get("idempotent-replay"), waitingFor(again).id]).toEqual([202, "true", id]);
});

test("of many who decide at once exactly one does, the others get CONFLICT, and the change is made once", async () => {
  const t = await guardedPrices(), others = await Promise.all(Array.from({ length: 3 }, () => t.user({ role: "sales_manager" })));
  for (const second of [approveRequest, rejectRequest]) {
    const now = await t.price(), { id } = waitingFor(await t.ask(now - 1000)), params = { request_id: id };
    const answers = await Promise.all([t.manager, ...others].map((by, i) => by.call(i % 2 ? second : approveRequest, { params })));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409, 409]);
    expect(answers.filter((a) => a.status === 409).map((a) => a.error!.code)).toEqual(["CONFLICT", "CONFLICT", "CONFLICT"]);
    const { state } = answers.find((a) => a.status === 200)!.data;
    expect(await t.price()).toBe(state === "approved" ? now - 1000 : now);
    expect(await admin`select count(*)::int as n from approval_actions where request_id = ${id}`).toEqual([{ n: 1 }]);
  }
});

test("nobody decides their own request unless the policy says so, and only approvers decide", async () => {
  const t = await guardedPrices(), asked = waitingFor(await t.manager.call(setUnitStatus, { params: t.params, body: { status: "hold" } }).then(() => t.ask(900_000)));
  const { owner, manager } = t, unit_id = await t.unit({ price_minor: 500 });
  const own = waitingFor(await owner.call(setUnitPrice, { params: { unit_id }, body: { price_minor: 400 } }));
  expect(await approve(owner, own.id)).toMatchObject({ status: 403, error: { code: "FORBIDDEN", details: { reason: expect.stringContaining("own request") } } });
  expect(await approve(owner, asked.id)).toMatchObject({ status: 403, error: { details: { reason: expect.stringContaining("not an approver") } } });
  expect((await approve(t.agent, asked.id)).status).toBe(403);
  expect((await approve(manager, own.id)).data.state).toBe("approved");
  const alone = await newSalesTenant();
  await policy(alone.owner, "unit.price", { allow_self_approval: true, steps: [{ approver_mode: "role", approver_ref: "super_admin" }] });
  const mine = waitingFor(await alone.owner.call(setUnitPrice, { params: { unit_id: await alone.unit() }, body: { price_minor: 1 } }));
  expect((await approve(alone.owner, mine.id)).data.state).toBe("approved");
});

test("what is approved but no longer possible fails, says why, and changes nothing", async () => {
  const t = await guardedPrices(), { owner, manager } = t;
  const changed = waitingFor(await t.ask(900_000));
  await admin`update units set price_minor = 950000, version = version + 1 where id = ${t.unit_id}`;
  expect((await approve(manager, changed.id)).data).toMatchObject({ state: "failed", failure: { code: "CONFLICT", details: { approved: { old_price_minor: 1_000_000 }, now: { old_price_minor: 950_000 } } } });
  expect(await t.price()).toBe(950_000);
  const sold = waitingFor(await t.ask(900_000));
  await admin`update units set status = 'sold', version = version + 1 where id = ${t.unit_id}`;
  expect((await approve(manager, sold.id)).data).toMatchObject({ state: "failed", failure: { code: "CONFLICT", details: { status: "sold" } } });
  await policy(owner, "deal.value");
  const deal_id = await t.user({ role: "sales_manager" }).then((other) => other.call(createDeal, { body: { name: "x", amount_minor: 5 } })).then(waitingFor).then(async (r) => (await approve(manager, r.id)).data.object_id);
  const patch = waitingFor(await owner.call(patchDeal, { params: { deal_id }, body: { amount_minor: 7 } }));
  await admin`update deals set status = 'lost', lost_reason_code = 'price', version = version + 1 where id = ${deal_id}`;
  expect((await approve(manager, patch.id)).data).toMatchObject({ state: "failed", failure: { code: "DEAL_CLOSED" } });
});

test("a price that nobody touched but a unit that somebody did is still repriced", async () => {
  const t = await guardedPrices(), { id } = waitingFor(await t.ask(900_000));
  await admin`update units set view = 'النيل', version = version + 1 where id = ${t.unit_id}`;
  expect((await approve(t.manager, id)).data.state).toBe("approved");
  expect(await t.price()).toBe(900_000);
});

test("a rejected or cancelled request does nothing and may be made again", async () => {
  const t = await guardedPrices(), stranger = await t.user({ role: "sales_agent" });
  const first = waitingFor(await t.ask(900_000));
  expect((await t.manager.call(rejectRequest, { params: { request_id: first.id }, body: { comment: "لا" } })).data).toMatchObject({ state: "rejected" });
  const second = waitingFor(await t.ask(900_000)), params = { request_id: second.id };
  expect(second.id).not.toBe(first.id);
  expect((await stranger.call(cancelRequest, { params })).status).toBe(404);
  expect((await t.manager.call(cancelRequest, { params })).status).toBe(403);
  expect((await t.agent.call(cancelRequest, { params })).data).toMatchObject({ state: "cancelled" });
  expect(await approve(t.manager, second.id)).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { state: "cancelled" } } });
  expect(await t.price()).toBe(1_000_000);
});

test("looking at a request decides nothing, and strangers and other tenants do not see it", async () => {
  const t = await guardedPrices(), other = await newSalesTenant(), { id } = waitingFor(await t.ask(900_000)), params = { request_id: id };
  const stranger = await t.user({ role: "sales_agent" });
  expect((await t.manager.ok(getRequest, { params })).can_decide).toBe(true);
  expect((await t.manager.ok(listRequests, { query: { mine: "to_decide" } })).items.map((r) => r.id)).toEqual([id]);
  expect((await t.agent.ok(listRequests, { query: { mine: "to_decide" } })).items).toEqual([]);
  expect((await t.agent.ok(getRequest, { params })).can_decide).toBe(false);
  for (const nobody of [stranger, other.owner]) {
    expect((await nobody.call(getRequest, { params })).status).toBe(404);
    expect((await nobody.ok(listRequests)).items).toEqual([]);
  }
  expect((await approve(other.owner, id)).status).toBe(404);
  expect((await t.owner.ok(getRequest, { params })).state).toBe("pending");
});

test("a discount and a value are asked about when a deal is made, changed and won, and the same terms only once", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, agent = await tenant.user({ role: "sales_agent" }), manager = await tenant.user({ role: "sales_manager" });
  const unit_id = await tenant.unit({ price_minor: 1_000_000 });
  const small = await agent.ok(createDeal, { body: { name: "شقة", units: [{ unit_id }] } }), params = { deal_id: small.id };
  await policy(owner, "deal.discount", { conditions: { all: [{ field: "discount_percent", op: "gt", value: 10 }] } });
  await policy(owner, "deal.value", { conditions: "amount_minor > 100000000 && currency == 'EGP'" });
  expect((await agent.ok(patchDeal, { params, body: { amount_minor: 900_000 } })).amount_minor).toBe(900_000);
  const asked = await agent.call(patchDeal, { params, body: { amount_minor: 850_000 } }), discount = waitingFor(asked);
  expect(discount).toMatchObject({ action_code: "deal.discount", summary: "EGP 8,500 (-15%)", payload: { discount_percent: 15, list_price_minor: 1_000_000 } });
  expect((await agent.ok(patchDeal, { params, body: { name: "شقة النيل" } })).amount_minor).toBe(900_000);
  expect((await approve(manager, discount.id)).data.state).toBe("approved");
  const won = await agent.call(markWon, { params });
  expect([won.status, won.data.status, won.data.amount_minor]).toEqual([200, "won", 850_000]);

  const big = waitingFor(await agent.call(createDeal, { body: { name: "برج", amount_minor: 200_000_000, currency: "EGP" } }));
  expect((await agent.call(getDeal, { params: { deal_id: big.object_id } })).status).toBe(404);
  await approve(manager, big.id);
  expect(await agent.ok(getDeal, { params: { deal_id: big.object_id } })).toMatchObject({ name: "برج", owner_user_id: agent.user_id, amount_minor: 200_000_000 });
});

test("winning is asked about whatever way an amount came about, and approval can be asked for ahead", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, agent = await tenant.user({ role: "sales_agent" }), manager = await tenant.user({ role: "sales_manager" });
  const [one, two] = [await tenant.deal("one", { amount_minor: 900 }), await tenant.deal("two", { amount_minor: 900 })];
  expect(await agent.ok(requestApproval, { params: { deal_id: one } })).toEqual({ deal_id: one, approval_required: false });
  await policy(owner, "deal.value", { conditions: { any: [{ field: "amount_minor", op: "gte", value: 900 }] } });
  const held = waitingFor(await agent.call(markWon, { params: { deal_id: one }, body: { close_date: "2026-12-01" } }));
  await approve(manager, held.id);
  expect(await agent.ok(getDeal, { params: { deal_id: one } })).toMatchObject({ status: "won", close_date: "2026-12-01" });
  const ahead = waitingFor(await agent.call(requestApproval, { params: { deal_id: two } }));
  expect((await approve(manager, ahead.id)).data.state).toBe("approved");
  expect((await agent.call(requestApproval, { params: { deal_id: two } })).status).toBe(200);
  expect((await agent.ok(markWon, { params: { deal_id: two } })).status).toBe("won");
});

test("a request that could never be carried out is refused at once, as the action itself would be", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, other = await newSalesTenant();
  const params = { deal_id: await tenant.deal("x", { amount_minor: 1 }) };
  await policy(owner, "deal.value", { steps: [{ approver_mode: "role", approver_ref: "super_admin" }] });
  const refused = async (body: object, path: string) => {
    for (const answer of [await owner.call(patchDeal, { params, body: { amount_minor: 5, ...body } }), await owner.call(createDeal, { body: { name: "y", amount_minor: 5, ...body } })])
      expect(answer).toMatchObject({ status: 422, error: { details: { issues: [{ path }] } } });
  };
  await refused({ contacts: [{ contact_id: crypto.randomUUID() }] }, "contacts.0.contact_id");
  await refused({ owner_user_id: other.owner.user_id }, "owner_user_id");
  expect((await owner.call(patchDeal, { params, body: { amount_minor: 5 }, headers: { "if-match": '"9"' } })).status).toBe(412);
  expect((await owner.call(patchDeal, { params: { deal_id: crypto.randomUUID() }, body: { amount_minor: 5 } })).status).toBe(404);
  expect((await owner.ok(listRequests)).items).toEqual([]);
});

test("an approval of a new deal counts against the plan when it is carried out", async () => {
  const tenant = await newSalesTenant({ limits: { "deals.max": 1 } }), manager = await tenant.user({ role: "sales_manager" });
  await policy(tenant.owner, "deal.value", { conditions: "amount_minor > 10" });
  const big = waitingFor(await tenant.owner.call(createDeal, { body: { name: "big", amount_minor: 11 } }));
  await tenant.deal("small", { amount_minor: 1 });
  expect((await approve(manager, big.id)).data).toMatchObject({ state: "failed", failure: { code: "LIMIT_REACHED", details: { key: "deals.max" } } });
});

test("a status is guarded by where it comes from and goes to; without a policy that applies all is as before", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, params = { unit_id: await tenant.unit() };
  await policy(owner, "unit.status", { conditions: { all: [{ field: "status", op: "in", value: ["unavailable"] }] }, steps: [{ approver_mode: "dynamic", approver_ref: "project.owner" }] });
  const hold = await owner.call(setUnitStatus, { params, body: { status: "hold" } });
  expect([hold.status, hold.data.status, tripsOf(hold)]).toEqual([200, "hold", 2]);
  expect(waitingFor(await owner.call(setUnitStatus, { params, body: { status: "unavailable", reason: "صيانة" } }))).toMatchObject({ summary: "hold → unavailable", payload: { old_status: "hold", status: "unavailable" } });
  expect((await owner.ok(setUnitStatus, { params, body: { status: "available" } })).status).toBe("available");
});

test("cards and rows say that something of the record waits, in the one round trip of their list, until it is decided", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, manager = await tenant.user({ role: "sales_manager" });
  const [deal_id, unit_id] = [await tenant.deal("waits", { amount_minor: 1 }), await tenant.unit()];
  await tenant.deal("does not"); await tenant.unit();
  await policy(owner, "deal.value"); await policy(owner, "unit.price");
  const waiting = async () => {
    const board = await owner.call(getBoard), deals = await owner.call(listDeals), units = await owner.call(listUnits), building = await owner.call(getBuilding, { params: { building_id: tenant.building_id } });
    expect([board, deals, units, building].map(tripsOf)).toEqual([1, 1, 1, 1]);
    return [board.data.columns.flatMap((c) => c.items), deals.data.items, units.data.items, building.data.units].map((rows) => rows.filter((row) => row.pending_approval).map((row) => row.id));
  };
  expect(await waiting()).toEqual([[], [], [], []]);
  const requests = [waitingFor(await owner.call(patchDeal, { params: { deal_id }, body: { amount_minor: 5 } })), waitingFor(await owner.call(setUnitPrice, { params: { unit_id }, body: { price_minor: 5 } }))];
  expect(await waiting()).toEqual([[deal_id], [deal_id], [unit_id], [unit_id]]);
  expect((await manager.ok(listRequests, { query: { id: requests[1]!.id } })).items.map((r) => [r.id, r.can_decide])).toEqual([[requests[1]!.id, true]]);
  for (const { id } of requests) await approve(manager, id);
  expect(await waiting()).toEqual([[], [], [], []]);
});
