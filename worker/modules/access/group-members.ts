import { and, eq, sql } from "drizzle-orm";
import { groupMembers, groups } from "#db/schema/access.ts";
import { users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, many } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { groupEvents } from "./groups-contract.ts";
import { rolesOfGroup } from "./groups.ts";
import { insistMayGrant, insistOutranks, isOwner } from "./ranks.ts";

const accounts = (group_id: string, ids: readonly string[]) => db.select({
  id: users.id, status: users.status,
  is_member: sql<boolean>`exists (select from group_members m where m.group_id = ${group_id} and m.user_id = users.id)`,
  roles: sql<string[]>`coalesce((select json_agg(r.code) from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = users.id), '[]')`,
}).from(users).where(sql`${users.id} = any(${many(ids, "uuid")})`);

/** Who comes or goes: accounts below the caller's, in a group that gives no more than the caller has. */
async function readBoth(ctx: Ctx, group_id: string, user_ids: readonly string[]) {
  const [rows, given, people] = await ctx.read(db.select({ id: groups.id }).from(groups).where(eq(groups.id, group_id)), rolesOfGroup(group_id), accounts(group_id, user_ids));
  first(rows);
  const missing = user_ids.findIndex((id) => !people.some((person) => person.id === id));
  if (missing >= 0) throw invalid(`user_ids.${missing}`, "There is no such user.");
  for (const role of given) insistMayGrant(ctx, role);
  if (!isOwner(ctx)) for (const person of people) insistOutranks(ctx, person.roles);
  return people;
}

/** Adding who is in already changes nothing. */
export async function add(ctx: Ctx, group_id: string, user_ids: readonly string[]) {
  const people = (await readBoth(ctx, group_id, user_ids)).filter((person) => !person.is_member), ids = people.map((person) => person.id);
  if (people.some((person) => person.status === "deactivated")) throw new AppError("CONFLICT", { reason: "A deactivated account joins no group." });
  return ctx.commit(
    { group_id, user_ids: ids },
    db.execute(sql`insert into group_members (group_id, user_id, added_at) select ${group_id}::uuid, unnest(${many(ids, "uuid")}), ${ctx.now} on conflict do nothing`),
    ...ids.map((user_id) => ctx.emit(groupEvents["group.member.added"], { group_id, user_id })),
  );
}

export async function remove(ctx: Ctx, group_id: string, user_ids: readonly string[]) {
  const ids = (await readBoth(ctx, group_id, user_ids)).filter((person) => person.is_member).map((person) => person.id);
  return ctx.commit(
    { group_id, user_ids: ids },
    db.delete(groupMembers).where(and(eq(groupMembers.group_id, group_id), sql`${groupMembers.user_id} = any(${many(ids, "uuid")})`)),
    ...ids.map((user_id) => ctx.emit(groupEvents["group.member.removed"], { group_id, user_id })),
  );
}
