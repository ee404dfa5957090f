import * as z from "zod";
import { defineEvents, defineModule, Email, Id, ListQuery, PageOf, PhoneE164, Several, Stamp, Text } from "#worker/kernel/resource.ts";

export const LifecycleStage = z.enum(["lead", "prospect", "customer", "inactive"]);
export const ChannelType = z.enum(["email", "phone", "whatsapp"]);
const Locale = z.enum(["en", "ar"]);
const Flag = z.literal(true);

/** One address of a contact. Consent and verification belong to the address: another value starts without them. */
export const Channel = Stamp.extend({
  contact_id: Id,
  type: ChannelType,
  value: z.string().meta({ examples: ["mona@example.com"] }),
  value_e164: PhoneE164.nullable(),
  is_primary: z.boolean(),
  verified_at: z.iso.datetime().nullable(),
  opt_in: z.boolean(),
  opt_in_source: z.string().nullable(),
  opt_out_at: z.iso.datetime().nullable(),
  locale: Locale.nullable(),
});
const channelOptions = { is_primary: z.boolean().optional(), locale: Locale.nullable().optional() };
export const NewChannel = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("email"), value: Email, ...channelOptions }),
  z.strictObject({ type: z.literal("phone"), value: PhoneE164, ...channelOptions }),
  z.strictObject({ type: z.literal("whatsapp"), value: PhoneE164, ...channelOptions }),
]).meta({ examples: [{ type: "whatsapp", value: "+201001234567" }] });
/** A channel stops being primary when another one of its type becomes so. */
export const ChannelPatch = z.object({ value: Text(254), is_primary: Flag, locale: Locale.nullable() }).partial();

/** `email`, `phone_e164` and `whatsapp_e164` are the values of the primary channels. */
export const Contact = Stamp.extend({
  first_name: Text(100),
  last_name: Text(100).nullable(),
  full_name: z.string(),
  job_title: Text(100).nullable(),
  company_id: Id.nullable(),
  company: z.object({ id: Id, name: z.string() }).nullable(),
  owner_user_id: Id.nullable(),
  lifecycle_stage: LifecycleStage,
  locale: Locale.nullable(),
  notes: Text(5000).nullable(),
  is_private: z.boolean().meta({ description: "Seen by its owner alone, and by owners of the workspace. Takes the feature contacts.privateRecords." }),
  email: Email.nullable(),
  phone_e164: PhoneE164.nullable(),
  whatsapp_e164: PhoneE164.nullable(),
  channels: z.array(Channel),
});
const ContactFields = Contact.pick({
  first_name: true, last_name: true, job_title: true, company_id: true, owner_user_id: true, lifecycle_stage: true, locale: true, notes: true, is_private: true,
  email: true, phone_e164: true, whatsapp_e164: true,
});
export const NewContact = ContactFields.partial().required({ first_name: true }).extend({ channels: z.array(NewChannel).max(20).optional() });
export const ContactPatch = ContactFields.partial();

const CompanyStatus = z.enum(["active", "inactive"]);

