import { and, eq, sql } from "drizzle-orm";
import { roleHierarchy } from "#db/schema/access.ts";
import { roles } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, orFail } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { accessEvents } from "./contract.ts";
import { insistMayGrant, isRank } from "./ranks.ts";
import { rolesQuery } from "./roles.ts";

interface Branch { parent_role_id: string; child_role_id: string }

export async function list(ctx: Ctx) {
  const [{ rows }] = await ctx.read(db.execute<Record<keyof Branch | "parent_code" | "child_code", string>>(sql`
    select h.parent_role_id, h.child_role_id, p.code as parent_code, c.code as child_code
    from role_hierarchy h join roles p on p.id = h.parent_role_id join roles c on c.id = h.child_role_id order by p.code, c.code`));
  return { items: rows, next_cursor: null };
}

async function readBoth(ctx: Ctx, { parent_role_id, child_role_id }: Branch) {
  const [rows] = await ctx.read(rolesQuery(sql`${roles.id} in (${parent_role_id}, ${child_role_id})`));
  const find = (id: string, field: keyof Branch) => {
    const role = rows.find((r) => r.id === id);
    if (!role) throw invalid(field, "There is no such role.");
    return role;
  };
  return { parent: find(parent_role_id, "parent_role_id"), child: find(child_role_id, "child_role_id") };
}

/** The parent may do from now on what the child may. A loop is refused in the commit, with the way that would close it. */
export async function add(ctx: Ctx, branch: Branch) {
  const { parent, child } = await readBoth(ctx, branch);
  if (parent.is_builtin) throw new AppError("CONFLICT", { reason: "A built-in role is what it is: it inherits nothing." });
  if (isRank(child)) throw new AppError("CONFLICT", { reason: "This role is a rank: it is given to people, not inherited." });
  for (const role of [parent, child]) insistMayGrant(ctx, role);
  return ctx.commit(
    branch,
    db.execute(sql`select app.insist_no_role_cycle(${branch.parent_role_id}::uuid, ${branch.child_role_id}::uuid)`),
    db.insert(roleHierarchy).values(branch),
    ctx.emit(accessEvents["role.hierarchy.changed"], { ...branch, change: "added" }),
  );
}

export async function remove(ctx: Ctx, branch: Branch) {
  const { parent } = await readBoth(ctx, branch);
  insistMayGrant(ctx, parent);
  return ctx.commit(
    branch,
    orFail(db.delete(roleHierarchy).where(and(eq(roleHierarchy.parent_role_id, branch.parent_role_id), eq(roleHierarchy.child_role_id, branch.child_role_id))).returning({ id: roleHierarchy.parent_role_id }), "NOT_FOUND"),
    ctx.emit(accessEvents["role.hierarchy.changed"], { ...branch, change: "removed" }),
  );
}
