import * as z from "zod";
import { defineModule, Id, ListQuery, PageOf, Several, Text } from "#worker/kernel/resource.ts";

const Data = z.record(z.string(), z.json()).nullable();
const Someone = z.object({ id: Id, full_name: z.string().nullable() });
/** SHA-256, hexadecimal. */
const Hash = z.string().meta({ examples: ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"] });

export const AuditEntry = z.object({
  id: Id, created_at: z.iso.datetime(), action: z.string().meta({ examples: ["update"], description: "insert, update, delete, or the name of what was done." }),
  entity_type: z.string().meta({ examples: ["leads"] }), entity_id: Id.nullable(),
  actor_id: z.string().meta({ examples: ["user:0192f0c1-5c3a-7c2e-9d57-3b8f0a4e6d21"] }), user: Someone.nullable(),
  impersonator: Someone.nullable().meta({ description: "Who acted in the user's name, if somebody did." }),
  before_data: Data, after_data: Data, ip_address: z.string().nullable(), user_agent: z.string().nullable(), request_id: z.string().nullable(),
  is_redacted: z.boolean().meta({ description: "Personal data was erased from it." }),
  number: z.int().nullable().meta({ description: "Its place in the tenant's chain; null for the minute until it is sealed." }), hash: Hash.nullable(),
});

const filters = {
  user_id: Id.optional(), action: Several(Text(100)).optional(), entity_type: Several(Text(100)).optional(), entity_id: Id.optional(),
  from: z.iso.datetime().optional(), to: z.iso.datetime().optional(),
  q: Text(100).optional().meta({ description: "Words in what was done, to what, by whom or from where, and in the data before and after." }),
};
export const AuditFilters = z.object(filters);

const { route } = defineModule("audit");

export const listAuditLogs = route({
  method: "get", path: "/v1/admin/audit-logs", access: { permission: "audit.read" }, summary: "List what was done, newest first",
  query: ListQuery(["-created_at"], filters), returns: PageOf(AuditEntry),
});
export const exportAuditLogs = route({
  method: "get", path: "/v1/admin/audit-logs/export", access: { permission: "audit.export" }, rate: "bulk", summary: "Download what was done, as JSONL or CSV; the download is on record too",
  query: AuditFilters.extend({ format: z.enum(["jsonl", "csv"]).default("jsonl") }), returns: z.string(), produces: "text/csv",
});
export const verifyAuditLogs = route({
  method: "get", path: "/v1/admin/audit-logs/verify", access: { permission: "audit.read" }, rate: "bulk", summary: "Check the chain of the audit log from its first row to its last",
  returns: z.object({
    is_intact: z.boolean(), checked: z.int(), waiting: z.int().meta({ description: "Rows written within the last minute or so, not sealed yet." }),
    first_number: z.int(), last_number: z.int(), last_hash: Hash.nullable(),
    broken: z.object({
      number: z.int(), id: Id.nullable(), entity_type: z.string().nullable(), entity_id: Id.nullable(), created_at: z.iso.datetime().nullable(),
      reason: z.enum(["missing", "changed", "relinked", "redacted"]).meta({ description: "missing: it was deleted. changed: it is not as it was written. relinked: it does not follow the row before it. redacted: it was emptied without an erasure." }),
    }).nullable().meta({ examples: [null] }),
  }),
});
