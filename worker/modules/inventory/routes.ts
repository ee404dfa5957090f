import { handle } from "#worker/kernel/http.ts";
import * as buildings from "./buildings.ts";
import * as contract from "./contract.ts";
import * as prices from "./prices.ts";
import * as projects from "./projects.ts";
import { release, reserve } from "./reserve.ts";
import * as unitTypes from "./unit-types.ts";
import * as units from "./units.ts";

export const inventoryRoutes = [
  handle(contract.listProjects, (ctx, { query }) => projects.list(ctx, query)),
  handle(contract.createProject, (ctx, { body }) => projects.create(ctx, body)),
  handle(contract.getProject, (ctx, { params }) => projects.get(ctx, params.project_id)),
  handle(contract.patchProject, (ctx, { params, body }) => projects.patch(ctx, params.project_id, body)),
  handle(contract.deleteProject, (ctx, { params }) => projects.remove(ctx, params.project_id)),
  handle(contract.listBuildings, (ctx, { query }) => buildings.list(ctx, query)),
  handle(contract.createBuilding, (ctx, { body }) => buildings.create(ctx, body)),
  handle(contract.getBuilding, (ctx, { params }) => buildings.get(ctx, params.building_id)),
  handle(contract.patchBuilding, (ctx, { params, body }) => buildings.patch(ctx, params.building_id, body)),
  handle(contract.deleteBuilding, (ctx, { params }) => buildings.remove(ctx, params.building_id)),
  handle(contract.listUnitTypes, (ctx) => unitTypes.list(ctx)),
  handle(contract.createUnitType, (ctx, { body }) => unitTypes.create(ctx, body)),
  handle(contract.patchUnitType, (ctx, { params, body }) => unitTypes.patch(ctx, params.type_id, body)),
  handle(contract.deleteUnitType, (ctx, { params }) => unitTypes.remove(ctx, params.type_id)),
  handle(contract.listUnits, (ctx, { query }) => units.list(ctx, query)),
  handle(contract.createUnit, (ctx, { body }) => units.create(ctx, body)),
  handle(contract.getUnit, (ctx, { params }) => units.get(ctx, params.unit_id)),
  handle(contract.patchUnit, (ctx, { params, body }) => units.patch(ctx, params.unit_id, body)),
  handle(contract.deleteUnit, (ctx, { params }) => units.remove(ctx, params.unit_id)),
  handle(contract.setUnitStatus, (ctx, { params, body }) => units.setStatus(ctx, params.unit_id, body)),
  handle(contract.setUnitPrice, (ctx, { params, body }) => prices.set(ctx, params.unit_id, body)),
  handle(contract.listPrices, (ctx, { params, query }) => prices.list(ctx, params.unit_id, query)),
  handle(contract.reserveUnit, (ctx, { params, body: { waitlist, ...claim } }) =>
    reserve(ctx, { ...claim, unit_id: params.unit_id }, { addressed: "unit_id", waitlist, answer: (reservation) => ({ reservation }) })),
  handle(contract.releaseUnit, (ctx, { params, body }) => release(ctx, params.unit_id, body)),
];
