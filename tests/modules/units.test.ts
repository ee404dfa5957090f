import { expect, test } from "vitest";
import { addDealUnit, getDeal, markWon, removeDealUnit } from "#worker/modules/deals/contract.ts";
import { createUnit, getUnit, listPrices, listUnits, patchUnit, releaseUnit, reserveUnit, setUnitPrice, setUnitStatus } from "#worker/modules/inventory/contract.ts";
import { tripsOf } from "../support/harness.ts";
import { newSalesTenant } from "../support/sales.ts";

test("fifty reservations of one unit at once leave one active and the others waiting in order", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const unit_id = await tenant.unit(), params = { unit_id };
  const deals = await Promise.all(Array.from({ length: 50 }, (_, i) => tenant.deal(`Deal ${i}`)));
  const answers = await Promise.all(deals.map((deal_id) => owner.call(reserveUnit, { params, body: { deal_id } })));
  expect(answers.map((a) => a.status)).toEqual(deals.map(() => 201));
  const reservations = answers.map((a) => a.data.reservation);
  expect(reservations.filter((r) => r.status === "active")).toHaveLength(1);
  expect(reservations.filter((r) => r.status === "waitlisted").map((r) => r.position).sort((a, b) => a! - b!)).toEqual(Array.from({ length: 49 }, (_, i) => i + 1));
  const unit = await owner.ok(getUnit, { params });
  expect(unit.status).toBe("reserved");
  expect(unit.waitlist.map((w) => [w.position, w.id])).toEqual(
    reservations.filter((r) => r.position).sort((a, b) => a.position! - b.position!).map((r) => [r.position, r.id]));
});

test("a reservation that succeeds costs one round trip, one that waits two", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const params = { unit_id: await tenant.unit() };
  const [first, second, third] = [await tenant.deal(), await tenant.deal(), await tenant.deal()] as const;
  const reserved = await owner.call(reserveUnit, { params, body: { deal_id: first } });
  expect([tripsOf(reserved), reserved.data.reservation]).toEqual([1, expect.objectContaining({ status: "active", position: null, deal_id: first })]);
  const waiting = await owner.call(reserveUnit, { params, body: { deal_id: second } });
  expect([tripsOf(waiting), waiting.data.reservation]).toEqual([2, expect.objectContaining({ status: "waitlisted", position: 1 })]);
  const refused = await owner.call(reserveUnit, { params, body: { deal_id: third, waitlist: false } });
  expect(refused).toMatchObject({ status: 409, error: { code: "UNIT_RESERVED", details: { reservation: { deal_id: first }, waiting: 1 } } });
});

test("a deal cannot reserve a unit twice, neither holding it nor waiting for it", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const params = { unit_id: await tenant.unit() };
  const [holder, waiter] = [await tenant.deal(), await tenant.deal()] as const;
  for (const [deal_id, reason] of [[holder, "active"], [waiter, "waitlisted"]] as const) {
    const { data } = await owner.call(reserveUnit, { params, body: { deal_id } });
    for (const waitlist of [true, false]) {
      const again = await owner.call(reserveUnit, { params, body: { deal_id, waitlist } });
      expect(again).toMatchObject({ status: 409, error: { code: "DUPLICATE", details: { duplicates: [{ type: "reservation", id: data.reservation.id, reason }] } } });
    }
  }
});

test("an idempotent reservation replays its first answer, place in the waitlist included", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const params = { unit_id: await tenant.unit() };
  const deals = [await tenant.deal(), await tenant.deal(), await tenant.deal()];
  for (const [i, deal_id] of deals.entries()) {
    const input = { params, body: { deal_id }, headers: { "idempotency-key": `reserve-${i}` } };
    const once = await owner.call(reserveUnit, input), twice = await owner.call(reserveUnit, input);
    expect(once.data.reservation.position).toBe(i || null);
    expect([twice.status, twice.headers.get("idempotent-replay"), twice.data]).toEqual([201, "true", once.data]);
  }
});

