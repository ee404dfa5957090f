import { sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { notifyUsers, recipientsQuery, type TemplateCode } from "#worker/modules/notify/public.ts";

type Change = Extract<TemplateCode, "auth.factor_added" | "auth.factor_removed">;

/** Tells a person, by mail and inbox, that a way into their account was added or taken away: whoever did it. */
export async function tellOfChange(ctx: Ctx, user_id: string, template_code: Change): Promise<void> {
  const [recipients] = await ctx.read(recipientsQuery(sql`array[${user_id}]::uuid[]`));
  const [person] = recipients;
  if (person) await ctx.commit(null, ...notifyUsers(ctx, { recipients, template_code, link_url: "/settings/security", payload: { tenant_name: person.facts.tenant.name } }));
}
