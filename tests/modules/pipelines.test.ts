import { expect, test } from "vitest";
import { createPipeline, createStage, deletePipeline, deleteStage, getForecast, getPipeline, listPipelines, listStages, moveStage, patchPipeline, patchStage } from "#worker/modules/deals/contract.ts";
import { newTenant, tripsOf } from "../support/harness.ts";
import { newSalesTenant } from "../support/sales.ts";

test("a tenant starts with one pipeline in both languages", async () => {
  const { owner } = await newSalesTenant();
  const { items: [sales] } = await owner.ok(listPipelines);
  expect(sales).toMatchObject({ name: "Sales", is_default: true });
  expect(sales!.stages.map((s) => [s.name, s.name_ar, s.probability_pct, s.order_index])).toEqual([
    ["New", "جديدة", 10, 1], ["Viewing", "معاينة", 25, 2], ["Offer", "عرض", 50, 3], ["Reservation", "حجز", 75, 4], ["Won", "ناجحة", 100, 5], ["Lost", "خاسرة", 0, 6]]);
});

test("a second pipeline needs the feature; the first one is the default", async () => {
  const { owner } = await newTenant({ features: [] });
  expect(await owner.ok(createPipeline, { body: { name: "One" } })).toMatchObject({ is_default: true });
  expect(await owner.call(createPipeline, { body: { name: "Two" } })).toMatchObject({ status: 402, error: { code: "PLAN_REQUIRED", details: { feature: "deals.multiPipelines" } } });
});

test("a pipeline wins in exactly one stage and loses in another", async () => {
  const { owner } = await newSalesTenant();
  const open = { name: "Open", probability_pct: 30 }, win = { name: "Win", probability_pct: 5, is_win: true }, loss = { name: "Loss", probability_pct: 5, is_loss: true };
  for (const stages of [[open, open, win], [open, win, { ...loss, is_win: true }], [open, win, win, loss], [open, { name: "Both", probability_pct: 1, is_win: true, is_loss: true }, open]]) {
    expect(await owner.call(createPipeline, { body: { name: "P", stages } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "stages" }] } } });
  }
  const made = await owner.ok(createPipeline, { body: { name: "Rentals", stages: [open, win, loss] } });
  expect(made.stages.map((s) => s.probability_pct)).toEqual([30, 100, 0]);
  expect(await owner.call(createPipeline, { body: { name: "Rentals" } })).toMatchObject({ status: 409, error: { code: "DUPLICATE" } });
});