test("only an available unit is reserved, and only for an open deal that exists", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, other = await newSalesTenant();
  const deal_id = await tenant.deal(), nowhere = crypto.randomUUID();
  const held = { unit_id: await tenant.unit({ status: "hold" }) }, free = { unit_id: await tenant.unit() };
  expect(await owner.call(reserveUnit, { params: held, body: { deal_id } })).toMatchObject({ status: 409, error: { code: "UNIT_UNAVAILABLE", details: { status: "hold" } } });
  expect(await owner.call(reserveUnit, { params: { unit_id: nowhere }, body: { deal_id } })).toMatchObject({ status: 404 });
  expect(await other.owner.call(reserveUnit, { params: free, body: { deal_id: await other.deal() } })).toMatchObject({ status: 404 });
  for (const id of [nowhere, await other.deal()]) {
    expect(await owner.call(reserveUnit, { params: free, body: { deal_id: id } })).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { issues: [{ path: "deal_id" }] } } });
  }
  expect(await owner.call(reserveUnit, { params: free, body: { deal_id, expires_at: "2020-01-01T00:00:00Z" } })).toMatchObject({ status: 422 });
  const dollars = await tenant.deal("Dollars", { currency: "USD" });
  expect(await owner.call(reserveUnit, { params: free, body: { deal_id: dollars } })).toMatchObject({ status: 422, error: { details: { issues: [{ message: "The unit is priced in EGP, the deal in USD." }] } } });
  await owner.ok(markWon, { params: { deal_id } });
  expect(await owner.call(reserveUnit, { params: free, body: { deal_id } })).toMatchObject({ status: 409, error: { code: "DEAL_CLOSED" } });
  const reader = await tenant.user({ permissions: ["unit.read"] });
  expect((await reader.call(reserveUnit, { params: free, body: { deal_id } })).status).toBe(403);
});

test("a released unit goes to whoever waits next, then becomes available", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const params = { unit_id: await tenant.unit() };
  const [a, b, c] = [await tenant.deal("a"), await tenant.deal("b"), await tenant.deal("c")] as const;
  for (const deal_id of [a, b, c]) await owner.ok(reserveUnit, { params, body: { deal_id } });
  expect(await owner.ok(releaseUnit, { params })).toMatchObject({ unit_status: "reserved", released: { deal_id: a, status: "released" }, promoted: { deal_id: b, status: "active" } });
  const unit = await owner.ok(getUnit, { params });
  expect([unit.reservation?.deal_id, unit.reservation?.deal_name, unit.waitlist.map((w) => w.deal_id)]).toEqual([b, "b", [c]]);
  expect(await owner.ok(releaseUnit, { params, body: { deal_id: c } })).toMatchObject({ unit_status: "reserved", released: { deal_id: c }, promoted: null });
  expect(await owner.ok(releaseUnit, { params })).toMatchObject({ unit_status: "available", released: { deal_id: b }, promoted: null });
  expect(await owner.call(releaseUnit, { params })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  expect((await tenant.events()).filter((name) => name.startsWith("waitlist"))).toEqual(["waitlist.promoted"]);
});

test("releases and new reservations at once never lose the unit nor give it twice", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const params = { unit_id: await tenant.unit() };
  const deals = await Promise.all(Array.from({ length: 12 }, (_, i) => tenant.deal(`Deal ${i}`)));
  await owner.ok(reserveUnit, { params, body: { deal_id: deals[0]! } });
  const answers = await Promise.all([
    ...deals.slice(1).map((deal_id) => owner.call(reserveUnit, { params, body: { deal_id } })),
    ...Array.from({ length: 4 }, () => owner.call(releaseUnit, { params })),
  ]);
  expect(answers.map((a) => a.status).filter((s) => s !== 201 && s !== 200 && s !== 409)).toEqual([]);
  const released = answers.slice(11).filter((a) => a.status === 200).length;
  const unit = await owner.ok(getUnit, { params });
  expect(unit.status).toBe("reserved");
  expect(unit.reservation).not.toBeNull();
  expect(unit.waitlist).toHaveLength(12 - released - 1);
});

