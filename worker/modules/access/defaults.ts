import { sql } from "drizzle-orm";
import { roles, tenantPlan } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, insertMany, type Statement } from "#worker/kernel/db.ts";
import { DEFAULT_ROLES } from "./default-roles.ts";

const TRIAL_DAYS = 14;

/** The roles of a new tenant with their permissions, and its plan: free, with every feature while the trial runs. */
export function tenantDefaults(ctx: Pick<Ctx, "fresh" | "now">): Statement[] {
  const grants = DEFAULT_ROLES.flatMap(({ code, permissions }) => permissions.map((permission) => ({ code, permission })));
  const trial_ends_at = new Date(Date.parse(ctx.now) + TRIAL_DAYS * 86_400_000).toISOString();
  return [
    insertMany(roles, DEFAULT_ROLES.map(({ code, name, is_builtin }) => ctx.fresh({ code, name, is_builtin }))),
    db.execute(sql`insert into role_permissions (role_id, permission)
      select r.id, g.permission from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as g(code text, permission text) join roles r on r.code = g.code`),
    db.insert(tenantPlan).values(ctx.fresh({ plan_code: "DevFree", trial_plan_code: "DevPro", trial_ends_at, status: "trialing" as const })),
  ];
}

/** Gives a user a role by its code, as part of making the user. */
export const giveRole = (user_id: string, role_code: string): Statement =>
  db.execute(sql`insert into user_roles (user_id, role_id) select ${user_id}::uuid, id from roles where code = ${role_code}`);
