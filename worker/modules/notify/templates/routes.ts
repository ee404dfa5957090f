import { handle } from "#worker/kernel/http.ts";
import * as approval from "./approve-template.ts";
import { listFamilies } from "./list-families.ts";
import * as templates from "./list-templates.ts";
import { preview, previewWords } from "./preview-template.ts";
import * as providerApproval from "./provider-approval.ts";
import * as drafts from "./save-template.ts";
import * as contract from "./templates-contract.ts";
import { testSend } from "./test-send.ts";

export const templateRoutes = [
  handle(contract.listTemplates, (ctx, { query }) => templates.list(ctx, query)),
  handle(contract.listTemplateFamilies, (ctx, { query }) => listFamilies(ctx, query)),
  handle(contract.createTemplate, (ctx, { body }) => drafts.create(ctx, body)),
  handle(contract.previewWords, (_, { body }) => previewWords(body)),
  handle(contract.getTemplate, (ctx, { params }) => templates.get(ctx, params.template_id)),
  handle(contract.patchTemplate, (ctx, { params, body }) => drafts.patch(ctx, params.template_id, body)),
  handle(contract.approveTemplate, (ctx, { params }) => approval.approve(ctx, params.template_id)),
  handle(contract.retireTemplate, (ctx, { params }) => approval.retire(ctx, params.template_id)),
  handle(contract.submitTemplate, (ctx, { params }) => providerApproval.submit(ctx, params.template_id)),
  handle(contract.syncTemplate, (ctx, { params }) => providerApproval.sync(ctx, params.template_id)),
  handle(contract.localizeTemplate, (ctx, { params, body }) => drafts.localize(ctx, params.template_id, body.locale)),
  handle(contract.previewTemplate, (ctx, { params, body }) => preview(ctx, params.template_id, body)),
  handle(contract.testTemplate, (ctx, { params, body }) => testSend(ctx, params.template_id, body)),
];