/** A host name: lower case, without scheme, path or `www.`; an Arabic one in its ASCII form. */
export const Domain = z.string().trim().min(1).max(253).transform((text, issues) => {
  const url = URL.parse(/^\w+:\/\//.test(text) ? text : `https://${text}`);
  const host = url?.hostname.replace(/^www\./, "").replace(/\.$/, "");
  if (host && /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/.test(host)) return host;
  issues.addIssue({ code: "custom", message: "Give a domain such as example.com." });
  return z.NEVER;
}).meta({ examples: ["example.com"] });

export const Company = Stamp.extend({
  name: Text(),
  domain: z.string().nullable().meta({ examples: ["example.com"] }),
  phone: PhoneE164.nullable(),
  industry_code: Text(50).nullable(),
  country: z.string().regex(/^[A-Z]{2}$/).nullable(),
  city: Text(100).nullable(),
  address: Text(500).nullable(),
  status: CompanyStatus,
  owner_user_id: Id.nullable(),
  contacts_count: z.int().min(0),
});
const CompanyFields = Company.omit({ id: true, version: true, created_at: true, updated_at: true, contacts_count: true }).extend({ domain: Domain.nullable() });
export const NewCompany = CompanyFields.partial().required({ name: true });
export const CompanyPatch = CompanyFields.partial();

const changed = z.array(z.string());
export const contactEvents = defineEvents({
  "contact.created": { payload: z.object({ contact_id: Id, company_id: Id.nullable(), owner_user_id: Id.nullable() }), live: "tenant" },
  "contact.updated": { payload: z.object({ contact_id: Id, company_id: Id.nullable().optional(), fields: changed }), live: "tenant" },
  "contact.deleted": { payload: z.object({ contact_id: Id }), live: "tenant" },
  "contact.privacy.began": { payload: z.object({ contact_id: Id }), access: "tenant" },
  "contact.channel.added": { payload: z.object({ contact_id: Id, channel_id: Id, type: ChannelType }) },
  "contact.channel.updated": { payload: z.object({ contact_id: Id, channel_id: Id, type: ChannelType, fields: changed }) },
  "contact.channel.removed": { payload: z.object({ contact_id: Id, channel_id: Id, type: ChannelType }) },
  "company.created": { payload: z.object({ company_id: Id, owner_user_id: Id.nullable() }), live: "tenant" },
  "company.updated": { payload: z.object({ company_id: Id, fields: changed }), live: "tenant" },
  "company.deleted": { payload: z.object({ company_id: Id }), live: "tenant" },
});

const { route } = defineModule("contacts");
const Gone = z.object({ id: Id });
const Owner = z.union([Id, z.literal("none")]);

export const listContacts = route({
  method: "get", path: "/v1/contacts", access: { permission: "contact.read" }, summary: "List contacts",
  query: ListQuery(["-created_at", "updated_at", "full_name"], {
    owner: Owner.optional(), company: Id.optional(), lifecycle: Several(LifecycleStage).optional(), q: Text(100).optional(),
  }),
  returns: PageOf(Contact),
});
export const getContact = route({
  method: "get", path: "/v1/contacts/:contact_id", access: { permission: "contact.read" }, summary: "Get a contact", returns: Contact, errors: ["NOT_FOUND"],
});
export const createContact = route({
  method: "post", path: "/v1/contacts", access: { permission: "contact.create" }, summary: "Create a contact", status: 201, limit: "contacts.max",
  body: NewContact, returns: Contact, errors: ["DUPLICATE", "PLAN_REQUIRED"],
});
export const patchContact = route({
  method: "patch", path: "/v1/contacts/:contact_id", access: { permission: "contact.update" }, summary: "Change a contact",
  body: ContactPatch, returns: Contact, errors: ["NOT_FOUND", "DUPLICATE", "FORBIDDEN", "PLAN_REQUIRED", "PRECONDITION_FAILED"],
});
export const deleteContact = route({
  method: "delete", path: "/v1/contacts/:contact_id", access: { permission: "contact.delete" }, summary: "Delete a contact that no deal or converted lead refers to",
  returns: Gone, errors: ["NOT_FOUND", "CONFLICT"],
});

export const addChannel = route({
  method: "post", path: "/v1/contacts/:contact_id/channels", access: { permission: "contact.update" }, summary: "Add an email address or a number", status: 201,
  body: NewChannel, returns: Channel, errors: ["NOT_FOUND", "DUPLICATE"],
});
export const patchChannel = route({
  method: "patch", path: "/v1/contacts/:contact_id/channels/:channel_id", access: { permission: "contact.update" }, summary: "Change a channel, or make it the primary one",
  body: ChannelPatch, returns: Channel, errors: ["NOT_FOUND", "DUPLICATE", "PRECONDITION_FAILED"],
});
export const deleteChannel = route({
  method: "delete", path: "/v1/contacts/:contact_id/channels/:channel_id", access: { permission: "contact.update" }, summary: "Remove a channel; the oldest left of its type becomes primary",
  returns: Gone, errors: ["NOT_FOUND"],
});

export const Match = z.object({
  type: z.literal("contact"), id: Id, label: z.string(),
  reason: z.enum(["email", "phone", "whatsapp", "name_phone", "name_company"]),
});
export const DuplicateCheck = z.object({
  first_name: Text(100), last_name: Text(100).nullable().optional(), company_id: Id.nullable().optional(),
  email: Email.nullable().optional(), phone_e164: PhoneE164.nullable().optional(), whatsapp_e164: PhoneE164.nullable().optional(),
  contact_id: Id.optional().describe("The contact being changed, which does not match itself."),
});
export const checkDuplicates = route({
  method: "post", path: "/v1/contacts/dedupe/check", access: { permission: "contact.read" },
  summary: "Tell which contacts would refuse this one (blocking) and which it may repeat (similar)",
  body: DuplicateCheck,
  returns: z.object({ blocking: z.array(Match), similar: z.array(Match) }),
});

export const listCompanies = route({
  method: "get", path: "/v1/companies", access: { permission: "company.read" }, summary: "List companies",
  query: ListQuery(["-created_at", "updated_at", "name"], {
    owner: Owner.optional(), domain: Domain.optional(), name: Text().optional(), city: Text(100).optional(), status: CompanyStatus.optional(), q: Text(100).optional(),
  }),
  returns: PageOf(Company),
});
export const getCompany = route({
  method: "get", path: "/v1/companies/:company_id", access: { permission: "company.read" }, summary: "Get a company", returns: Company, errors: ["NOT_FOUND"],
});
export const createCompany = route({
  method: "post", path: "/v1/companies", access: { permission: "company.create" }, summary: "Create a company", status: 201, limit: "companies.max",
  body: NewCompany, returns: Company,
});
export const patchCompany = route({
  method: "patch", path: "/v1/companies/:company_id", access: { permission: "company.update" }, summary: "Change a company",
  body: CompanyPatch, returns: Company, errors: ["NOT_FOUND", "PRECONDITION_FAILED"],
});
export const deleteCompany = route({
  method: "delete", path: "/v1/companies/:company_id", access: { permission: "company.delete" }, summary: "Delete a company that no contact or deal refers to",
  returns: Gone, errors: ["NOT_FOUND", "CONFLICT"],
});
