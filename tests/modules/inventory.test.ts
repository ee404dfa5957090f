import { expect, test } from "vitest";
import { createBuilding, createProject, createUnitType, deleteBuilding, deleteProject, deleteUnit, deleteUnitType, getBuilding, getProject, getUnit, listBuildings, listPrices, listProjects, listUnitTypes, patchBuilding, patchProject, patchUnit, patchUnitType, reserveUnit, setUnitPrice } from "#worker/modules/inventory/contract.ts";
import { applyDuePrices, releaseExpiredReservations } from "#worker/modules/inventory/public.ts";
import { admin, tripsOf } from "../support/harness.ts";
import { actIn } from "../support/queued.ts";
import { newSalesTenant } from "../support/sales.ts";

test("a project shows its buildings and its units counted by status, in one round trip", async () => {
  const tenant = await newSalesTenant(), { owner, project_id, building_id } = tenant;
  await tenant.unit(); await tenant.unit({ status: "hold" }); await tenant.unit({ building_id: null });
  const got = await owner.call(getProject, { params: { project_id } });
  expect(tripsOf(got)).toBe(1);
  expect(got.data).toMatchObject({ name: "برج النيل", units: { available: 2, hold: 1, reserved: 0, sold: 0, unavailable: 0 }, buildings: [{ id: building_id, units: { available: 1, hold: 1 } }] });
  expect((await owner.ok(listProjects, { query: { q: "برج", total: "true" } }))).toMatchObject({ total: 1, items: [{ id: project_id, units: { available: 2, hold: 1 } }] });
  expect(await owner.ok(getBuilding, { params: { building_id } })).toMatchObject({ name: "A", project: { id: project_id, name: "برج النيل" }, units: [{ code: "A-101" }, { code: "A-102", status: "hold" }] });
});

test("projects and buildings are created, changed and deleted, each step an event", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const project = await owner.ok(createProject, { body: { name: "Palm Hills", location: "6 أكتوبر", developer_name: "PHD" } });
  const building = await owner.ok(createBuilding, { body: { project_id: project.id, name: "B1" } });
  const project_id = project.id, building_id = building.id;
  expect(await owner.call(createProject, { body: { name: "Palm Hills" } })).toMatchObject({ status: 409, error: { code: "DUPLICATE", details: { duplicates: [{ type: "project", id: project_id }] } } });
  expect(await owner.call(createBuilding, { body: { project_id, name: "B1" } })).toMatchObject({ status: 409, error: { details: { duplicates: [{ type: "building", id: building_id }] } } });
  expect(await owner.call(createBuilding, { body: { project_id: crypto.randomUUID(), name: "B1" } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "project_id" }] } } });
  expect(await owner.ok(patchProject, { params: { project_id }, body: { location: null } })).toMatchObject({ location: null, developer_name: "PHD", version: 2 });
  expect(await owner.ok(patchBuilding, { params: { building_id }, body: { floors: 9 } })).toMatchObject({ floors: 9, version: 2 });
  expect(await owner.call(patchBuilding, { params: { building_id }, body: { floors: 8 }, headers: { "if-match": '"1"' } })).toMatchObject({ status: 412 });
  expect((await owner.ok(listBuildings, { query: { project: project_id } })).items).toHaveLength(1);
  expect(await owner.call(deleteProject, { params: { project_id } })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  await owner.ok(deleteBuilding, { params: { building_id } });
  await owner.ok(deleteProject, { params: { project_id } });
  expect((await owner.call(getProject, { params: { project_id } })).status).toBe(404);
  expect((await tenant.events()).slice(2)).toEqual(["project.created", "building.created", "project.updated", "building.updated", "building.deleted", "project.deleted"]);
});

test("inventory is for who may manage it, and another tenant's does not exist", async () => {
  const tenant = await newSalesTenant(), other = await newSalesTenant(), agent = await tenant.user({ role: "sales_agent" });
  const { project_id, building_id } = tenant, unit_id = await tenant.unit();
  expect((await agent.call(getProject, { params: { project_id } })).status).toBe(200);
  expect((await agent.call(patchProject, { params: { project_id }, body: { name: "x" } })).status).toBe(403);
  expect((await agent.call(deleteUnit, { params: { unit_id } })).status).toBe(403);
  for (const answer of [
    await other.owner.call(getProject, { params: { project_id } }), await other.owner.call(getBuilding, { params: { building_id } }), await other.owner.call(getUnit, { params: { unit_id } }),
    await other.owner.call(patchProject, { params: { project_id }, body: { name: "x" } }), await other.owner.call(deleteUnit, { params: { unit_id } }), await other.owner.call(listPrices, { params: { unit_id } }),
  ]) expect(answer.status).toBe(404);
});

