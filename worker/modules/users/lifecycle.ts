import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { tenants, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { insistOutranks, keepingAnOwner } from "#worker/modules/access/public.ts";
import { endSessions, mailLink } from "#worker/modules/auth/public.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { userEvents } from "./contract.ts";
import { memberById, type MemberRow } from "./members.ts";

export interface Workspace { name: string; locale: string }
export const workspaceQuery = () => db.select({ name: tenants.name, locale: tenants.locale }).from(tenants);

/** One account after an action, and the statements that make it so. An action throws what forbids it, so that many can be tried. */
export interface Step { after: MemberRow; statements: Statement[] }
type Action = (ctx: Ctx, member: MemberRow, place: Workspace) => Promise<Step> | Step;

export const outranked = (ctx: Ctx, member: MemberRow) => insistOutranks(ctx, member.roles.map((role) => role.code));

/** The account in another status, at the version it was read at. CONFLICT unless it stands in one of these. */
export function turn(ctx: Ctx, member: MemberRow, from: readonly MemberRow["status"][], to: MemberRow["status"], also: { password_hash?: null } = {}): Step {
  if (!from.includes(member.status)) throw new AppError("CONFLICT", { reason: `This account is ${member.status}.`, status: member.status });
  const after = ctx.next(member, { status: to });
  return { after, statements: [updateOne(users, member, { ...also, status: to, updated_at: after.updated_at })] };
}

/** Tells a person by mail what became of their account: they cannot see their inbox now. */
export const tellByMail = (ctx: Ctx, { email, full_name, locale }: MemberRow, place: Workspace, template_code: "user.suspended" | "user.deactivated" | "user.reinstated") =>
  queueEmail(ctx, { to: email, locale, template_code, payload: { full_name, tenant_name: place.name, url: `${env.APP_URL}/login` } });

/** Blocks an account that ranks below the caller, from the next request on; its seat is free. */
export const suspend: Action = (ctx, member, place) => {
  outranked(ctx, member);
  const { after, statements } = turn(ctx, member, ["active"], "suspended"), user_id = member.id;
  return { after, statements: [...statements, ctx.emit(userEvents["user.suspended"], { user_id }), ...endSessions(ctx, { user_id, reason: "suspended" }), ...tellByMail(ctx, member, place, "user.suspended")] };
};

/** Lets somebody back in. Its seat is for the caller to guard. */
export const reactivate: Action = (ctx, member, place) => {
  outranked(ctx, member);
  const { after, statements } = turn(ctx, member, ["suspended", "deactivated"], "active");
  return { after, statements: [...statements, ctx.emit(userEvents["user.reinstated"], { user_id: member.id }), ...tellByMail(ctx, member, place, "user.reinstated")] };
};

export const forceOut: Action = (ctx, member) => {
  outranked(ctx, member);
  const user_id = member.id;
  return { after: member, statements: [auditEntry("user.force_logout", "users", user_id), ctx.emit(userEvents["user.forceLoggedOut"], { user_id }), ...endSessions(ctx, { user_id, reason: "forced" })] };
};

const LINK_HOURS = 24;

/** The old password and every session end at once; a link to choose another is mailed. */
export const resetPassword: Action = async (ctx, member, place) => {
  outranked(ctx, member);
  const { after, statements } = turn(ctx, member, ["active"], "active", { password_hash: null }), user_id = member.id;
  return {
    after,
    statements: [
      ...statements, auditEntry("user.password_reset", "users", user_id), ctx.emit(userEvents["user.password_reset"], { user_id }), ...endSessions(ctx, { user_id, reason: "password_reset" }),
      ...(await mailLink(ctx, { ...member, tenant: place }, "reset_password", { template_code: "auth.password_reset_by_admin", expires_hours: LINK_HOURS })),
    ],
  };
};

/** Does one of these to one account. The tenant keeps an owner, whoever else acts at the same moment. */
export async function act(ctx: Ctx, id: string, action: Action): Promise<MemberRow> {
  const [rows, [place]] = await ctx.read(memberById(id), workspaceQuery());
  const { after, statements } = await action(ctx, first(rows), place!);
  return ctx.commit(after, ...keepingAnOwner(...(action === reactivate ? ctx.within("users.max", ...statements) : statements)));
}

/** Ends every session of an account, and tells how many there were. */
export async function forceLogout(ctx: Ctx, id: string) {
  const [rows, [place]] = await ctx.read(memberById(id), workspaceQuery());
  const { statements } = await forceOut(ctx, first(rows), place!);
  const ended = sql<number>`(select count(*) from sessions where user_id = ${id} and revoked_reason = 'forced' and revoked_at = ${ctx.now}::timestamptz)`;
  return ctx.commit({ user_id: id, sessions_ended: 0 }, ...statements, ctx.learn(["sessions_ended"], ended));
}
