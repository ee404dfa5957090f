import { expect, test } from "vitest";
import { addWatcher, getTimeline } from "#worker/modules/activities/contract.ts";
import { getContact } from "#worker/modules/contacts/contract.ts";
import { addDealUnit, getBoard, getDeal, getForecast, markLost, markWon, moveStage } from "#worker/modules/deals/contract.ts";
import { listMailbox } from "#worker/modules/dev-mailbox/contract.ts";
import { getUnit, listPrices, reserveUnit } from "#worker/modules/inventory/contract.ts";
import { convertLead, createLead, getLead } from "#worker/modules/leads/contract.ts";
import { listNotifications } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { type Client, eventually, nobody, tripsOf } from "../support/harness.ts";
import { newSalesTenant } from "../support/sales.ts";

/** The titles of someone's inbox, once this many have come. */
const inboxOf = (client: Client, count: number) => eventually(async () => {
  const { items } = await client.ok(listNotifications);
  return items.length >= count && items.map((n) => ({ title: n.title, link_url: n.link_url }));
});
const subjectsTo = (to: string, count: number) => eventually(async () => {
  const { items } = (await nobody.call(listMailbox, { query: { to } })).data as { items: { subject: string }[] };
  return items.length >= count && items.map((m) => m.subject);
});

test("a lead becomes a won deal and a sold unit, and everybody concerned is told", async () => {
  const tenant = await newSalesTenant(), { owner, stages } = tenant;
  const [agent, rival, watcher] = [await tenant.user({ role: "sales_agent" }), await tenant.user({ role: "sales_agent" }), await tenant.user({ role: "sales_manager" })] as const;
  const unit_id = await tenant.unit({ code: "A-1204", price_minor: 845_000_000 });

  const lead = await agent.ok(createLead, { body: { first_name: "منى", last_name: "السيد", phone_e164: "+201004827715", source: "web", interest: "شقة 3 غرف", owner_user_id: agent.user_id } });
  const became = await agent.ok(convertLead, { params: { lead_id: lead.id }, body: { deal: { name: "شقة منى السيد" } } });
  const deal_id = became.deal_id!, params = { deal_id };
  expect(await agent.ok(getLead, { params: { lead_id: lead.id } })).toMatchObject({ status: "converted", conversion: { deal_id } });
  await watcher.ok(addWatcher, { body: { subject_type: "deal", subject_id: deal_id } });

  const reserved = await agent.call(reserveUnit, { params: { unit_id }, body: { deal_id } });
  expect([tripsOf(reserved), reserved.data.reservation.status]).toEqual([1, "active"]);
  const waiting = (await rival.ok(addDealUnit, { params: { deal_id: await tenant.deal("صفقة منافسة", { owner_user_id: rival.user_id }) }, body: { unit_id } })).reservation;
  expect(waiting).toMatchObject({ status: "waitlisted", position: 1 });
  expect(await agent.ok(getDeal, { params })).toMatchObject({ amount_minor: 845_000_000, contacts: [{ contact_id: became.contact_id }], watchers_count: 1 });

  for (const name of ["Viewing", "Offer", "Reservation"]) await agent.ok(moveStage, { params, body: { stage_id: stages[name]! } });
  expect((await agent.ok(getForecast, { params: { pipeline_id: tenant.pipeline_id } })).stages.find((s) => s.name === "Reservation")!.totals).toEqual([{ currency: "EGP", deals: 1, amount_minor: 845_000_000, weighted_minor: 633_750_000 }]);
  const won = await agent.call(markWon, { params });
  expect([tripsOf(won), won.data.status]).toEqual([2, "won"]);

  expect(await agent.ok(getUnit, { params: { unit_id } })).toMatchObject({ status: "sold", sold_to_deal_id: deal_id, waitlist: [] });
  expect((await agent.ok(listPrices, { params: { unit_id } })).items[0]).toMatchObject({ reason: "sale", price_minor: 845_000_000, deal_id });
  expect((await agent.ok(getBoard)).columns.find((c) => c.stage.is_win)).toMatchObject({ count: 1, items: [{ id: deal_id, contact: { name: "منى السيد" } }] });

  const timeline = async (subject_type: "deal" | "unit", subject_id: string) => (await agent.ok(getTimeline, { query: { subject_type, subject_id } })).items.map((item) => item.type).toReversed();
  const ofDeal = await timeline("deal", deal_id);
  expect(ofDeal.filter((type) => type === "deal.stage.moved")).toHaveLength(3);
  expect(ofDeal).toEqual(expect.arrayContaining(["lead.converted", "deal.created", "unit.reserved", "deal.won", "unit.status.changed"]));
  expect(await timeline("unit", unit_id)).toEqual(expect.arrayContaining(["unit.created", "unit.reserved", "unit.waitlisted", "unit.released", "unit.status.changed"]));
  expect((await agent.ok(getTimeline, { query: { subject_type: "contact", subject_id: became.contact_id } })).items.map((i) => i.type)).toContain("deal.won");
  expect((await owner.call(getContact, { params: { contact_id: became.contact_id } })).status).toBe(200);

  // The agent did everything, and hears only of the win; the rival of the deal given to them and of the end of the wait.
  expect(await inboxOf(agent, 1)).toEqual([{ title: "Won: \u2068شقة منى السيد\u2069", link_url: `/deals/${deal_id}` }]);
  expect((await inboxOf(watcher, 4)).map((n) => n.title).toSorted()).toEqual(["Offer", "Reservation", "Viewing"].map((s) => `\u2068شقة منى السيد\u2069 moved to ${s}`).concat("Won: \u2068شقة منى السيد\u2069").toSorted());
  expect((await inboxOf(rival, 2)).map((n) => n.title).toSorted()).toEqual(["New deal: \u2068صفقة منافسة\u2069", "Unit A-1204 was sold to another buyer"]);
  expect(await subjectsTo(agent.email, 1)).toEqual(["Won: \u2068شقة منى السيد\u2069"]);
  expect((await subjectsTo(rival.email, 2)).toSorted()).toEqual(["New deal: \u2068صفقة منافسة\u2069", "Unit A-1204 was sold to another buyer"]);
});

test("whoever waits next is told that the unit is theirs when the first deal is lost", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant, next = await tenant.user({ role: "sales_agent" });
  const unit_id = await tenant.unit({ code: "B-7" }), first = await tenant.deal("first");
  const waiting = await tenant.deal("next", { owner_user_id: next.user_id });
  for (const deal_id of [first, waiting]) await owner.ok(reserveUnit, { params: { unit_id }, body: { deal_id } });
  await owner.ok(markLost, { params: { deal_id: first }, body: { lost_reason_code: "financing" } });
  const told = await inboxOf(next, 2);
  expect(told).toContainEqual({ title: "Unit B-7 is now reserved for your deal", link_url: `/deals/${waiting}` });
});
