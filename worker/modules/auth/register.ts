import type * as z from "zod";
import { tenants, userProfiles, users } from "#db/schema/identity.ts";
import { db } from "#worker/kernel/db.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { newId } from "#worker/kernel/ids.ts";
import { giveRole, tenantDefaults as accessDefaults } from "#worker/modules/access/public.ts";
import { tenantDefaults as dealDefaults } from "#worker/modules/deals/public.ts";
import { tenantDefaults as inventoryDefaults } from "#worker/modules/inventory/public.ts";
import { tenantDefaults as userDefaults } from "#worker/modules/users/public.ts";
import { authEvents, type NewTenant } from "./contract.ts";
import { hashPassword, insistOnGoodPassword } from "./passwords.ts";
import { REGIONS } from "./regions.ts";
import { mailLink } from "./tokens.ts";

/**
 * A workspace with everything it starts with, its owner and the owner's verification mail: all of it or none. Asks
 * nothing about the address, which may own other workspaces, so that it tells nothing either.
 */
export async function register(pub: PublicCtx, { tenant_name, full_name, email, password, country, locale }: z.output<typeof NewTenant>) {
  insistOnGoodPassword(password, email);
  const tenant_id = newId(), user_id = newId();
  const ctx = pub.as({ tenant_id, actor_id: `user:${user_id}` });
  const tenant = { id: tenant_id, name: tenant_name, country, locale, ...REGIONS[country] };
  const user = { id: user_id, email, full_name, locale, timezone: null, job_title: null, avatar_url: null };
  return ctx.commit(
    { tenant, user },
    db.insert(tenants).values(tenant),
    db.insert(users).values({ id: user_id, email, password_hash: await hashPassword(password) }),
    db.insert(userProfiles).values({ id: user_id, full_name, locale }),
    ...accessDefaults(ctx),
    giveRole(user_id, "super_admin"),
    ...dealDefaults(ctx),
    ...inventoryDefaults(ctx),
    ...userDefaults(ctx),
    ctx.emit(authEvents["tenant.created"], { tenant_id, user_id }),
    ctx.emit(authEvents["user.created"], { user_id }),
    ...(await mailLink(ctx, { ...user, tenant }, "verify_email")),
  );
}
