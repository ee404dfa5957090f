import { and, eq, gt, or, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type * as z from "zod";
import { approvalDelegations } from "#db/schema/approvals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, deleteOne, first, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { approvalEvents, type createDelegation } from "./contract.ts";

const { id, version, created_at, updated_at, from_user_id, to_user_id, starts_at, ends_at } = approvalDelegations;
const person = (user_id: PgColumn) => sql<{ id: string; full_name: string }>`(select json_build_object('id', p.id, 'full_name', p.full_name) from user_profiles p where p.id = ${user_id})`;

/** The caller's own, given and received, running or still to come. */
export async function list(ctx: Ctx) {
  const [items] = await ctx.read(db.select({ id, version, created_at, updated_at, from_user: person(from_user_id), to_user: person(to_user_id), from: starts_at, until: ends_at })
    .from(approvalDelegations).where(and(or(eq(from_user_id, ctx.user_id!), eq(to_user_id, ctx.user_id!)), gt(ends_at, ctx.now))).orderBy(starts_at, id));
  return { items };
}

/** Refuses the commit unless this person may decide requests at all. */
const insistMayDecide = (user_id: string) => db.execute(sql`select case when exists (
    select from app.roles_of(${user_id}) held (role_id) join role_permissions p on p.role_id = held.role_id where p.permission = 'approvals.decide') then true
  else app.fail('VALIDATION_FAILED {"issues":[{"path":"to_user_id","message":"Choose somebody whose role includes approvals.decide."}]}') end`);

/** From now on unless told otherwise. What the delegate has asked for themselves they still do not decide. */
export function create(ctx: Ctx, { to_user_id, from = ctx.now, until }: z.output<NonNullable<typeof createDelegation.body>>) {
  if (until <= from || until <= ctx.now) throw invalid("until", "This is over before it begins.");
  if (to_user_id === ctx.user_id) throw invalid("to_user_id", "Choose somebody else.");
  const made = ctx.fresh({ from_user_id: ctx.user_id!, to_user_id });
  return ctx.commit(
    { ...made, from, until },
    insistMayDecide(to_user_id),
    db.insert(approvalDelegations).values({ ...made, starts_at: from, ends_at: until }),
    ctx.emit(approvalEvents["approval.delegated"], { delegation_id: made.id, from_user_id: made.from_user_id, to_user_id }),
  );
}

/** Ends one that the caller has given: at once if it runs, and as if it never had been if it was still to come. */
export async function end(ctx: Ctx, delegation_id: string) {
  const [rows] = await ctx.read(db.select({ id, version, created_at, updated_at, from_user_id, to_user_id, starts_at, ends_at }).from(approvalDelegations)
    .where(and(eq(id, delegation_id), eq(from_user_id, ctx.user_id!))));
  const before = first(rows);
  if (before.ends_at <= ctx.now) throw new AppError("CONFLICT", { reason: "This delegation has ended." });
  return ctx.commit(
    { id: delegation_id },
    before.starts_at < ctx.now ? updateOne(approvalDelegations, before, { ends_at: ctx.now, updated_at: ctx.now }) : deleteOne(approvalDelegations, before),
    ctx.emit(approvalEvents["approval.delegation.ended"], { delegation_id, from_user_id: before.from_user_id, to_user_id: before.to_user_id }),
  );
}
