import { expect, test } from "vitest";
import { createContact } from "#worker/modules/contacts/contract.ts";
import { addDealUnit, createDeal, deleteDeal, getBoard, getDeal, listDeals, listLostReasons, markLost, markWon, moveStage, patchDeal } from "#worker/modules/deals/contract.ts";
import { getUnit, listPrices, reserveUnit, setUnitPrice } from "#worker/modules/inventory/contract.ts";
import { tripsOf } from "../support/harness.ts";
import { newSalesTenant } from "../support/sales.ts";

test("a deal starts in the first stage with the sum of its units, which it reserves", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const contact = await owner.ok(createContact, { body: { first_name: "منى", last_name: "السيد" } });
  const [one, two] = [await tenant.unit({ price_minor: 100 }), await tenant.unit({ price_minor: 250 })] as const;
  const created = await owner.call(createDeal, { body: { name: "فيلا الشيخ زايد", contacts: [{ contact_id: contact.id }], units: [{ unit_id: two, price_minor: 240 }, { unit_id: one, reserve: false }] } });
  expect([created.status, tripsOf(created)]).toEqual([201, 2]);
  expect(created.data).toMatchObject({ amount_minor: 340, currency: "EGP", status: "open", stage_id: tenant.stages["New"], owner_user_id: owner.user_id, version: 1 });
  const params = { deal_id: created.data.id };
  const got = await owner.call(getDeal, { params });
  expect(tripsOf(got)).toBe(1);
  expect(got.data).toMatchObject({
    pipeline: { name: "Sales" }, stage: { name: "New", name_ar: "جديدة", probability_pct: 10 }, watchers_count: 0,
    contacts: [{ contact_id: contact.id, full_name: "منى السيد", role: "decision_maker" }],
    units: [{ unit_id: one, price_minor: 100, unit_status: "available", reservation: null }, { unit_id: two, price_minor: 240, list_price_minor: 250, unit_status: "reserved", reservation: { status: "active", position: null } }],
  });
  const waiting = await owner.ok(createDeal, { body: { name: "ينتظر", units: [{ unit_id: two }] } });
  expect((await owner.ok(getDeal, { params: { deal_id: waiting.id } })).units[0]!.reservation).toMatchObject({ status: "waitlisted", position: 1 });
});

test("what a deal points at must exist, be open and be priced in its currency", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, other = await newSalesTenant();
  const unit_id = await tenant.unit(), nowhere = crypto.randomUUID();
  const refused = async (body: object, path: string) =>
    expect(await owner.call(createDeal, { body: { name: "x", ...body } })).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { issues: [{ path }] } } });
  await refused({ units: [{ unit_id: nowhere }] }, "units.0.unit_id");
  await refused({ units: [{ unit_id: await other.unit() }] }, "units.0.unit_id");
  await refused({ units: [{ unit_id }], currency: "USD" }, "units.0.unit_id");
  await refused({ units: [{ unit_id }, { unit_id }] }, "units");
  await refused({ stage_id: tenant.stages["Won"] }, "stage_id");
  await refused({ stage_id: other.stages["New"] }, "stage_id");
  await refused({ owner_user_id: other.owner.user_id }, "owner_user_id");
  await refused({ contacts: [{ contact_id: nowhere }] }, "contact_id");
  await refused({ amount_minor: -1 }, "amount_minor");
  await refused({ nonsense: 1 }, "nonsense");
  const sold = await tenant.unit({ status: "unavailable" });
  expect(await owner.call(createDeal, { body: { name: "x", units: [{ unit_id: sold }] } })).toMatchObject({ status: 409, error: { code: "UNIT_UNAVAILABLE" } });
  expect((await owner.ok(listDeals)).items).toEqual([]);
});

test("deals of another tenant do not exist, and each change needs its permission", async () => {
  const tenant = await newSalesTenant(), other = await newSalesTenant();
  const params = { deal_id: await tenant.deal() };
  const calls = [
    [getDeal, {}], [patchDeal, { body: { name: "x" } }], [deleteDeal, {}], [moveStage, { body: { stage_id: tenant.stages["Offer"]! } }],
    [markWon, {}], [markLost, { body: { lost_reason_code: "price" } }], [addDealUnit, { body: { unit_id: await tenant.unit() } }],
  ] as const;
  const reader = await tenant.user({ permissions: ["deal.read"] });
  for (const [route, input] of calls) {
    expect((await other.owner.call(route as typeof getDeal, { params, ...input } as never)).status).toBe(404);
    if (route !== getDeal) expect((await reader.call(route as typeof getDeal, { params, ...input } as never)).status).toBe(403);
  }
});

