import { handle } from "#worker/kernel/http.ts";
import { board, forecast } from "./board.ts";
import * as closing from "./closing.ts";
import * as contract from "./contract.ts";
import { create } from "./create-deal.ts";
import { askAhead } from "./guarded.ts";
import * as deals from "./deals.ts";
import * as lostReasons from "./lost-reasons.ts";
import * as pipelines from "./pipelines.ts";
import * as stages from "./stages.ts";
import * as units from "./units.ts";

export const dealRoutes = [
  handle(contract.listPipelines, (ctx) => pipelines.list(ctx)),
  handle(contract.createPipeline, (ctx, { body }) => pipelines.create(ctx, body)),
  handle(contract.getPipeline, (ctx, { params }) => pipelines.get(ctx, params.pipeline_id)),
  handle(contract.patchPipeline, (ctx, { params, body }) => pipelines.patch(ctx, params.pipeline_id, body)),
  handle(contract.deletePipeline, (ctx, { params }) => pipelines.remove(ctx, params.pipeline_id)),
  handle(contract.getForecast, (ctx, { params }) => forecast(ctx, params.pipeline_id)),
  handle(contract.listStages, (ctx, { params }) => stages.list(ctx, params.pipeline_id)),
  handle(contract.createStage, (ctx, { params, body }) => stages.create(ctx, params.pipeline_id, body)),
  handle(contract.patchStage, (ctx, { params, body }) => stages.patch(ctx, params.pipeline_id, params.stage_id, body)),
  handle(contract.deleteStage, (ctx, { params }) => stages.remove(ctx, params.pipeline_id, params.stage_id)),
  handle(contract.listLostReasons, (ctx) => lostReasons.list(ctx)),
  handle(contract.listDeals, (ctx, { query }) => deals.list(ctx, query)),
  handle(contract.createDeal, (ctx, { body }) => create(ctx, body)),
  // Before the deal by id: the first route that fits answers.
  handle(contract.getBoard, (ctx, { query }) => board(ctx, query)),
  handle(contract.getDeal, (ctx, { params }) => deals.get(ctx, params.deal_id)),
  handle(contract.patchDeal, (ctx, { params, body }) => deals.patch(ctx, params.deal_id, body)),
  handle(contract.deleteDeal, (ctx, { params }) => deals.remove(ctx, params.deal_id)),
  handle(contract.moveStage, (ctx, { params, body }) => deals.move(ctx, params.deal_id, body)),
  handle(contract.markWon, (ctx, { params, body }) => closing.won(ctx, params.deal_id, body)),
  handle(contract.requestApproval, (ctx, { params }) => askAhead(ctx, params.deal_id)),
  handle(contract.markLost, (ctx, { params, body }) => closing.lost(ctx, params.deal_id, body)),
  handle(contract.addDealUnit, (ctx, { params, body }) => units.add(ctx, params.deal_id, body)),
  handle(contract.removeDealUnit, (ctx, { params }) => units.remove(ctx, params.deal_id, params.unit_id)),
];
