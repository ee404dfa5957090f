import { inArray, sql } from "drizzle-orm";
import { leadDuplicates, leadImportIssues, leads } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";

/** In the caller's commit: nothing of these leads is left but their ids, amounts and what became of them. An open one is closed. */
export const eraseLeads = (ctx: Ctx, ids: string[]): Statement[] => [
  db.delete(leadDuplicates).where(inArray(leadDuplicates.lead_id, ids)),
  db.delete(leadImportIssues).where(inArray(leadImportIssues.match_id, ids)),
  db.update(leads).set({
    first_name: "Erased", last_name: null, email: null, phone_e164: null, source_detail: null, company_name: null, interest: null, notes: null, score_reason: null,
    disqualified_reason: sql`case when ${leads.status} <> 'converted' then 'Erased' end`, status: sql`case when ${leads.status} = 'converted' then 'converted' else 'disqualified' end`,
    erased_at: ctx.now, updated_at: ctx.now, version: sql`${leads.version} + 1`,
  }).where(inArray(leads.id, ids)),
];