test("a plan's deals are counted, also when many are made at once", async () => {
  const tenant = await newSalesTenant({ limits: { "deals.max": 3 } }), { owner } = tenant;
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => owner.call(createDeal, { body: { name: `Deal ${i}` } })));
  expect(answers.map((a) => a.status).sort()).toEqual([201, 201, 201, 422, 422, 422]);
  expect(answers.find((a) => a.status === 422)!.error).toMatchObject({ code: "LIMIT_REACHED", details: { key: "deals.max", limit: 3 } });
});

test("a patch changes only what it names, and not what somebody else has changed", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, agent = await tenant.user({ role: "sales_agent" });
  const params = { deal_id: await tenant.deal() };
  const contacts = await Promise.all(["منى", "عمر"].map((first_name) => owner.ok(createContact, { body: { first_name } })));
  const patched = await owner.call(patchDeal, { params, body: { amount_minor: 500, close_date: "2027-03-31", owner_user_id: agent.user_id, contacts: contacts.map((c) => ({ contact_id: c.id })) } });
  expect([patched.status, tripsOf(patched)]).toEqual([200, 2]);
  expect(patched.data).toMatchObject({ amount_minor: 500, close_date: "2027-03-31", owner_user_id: agent.user_id, version: 2 });
  await owner.ok(patchDeal, { params, body: { contacts: [{ contact_id: contacts[1]!.id, role: "influencer" }], close_date: null } });
  expect(await owner.ok(getDeal, { params })).toMatchObject({ amount_minor: 500, close_date: null, contacts: [{ contact_id: contacts[1]!.id, role: "influencer" }] });
  expect(await owner.call(patchDeal, { params, body: { name: "x" }, headers: { "if-match": '"1"' } })).toMatchObject({ status: 412, error: { code: "PRECONDITION_FAILED" } });
  expect((await tenant.events()).filter((name) => name.startsWith("deal."))).toEqual(["deal.created", "deal.updated", "deal.assigned", "deal.updated"]);
});

test("a deal moves among open stages; the closing stages name the address that closes", async () => {
  const tenant = await newSalesTenant(), { owner, stages } = tenant, other = await newSalesTenant();
  const params = { deal_id: await tenant.deal() };
  const moved = await owner.call(moveStage, { params, body: { stage_id: stages["Offer"]!, version: 1 } });
  expect([moved.status, tripsOf(moved), moved.data.stage_id, moved.data.version]).toEqual([200, 2, stages["Offer"], 2]);
  expect(await owner.call(moveStage, { params, body: { stage_id: stages["New"]!, version: 1 } })).toMatchObject({ status: 412, error: { details: { version: 2 } } });
  expect(await owner.call(moveStage, { params, body: { stage_id: stages["Won"]! } })).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { reason: expect.stringContaining("mark-won") } } });
  expect(await owner.call(moveStage, { params, body: { stage_id: stages["Lost"]! } })).toMatchObject({ status: 409, error: { details: { reason: expect.stringContaining("mark-lost") } } });
  expect(await owner.call(moveStage, { params, body: { stage_id: other.stages["New"]! } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "stage_id" }] } } });
  const drags = await Promise.all(["Viewing", "Reservation"].map((name) => owner.call(moveStage, { params, body: { stage_id: stages[name]! } })));
  expect(drags.map((a) => a.status)).toEqual([200, 200]);
});

