import { expect, test } from "vitest";
import { getRequest } from "#worker/modules/approvals/contract.ts";
import { switchModule } from "#worker/modules/business/contract.ts";
import { createDeal, getDeal, patchDeal } from "#worker/modules/deals/contract.ts";
import { getUnit, setUnitPrice } from "#worker/modules/inventory/contract.ts";
import { assignRoles, deactivateUser, reactivateUser, suspendUser } from "#worker/modules/users/contract.ts";
import { approve, policy, waitingFor } from "../support/approvals.ts";
import { admin, eventually, tripsOf } from "../support/harness.ts";
import { newSalesTenant } from "../support/sales.ts";

/** A change of price that somebody has asked for and a sales manager is to decide. */
async function askedPrice() {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const [agent, manager] = [await tenant.user({ role: "inventory_manager" }), await tenant.user({ role: "sales_manager" })];
  await tenant.user({ role: "sales_agent" });
  await policy(owner, "unit.price");
  const params = { unit_id: await tenant.unit({ price_minor: 1_000_000 }) };
  const { id } = waitingFor(await agent.call(setUnitPrice, { params, body: { price_minor: 900_000 } }));
  return { ...tenant, agent, manager, id, of: { params: { user_id: agent.user_id } }, price: async () => (await owner.ok(getUnit, { params })).price_minor };
}
const refused = (details: object) => ({ status: 200, data: { state: "failed", failure: { code: "REQUESTER_NOT_ALLOWED", details } } });

test("what somebody asked for who is suspended since is not carried out, and the approver and they are told so once", async () => {
  const t = await askedPrice();
  await t.owner.ok(suspendUser, t.of);
  const answers = await Promise.all([approve(t.manager, t.id), approve(t.manager, t.id)]);
  expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  expect(answers.find((a) => a.status === 200)).toMatchObject(refused({ cause: "INACTIVE" }));
  expect(await t.price()).toBe(1_000_000);
  expect((await t.events()).filter((name) => name === "approval.closed")).toHaveLength(1);
  expect((await t.events()).filter((name) => name === "unit.price.changed")).toEqual([]);
  await eventually(async () => (await admin`select from messages_outbox where tenant_id = ${t.tenant_id} and template_code = 'approval.failed' and recipient = ${t.manager.email}`).length > 0);
  await t.owner.ok(reactivateUser, t.of);
  expect(await t.owner.ok(getRequest, { params: { request_id: t.id } })).toMatchObject({ state: "failed", failure: { code: "REQUESTER_NOT_ALLOWED" } });
  expect((await approve(t.manager, t.id)).status).toBe(409);
  expect(await t.price()).toBe(1_000_000);
});

test("the same goes for somebody who has left, who lost the permission, or whose workspace switched the module off", async () => {
  const left = await askedPrice();
  await left.owner.ok(deactivateUser, { ...left.of, body: {} });
  expect(await approve(left.manager, left.id)).toMatchObject(refused({ cause: "INACTIVE" }));
  const moved = await askedPrice();
  await moved.owner.ok(assignRoles, { ...moved.of, body: { role_codes: ["sales_agent"] } });
  expect(await approve(moved.manager, moved.id)).toMatchObject(refused({ cause: "FORBIDDEN", permission: "unit.price.update" }));
  expect(await moved.agent.ok(getRequest, { params: { request_id: moved.id } })).toMatchObject({ state: "failed", failure: { details: { permission: "unit.price.update" } } });
  const off = await askedPrice();
  await off.owner.ok(switchModule, { params: { module_id: "maps" }, body: { status: "off" } });
  await off.owner.ok(switchModule, { params: { module_id: "inventory" }, body: { status: "off" } });
  expect(await approve(off.manager, off.id)).toMatchObject(refused({ cause: "MODULE_OFF", module: "inventory" }));
  for (const { tenant_id } of [left, moved, off]) expect(await admin`select price_minor::int as price from units where tenant_id = ${tenant_id}`).toEqual([{ price: 1_000_000 }]);
});

test("whoever still may has it carried out in as many round trips as ever, whatever role lets them", async () => {
  const t = await askedPrice();
  await t.owner.ok(assignRoles, { ...t.of, body: { role_codes: ["sales_agent", "inventory_manager"] } });
  const approved = await approve(t.manager, t.id);
  expect([approved.data.state, approved.data.failure, tripsOf(approved)]).toEqual(["approved", null, 3]);
  expect(await t.price()).toBe(900_000);
});

test("each verb is judged by the permission of its own route, and what a role no longer gives is gone", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, manager = await tenant.user({ role: "sales_manager" });
  const maker = await tenant.user({ permissions: ["deal.read", "deal.create", "deal.update"] });
  const params = { deal_id: await tenant.deal("x", { amount_minor: 1 }) };
  await policy(owner, "deal.value");
  const made = waitingFor(await maker.call(createDeal, { body: { name: "برج", amount_minor: 5 } }));
  const changed = waitingFor(await maker.call(patchDeal, { params, body: { amount_minor: 5 } }));
  await admin`delete from role_permissions where tenant_id = ${tenant.tenant_id} and permission = 'deal.update'`;
  expect((await approve(manager, made.id)).data.state).toBe("approved");
  expect((await owner.ok(getDeal, { params: { deal_id: made.object_id } })).owner_user_id).toBe(maker.user_id);
  expect(await approve(manager, changed.id)).toMatchObject(refused({ cause: "FORBIDDEN", permission: "deal.update" }));
  expect((await owner.ok(getDeal, { params })).amount_minor).toBe(1);
});