test("the amount of a deal follows its units until it is set by hand", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const deal_id = await tenant.deal(), [one, two] = [await tenant.unit({ price_minor: 100 }), await tenant.unit({ price_minor: 250 })] as const;
  const amount = async () => (await owner.ok(getDeal, { params: { deal_id } })).amount_minor;
  await owner.ok(reserveUnit, { params: { unit_id: one }, body: { deal_id } });
  expect(await amount()).toBe(100);
  await owner.ok(addDealUnit, { params: { deal_id }, body: { unit_id: two, price_minor: 200, reserve: false } });
  expect(await amount()).toBe(300);
  await owner.ok(removeDealUnit, { params: { deal_id, unit_id: one } });
  expect(await amount()).toBe(200);
  expect((await owner.ok(getUnit, { params: { unit_id: one } })).status).toBe("available");
  expect((await owner.call(removeDealUnit, { params: { deal_id, unit_id: one } })).status).toBe(404);
  const fixed = await tenant.deal("Fixed", { amount_minor: 77 });
  await owner.ok(addDealUnit, { params: { deal_id: fixed }, body: { unit_id: one } });
  expect(await owner.ok(getDeal, { params: { deal_id: fixed } })).toMatchObject({ amount_minor: 77, units: [{ unit_id: one, price_minor: 100, reservation: { status: "active" } }] });
});

test("people change a status by hand among those that no deal decides", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const params = { unit_id: await tenant.unit() };
  expect(await owner.ok(setUnitStatus, { params, body: { status: "hold", reason: "صيانة" } })).toMatchObject({ status: "hold", version: 2 });
  expect(await owner.ok(setUnitStatus, { params, body: { status: "hold" } })).toMatchObject({ version: 2 });
  for (const status of ["reserved", "sold"] as const) expect(await owner.call(setUnitStatus, { params, body: { status } })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  await owner.ok(setUnitStatus, { params, body: { status: "available" } });
  await owner.ok(reserveUnit, { params, body: { deal_id: await tenant.deal() } });
  expect(await owner.call(setUnitStatus, { params, body: { status: "hold" } })).toMatchObject({ status: 409, error: { details: { status: "reserved" } } });
  expect((await tenant.audit()).find((row) => row["action"] === "unit.status")).toMatchObject({ after_data: { reason: "صيانة" } });
});

test("every price change enters the history; one for later waits for its time", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const params = { unit_id: await tenant.unit({ price_minor: 1000 }) };
  const now = await owner.ok(setUnitPrice, { params, body: { price_minor: 1100, note: "سعر جديد" } });
  expect(now).toMatchObject({ unit: { price_minor: 1100, version: 2 }, price: { reason: "change", note: "سعر جديد" } });
  const later = await owner.ok(setUnitPrice, { params, body: { price_minor: 1200, effective_at: "2099-01-01T00:00:00.000Z" } });
  expect(later).toMatchObject({ unit: { price_minor: 1100 }, price: { applied_at: null, effective_at: "2099-01-01T00:00:00.000Z" } });
  const history = await owner.ok(listPrices, { params });
  expect(history.items.map((p) => [p.price_minor, p.reason])).toEqual([[1200, "change"], [1100, "change"], [1000, "initial"]]);
  expect((await owner.call(patchUnit, { params, body: { price_minor: 5 } as object }))).toMatchObject({ status: 422, error: { details: { issues: [{ path: "price_minor" }] } } });
  const agent = await tenant.user({ role: "sales_agent" });
  expect((await agent.call(setUnitPrice, { params, body: { price_minor: 1 } })).status).toBe(403);
});