test("a won deal sells the units it holds, keeps its price in their history and lets go of those who wait", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const unit_id = await tenant.unit(), params = { unit_id };
  const [winner, waiter] = [await tenant.deal("winner"), await tenant.deal("waiter")] as const;
  await owner.ok(reserveUnit, { params, body: { deal_id: winner, price_minor: 800_000_000 } });
  await owner.ok(reserveUnit, { params, body: { deal_id: waiter } });
  await owner.ok(setUnitPrice, { params, body: { price_minor: 1, effective_at: "2099-01-01T00:00:00Z" } });
  const won = await owner.call(markWon, { params: { deal_id: winner }, body: { close_date: "2026-12-01" } });
  expect([won.status, tripsOf(won)]).toEqual([200, 2]);
  expect(won.data).toMatchObject({ status: "won", stage_id: tenant.stages["Won"], close_date: "2026-12-01", amount_minor: 800_000_000 });
  expect(await owner.ok(getUnit, { params })).toMatchObject({ status: "sold", reservation: null, waitlist: [], sold_to_deal_id: winner });
  const { items } = await owner.ok(listPrices, { params });
  expect(items.map((p) => [p.reason, p.price_minor, p.deal_id])).toEqual([["sale", 800_000_000, winner], ["initial", 845_000_000, null]]);
  expect(await owner.ok(getDeal, { params: { deal_id: waiter } })).toMatchObject({ status: "open", units: [{ unit_status: "sold", reservation: null }] });
  expect(await owner.call(markWon, { params: { deal_id: waiter } })).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { units: [{ unit_id, status: "sold" }] } } });
  expect(await owner.call(markWon, { params: { deal_id: winner } })).toMatchObject({ status: 409, error: { code: "DEAL_CLOSED" } });
  expect(await owner.call(patchDeal, { params: { deal_id: winner }, body: { amount_minor: 1 } })).toMatchObject({ status: 409, error: { code: "DEAL_CLOSED" } });
  expect(await owner.call(deleteDeal, { params: { deal_id: winner } })).toMatchObject({ status: 409, error: { code: "DEAL_CLOSED" } });
  expect((await tenant.events()).filter((name) => /^(deal|unit)\./.test(name)).slice(-3)).toEqual(["unit.status.changed", "unit.released", "deal.won"]);
});

test("a lost deal gives its reason, and its units to whoever waits next", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const [wanted, alone] = [await tenant.unit(), await tenant.unit()] as const;
  const [loser, next] = [await tenant.deal("loser"), await tenant.deal("next")] as const;
  for (const [unit_id, deal_id] of [[wanted, loser], [alone, loser], [wanted, next]] as const) await owner.ok(reserveUnit, { params: { unit_id }, body: { deal_id } });
  const params = { deal_id: loser };
  expect((await owner.call(markLost, { params, body: {} as never })).status).toBe(422);
  expect(await owner.call(markLost, { params, body: { lost_reason_code: "whim" } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "lost_reason_code" }] } } });
  const lost = await owner.call(markLost, { params, body: { lost_reason_code: "price", note: "السعر أعلى من الميزانية" } });
  expect([lost.status, tripsOf(lost)]).toEqual([200, 2]);
  expect(lost.data).toMatchObject({ status: "lost", stage_id: tenant.stages["Lost"], lost_reason_code: "price", lost_note: "السعر أعلى من الميزانية" });
  expect(await owner.ok(getUnit, { params: { unit_id: wanted } })).toMatchObject({ status: "reserved", reservation: { deal_id: next }, waitlist: [] });
  expect(await owner.ok(getUnit, { params: { unit_id: alone } })).toMatchObject({ status: "available", reservation: null });
  expect((await owner.ok(listLostReasons)).items[0]).toMatchObject({ code: "price", label_ar: "السعر مرتفع" });
});

test("of many who close a deal at once exactly one does", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  for (const second of ["won", "lost"] as const) {
    const unit_id = await tenant.unit(), deal_id = await tenant.deal();
    await owner.ok(reserveUnit, { params: { unit_id }, body: { deal_id } });
    const params = { deal_id };
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) =>
      i % 2 && second === "lost" ? owner.call(markLost, { params, body: { lost_reason_code: "other" } }) : owner.call(markWon, { params })));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    expect(answers.filter((a) => a.status === 409).map((a) => a.error!.code)).toEqual(Array.from({ length: 7 }, () => "DEAL_CLOSED"));
    const { status } = answers.find((a) => a.status === 200)!.data;
    expect((await owner.ok(getUnit, { params: { unit_id } })).status).toBe(status === "won" ? "sold" : "available");
  }
});

test("closing a deal and reserving for it at once never leaves a closed deal holding a unit", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  for (let round = 0; round < 4; round++) {
    const unit_id = await tenant.unit(), deal_id = await tenant.deal("race", { amount_minor: 5 });
    await Promise.all([owner.call(reserveUnit, { params: { unit_id }, body: { deal_id } }), owner.call(markLost, { params: { deal_id }, body: { lost_reason_code: "other" } })]);
    const [unit, deal] = [await owner.ok(getUnit, { params: { unit_id } }), await owner.ok(getDeal, { params: { deal_id } })];
    expect([deal.status, unit.status]).toEqual(["lost", "available"]);
  }
});

