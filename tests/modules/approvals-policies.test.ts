import { expect, test } from "vitest";
import { createPolicy, deletePolicy, getPolicy, listActions, listPolicies, patchPolicy } from "#worker/modules/approvals/contract.ts";
import { setUnitPrice } from "#worker/modules/inventory/contract.ts";
import { approve, policy, waitingFor } from "../support/approvals.ts";
import { type Client, newTenant } from "../support/harness.ts";
import { newSalesTenant } from "../support/sales.ts";

const steps = [{ approver_mode: "role" as const, approver_ref: "super_admin" }];
const refusedAt = async (owner: Client, body: object, path: string, words: string | RegExp = "") => {
  const answer = await owner.call(createPolicy, { body: { name: crypto.randomUUID(), action_code: "deal.discount", steps, ...body } as never });
  expect([body, answer.status, answer.error?.details.issues[0].path]).toEqual([body, 422, path]);
  expect(answer.error!.details.issues[0].message).toMatch(words);
};

test("the actions that can be guarded are listed with their fields, in both languages", async () => {
  const { owner } = await newTenant(), { items } = await owner.ok(listActions);
  expect(items.map((a) => a.code)).toEqual(["deal.discount", "deal.value", "unit.price", "unit.status"]);
  expect(items[0]).toMatchObject({ object_type: "deal", label_ar: "خصم على صفقة", fields: expect.arrayContaining([expect.objectContaining({ name: "discount_percent", type: "percent" })]) });
});

test("a form of comparisons becomes CEL, and CEL is taken as it is", async () => {
  const { owner } = await newTenant();
  const made = await owner.ok(createPolicy, { body: { name: "Big", action_code: "deal.discount", steps, conditions: {
    all: [{ field: "discount_percent", op: "gt", value: 10 }, { any: [{ field: "amount_minor", op: "gte", value: 100_000 }, { field: "currency", op: "in", value: ["USD", "A\"ED"] }] }],
  } } });
  expect(made).toMatchObject({ object_type: "deal", active: true, allow_self_approval: false, expression: 'discount_percent > 10.0 && (amount_minor >= 100000 || currency in ["USD", "A\\"ED"])' });
  expect(made.steps).toEqual([{ seq: 1, kind: "flat", approver_mode: "role", approver_ref: "super_admin", required: 1, threshold: null, sla_hours: null, escalate_to: null }]);
  const cel = "discount_minor * 100 > list_price_minor * 5 && !currency.startsWith('U')";
  expect(await owner.ok(createPolicy, { body: { name: "Text", action_code: "deal.discount", steps, conditions: cel } })).toMatchObject({ conditions: cel, expression: cel });
  expect(await owner.ok(createPolicy, { body: { name: "Always", action_code: "deal.discount", steps } })).toMatchObject({ conditions: null, expression: "true" });
});

test("a condition that does not fit its action is refused with the place and the reason", async () => {
  const { owner } = await newTenant();
  const one = (field: string, op: string, value: unknown) => ({ conditions: { all: [{ field, op, value }] } });
  await refusedAt(owner, { action_code: "deal.delete" }, "action_code", "deal.discount");
  await refusedAt(owner, one("price", "gt", 1), "conditions.all.0.field", "no field price");
  await refusedAt(owner, one("amount_minor", "gt", 1.5), "conditions.all.0.value", "minor units");
  await refusedAt(owner, one("amount_minor", "gt", "much"), "conditions.all.0.value", "a number");
  await refusedAt(owner, one("currency", "gt", "EGP"), "conditions.all.0.op", "eq, ne or in");
  await refusedAt(owner, one("currency", "in", "EGP"), "conditions.all.0.value", "a list");
  await refusedAt(owner, { action_code: "unit.status", ...one("status", "eq", "sold") }, "conditions.all.0.value", "available");
  await refusedAt(owner, { conditions: "amount_minor >" }, "conditions", "Unexpected token");
  await refusedAt(owner, { conditions: "price > 1" }, "conditions", "Unknown variable: price");
  await refusedAt(owner, { conditions: "amount_minor > 'x'" }, "conditions", "no such overload");
  await refusedAt(owner, { conditions: "amount_minor" }, "conditions", "neither true nor false");
  await refusedAt(owner, { conditions: "currency.matches('(a+)+$')" }, "conditions", /matches\(\) cannot/);
  await refusedAt(owner, { conditions: "[1, 2].exists(x, x > amount_minor)" }, "conditions", /exists\(\) cannot/);
  await refusedAt(owner, { conditions: `${Array.from({ length: 160 }, () => "units_count").join("+")}>1` }, "conditions", "maxAstNodes");
  await refusedAt(owner, { steps: [{ ...steps[0], threshold: "zz > 1" }] }, "steps.0.threshold", "Unknown variable");
});

