import * as z from "zod";
import { Currency, defineEvents, defineModule, Id, ListQuery, PageOf, Stamp, Text } from "#worker/kernel/resource.ts";
import { Lead, LeadSource } from "./contract.ts";

/** What a column of a file may hold. `full_name` is split, `notes` may be given several columns. */
export const ImportField = z.enum([
  "full_name", "first_name", "last_name", "email", "phone", "company_name", "source", "interest", "budget", "currency", "country", "notes", "created_at",
]);
/** Column name → what it holds; null or absent is left out. */
export const ImportMapping = z.record(z.string().max(200), ImportField.nullable()).meta({ examples: [{ Name: "full_name", Mobile: "phone", Email: "email", Ref: null }] });

const Country = z.string().regex(/^[A-Z]{2}$/, "A country is two capital letters (ISO 3166-1).").meta({ examples: ["AE"] });
/** For rows that do not say it themselves. Country and currency start as the tenant's own. */
export const ImportDefaults = z.strictObject({
  source: LeadSource.optional(), owner_user_id: Id.nullable().optional(), country: Country.optional(), currency: Currency.optional(),
});

export const LeadImport = Stamp.extend({
  file_name: Text(255),
  file_bytes: z.int(),
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1256"]),
  delimiter: z.string(),
  columns: z.array(z.string()),
  mapping: ImportMapping,
  status: z.enum(["previewed", "running", "done", "failed", "undoing", "undone"]),
  rows_total: z.int(),
  rows_done: z.int(),
  percent: z.int().min(0).max(100),
  created: z.int(),
  duplicates: z.int(),
  failed: z.int(),
  undone: z.int(),
  error: z.string().nullable().describe("Why it stopped before the end: LIMIT_REACHED, FILE_MISSING or UNREADABLE."),
  started_by: Id.nullable(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
});

/** What is wrong with a row, in words for people and as a code for programs. Rows count from 1, the header is not one. */
export const RowError = z.object({ row: z.int(), field: z.string().nullable(), code: z.string(), message: z.string(), value: z.string().nullable() });
/** Whom a row repeats: an open lead or an earlier row, which keep it out, or a contact, which does not. */
export const RowDuplicate = z.object({
  row: z.int(), match_type: z.enum(["lead", "row", "contact"]), match_id: Id.nullable(), match_row: z.int().nullable(), label: z.string(), reason: z.enum(["email", "phone"]),
});
export const RowPreview = z.object({
  row: z.int(),
  lead: Lead.pick({
    first_name: true, last_name: true, email: true, phone_e164: true, source: true, source_detail: true, company_name: true, interest: true,
    budget_minor: true, currency: true, country: true, notes: true, score: true,
  }).extend({ created_at: z.iso.datetime().nullable() }),
});
export const ImportPreview = z.object({
  import: LeadImport,
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  mapping: ImportMapping,
  preview: z.array(RowPreview).describe("The first rows as they will be stored."),
  duplicates: z.array(RowDuplicate).describe("The first 200."),
  errors: z.array(RowError).describe("The first 200."),
  counts: z.object({ checked: z.int(), ready: z.int(), duplicates: z.int(), errors: z.int() }).describe("Of rows: each checked row is one of the other three."),
  rows_total: z.int(),
  sampled: z.boolean().describe("Only the first 5,000 rows were checked."),
});
export const ImportIssue = RowError.extend({ kind: z.enum(["error", "duplicate"]), match_type: z.string().nullable(), match_id: Id.nullable() });

const subject = { import_id: Id, started_by: Id.nullable() };
const toStarter = (p: { started_by: string | null }) => (p.started_by ? [p.started_by] : []);
export const importEvents = defineEvents({
  "lead.import.uploaded": { payload: z.object(subject) },
  "lead.import.started": { payload: z.object(subject), live: toStarter },
  "lead.import.progressed": { payload: z.object({ ...subject, rows_done: z.int(), rows_total: z.int() }), live: toStarter },
  "lead.import.finished": { payload: z.object(subject), live: toStarter },
  "lead.import.undo_started": { payload: z.object(subject), live: toStarter },
  "lead.import.undone": { payload: z.object(subject), live: toStarter },
});

const { route } = defineModule("leads");
const gate = { access: { permission: "lead.import" }, feature: "leads.import" } as const;

export const uploadImport = route({
  method: "post", path: "/v1/leads/import", ...gate, status: 201, rate: "bulk", accepts: ["multipart/form-data", "text/csv"],
  summary: "Upload a CSV file of leads (field `file`, or as the body) and see what would be imported",
  query: z.object({ file_name: Text(255).optional() }), returns: ImportPreview, errors: ["PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"],
});
export const previewImport = route({
  method: "post", path: "/v1/leads/import/:import_id/preview", ...gate, rate: "bulk", idempotent: false, summary: "See what another mapping would import",
  body: z.object({ mapping: ImportMapping, defaults: ImportDefaults.optional() }), returns: ImportPreview, errors: ["NOT_FOUND", "CONFLICT"],
});
export const commitImport = route({
  method: "post", path: "/v1/leads/import/:import_id/commit", ...gate, status: 202, summary: "Start importing, with the proposed mapping or another", optionalBody: true,
  body: z.object({ mapping: ImportMapping.optional(), defaults: ImportDefaults.optional() }), returns: LeadImport, errors: ["NOT_FOUND", "CONFLICT"],
});
export const getImport = route({
  method: "get", path: "/v1/leads/import/:import_id", ...gate, summary: "Follow an import, and page through the rows it left out",
  query: z.object({ issues_cursor: z.string().max(200).optional(), issues_limit: z.coerce.number().int().min(1).max(200).default(50) }),
  returns: LeadImport.extend({ issues: PageOf(ImportIssue) }), errors: ["NOT_FOUND"],
});
export const reportImport = route({
  method: "get", path: "/v1/leads/import/:import_id/report", ...gate, produces: "text/csv", summary: "Download the rows that were left out, with the reasons, as CSV",
  returns: z.string(), errors: ["NOT_FOUND"],
});
export const listImports = route({
  method: "get", path: "/v1/leads/imports", ...gate, summary: "List imports", query: ListQuery(["-created_at"], {}), returns: PageOf(LeadImport),
});
export const undoImport = route({
  method: "post", path: "/v1/leads/import/:import_id/undo", ...gate, status: 202,
  summary: "Delete every lead that an import created; refused when one of them was converted", returns: LeadImport, errors: ["NOT_FOUND", "CONFLICT"],
});
