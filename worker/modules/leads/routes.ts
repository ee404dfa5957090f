import { handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import * as leads from "./leads.ts";

export const leadRoutes = [
  handle(contract.listLeads, (ctx, { query }) => leads.list(ctx, query)),
  handle(contract.createLead, (ctx, { body }) => leads.create(ctx, body)),
  handle(contract.getLead, (ctx, { params }) => leads.get(ctx, params.lead_id)),
  handle(contract.patchLead, (ctx, { params, body }) => leads.patch(ctx, params.lead_id, body)),
  handle(contract.deleteLead, (ctx, { params }) => leads.remove(ctx, params.lead_id)),
];