test("units are listed by what they are, in one round trip", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  await tenant.unit({ code: "V-1", unit_type_code: "villa", bedrooms: 5, size_sqm: 400.5, floor: 0, price_minor: 3000, view: "إطلالة على النيل" });
  await tenant.unit({ code: "S-1", unit_type_code: "studio", bedrooms: 0, size_sqm: 40, floor: 3, price_minor: 1000, status: "hold" });
  await tenant.unit({ code: "S-2", unit_type_code: "studio", bedrooms: 0, size_sqm: 45, floor: 4, price_minor: 2000, building_id: null });
  const codes = async (query: object) => (await owner.ok(listUnits, { query: { sort: "code", ...query } })).items.map((u) => u.code);
  expect(await codes({})).toEqual(["S-1", "S-2", "V-1"]);
  expect(await codes({ sort: "-price_minor" })).toEqual(["V-1", "S-2", "S-1"]);
  expect(await codes({ type: "studio", min_price: 1500 })).toEqual(["S-2"]);
  expect(await codes({ status: "hold,sold" })).toEqual(["S-1"]);
  expect(await codes({ min_bedrooms: 1 })).toEqual(["V-1"]);
  expect(await codes({ max_size: 44.9, min_floor: 1 })).toEqual(["S-1"]);
  expect(await codes({ building: tenant.building_id })).toEqual(["S-1", "V-1"]);
  expect(await codes({ q: "اطلاله على النيل" })).toEqual(["V-1"]);
  const page = await owner.call(listUnits, { query: { limit: 2, total: "true", sort: "price_minor" } });
  expect([tripsOf(page), page.data.total, page.data.items.map((u) => [u.code, u.project_name, u.building_name])]).toEqual([1, 3, [["S-1", "برج النيل", "A"], ["S-2", "برج النيل", null]]]);
  expect((await owner.ok(listUnits, { query: { limit: 2, sort: "price_minor", cursor: page.data.next_cursor! } })).items.map((u) => u.code)).toEqual(["V-1"]);
});

test("a unit has a type in use, a building of its project and a code of its own", async () => {
  const tenant = await newSalesTenant({ limits: { "units.max": 2 } }), { owner } = tenant, other = await newSalesTenant();
  const body = { project_id: tenant.project_id, building_id: tenant.building_id, code: "B-1", unit_type_code: "apartment", price_minor: 1, currency: "EGP" };
  const unit = await owner.call(createUnit, { body });
  expect([unit.status, tripsOf(unit)]).toEqual([201, 1]);
  expect(await owner.call(createUnit, { body })).toMatchObject({ status: 409, error: { code: "DUPLICATE", details: { duplicates: [{ type: "unit", id: unit.data.id, label: "B-1" }] } } });
  for (const [wrong, path] of [[{ unit_type_code: "castle" }, "unit_type_code"], [{ building_id: other.building_id }, "building_id"], [{ project_id: other.project_id, building_id: null }, "project_id"]] as const) {
    expect(await owner.call(createUnit, { body: { ...body, code: "B-2", ...wrong } })).toMatchObject({ status: 422, error: { details: { issues: [{ path }] } } });
  }
  expect(await owner.call(createUnit, { body: { ...body, code: "B-9", status: "sold" as "hold" } })).toMatchObject({ status: 422 });
  await owner.ok(createUnit, { body: { ...body, code: "B-2" } });
  expect(await owner.call(createUnit, { body: { ...body, code: "B-3" } })).toMatchObject({ status: 422, error: { code: "LIMIT_REACHED", details: { key: "units.max", limit: 2 } } });
  const stale = await owner.call(patchUnit, { params: { unit_id: unit.data.id }, body: { floor: 2 }, headers: { "if-match": '"9"' } });
  expect(stale).toMatchObject({ status: 412, error: { code: "PRECONDITION_FAILED" } });
});
