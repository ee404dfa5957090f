import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { groupMembers, groupRoles, groups } from "#db/schema/access.ts";
import { roles, userProfiles, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, deleteOne, first, many, type Statement, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { type Group, groupEvents, type GroupPatch, type listGroups, type NewGroup } from "./groups-contract.ts";
import { insistMayGrant, isRank } from "./ranks.ts";
import { rolesQuery } from "./roles.ts";

const shown = {
  id: groups.id, version: groups.version, created_at: groups.created_at, updated_at: groups.updated_at,
  code: groups.code, name: groups.name, description: groups.description, is_active: groups.is_active,
  members_count: sql<number>`(select count(*)::int from group_members m where m.group_id = groups.id)`,
  roles: sql<z.output<typeof Group>["roles"]>`coalesce((select json_agg(json_build_object('id', r.id, 'code', r.code, 'name', r.name) order by r.code)
    from group_roles gr join roles r on r.id = gr.role_id where gr.group_id = groups.id), '[]')`,
};
export const groupById = (id: string) => db.select(shown).from(groups).where(eq(groups.id, id));
/** The default roles of a group with all they let somebody do. */
export const rolesOfGroup = (id: string) => rolesQuery(sql`${roles.id} in (select role_id from group_roles where group_id = ${id})`);

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listGroups.query>>) {
  const page = pageOf(groups, { name: groups.name, code: groups.code, created_at: groups.created_at }, query,
    query.is_active === undefined ? undefined : eq(groups.is_active, query.is_active),
    query.user_id ? sql`${groups.id} in (select group_id from group_members where user_id = ${query.user_id})` : undefined);
  const [rows, total] = await ctx.read(db.select(shown).from(groups).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

export async function get(ctx: Ctx, id: string) {
  const members = db.select({ user_id: users.id, full_name: userProfiles.full_name, status: users.status, added_at: groupMembers.added_at })
    .from(groupMembers).innerJoin(users, eq(users.id, groupMembers.user_id)).innerJoin(userProfiles, eq(userProfiles.id, users.id))
    .where(eq(groupMembers.group_id, id)).orderBy(userProfiles.full_name, users.id);
  const [rows, people] = await ctx.read(groupById(id), members);
  return { ...first(rows), members: people };
}

type RoleRow = Awaited<ReturnType<typeof rolesQuery>>[number];
/** The roles a body names, each one that the caller may give to a whole group. */
function grantable(ctx: Ctx, ids: readonly string[], found: readonly RoleRow[]): RoleRow[] {
  const missing = ids.findIndex((id) => !found.some((role) => role.id === id));
  if (missing >= 0) throw invalid(`role_ids.${missing}`, "There is no such role.");
  const wanted = found.filter((role) => ids.includes(role.id)), rank = wanted.find(isRank);
  if (rank) throw new AppError("CONFLICT", { reason: "This role is a rank: it is given to people, not to groups.", role_code: rank.code });
  for (const role of wanted) insistMayGrant(ctx, role);
  return wanted;
}
const named = (rows: readonly RoleRow[]) => rows.map(({ id, code, name }) => ({ id, code, name }));
const giveRoles = (group_id: string, role_ids: readonly string[]): Statement =>
  db.execute(sql`insert into group_roles (group_id, role_id) select ${group_id}::uuid, unnest(${many(role_ids, "uuid")})`);

export async function create(ctx: Ctx, { role_ids, ...body }: z.output<typeof NewGroup>) {
  const ids = [...new Set(role_ids)], [found] = await ctx.read(rolesQuery(sql`${roles.id} = any(${many(ids, "uuid")})`));
  const given = grantable(ctx, ids, found), group = ctx.fresh(body);
  return ctx.commit(
    { ...group, members_count: 0, roles: named(given) },
    db.insert(groups).values(group),
    giveRoles(group.id, ids),
    ctx.emit(groupEvents["group.created"], { group_id: group.id, code: group.code }),
  );
}

/** What a group gives is changed, or switched off and on, by who could give it, before and after. */
export async function patch(ctx: Ctx, id: string, { role_ids, ...body }: z.output<typeof GroupPatch>) {
  const [rows, had, found] = await ctx.read(groupById(id), rolesOfGroup(id), rolesQuery(sql`${roles.id} = any(${many(role_ids ?? [], "uuid")})`));
  const before = first(rows);
  for (const role of had) insistMayGrant(ctx, role);
  const given = role_ids && grantable(ctx, role_ids, found);
  const after = ctx.next(before, { ...body, ...(given ? { roles: named(given) } : {}) });
  return ctx.commit(
    after,
    updateOne(groups, before, { ...body, updated_at: after.updated_at }),
    ...(given ? [db.delete(groupRoles).where(eq(groupRoles.group_id, id)), giveRoles(id, given.map((role) => role.id))] : []),
    ctx.emit(groupEvents["group.updated"], { group_id: id, fields: [...Object.keys(body), ...(given ? ["role_ids"] : [])] }),
    ...(given || after.is_active !== before.is_active ? [ctx.emit(groupEvents["group.access.changed"], { group_id: id })] : []),
  );
}

export async function remove(ctx: Ctx, id: string) {
  const [rows, had] = await ctx.read(groupById(id), rolesOfGroup(id));
  const before = first(rows);
  for (const role of had) insistMayGrant(ctx, role);
  ctx.next(before, {});
  return ctx.commit({ id }, deleteOne(groups, before), ctx.emit(groupEvents["group.deleted"], { group_id: id, code: before.code }));
}