test("the default pipeline changes hands, and cannot be deleted or put out of use", async () => {
  const tenant = await newSalesTenant(), { owner, pipeline_id } = tenant;
  const other = await owner.ok(createPipeline, { body: { name: "Rentals" } });
  expect(await owner.call(deletePipeline, { params: { pipeline_id } })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  expect((await owner.call(patchPipeline, { params: { pipeline_id }, body: { is_active: false } })).status).toBe(409);
  await owner.ok(patchPipeline, { params: { pipeline_id: other.id }, body: { is_default: true } });
  expect(await owner.ok(getPipeline, { params: { pipeline_id } })).toMatchObject({ is_default: false });
  await owner.ok(patchPipeline, { params: { pipeline_id }, body: { is_active: false } });
  await expect(tenant.deal("x", { pipeline_id })).rejects.toThrow("not in use");
  await owner.ok(deletePipeline, { params: { pipeline_id } });
  expect((await owner.ok(listPipelines)).items.map((p) => p.name)).toEqual(["Rentals"]);
});

test("a pipeline with deals, and a stage with deals, stay", async () => {
  const tenant = await newSalesTenant(), { owner } = tenant;
  const other = await owner.ok(createPipeline, { body: { name: "Rentals" } }), params = { pipeline_id: other.id };
  await tenant.deal("x", { pipeline_id: other.id });
  expect(await owner.call(deletePipeline, { params })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  expect(await owner.call(deleteStage, { params: { ...params, stage_id: other.stages[0]!.id } })).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  for (const stage of other.stages.slice(-2)) expect(await owner.call(deleteStage, { params: { ...params, stage_id: stage.id } })).toMatchObject({ status: 409 });
});

test("stages are added, moved and removed, and keep an order without gaps", async () => {
  const tenant = await newSalesTenant(), { owner, pipeline_id, stages } = tenant, params = { pipeline_id };
  const names = async () => (await owner.ok(listStages, { params })).items.map((s) => `${s.order_index} ${s.name}`);
  const contract = await owner.call(createStage, { params, body: { name: "Contract", name_ar: "التعاقد", probability_pct: 90 } });
  expect([contract.status, tripsOf(contract), contract.data.order_index]).toEqual([201, 2, 5]);
  await owner.ok(createStage, { params, body: { name: "First", probability_pct: 1, order_index: 1 } });
  expect(await names()).toEqual(["1 First", "2 New", "3 Viewing", "4 Offer", "5 Reservation", "6 Contract", "7 Won", "8 Lost"]);
  await owner.ok(patchStage, { params: { ...params, stage_id: contract.data.id }, body: { order_index: 2, name: "Signing" } });
  expect(await names()).toEqual(["1 First", "2 Signing", "3 New", "4 Viewing", "5 Offer", "6 Reservation", "7 Won", "8 Lost"]);
  await owner.ok(patchStage, { params: { ...params, stage_id: contract.data.id }, body: { order_index: 6 } });
  await owner.ok(deleteStage, { params: { ...params, stage_id: stages["New"]! } });
  expect(await names()).toEqual(["1 First", "2 Viewing", "3 Offer", "4 Reservation", "5 Signing", "6 Won", "7 Lost"]);
  expect(await owner.call(patchStage, { params: { ...params, stage_id: stages["Won"]! }, body: { probability_pct: 50 } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "probability_pct" }] } } });
  expect((await owner.call(patchStage, { params: { ...params, stage_id: crypto.randomUUID() }, body: { name: "x" } })).status).toBe(404);
  const agent = await tenant.user({ role: "sales_agent" });
  expect((await agent.call(createStage, { params, body: { name: "x", probability_pct: 1 } })).status).toBe(403);
  const both = await Promise.all([1, 2].map((order_index) => owner.call(patchStage, { params: { ...params, stage_id: contract.data.id }, body: { order_index } })));
  expect(both.map((a) => a.status).toSorted()).toContain(200);
  expect((await names()).map((n) => Number(n.split(" ")[0]))).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("the forecast weighs open deals by their stage, by month and currency", async () => {
  const tenant = await newSalesTenant(), { owner, stages, pipeline_id } = tenant;
  await tenant.deal("a", { amount_minor: 1000, close_date: "2027-01-31" });
  await tenant.deal("b", { amount_minor: 3000, close_date: "2027-01-01", stage_id: stages["Offer"] });
  await tenant.deal("c", { amount_minor: 500, currency: "USD" });
  const deal_id = await tenant.deal("d", { amount_minor: 400, close_date: "2027-03-01" });
  await owner.ok(moveStage, { params: { deal_id }, body: { stage_id: stages["Reservation"]! } });
  const forecast = await owner.call(getForecast, { params: { pipeline_id } });
  expect(tripsOf(forecast)).toBe(1);
  expect(forecast.data.stages.map((s) => [s.name, s.totals])).toEqual([
    ["New", [{ currency: "EGP", deals: 1, amount_minor: 1000, weighted_minor: 100 }, { currency: "USD", deals: 1, amount_minor: 500, weighted_minor: 50 }]],
    ["Viewing", []], ["Offer", [{ currency: "EGP", deals: 1, amount_minor: 3000, weighted_minor: 1500 }]], ["Reservation", [{ currency: "EGP", deals: 1, amount_minor: 400, weighted_minor: 300 }]]]);
  expect(forecast.data.months.map((m) => [m.month, m.totals[0]!.weighted_minor])).toEqual([["2027-01", 1600], ["2027-03", 300], [null, 50]]);
  expect(forecast.data.totals).toEqual([{ currency: "EGP", deals: 3, amount_minor: 4400, weighted_minor: 1900 }, { currency: "USD", deals: 1, amount_minor: 500, weighted_minor: 50 }]);
});
