import { sql } from "drizzle-orm";
import { on } from "#worker/kernel/events.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { billingEvents } from "./contract.ts";

const admins = sql`array(select ur.user_id from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id where r.code in ('super_admin', 'admin'))`;

export const billingSubscribers = [
  on(billingEvents["billing.payment_failed"], "billing.tell-admins-of-failed-payment", async (ctx) => {
    const [recipients] = await ctx.read(recipientsQuery(admins));
    if (recipients.length) await ctx.commit(null, ...notifyUsers(ctx, { recipients, template_code: "billing.payment_failed", payload: { tenant_name: recipients[0]!.facts.tenant.name }, link_url: "/entitlements" }));
  }),
];
