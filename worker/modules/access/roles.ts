import { eq, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { roles } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { PERMISSIONS } from "#worker/kernel/permissions.ts";
import type { listRoles } from "./contract.ts";

/** Roles with what they may do. */
export const rolesQuery = (where: SQL) =>
  db.select({
    id: roles.id, code: roles.code, name: roles.name, is_builtin: roles.is_builtin,
    permissions: sql<string[]>`coalesce((select json_agg(rp.permission order by rp.permission) from role_permissions rp where rp.tenant_id = "roles"."tenant_id" and rp.role_id = "roles"."id"), '[]')`,
  }).from(roles).where(where).orderBy(roles.code);

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listRoles.query>>) {
  const page = pageOf(roles, { code: roles.code, name: roles.name }, query);
  const counted = {
    id: roles.id, version: roles.version, created_at: roles.created_at, updated_at: roles.updated_at,
    code: roles.code, name: roles.name, description: roles.description, is_builtin: roles.is_builtin,
    permissions_count: sql<number>`(select count(*)::int from role_permissions rp where rp.tenant_id = "roles"."tenant_id" and rp.role_id = "roles"."id")`,
    users_count: sql<number>`(select count(*)::int from user_roles ur where ur.tenant_id = "roles"."tenant_id" and ur.role_id = "roles"."id")`,
  };
  const [rows, total] = await ctx.read(db.select(counted).from(roles).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

export async function permissionsOf(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(rolesQuery(eq(roles.id, id)));
  return first(rows);
}

const EVERY = { items: PERMISSIONS.map((code) => ({ code, area: code.split(".")[0]! })), next_cursor: null };
export const listEvery = async () => EVERY;
