import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { on } from "#worker/kernel/events.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { privacyEvents } from "./contract.ts";

export const privacySubscribers = [
  on(privacyEvents["tenant.export.started"], "privacy.run-export", async (ctx, { payload }) => {
    await env.JOBS_QUEUE.send({ tenant_id: ctx.tenant_id, job: "privacy.export", id: payload.export_id });
  }),
  on(privacyEvents["tenant.export.finished"], "privacy.tell-of-export", async (ctx, { payload: { export_id, requested_by } }) => {
    const [recipients] = await ctx.read(recipientsQuery(sql`array[${requested_by}]::uuid[]`));
    if (recipients.length) await ctx.commit(null, ...notifyUsers(ctx, { recipients, template_code: "tenant.export_ready", payload: {}, link_url: "/company", meta: { export_id } }));
  }),
];
