import * as z from "zod";
import { Currency, defineEvents, defineModule, Email, Id, ListQuery, Minor, PageOf, PhoneE164, Several, Stamp, Text } from "#worker/kernel/resource.ts";

export const LeadStatus = z.enum(["new", "contacted", "qualified", "disqualified", "converted"]);
export const LeadSource = z.enum(["web", "referral", "manual", "import", "campaign", "other"]);

export const Lead = Stamp.extend({
  first_name: Text(100),
  last_name: Text(100).nullable(),
  full_name: z.string(),
  email: Email.nullable(),
  phone_e164: PhoneE164.nullable(),
  source: LeadSource,
  source_detail: Text().nullable(),
  status: LeadStatus,
  score: z.int().min(0).max(100),
  owner_user_id: Id.nullable(),
  company_name: Text().nullable(),
  interest: Text().nullable(),
  budget_minor: Minor.nullable(),
  currency: Currency.nullable(),
  country: z.string().regex(/^[A-Z]{2}$/).nullable(),
  notes: Text(5000).nullable(),
  disqualified_reason: Text().nullable(),
  import_id: Id.nullable(),
});

const Writable = Lead.pick({
  first_name: true, last_name: true, email: true, phone_e164: true, source: true, source_detail: true, owner_user_id: true,
  company_name: true, interest: true, budget_minor: true, currency: true, country: true, notes: true,
});
export const NewLead = Writable.partial().required({ first_name: true }).extend({ source: LeadSource.default("manual") });
export const LeadPatch = Writable.extend({ status: LeadStatus.exclude(["converted"]), disqualified_reason: Lead.shape.disqualified_reason }).partial();

export const leadEvents = defineEvents({
  "lead.created": { payload: z.object({ lead_id: Id, owner_user_id: Id.nullable(), import_id: Id.optional() }), live: "tenant" },
  "lead.updated": { payload: z.object({ lead_id: Id, fields: z.array(z.string()) }), live: "tenant" },
  "lead.deleted": { payload: z.object({ lead_id: Id }), live: "tenant" },
});

const { route } = defineModule("leads");

export const listLeads = route({
  method: "get", path: "/v1/leads", access: { permission: "lead.read" }, summary: "List leads",
  query: ListQuery(["-created_at", "updated_at", "score", "full_name"], {
    owner: z.union([Id, z.literal("none")]).optional(), status: Several(LeadStatus).optional(), source: Several(LeadSource).optional(),
    from: z.iso.datetime().optional(), to: z.iso.datetime().optional(), min_score: z.coerce.number().int().min(0).max(100).optional(),
    import_id: Id.optional(), q: Text(100).optional(),
  }),
  returns: PageOf(Lead),
});
export const getLead = route({ method: "get", path: "/v1/leads/:lead_id", access: { permission: "lead.read" }, summary: "Get a lead", returns: Lead, errors: ["NOT_FOUND"] });
export const createLead = route({
  method: "post", path: "/v1/leads", access: { permission: "lead.create" }, summary: "Create a lead", status: 201, limit: "leads.max",
  body: NewLead, returns: Lead, errors: ["DUPLICATE"],
});
export const patchLead = route({
  method: "patch", path: "/v1/leads/:lead_id", access: { permission: "lead.update" }, summary: "Change a lead",
  body: LeadPatch, returns: Lead, errors: ["NOT_FOUND", "LEAD_CONVERTED", "DUPLICATE", "PRECONDITION_FAILED"],
});
export const deleteLead = route({
  method: "delete", path: "/v1/leads/:lead_id", access: { permission: "lead.delete" }, summary: "Delete a lead",
  returns: z.object({ id: Id }), errors: ["NOT_FOUND", "LEAD_CONVERTED"],
});
