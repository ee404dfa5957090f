import { eq, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { roles } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, type Sees } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { PERMISSIONS } from "#worker/kernel/permissions.ts";
import type { listRoles, RoleRights } from "./contract.ts";

/** Roles with what they let somebody do and see, what they inherit included. */
export const rolesQuery = (where: SQL) =>
  db.select({
    id: roles.id, code: roles.code, name: roles.name, is_builtin: roles.is_builtin,
    permissions: sql<string[]>`coalesce((select json_agg(distinct rp.permission) from app.roles_below(array["roles"."id"]) b (role_id) join role_permissions rp on rp.role_id = b.role_id), '[]')`,
    sees: sql<Partial<Sees>>`app.visibility_of_roles(array(select app.roles_below(array["roles"."id"])))`,
  }).from(roles).where(where).orderBy(roles.code);

const counted = {
  id: roles.id, version: roles.version, created_at: roles.created_at, updated_at: roles.updated_at,
  code: roles.code, name: roles.name, description: roles.description, is_builtin: roles.is_builtin,
  permissions_count: sql<number>`(select count(*)::int from role_permissions rp where rp.tenant_id = "roles"."tenant_id" and rp.role_id = "roles"."id")`,
  users_count: sql<number>`(select count(*)::int from user_roles ur where ur.tenant_id = "roles"."tenant_id" and ur.role_id = "roles"."id")`,
  groups_count: sql<number>`(select count(*)::int from group_roles gr where gr.tenant_id = "roles"."tenant_id" and gr.role_id = "roles"."id")`,
};
export const roleById = (id: string) => db.select(counted).from(roles).where(eq(roles.id, id));

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listRoles.query>>) {
  const page = pageOf(roles, { code: roles.code, name: roles.name }, query);
  const [rows, total] = await ctx.read(db.select(counted).from(roles).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

type Rights = z.output<typeof RoleRights>;
/** What a role may do itself, what besides because of those below it, and whose records it sees. */
export const rightsQuery = (id: string) =>
  db.select({
    id: roles.id, version: roles.version, updated_at: roles.updated_at, code: roles.code, name: roles.name, is_builtin: roles.is_builtin,
    permissions: sql<string[]>`coalesce((select json_agg(rp.permission order by rp.permission) from role_permissions rp where rp.role_id = "roles"."id"), '[]')`,
    inherited: sql<Rights["inherited"]>`coalesce((select json_agg(json_build_object('permission', rp.permission, 'role_code', r.code) order by rp.permission, r.code)
      from app.roles_below(array["roles"."id"]) b (role_id) join roles r on r.id = b.role_id join role_permissions rp on rp.role_id = b.role_id where b.role_id <> "roles"."id"), '[]')`,
    visibility: sql<Rights["visibility"]>`(select json_object_agg(k, coalesce(v.scope, 'all')) from unnest(array['lead', 'contact', 'company', 'deal', 'task']) k
      left join role_visibility v on v.role_id = "roles"."id" and v.resource = k)`,
  }).from(roles).where(eq(roles.id, id));

export async function rightsOf(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(rightsQuery(id));
  return first(rows);
}

const EVERY = { items: PERMISSIONS.map((code) => ({ code, area: code.split(".")[0]! })), next_cursor: null };
export const listEvery = async () => EVERY;
