import { eq } from "drizzle-orm";
import { tenants, userProfiles, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { notifyUsers, type TemplateCode } from "#worker/modules/notify/public.ts";

type Change = Extract<TemplateCode, "auth.factor_added" | "auth.factor_removed">;

/** Tells a person, by mail and inbox, that a way into their account was added or taken away: whoever did it. */
export async function tellOfChange(ctx: Ctx, user_id: string, template_code: Change): Promise<void> {
  const [[person]] = await ctx.read(db.select({ user_id: users.id, email: users.email, full_name: userProfiles.full_name, locale: userProfiles.locale, tenant_name: tenants.name })
    .from(users).innerJoin(userProfiles, eq(userProfiles.id, users.id)).innerJoin(tenants, eq(tenants.id, users.tenant_id)).where(eq(users.id, user_id)));
  if (person) await ctx.commit(null, ...notifyUsers(ctx, { recipients: [person], template_code, link_url: "/settings/security", payload: { tenant_name: person.tenant_name } }));
}
