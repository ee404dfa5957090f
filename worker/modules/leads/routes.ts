import { handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import { convert } from "./convert-lead.ts";
import * as imports from "./import/progress.ts";
import { start, startUndo } from "./import/start-import.ts";
import { preview, upload } from "./import/upload.ts";
import * as importing from "./import-contract.ts";
import * as leads from "./leads.ts";

/** `imports` comes before `:lead_id`, which would match it too. */
export const leadRoutes = [
  handle(importing.listImports, (ctx, { query }) => imports.list(ctx, query)),
  handle(importing.uploadImport, (ctx, { raw, query }) => upload(ctx, raw, query.file_name)),
  handle(importing.previewImport, (ctx, { params, body }) => preview(ctx, params.import_id, body)),
  handle(importing.commitImport, (ctx, { params, body }) => start(ctx, params.import_id, body)),
  handle(importing.undoImport, (ctx, { params }) => startUndo(ctx, params.import_id)),
  handle(importing.getImport, (ctx, { params, query }) => imports.get(ctx, params.import_id, query)),
  handle(importing.reportImport, (ctx, { params }) => imports.report(ctx, params.import_id)),
  handle(contract.listLeads, (ctx, { query }) => leads.list(ctx, query)),
  handle(contract.createLead, (ctx, { body }) => leads.create(ctx, body)),
  handle(contract.getLead, (ctx, { params }) => leads.get(ctx, params.lead_id)),
  handle(contract.patchLead, (ctx, { params, body }) => leads.patch(ctx, params.lead_id, body)),
  handle(contract.deleteLead, (ctx, { params }) => leads.remove(ctx, params.lead_id)),
  handle(contract.scoreLead, (ctx, { params, body }) => leads.score(ctx, params.lead_id, body)),
  handle(contract.convertLead, (ctx, { params, body }) => convert(ctx, params.lead_id, body)),
];