test("an open deal is deleted and its unit goes to whoever waits", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const unit_id = await tenant.unit(), [first, next] = [await tenant.deal(), await tenant.deal()] as const;
  for (const deal_id of [first, next]) await owner.ok(reserveUnit, { params: { unit_id }, body: { deal_id } });
  await owner.ok(deleteDeal, { params: { deal_id: first } });
  expect((await owner.call(getDeal, { params: { deal_id: first } })).status).toBe(404);
  expect((await owner.ok(getUnit, { params: { unit_id } })).reservation).toMatchObject({ deal_id: next });
});

test("deals are listed by where they stand, whose they are and what they are worth", async () => {
  const tenant = await newSalesTenant(), { owner, stages } = tenant, agent = await tenant.user({ role: "sales_agent" });
  const contact = await owner.ok(createContact, { body: { first_name: "منى" } }), unit_id = await tenant.unit({ price_minor: 300 });
  await tenant.deal("a", { amount_minor: 100, close_date: "2027-01-15", contacts: [{ contact_id: contact.id }] });
  await tenant.deal("b", { amount_minor: 200, stage_id: stages["Offer"], owner_user_id: agent.user_id });
  await tenant.deal("شقة أحمد", { units: [{ unit_id }], owner_user_id: null, close_date: "2027-02-15" });
  const names = async (query: object) => (await owner.ok(listDeals, { query: { sort: "amount_minor", ...query } })).items.map((d) => d.name);
  expect(await names({})).toEqual(["a", "b", "شقة أحمد"]);
  expect(await names({ pipeline: tenant.pipeline_id, stage: `${stages["Offer"]},${stages["Viewing"]}` })).toEqual(["b"]);
  expect(await names({ owner: agent.user_id })).toEqual(["b"]);
  expect(await names({ owner: "none" })).toEqual(["شقة أحمد"]);
  expect(await names({ min_amount: 150, max_amount: 250 })).toEqual(["b"]);
  expect(await names({ close_from: "2027-02-01", close_to: "2027-02-28" })).toEqual(["شقة أحمد"]);
  expect(await names({ contact: contact.id })).toEqual(["a"]);
  expect(await names({ unit: unit_id })).toEqual(["شقة أحمد"]);
  expect(await names({ q: "شقه احمد" })).toEqual(["شقة أحمد"]);
  expect(await names({ status: "won,lost" })).toEqual([]);
  const page = await owner.call(listDeals, { query: { sort: "-amount_minor", limit: 1, total: "true" } });
  expect([tripsOf(page), page.data.total, page.data.items[0]]).toEqual([1, 3, expect.objectContaining({ name: "شقة أحمد", units_count: 1, contact: null })]);
  expect((await names({ sort: "-amount_minor", limit: 1, cursor: page.data.next_cursor }))).toEqual(["b"]);
});

test("the board shows every column with its sums and first cards in one round trip, and its cursor goes on", async () => {
  const tenant = await newSalesTenant(), { owner, stages } = tenant;
  const contact = await owner.ok(createContact, { body: { first_name: "منى" } });
  for (const amount_minor of [1, 2, 3]) await tenant.deal(`n${amount_minor}`, { amount_minor, contacts: [{ contact_id: contact.id }] });
  await tenant.deal("offer", { amount_minor: 40, currency: "USD", stage_id: stages["Offer"] });
  const board = await owner.call(getBoard, { query: { limit: 2 } });
  expect([board.status, tripsOf(board)]).toEqual([200, 1]);
  expect(board.data.columns.map((c) => [c.stage.name, c.count])).toEqual([["New", 3], ["Viewing", 0], ["Offer", 1], ["Reservation", 0], ["Won", 0], ["Lost", 0]]);
  const [fresh, , offer] = board.data.columns;
  expect(fresh).toMatchObject({ totals: [{ currency: "EGP", amount_minor: 6 }], items: [{ name: "n3", contact: { name: "منى" } }, { name: "n2" }] });
  expect(offer).toMatchObject({ totals: [{ currency: "USD", amount_minor: 40 }], next_cursor: null });
  const rest = await owner.ok(listDeals, { query: { stage: stages["New"]!, sort: "-updated_at", limit: 2, cursor: fresh!.next_cursor! } });
  expect(rest.items.map((d) => d.name)).toEqual(["n1"]);
  expect((await owner.ok(getBoard, { query: { q: "offer" } })).columns.map((c) => c.count)).toEqual([0, 0, 1, 0, 0, 0]);
  expect((await owner.call(getBoard, { query: { pipeline_id: crypto.randomUUID() } })).status).toBe(404);
});
