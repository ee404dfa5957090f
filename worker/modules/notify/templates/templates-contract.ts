import * as z from "zod";
import { defineEvents, defineModule, Id, ListQuery, PageOf, Stamp, Text } from "#worker/kernel/resource.ts";

export const TemplateChannel = z.enum(["email", "sms", "whatsapp", "inbox"]);
export const TemplateLocale = z.enum(["en", "ar"]);
export const TemplateStatus = z.enum(["draft", "approved", "retired"]);
const Type = z.enum(["transactional", "marketing"]);
const ProviderStatus = z.enum(["pending", "approved", "rejected", "paused", "disabled"]);

export const Family = z.string().max(80).regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/, "Small letters, digits and _ in at least two parts with a dot between, like promo.launch.")
  .refine((name) => !/\.(email|sms|whatsapp|inbox)(\.|$)/.test(name), "A family has no channel in its name; it is the same on all of them.").meta({ examples: ["promo.launch"] });
export const VariableName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "Small letters, digits and _, at most 40.");
const Example = z.union([z.string().max(500), z.number(), z.boolean()]);
const Described = { required: z.boolean(), description: z.string().max(300) };
/** `list` is only for what the product itself sends, such as a digest. */
export const Variables = z.record(VariableName, z.object({ type: z.enum(["string", "number", "boolean", "url", "date", "list"]), ...Described, example: z.unknown() }))
  .meta({ examples: [{ first_name: { type: "string", required: true, example: "Mona", description: "Of the buyer" } }] });
export type Variables = z.output<typeof Variables>;
const NewVariables = z.record(VariableName, z.strictObject({
  type: z.enum(["string", "number", "boolean", "url", "date"]), required: Described.required.default(true), example: Example, description: Described.description.default(""),
})).refine((all) => Object.keys(all).length <= 40, "At most 40 variables.").meta({ examples: [{ first_name: { type: "string", required: true, example: "Mona", description: "Of the buyer" } }] });

const Words = {
  subject: z.string().max(300).meta({ description: "Of a mail, or the title of an inbox entry; empty elsewhere.", examples: ["{{ first_name }}, Lake Residence is open"] }),
  body: z.string().max(10_000).meta({ description: "Plain text with Liquid; blank lines separate paragraphs.", examples: ["Hello {{ first_name }},\n\nthe first phase is on sale."] }),
  html: z.string().max(50_000).nullable().meta({ description: "Replaces the paragraphs of a mail; what is not on the allow-list is taken out when it is saved.", examples: ["<p>Hello <b>{{ first_name }}</b></p>"] }),
  action_label: z.string().max(100).nullable().meta({ description: "The caption of a mail's button, which opens the variable `url`.", examples: [null] }),
};
const Provider = {
  provider_template_id: z.string().max(200).nullable().meta({ description: "The name under which the WhatsApp provider knows the template.", examples: [null] }),
  provider_status: ProviderStatus.nullable().meta({ description: "What the provider has decided. Anything but `approved` is not sent by WhatsApp.", examples: [null] }),
};
const Place = { family: Family, channel: TemplateChannel, locale: TemplateLocale };

export const Template = Stamp.extend({
  created_at: z.iso.datetime().nullable(), updated_at: z.iso.datetime().nullable(),
  ...Place, family: z.string().meta({ examples: ["promo.launch"] }), code: z.string().meta({ examples: ["promo.email.launch"] }), name: z.string(),
  number: z.int().min(0).meta({ description: "Counts the versions of a family, channel and language; 0 is the product's own words.", examples: [1] }),
  status: TemplateStatus, type: Type, ...Words, variables: Variables, ...Provider,
  is_system: z.boolean().meta({ description: "The product's own words: they cannot be changed, but most can be replaced by an approved version." }),
  can_replace: z.boolean().meta({ description: "False for codes and links that open an account: nobody else words these." }),
  in_use: z.boolean().meta({ description: "What is sent today in this family, channel and language." }),
  approved_by: Id.nullable(), approved_at: z.iso.datetime().nullable(), created_by: Id.nullable(),
  provider_reason: z.string().nullable().meta({ description: "Why the provider has rejected or paused it, where it says so.", examples: [null] }), submitted_by: Id.nullable(), submitted_at: z.iso.datetime().nullable(),
  provider_decides: z.boolean().meta({ description: "WhatsApp leaves through a provider here: `provider_status` is what it says, and cannot be set." }),
});

