import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { messageTemplates } from "#db/schema/notify.ts";
import { db } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { on } from "#worker/kernel/events.ts";
import type { JobHandler } from "#worker/kernel/jobs.ts";
import { log } from "#worker/kernel/log.ts";
import { sendEach } from "#worker/kernel/queue.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { providerDecides } from "../adapters/index.ts";
import { notifyUsers, recipientsQuery } from "../public.ts";
import { accountQuery, decided, knownTemplates, openVersionsQuery, recorded } from "./provider-approval.ts";
import { templateById } from "./save-template.ts";
import { templateEvents } from "./templates-contract.ts";

/** Every hour: a job for each tenant with versions that the WhatsApp provider may decide about, or change its mind. */
export async function sweepTemplateApprovals(request_id: string): Promise<{ tenants: number }> {
  if (!providerDecides()) return { tenants: 0 };
  const [{ rows }] = await readAcrossTenants("templates", request_id, db.execute<{ tenant_id: string }>(sql`
    select distinct tenant_id from ${messageTemplates} where status = 'approved' and provider_status in ('pending', 'approved', 'paused')`));
  await sendEach(env.JOBS_QUEUE, rows.map(({ tenant_id }) => ({ tenant_id, id: tenant_id, job: "notify.template-approvals" })));
  return { tenants: rows.length };
}

/** Asks the provider once about all of a tenant's versions. A provider that is away is asked again an hour later. */
export const syncTemplateApprovals: JobHandler = async ({ tenant_id, ctx: begin }) => {
  const ctx = begin(), [rows, own] = await ctx.read(openVersionsQuery, accountQuery);
  const known = await knownTemplates(own).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    log("warn", "WhatsApp templates were not read", { tenant_id, ...error.details });
    return [];
  });
  const statements = known.length ? rows.flatMap((row) => { const changed = decided(row, known); return changed ? recorded(ctx, row, changed) : []; }) : [];
  if (statements.length) await ctx.commit(null, ...statements);
  return "done";
};

/** Whoever submitted a version hears what became of it, unless they have just asked themselves. */
export const templateSubscribers = [
  on(templateEvents["template.provider_decided"], "notify.tell-submitter", async (ctx, { payload, actor_id }) => {
    const [[row], recipients] = await ctx.read(templateById(payload.template_id), recipientsQuery(sql`array(select submitted_by from ${messageTemplates} where id = ${payload.template_id})`));
    if (!row || !recipients.length || actor_id === `user:${row.submitted_by}`) return;
    await ctx.commit(null, ...notifyUsers(ctx, {
      recipients, template_code: "template.provider_decided", channels: ["inbox"], severity: payload.provider_status === "approved" ? "success" : "warning", meta: { template_id: row.id },
      payload: { template_name: row.name, decision: payload.provider_status ?? "gone", why: payload.provider_reason ?? "" }, link_url: `/templates/${row.family}?channel=whatsapp&language=${row.locale}&version=${row.id}`,
    }));
  }),
];