test("a unit type in use stays, and one that is switched off takes no new units", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const { items } = await owner.ok(listUnitTypes);
  expect(items.map((t) => t.code)).toEqual(["apartment", "duplex", "land", "office", "penthouse", "retail", "studio", "townhouse", "twin_house", "villa"]);
  const chalet = await owner.ok(createUnitType, { body: { code: "Chalet", label: "Chalet", label_ar: "شاليه" } });
  expect(chalet).toMatchObject({ code: "chalet", is_active: true });
  expect(await owner.call(createUnitType, { body: { code: "chalet", label: "Again" } })).toMatchObject({ status: 409, error: { details: { duplicates: [{ type: "unit_type", id: chalet.id }] } } });
  const unit_id = await tenant.unit({ unit_type_code: "chalet" }), params = { type_id: chalet.id };
  expect(await owner.call(deleteUnitType, { params })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  await owner.ok(patchUnitType, { params, body: { is_active: false } });
  await expect(tenant.unit({ unit_type_code: "chalet" })).rejects.toThrow("unit_type_code");
  expect(await owner.ok(patchUnit, { params: { unit_id }, body: { floor: 3 } })).toMatchObject({ unit_type_code: "chalet", floor: 3 });
  expect(await owner.call(patchUnit, { params: { unit_id: await tenant.unit() }, body: { unit_type_code: "chalet" } })).toMatchObject({ status: 422 });
  await owner.ok(deleteUnit, { params: { unit_id } });
  await owner.ok(deleteUnitType, { params });
  const small = await newSalesTenant({ features: [] });
  expect(await small.owner.call(createUnitType, { body: { code: "x", label: "x" } })).toMatchObject({ status: 402, error: { code: "PLAN_REQUIRED", details: { feature: "inventory.codeManagement" } } });
});

test("a unit that a deal refers to is not deleted", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, params = { unit_id: await tenant.unit() };
  await owner.ok(reserveUnit, { params, body: { deal_id: await tenant.deal() } });
  expect(await owner.call(deleteUnit, { params })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
});

test("the sweep brings prices into force once their time has come, and only once", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, params = { unit_id: await tenant.unit({ price_minor: 100 }) };
  for (const [price_minor, effective_at] of [[300, "2098-01-01T00:00:00Z"], [200, "2097-01-01T00:00:00Z"], [900, "2099-01-01T00:00:00Z"]] as const) await owner.ok(setUnitPrice, { params, body: { price_minor, effective_at } });
  await admin`update unit_price_history set effective_at = now() - (2100 - extract(year from effective_at)) * interval '1 minute' where unit_id = ${params.unit_id} and price_minor in (200, 300)`;
  await Promise.all([applyDuePrices(crypto.randomUUID(), actIn), applyDuePrices(crypto.randomUUID(), actIn)]);
  await applyDuePrices(crypto.randomUUID(), actIn);
  expect(await owner.ok(getUnit, { params })).toMatchObject({ price_minor: 300, version: 2 });
  expect((await owner.ok(listPrices, { params })).items.map((p) => [p.price_minor, p.applied_at !== null])).toEqual([[900, false], [100, true], [300, true], [200, true]]);
  expect((await tenant.events()).filter((name) => name === "unit.price.changed")).toHaveLength(1);
});

test("a reservation ends at its time, and whoever waits next gets the unit", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, params = { unit_id: await tenant.unit() };
  const [late, next] = [await tenant.deal(), await tenant.deal()] as const;
  await owner.ok(reserveUnit, { params, body: { deal_id: late, expires_at: "2099-01-01T00:00:00Z" } });
  await owner.ok(reserveUnit, { params, body: { deal_id: next } });
  await releaseExpiredReservations(crypto.randomUUID(), actIn);
  expect((await owner.ok(getUnit, { params })).reservation).toMatchObject({ deal_id: late, expires_at: "2099-01-01T00:00:00.000Z" });
  await admin`update unit_reservations set expires_at = now() - interval '1 second' where deal_id = ${late}`;
  await releaseExpiredReservations(crypto.randomUUID(), actIn);
  expect(await owner.ok(getUnit, { params })).toMatchObject({ status: "reserved", reservation: { deal_id: next, expires_at: null }, waitlist: [] });
});