const Cell = z.object({
  channel: TemplateChannel, locale: TemplateLocale,
  in_use: z.object({ id: Id, number: z.int(), is_system: z.boolean() }).nullable(),
  draft: z.object({ id: Id, number: z.int() }).nullable(),
  held_back: z.boolean().meta({ description: "Approved here, but not by the WhatsApp provider: it is not sent." }),
});
export const TemplateFamily = z.object({
  id: z.string().meta({ description: "The family.", examples: ["lead.assigned"] }), name: z.string(), type: Type, is_system: z.boolean(), can_replace: z.boolean(),
  cells: z.array(Cell).meta({ description: "Every channel and language that has words." }),
});

export const NewTemplate = z.object({
  ...Place, name: Text(120).optional(), type: Type.default("transactional"),
  subject: Words.subject.default(""), body: Words.body, html: Words.html.default(null), action_label: Words.action_label.default(null),
  variables: NewVariables.optional().meta({ description: "A family of the product has its own, and takes none." }),
  provider_template_id: Provider.provider_template_id.default(null), provider_status: Provider.provider_status.default(null),
});
export const TemplatePatch = z.object({ name: Text(120), ...Words, variables: NewVariables, ...Provider }).partial();

export const Segments = z.object({ encoding: z.enum(["GSM-7", "UCS-2"]), length: z.int(), segments: z.int() });
export const Preview = z.object({
  ...Place, family: z.string(),
  subject: z.string(), text: z.string(), html: z.string().nullable().meta({ description: "Of a mail: the whole document.", examples: ["<!doctype html>…"] }),
  inbox: z.object({ title: z.string(), body: z.string() }).nullable(),
  sms: Segments.nullable().meta({ description: "What it costs by SMS." }),
  missing: z.array(z.string()).meta({ description: "Required variables that the payload lacks; their examples stand in.", examples: [[]] }),
  removed: z.array(z.string()).meta({ description: "Parts of the HTML that are not allowed and were taken out.", examples: [[]] }),
  provider_parameters: z.array(z.string()).nullable().meta({ description: "Of a WhatsApp template: what fills its placeholders, in their order." }),
});
const Payload = z.record(z.string().max(40), z.unknown()).meta({ examples: [{ first_name: "Mona" }] });
const Previewed = { payload: Payload.optional(), look: z.enum(["light", "dark"]).optional().meta({ description: "Of a mail: only this look, whatever the browser prefers. A mail that is sent has both." }) };

const OfTemplate = z.object({ template_id: Id, family: z.string(), channel: TemplateChannel, locale: TemplateLocale, number: z.int() });
export const templateEvents = defineEvents({
  "template.created": { payload: OfTemplate, live: "tenant" },
  "template.updated": { payload: OfTemplate.extend({ fields: z.array(z.string()) }), live: "tenant" },
  "template.approved": { payload: OfTemplate, live: "tenant" },
  "template.retired": { payload: OfTemplate, live: "tenant" },
  "template.submitted": { payload: OfTemplate, live: "tenant" },
  /** Null: the provider has it no more. */
  "template.provider_decided": { payload: OfTemplate.extend({ provider_status: ProviderStatus.nullable(), provider_reason: z.string().nullable() }), live: "tenant" },
  "template.tested": { payload: OfTemplate },
});

const { route } = defineModule("notify");
const manage = { permission: "notify.templates.manage" } as const;
const narrowed = { channel: TemplateChannel.optional(), locale: TemplateLocale.optional(), status: TemplateStatus.optional(), q: z.string().trim().max(100).optional() };

