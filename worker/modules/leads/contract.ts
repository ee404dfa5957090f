import * as z from "zod";
import { Currency, defineEvents, defineModule, Email, Id, ListQuery, Minor, PageOf, PhoneE164, Several, Stamp, Text } from "#worker/kernel/resource.ts";
import { Reservation } from "#worker/modules/inventory/contract.ts";

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
  score_reason: Text(500).nullable(),
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

/** Looked at by the verb, which can tell how a number typed in another way would have to be sent. */
const PhoneInput = z.string().trim().min(1).max(40).meta({ examples: ["+201001234567"], description: "E.164: a plus sign and digits, without spaces." });

const Writable = Lead.pick({
  first_name: true, last_name: true, email: true, source: true, source_detail: true, owner_user_id: true,
  company_name: true, interest: true, budget_minor: true, currency: true, country: true, notes: true,
}).extend({ phone_e164: PhoneInput.nullable() });
export const NewLead = Writable.partial().required({ first_name: true }).extend({ source: LeadSource.default("manual") });
export const LeadPatch = Writable.extend({ status: LeadStatus.exclude(["converted"]), disqualified_reason: Lead.shape.disqualified_reason }).partial();

/** A contact that has the lead's email address or number. */
export const LeadMatch = z.object({ contact_id: Id, full_name: z.string(), reason: z.enum(["email", "phone"]) });
export const LeadConversion = z.object({ contact_id: Id, company_id: Id.nullable(), deal_id: Id.nullable(), converted_at: z.iso.datetime() });
export const LeadDetail = Lead.extend({ matches: z.array(LeadMatch), conversion: LeadConversion.nullable() });

export const leadEvents = defineEvents({
  "lead.created": { payload: z.object({ lead_id: Id, owner_user_id: Id.nullable(), import_id: Id.optional() }), live: "tenant" },
  "lead.updated": { payload: z.object({ lead_id: Id, fields: z.array(z.string()), owner_user_id: Id.nullable() }), live: "tenant" },
  "lead.deleted": { payload: z.object({ lead_id: Id }), live: "tenant" },
  "lead.scored": { payload: z.object({ lead_id: Id, from: z.int(), to: z.int() }), live: "tenant" },
  "lead.converted": { payload: z.object({ lead_id: Id, contact_id: Id, company_id: Id.nullable(), deal_id: Id.nullable() }), live: "tenant" },
});

/** Passing this score upward tells the owner. */
export const HOT_SCORE = 70;

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
export const getLead = route({
  method: "get", path: "/v1/leads/:lead_id", access: { permission: "lead.read" }, summary: "Get a lead, the contacts it matches and what it became",
  returns: LeadDetail, errors: ["NOT_FOUND"],
});
export const createLead = route({
  method: "post", path: "/v1/leads", access: { permission: "lead.create" }, summary: "Create a lead", status: 201, limit: "leads.max",
  body: NewLead, returns: Lead, errors: ["DUPLICATE"],
});
export const patchLead = route({
  method: "patch", path: "/v1/leads/:lead_id", access: { permission: "lead.update" }, summary: "Change a lead; disqualifying it takes a reason",
  body: LeadPatch, returns: Lead, errors: ["NOT_FOUND", "LEAD_CONVERTED", "DUPLICATE", "PRECONDITION_FAILED"],
});
export const deleteLead = route({
  method: "delete", path: "/v1/leads/:lead_id", access: { permission: "lead.delete" }, summary: "Delete a lead that was not converted",
  returns: z.object({ id: Id }), errors: ["NOT_FOUND", "LEAD_CONVERTED"],
});
export const scoreLead = route({
  method: "post", path: "/v1/leads/:lead_id/score", access: { permission: "lead.update" }, feature: "leads.scoring", summary: "Set a lead's score by hand",
  body: z.object({ score: Lead.shape.score, reason: Text(500).nullable().optional() }), returns: Lead, errors: ["NOT_FOUND", "LEAD_CONVERTED", "PRECONDITION_FAILED"],
});
export const convertLead = route({
  method: "post", path: "/v1/leads/:lead_id/convert", access: { permission: "lead.convert" }, status: 201, optionalBody: true,
  summary: "Turn a lead into a contact, and if wanted a company and a deal",
  body: z.object({
    contact_id: Id.optional().describe("Without it, the contact with the lead's email address or number is used, or a new one is made."),
    company: z.union([z.strictObject({ company_id: Id }), z.strictObject({ name: Text() })]).nullable().optional(),
    deal: z.strictObject({
      name: Text().optional(), amount_minor: Minor.optional(), currency: Currency.optional(),
      pipeline_id: Id.optional(), stage_id: Id.optional(), unit_id: Id.optional().describe("Reserved for the deal; when another deal holds it, this one joins its waitlist."),
    }).nullable().optional(),
  }),
  returns: z.object({ lead: Lead, contact_id: Id, company_id: Id.nullable(), deal_id: Id.nullable(), reservation: Reservation.nullable() }),
  errors: ["NOT_FOUND", "LEAD_CONVERTED", "DUPLICATE", "UNIT_UNAVAILABLE", "LIMIT_REACHED", "PRECONDITION_FAILED"],
});
