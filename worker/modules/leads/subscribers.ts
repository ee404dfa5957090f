import { env } from "cloudflare:workers";
import { eq, type SQL, sql } from "drizzle-orm";
import { leadImports, leads } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { type DomainEvent, on } from "#worker/kernel/events.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { HOT_SCORE, leadEvents } from "./contract.ts";
import { importEvents } from "./import-contract.ts";

type LeadTemplate = "lead.assigned" | "lead.converted" | "lead.hot";

/** Nobody is told of what they did themselves. */
const except = (event: DomainEvent) => sql`'user:' || u <> ${event.actor_id}`;

/** Tells people about a lead, in their language. Nobody there to tell is fine: owners leave. */
async function tell(ctx: Ctx, lead_id: string, template_code: LeadTemplate, who: SQL) {
  const [[lead], recipients] = await ctx.read(
    db.select({ name: leads.full_name, score: leads.score, source: leads.source }).from(leads).where(eq(leads.id, lead_id)),
    recipientsQuery(sql`array(${who})`),
  );
  if (!lead || !recipients.length) return;
  await ctx.commit(null, ...notifyUsers(ctx, { recipients, template_code, payload: { lead_name: lead.name, score: lead.score }, link_url: `/leads/${lead_id}`, meta: { lead_id } }));
}

const ownerOf = (lead_id: string, event: DomainEvent) => sql`select u from (select owner_user_id as u from leads where id = ${lead_id}) o where ${except(event)}`;

async function runLater(event: DomainEvent<{ import_id: string }>, tenant_id: string) {
  await env.JOBS_QUEUE.send({ tenant_id, job: "leads.import", id: event.payload.import_id });
}

/** What leads have people told, and the queue do. */
export const leadSubscribers = [
  on(leadEvents["lead.created"], "leads.tell-owner-of-new-lead", async (ctx, event) => {
    if (event.payload.owner_user_id) await tell(ctx, event.payload.lead_id, "lead.assigned", ownerOf(event.payload.lead_id, event));
  }),
  on(leadEvents["lead.updated"], "leads.tell-new-owner", async (ctx, event) => {
    if (event.payload.fields.includes("owner_user_id")) await tell(ctx, event.payload.lead_id, "lead.assigned", ownerOf(event.payload.lead_id, event));
  }),
  on(leadEvents["lead.scored"], "leads.tell-owner-of-hot-lead", async (ctx, event) => {
    const { lead_id, from, to } = event.payload;
    if (from < HOT_SCORE && to >= HOT_SCORE) await tell(ctx, lead_id, "lead.hot", ownerOf(lead_id, event));
  }),
  on(leadEvents["lead.converted"], "leads.tell-of-conversion", async (ctx, event) => {
    const { lead_id } = event.payload;
    const involved = sql`select owner_user_id as u from leads where id = ${lead_id} union select user_id from record_watchers where subject_type = 'lead' and subject_id = ${lead_id}`;
    await tell(ctx, lead_id, "lead.converted", sql`select u from (${involved}) o where ${except(event)}`);
  }),
  on(importEvents["lead.import.started"], "leads.run-import", (ctx, event) => runLater(event, ctx.tenant_id)),
  on(importEvents["lead.import.undo_started"], "leads.run-undo", (ctx, event) => runLater(event, ctx.tenant_id)),
  on(importEvents["lead.import.finished"], "leads.tell-of-finished-import", async (ctx, { payload: { import_id, started_by } }) => {
    const [[found], recipients] = await ctx.read(
      db.select().from(leadImports).where(eq(leadImports.id, import_id)),
      recipientsQuery(sql`array[${started_by}]::uuid[]`),
    );
    if (!found || !recipients.length) return;
    const { file_name, created, duplicates, failed, error } = found;
    await ctx.commit(null, ...notifyUsers(ctx, {
      recipients, template_code: "lead.import_finished", payload: { file_name, created, duplicates, failed, stopped: error !== null },
      link_url: `/leads/import/${import_id}`, severity: error ? "error" : failed ? "warning" : "success", meta: { import_id },
    }));
  }),
];