test("steps name approvers that exist, in an order, and only parallel ones take several", async () => {
  const { owner } = await newTenant(), other = await newTenant(), nobody = crypto.randomUUID();
  const step = (approver_mode: string, approver_ref: string, more: object = {}) => ({ steps: [{ approver_mode, approver_ref, ...more }] });
  await refusedAt(owner, step("role", "wizard"), "steps.0.approver_ref", "no such role");
  await refusedAt(owner, step("group", nobody), "steps.0.approver_ref", "no such group");
  await refusedAt(owner, step("user", other.owner.user_id), "steps.0.approver_ref", "no such user");
  await refusedAt(owner, step("user", "mona"), "steps.0.approver_ref", "id of a user");
  await refusedAt(owner, step("dynamic", "owner.mother"), "steps.0.approver_ref", "owner.manager");
  await refusedAt(owner, step("role", "super_admin", { required: 2 }), "steps.0.required", "parallel");
  await refusedAt(owner, step("role", "super_admin", { escalate_to: { approver_mode: "role", approver_ref: "wizard" } }), "steps.0.escalate_to.approver_ref", "no such role");
  await refusedAt(owner, { steps: [{ ...steps[0], seq: 1 }, { ...steps[0], seq: 1 }] }, "steps.1.seq");
  await refusedAt(owner, { steps: [] }, "steps");
  const made = await owner.ok(createPolicy, { body: { name: "x", action_code: "unit.price", steps: [{ ...steps[0]!, seq: 9 }, { approver_mode: "user", approver_ref: owner.user_id, seq: 2 }] } });
  expect(made.steps.map((s) => [s.seq, s.approver_mode])).toEqual([[1, "user"], [2, "role"]]);
});

test("policies are listed, changed and deleted by who manages them; another tenant's do not exist", async () => {
  const tenant = await newTenant(), { owner } = tenant, other = await newTenant(), reader = await tenant.user({ permissions: ["approvals.requests.read", "approvals.decide"] });
  const made = await policy(owner, "unit.price", { name: "Prices", steps }), params = { policy_id: made.id };
  expect(await owner.call(createPolicy, { body: { name: "Prices", action_code: "unit.price", steps } })).toMatchObject({ status: 409, error: { code: "DUPLICATE" } });
  const patched = await owner.ok(patchPolicy, { params, body: { action_code: "deal.value", conditions: "amount_minor > 5", steps: [...steps, { approver_mode: "dynamic", approver_ref: "owner.manager" }] } });
  expect(patched).toMatchObject({ object_type: "deal", version: 2, expression: "amount_minor > 5" });
  expect(await owner.ok(getPolicy, { params })).toEqual(patched);
  expect(await owner.call(patchPolicy, { params, body: { action_code: "unit.price" } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "conditions" }] } } });
  expect((await owner.call(patchPolicy, { params, body: { name: "y" }, headers: { "if-match": '"1"' } })).status).toBe(412);
  expect((await owner.ok(listPolicies, { query: { action_code: "deal.value", active: "true" } })).items.map((p) => p.id)).toEqual([made.id]);
  for (const [stranger, status] of [[reader, 403], [other.owner, 404]] as const) {
    expect((await stranger.call(getPolicy, { params })).status).toBe(status);
    expect((await stranger.call(patchPolicy, { params, body: { active: false } })).status).toBe(status);
    expect((await stranger.call(deletePolicy, { params })).status).toBe(status);
  }
  await owner.ok(deletePolicy, { params });
  expect((await owner.call(getPolicy, { params })).status).toBe(404);
});

test("the plan counts active policies, also when many are made or switched on at once", async () => {
  const { owner } = await newTenant({ limits: { "approvals.policies.max": 2 } });
  const make = (i: number, active = true) => owner.call(createPolicy, { body: { name: `P${i}`, action_code: "unit.price", active, steps } });
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => make(i)));
  expect(answers.map((a) => a.status).sort()).toEqual([201, 201, 422, 422, 422, 422]);
  expect(answers.find((a) => a.error)!.error).toMatchObject({ code: "LIMIT_REACHED", details: { key: "approvals.policies.max", limit: 2 } });
  const drafts = await Promise.all([10, 11].map((i) => make(i, false)));
  expect(drafts.map((a) => a.status)).toEqual([201, 201]);
  const on = (id: string, active: boolean) => owner.call(patchPolicy, { params: { policy_id: id }, body: { active } });
  expect((await on(drafts[0]!.data.id, true)).error).toMatchObject({ code: "LIMIT_REACHED" });
  await on(answers.find((a) => a.data)!.data.id, false);
  expect((await Promise.all(drafts.map((d) => on(d.data.id, true)))).map((a) => a.status).sort()).toEqual([200, 422]);
});

test("a request is decided by the policy it was made under, though that is changed or deleted since", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, [agent, manager] = [await tenant.user({ role: "inventory_manager" }), await tenant.user({ role: "sales_manager" })];
  const made = await policy(owner, "unit.price"), unit_id = await tenant.unit(), ask = () => agent.call(setUnitPrice, { params: { unit_id }, body: { price_minor: 1 } });
  const asked = waitingFor(await ask());
  await owner.ok(patchPolicy, { params: { policy_id: made.id }, body: { steps } });
  await owner.ok(deletePolicy, { params: { policy_id: made.id } });
  expect((await approve(manager, asked.id)).data).toMatchObject({ state: "approved", policy_id: null });
  expect((await ask()).status).toBe(201);
});
