import * as z from "zod";
import { defineEvents, defineModule, Id, ListQuery, PageOf, Stamp, Text } from "#worker/kernel/resource.ts";

export const TenantExport = Stamp.extend({
  status: z.enum(["running", "done", "failed", "expired"]), requested_by: Id.nullable(), row_count: z.int(), byte_count: z.int(), finished_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime().nullable(), download_url: z.url().nullable().meta({ description: "Once it is done: works for whoever has it until expires_at." }),
});

export const Subject = z.object({ type: z.enum(["contact", "lead"]), id: Id });
const Erased = z.object({ contact_ids: z.array(Id), lead_ids: z.array(Id) });

export const Consent = Stamp.extend({
  contact_id: Id, channel: z.enum(["email", "phone", "sms", "whatsapp"]), purpose: z.enum(["marketing", "service", "profiling"]), status: z.enum(["granted", "withdrawn"]),
  proof: Text(1000).meta({ examples: ["Ticked “news by WhatsApp” on the form of the Lake Residence launch."] }), given_at: z.iso.datetime(), recorded_by: Id.nullable(),
});
export const NewConsent = Consent.pick({ channel: true, purpose: true, status: true, proof: true }).extend({ given_at: z.iso.datetime().optional() });

const OfConsent = z.object({ contact_id: Id, channel: Consent.shape.channel, purpose: Consent.shape.purpose });
const OfExport = z.object({ export_id: Id, requested_by: Id.nullable() });
export const privacyEvents = defineEvents({
  "tenant.export.started": { payload: OfExport },
  "tenant.export.finished": { payload: OfExport, live: (p) => (p.requested_by ? [p.requested_by] : []) },
  "person.erased": { payload: Erased, live: "tenant" },
  "contact.opted_in": { payload: OfConsent, live: "tenant" },
  "contact.opted_out": { payload: OfConsent, live: "tenant" },
});

const { route } = defineModule("privacy");
const access = { permission: "privacy.manage" } as const;

export const startExport = route({
  method: "post", path: "/v1/business/export", access, rate: "bulk", summary: "Copy everything the workspace has into one JSONL file", status: 202,
  returns: TenantExport, errors: ["CONFLICT"],
});
export const listExports = route({
  method: "get", path: "/v1/business/exports", access, summary: "List the exports", query: ListQuery(["-created_at"], {}), returns: PageOf(TenantExport),
});
export const getExport = route({ method: "get", path: "/v1/business/exports/:export_id", access, summary: "Get an export and, once it is done, its link", returns: TenantExport, errors: ["NOT_FOUND"] });
export const downloadExport = route({
  method: "get", path: "/v1/business/exports/file", access: "public", summary: "Download an export by its link", query: z.object({ token: z.string().min(1).max(1000) }),
  returns: z.string(), produces: "application/jsonl", errors: ["AUTH_TOKEN_INVALID"],
});
export const exportPerson = route({
  method: "get", path: "/v1/business/persons/:person_id/export", access, rate: "bulk", summary: "Everything about one contact, lead or user; the disclosure is on record",
  returns: z.object({ type: z.enum(["contact", "lead", "user"]), id: Id, exported_at: z.iso.datetime(), data: z.record(z.string(), z.array(z.record(z.string(), z.json()))) }), errors: ["NOT_FOUND"],
});
export const erasePerson = route({
  method: "post", path: "/v1/business/erase", access, rate: "bulk", summary: "Erase what is known about a person, for good; ids, amounts and the audit chain stay",
  body: z.object({ subject: Subject.strict() }), returns: Erased, errors: ["NOT_FOUND", "CONFLICT"],
});
export const listConsents = route({
  method: "get", path: "/v1/contacts/:contact_id/consents", access: { permission: "contact.read" }, summary: "List what a contact agreed to and took back, newest first",
  query: ListQuery(["-given_at"], {}), returns: PageOf(Consent), errors: ["NOT_FOUND"],
});
export const recordConsent = route({
  method: "post", path: "/v1/contacts/:contact_id/consents", access: { permission: "contact.consent.manage" }, summary: "Record that a contact agreed to something, or took it back", status: 201,
  body: NewConsent, returns: Consent, errors: ["NOT_FOUND"],
});
