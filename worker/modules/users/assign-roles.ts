import { and, eq, sql } from "drizzle-orm";
import { roles, userRoles, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, many, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { insistMayGrant, insistOutranks, isOwner, keepingAnOwner, rolesQuery } from "#worker/modules/access/public.ts";
import { userEvents } from "./contract.ts";
import { memberById } from "./members.ts";

/**
 * Sets the roles of an account that ranks below the caller; an owner may also step down. The account's version guards
 * what was read of it, and the tenant keeps an owner, whoever else acts at the same moment.
 */
export async function assign(ctx: Ctx, id: string, role_codes: readonly string[]) {
  const [rows, wanted] = await ctx.read(memberById(id), rolesQuery(sql`${roles.code} = any(${many(role_codes, "text")})`));
  const before = first(rows);
  if (!(id === ctx.user_id && isOwner(ctx))) insistOutranks(ctx, before.roles.map((role) => role.code));
  if (before.status === "deactivated") throw new AppError("CONFLICT", { reason: "This account is deactivated." });
  const unknown = role_codes.find((code) => !wanted.some((role) => role.code === code));
  if (unknown) throw invalid("role_codes", `There is no role "${unknown}".`);
  const added = wanted.filter((role) => !before.roles.some((had) => had.id === role.id));
  const removed = before.roles.filter((had) => !wanted.some((role) => role.id === had.id));
  for (const role of added) insistMayGrant(ctx, role);
  const after = ctx.next(before, { roles: wanted.map(({ id, code, name }) => ({ id, code, name })) });
  return ctx.commit(after, ...keepingAnOwner(
    updateOne(users, before, { updated_at: after.updated_at }),
    db.delete(userRoles).where(and(eq(userRoles.user_id, id), sql`${userRoles.role_id} = any(${many(removed.map((r) => r.id), "uuid")})`)),
    db.execute(sql`insert into user_roles (user_id, role_id) select ${id}::uuid, unnest(${many(added.map((r) => r.id), "uuid")})`),
    ctx.emit(userEvents["user.role.changed"], { user_id: id, added: added.map((r) => r.id), removed: removed.map((r) => r.id) }),
  ));
}
