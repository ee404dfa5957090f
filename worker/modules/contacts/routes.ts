import { handle } from "#worker/kernel/http.ts";
import * as channels from "./channels.ts";
import * as companies from "./companies.ts";
import * as contacts from "./contacts.ts";
import * as contract from "./contract.ts";
import { check } from "./matches.ts";

export const contactRoutes = [
  handle(contract.listContacts, (ctx, { query }) => contacts.list(ctx, query)),
  handle(contract.createContact, (ctx, { body }) => contacts.create(ctx, body)),
  handle(contract.checkDuplicates, (ctx, { body }) => check(ctx, body)),
  handle(contract.getContact, (ctx, { params }) => contacts.get(ctx, params.contact_id)),
  handle(contract.patchContact, (ctx, { params, body }) => contacts.patch(ctx, params.contact_id, body)),
  handle(contract.deleteContact, (ctx, { params }) => contacts.remove(ctx, params.contact_id)),
  handle(contract.addChannel, (ctx, { params, body }) => channels.add(ctx, params.contact_id, body)),
  handle(contract.patchChannel, (ctx, { params, body }) => channels.patch(ctx, params.contact_id, params.channel_id, body)),
  handle(contract.deleteChannel, (ctx, { params }) => channels.remove(ctx, params.contact_id, params.channel_id)),
  handle(contract.listCompanies, (ctx, { query }) => companies.list(ctx, query)),
  handle(contract.createCompany, (ctx, { body }) => companies.create(ctx, body)),
  handle(contract.getCompany, (ctx, { params }) => companies.get(ctx, params.company_id)),
  handle(contract.patchCompany, (ctx, { params, body }) => companies.patch(ctx, params.company_id, body)),
  handle(contract.deleteCompany, (ctx, { params }) => companies.remove(ctx, params.company_id)),
];
