import { and, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { groupRoles, roleHierarchy, roleVisibility } from "#db/schema/access.ts";
import { rolePermissions, roles, userRoles } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, deleteOne, first, many, type Sees, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { Permission } from "#worker/kernel/permissions.ts";
import { accessEvents, type NewRole, type RolePatch, type Visibility } from "./contract.ts";
import { insistMayGrant } from "./ranks.ts";
import { rightsQuery, roleById } from "./roles.ts";

interface Rights { code: string; is_builtin: boolean; permissions: readonly string[]; inherited: readonly { permission: string }[]; visibility: Sees }
/** A role sees of what it has to do with. */
const seen = (visibility: Sees, permissions: readonly string[]): Partial<Sees> =>
  Object.fromEntries(Object.entries(visibility).filter(([resource]) => permissions.some((code) => code.startsWith(`${resource}.`))));

/** Built-in roles are what they are; any other is changed by who could have made it, before the change and after. */
function insistMayChange(ctx: Ctx, role: Rights, { permissions = role.permissions, visibility = role.visibility }: Partial<Pick<Rights, "permissions" | "visibility">> = {}): void {
  if (role.is_builtin) throw new AppError("CONFLICT", { reason: "This role is built in: it cannot be changed or deleted. Make one of your own." });
  const before = [...role.permissions, ...role.inherited.map((i) => i.permission)];
  insistMayGrant(ctx, { code: role.code, permissions: before, sees: seen(role.visibility, role.permissions) });
  insistMayGrant(ctx, { code: role.code, permissions, sees: seen(visibility, permissions) });
}

const grants = (role_id: string, permissions: readonly string[]) =>
  db.execute(sql`insert into role_permissions (role_id, permission) select ${role_id}::uuid, unnest(${many(permissions, "text")})`);

const narrow = (role_id: string, visibility: Sees) =>
  db.execute(sql`insert into role_visibility (role_id, resource, scope) select ${role_id}::uuid, key, value from jsonb_each_text(${JSON.stringify(visibility)}::jsonb) where value <> 'all'`);

/** A role of what the caller may do, which sees what they see; the plan's number of roles is kept in the commit. */
export function create(ctx: Ctx, { permissions, ...body }: z.output<typeof NewRole>) {
  const given = [...new Set(permissions)], role = ctx.fresh({ ...body, is_builtin: false });
  insistMayGrant(ctx, { code: role.code, permissions: given });
  return ctx.commit(
    { ...role, permissions_count: given.length, users_count: 0, groups_count: 0 },
    db.insert(roles).values(role),
    grants(role.id, given),
    ...(ctx.access!.sees ? [narrow(role.id, ctx.access!.sees)] : []),
    ctx.emit(accessEvents["role.created"], { role_id: role.id, code: role.code }),
  );
}

/** The code stays: policies and files name roles by it. */
export async function patch(ctx: Ctx, id: string, body: z.output<typeof RolePatch>) {
  const [rows, rights] = await ctx.read(roleById(id), rightsQuery(id));
  const before = first(rows);
  insistMayChange(ctx, rights[0]!);
  const after = ctx.next(before, body);
  return ctx.commit(after, updateOne(roles, before, { ...body, updated_at: after.updated_at }), ctx.emit(accessEvents["role.updated"], { role_id: id, fields: Object.keys(body) }));
}

/** A role that somebody or something has is refused, saying how many; who takes it up meanwhile is held by the foreign keys. */
export async function remove(ctx: Ctx, id: string) {
  const [rows, rights, [inUse]] = await ctx.read(roleById(id), rightsQuery(id), db.select({
    users: sql<number>`(select count(*)::int from ${userRoles} where role_id = ${id})`, groups: sql<number>`(select count(*)::int from ${groupRoles} where role_id = ${id})`,
    parents: sql<number>`count(*) filter (where child_role_id = ${id})::int`, children: sql<number>`count(*) filter (where parent_role_id = ${id})::int`,
  }).from(roleHierarchy));
  const before = first(rows);
  insistMayChange(ctx, rights[0]!);
  ctx.next(before, {});
  if (Object.values(inUse!).some(Boolean)) throw new AppError("CONFLICT", { reason: "This role is in use. Take it from everybody first.", in_use: inUse });
  return ctx.commit({ id }, deleteOne(roles, before), ctx.emit(accessEvents["role.deleted"], { role_id: id, code: before.code }));
}

/** The whole list replaces the one there was. Nobody gives, or takes away, what they do not have. */
export async function setPermissions(ctx: Ctx, id: string, permissions: readonly Permission[]) {
  const [rows] = await ctx.read(rightsQuery(id));
  const before = first(rows), wanted = [...new Set(permissions)].toSorted();
  insistMayChange(ctx, before, { permissions: wanted });
  const added = wanted.filter((code) => !before.permissions.includes(code)), removed = before.permissions.filter((code) => !(wanted as string[]).includes(code));
  const after = ctx.next(before, { permissions: wanted });
  return ctx.commit(
    after,
    updateOne(roles, before, { updated_at: after.updated_at }),
    db.delete(rolePermissions).where(and(eq(rolePermissions.role_id, id), sql`${rolePermissions.permission} = any(${many(removed, "text")})`)),
    grants(id, added),
    ctx.emit(accessEvents["role.permissions.changed"], { role_id: id, added, removed }),
  );
}

export async function setVisibility(ctx: Ctx, id: string, visibility: z.output<typeof Visibility>) {
  const [rows] = await ctx.read(rightsQuery(id));
  const before = first(rows);
  insistMayChange(ctx, before, { visibility });
  const after = ctx.next(before, { visibility });
  return ctx.commit(
    after,
    updateOne(roles, before, { updated_at: after.updated_at }),
    db.delete(roleVisibility).where(eq(roleVisibility.role_id, id)),
    narrow(id, visibility),
    ctx.emit(accessEvents["role.visibility.changed"], { role_id: id, visibility }),
  );
}