export const listTemplates = route({
  method: "get", path: "/v1/notify/templates", access: manage, summary: "List the versions of message templates, the product's own among them; the newest version of each comes first",
  query: ListQuery(["family"], { ...narrowed, family: z.string().max(80).optional() }).omit({ sort: true, total: true }), returns: PageOf(Template),
});
export const listTemplateFamilies = route({
  method: "get", path: "/v1/notify/template-families", access: manage, summary: "List message families: on which channels and in which languages they have words",
  query: ListQuery(["id"], { ...narrowed, status: z.enum(["draft", "approved"]).optional(), is_system: z.stringbool().optional() }).omit({ sort: true }), returns: PageOf(TemplateFamily),
});
export const createTemplate = route({
  method: "post", path: "/v1/notify/templates", access: manage, status: 201, summary: "Start a family, or the next draft of a family's words on a channel in a language",
  body: NewTemplate, returns: Template, errors: ["CONFLICT", "VALIDATION_FAILED"],
});
export const getTemplate = route({ method: "get", path: "/v1/notify/templates/:template_id", access: manage, summary: "Get a version of a template", returns: Template, errors: ["NOT_FOUND"] });
export const patchTemplate = route({
  method: "patch", path: "/v1/notify/templates/:template_id", access: manage, summary: "Change a draft; what the provider says of it also when it is approved",
  body: TemplatePatch, returns: Template, errors: ["NOT_FOUND", "CONFLICT", "PRECONDITION_FAILED"],
});
export const approveTemplate = route({
  method: "post", path: "/v1/notify/templates/:template_id/approve", access: { permission: "notify.templates.approve" },
  summary: "Put a draft to use; the version it replaces is retired", returns: Template, errors: ["NOT_FOUND", "CONFLICT", "PRECONDITION_FAILED"],
});
export const retireTemplate = route({
  method: "post", path: "/v1/notify/templates/:template_id/retire", access: manage,
  summary: "Give a version up. Taking an approved one out of use needs notify.templates.approve", returns: Template, errors: ["NOT_FOUND", "CONFLICT", "FORBIDDEN", "PRECONDITION_FAILED"],
});
export const submitTemplate = route({
  method: "post", path: "/v1/notify/templates/:template_id/submit", access: { permission: "notify.templates.approve" },
  summary: "Ask the WhatsApp provider to approve a version that is approved here", returns: Template, errors: ["NOT_FOUND", "CONFLICT", "VALIDATION_FAILED", "PRECONDITION_FAILED", "PROVIDER_ERROR"],
});
export const syncTemplate = route({
  method: "post", path: "/v1/notify/templates/:template_id/sync", access: manage,
  summary: "Read now what the WhatsApp provider has decided about a version; it is also read every hour", returns: Template, errors: ["NOT_FOUND", "CONFLICT", "PROVIDER_ERROR"],
});
export const localizeTemplate = route({
  method: "post", path: "/v1/notify/templates/:template_id/localize", access: manage, status: 201, summary: "Start a draft in another language from this version",
  body: z.object({ locale: TemplateLocale }), returns: Template, errors: ["NOT_FOUND", "CONFLICT"],
});
export const previewTemplate = route({
  method: "post", path: "/v1/notify/templates/:template_id/preview", access: manage, rate: "read", summary: "Show a version as it would be sent",
  body: z.object(Previewed), optionalBody: true, returns: Preview, errors: ["NOT_FOUND", "VALIDATION_FAILED"],
});
export const previewWords = route({
  method: "post", path: "/v1/notify/templates/preview", access: manage, rate: "read", summary: "Show words as they would be sent, before they are saved",
  body: NewTemplate.extend(Previewed), returns: Preview, errors: ["VALIDATION_FAILED"],
});
export const testTemplate = route({
  method: "post", path: "/v1/notify/templates/:template_id/test-send", access: { permission: "notify.send.test" }, status: 202, idempotent: true,
  summary: "Send a version, a draft too, as a test: to oneself, or to an address or phone",
  body: z.object({ to: z.string().trim().max(254).optional().meta({ examples: ["mona@example.com"] }), payload: Payload.optional() }), optionalBody: true,
  returns: z.object({ message_id: Id.meta({ description: "Of the outbox, or of the inbox entry." }), channel: TemplateChannel, to: z.string() }),
  errors: ["NOT_FOUND", "VALIDATION_FAILED", "PLAN_REQUIRED", "CONSENT_REQUIRED"],
});
