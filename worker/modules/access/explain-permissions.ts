import { sql } from "drizzle-orm";
import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, type Sees } from "#worker/kernel/db.ts";
import { PERMISSIONS } from "#worker/kernel/permissions.ts";
import type { EffectivePermissions } from "./contract.ts";

type Explained = z.output<typeof EffectivePermissions>["permissions"][number];
type Chain = Explained["because"][number];
interface Role { id: string; code: string; name: string; permissions: string[]; children: string[] }
interface Facts extends Record<string, unknown> {
  status: string; own: string[]; groups: { id: string; code: string; name: string; is_active: boolean; roles: string[] }[]; visibility: Sees;
}

const factsQuery = (user_id: string) => db.execute<Facts>(sql`
  select u.status, app.visibility_of(u.id) as visibility,
    coalesce((select json_agg(ur.role_id) from user_roles ur where ur.user_id = u.id), '[]') as own,
    coalesce((select json_agg(json_build_object('id', g.id, 'code', g.code, 'name', g.name, 'is_active', g.is_active,
      'roles', coalesce((select json_agg(gr.role_id) from group_roles gr where gr.group_id = g.id), '[]')) order by g.code)
      from group_members m join groups g on g.id = m.group_id where m.user_id = u.id), '[]') as groups
  from users u where u.id = ${user_id}`);
const rolesQuery = db.execute<Role & Record<string, unknown>>(sql`
  select r.id, r.code, r.name, coalesce((select json_agg(rp.permission) from role_permissions rp where rp.role_id = r.id), '[]') as permissions,
    coalesce((select json_agg(h.child_role_id) from role_hierarchy h where h.parent_role_id = r.id), '[]') as children
  from roles r order by r.code`);

/** For every permission: each way by which the user has it, or why not and what would give it. */
export async function explain(ctx: Ctx, user_id: string) {
  const [{ rows: found }, { rows: roles }] = await ctx.read(factsQuery(user_id), rolesQuery);
  const facts = first(found), byId = new Map(roles.map((role) => [role.id, role]));
  const ways = (ids: readonly string[], group: Chain["group"]) => ids.flatMap((id) => waysDown(byId, id)).map((path) => ({ group, path }));
  const held = [...ways(facts.own, null), ...facts.groups.filter((g) => g.is_active).flatMap((g) => ways(g.roles, named(g)))];
  const idle = facts.groups.filter((g) => !g.is_active).flatMap((g) => ways(g.roles, named(g)));
  const giving = (list: typeof held, code: string) => list.filter(({ path }) => path.at(-1)!.permissions.includes(code));
  return {
    user_id, visibility: facts.visibility,
    permissions: PERMISSIONS.map((code): Explained => {
      const because = giving(held, code).map(({ group, path }) => ({ group, roles: path.map(named) }));
      const granted = because.length > 0 && facts.status === "active";
      return { code, granted, because, refused: granted ? null : { ...refusal(because.length > 0, giving(idle, code)), would_give: roles.filter((role) => role.permissions.includes(code)).map(named) } };
    }),
  };
}

function refusal(given: boolean, idle: readonly { group: Chain["group"] }[]) {
  const groups = [...new Set(idle.map(({ group }) => group!.code))];
  return { reason: given ? "account_inactive" as const : idle.length ? "group_inactive" as const : "no_role" as const, groups };
}

const named = ({ id, code, name }: { id: string; code: string; name: string }) => ({ id, code, name });

/** Every way from a role down the tree, itself first. There are no loops. */
function waysDown(roles: ReadonlyMap<string, Role>, id: string): Role[][] {
  const role = roles.get(id)!;
  return [[role], ...role.children.flatMap((child) => waysDown(roles, child)).map((way) => [role, ...way])];
}
