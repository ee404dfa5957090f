import { handle, handlePublic } from "#worker/kernel/http.ts";
import * as consents from "./consents.ts";
import * as contract from "./contract.ts";
import * as exports from "./export-tenant.ts";
import * as persons from "./persons.ts";

/** `file` comes before `:export_id`, which would match it too. */
export const privacyRoutes = [
  handle(contract.startExport, (ctx) => exports.start(ctx)),
  handle(contract.listExports, (ctx, { query }) => exports.list(ctx, query)),
  handlePublic(contract.downloadExport, (pub, { query }) => exports.download(pub, query.token)),
  handle(contract.getExport, (ctx, { params }) => exports.get(ctx, params.export_id)),
  handle(contract.exportPerson, (ctx, { params }) => persons.disclose(ctx, params.person_id)),
  handle(contract.erasePerson, (ctx, { body }) => persons.erase(ctx, body)),
  handle(contract.listConsents, (ctx, { params, query }) => consents.list(ctx, params.contact_id, query)),
  handle(contract.recordConsent, (ctx, { params, body }) => consents.record(ctx, params.contact_id, body)),
];
