import { env } from "cloudflare:workers";
import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { invites, roles, userProfiles, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, deleteOne, first, many, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { newToken } from "#worker/kernel/ids.ts";
import { giveRole, insistMayGrant, insistOutranks, outranks, rolesQuery } from "#worker/modules/access/public.ts";
import { hoursFrom } from "#worker/modules/auth/public.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { type Invite, type NewMember, userEvents } from "./contract.ts";
import { codesQuery, insistOnCodes } from "./dictionaries.ts";
import { type Workspace, workspaceQuery } from "./lifecycle.ts";
import { memberById, type MemberRow } from "./members.ts";

const EXPIRES_HOURS = 7 * 24;
type Role = Awaited<ReturnType<typeof rolesQuery>>[number];

/** Invites an address with one role. */
export async function invite(ctx: Ctx, { email, full_name = email.split("@")[0]!, role_id, role_code }: z.output<typeof Invite>) {
  if (Boolean(role_id) === Boolean(role_code)) throw invalid("role_id", "Send role_id or role_code, one of the two.");
  const [[role], [place]] = await ctx.read(rolesQuery(role_id ? eq(roles.id, role_id) : eq(roles.code, role_code!)), workspaceQuery());
  if (!role) throw invalid(role_id ? "role_id" : "role_code", "There is no such role.");
  return enlist(ctx, place!, { email, full_name }, [role]);
}

/** Makes an account with everything that is known of its owner, who sets the password by the same kind of link. */
export async function create(ctx: Ctx, { role_codes, ...person }: z.output<typeof NewMember>) {
  const [found, [place], { rows: codes }] = await ctx.read(rolesQuery(sql`${roles.code} = any(${many(role_codes, "text")})`), workspaceQuery(), codesQuery(person));
  const unknown = role_codes.find((code) => !found.some((role) => role.code === code));
  if (unknown) throw invalid("role_codes", `There is no role "${unknown}".`);
  insistOnCodes(person, codes);
  return enlist(ctx, place!, person, found);
}

/** Stores an invited account and mails its link. The seat is counted inside the commit, so that parallel ones stop at the limit. */
async function enlist(ctx: Ctx, place: Workspace, { email, ...person }: Omit<z.output<typeof NewMember>, "role_codes">, given: readonly Role[]) {
  for (const role of given) insistMayGrant(ctx, role);
  const user = ctx.fresh({ email, status: "invited" as const });
  const words = { job_title: null, job_title_code: null, department_code: null, ...person, locale: person.locale ?? (place.locale as "en" | "ar") };
  const member = { ...user, ...words, phone_e164: null, avatar_url: null, timezone: null, email_verified_at: null, last_login_at: null, roles: given.map(({ id, code, name }) => ({ id, code, name })) };
  try {
    return await ctx.commit(
      member,
      db.insert(users).values(user),
      db.insert(userProfiles).values({ id: user.id, ...words }),
      ...given.map((role) => giveRole(user.id, role.code)),
      ...(await mailInvite(ctx, member, place)).statements,
      ctx.emit(userEvents["user.invited"], { user_id: user.id, inviter_user_id: ctx.user_id! }),
    );
  } catch (error) {
    if (!(error instanceof AppError && error.code === "DUPLICATE" && error.details?.["constraint"] === "users_email_key")) throw error;
    // Read only now, because the unique index has already decided.
    const [[taken]] = await ctx.read(db.select({ id: users.id }).from(users).where(eq(users.email, email)));
    throw new AppError("DUPLICATE", { duplicates: taken ? [{ type: "user", id: taken.id, reason: "email" }] : [] });
  }
}

type Invitee = Pick<MemberRow, "id" | "email" | "full_name" | "locale">;

async function mailInvite(ctx: Ctx, { id, email, full_name, locale }: Invitee, place: Workspace): Promise<{ expires_at: string; statements: Statement[] }> {
  const row = ctx.fresh({ user_id: id, inviter_id: ctx.user_id!, expires_at: hoursFrom(ctx.now, EXPIRES_HOURS) });
  const { token, hash } = await newToken(ctx.tenant_id, row.id);
  const url = `${env.APP_URL}/accept-invite?token=${token}`;
  return {
    expires_at: row.expires_at,
    statements: [
      db.update(invites).set({ revoked_at: ctx.now }).where(and(eq(invites.user_id, id), isNull(invites.accepted_at), isNull(invites.revoked_at))),
      db.insert(invites).values({ ...row, token_hash: hash }),
      ...queueEmail(ctx, { to: email, locale, template_code: "auth.invite", payload: { full_name, tenant_name: place.name, url, expires_hours: EXPIRES_HOURS } }),
    ],
  };
}

interface Invited { user_id: string; inviter_id: string }
/** Who invited these users last. For ctx.read. */
export const inviterQuery = (user_ids: SQL) =>
  db.selectDistinctOn([invites.user_id], { user_id: invites.user_id, inviter_id: invites.inviter_id }).from(invites).where(sql`${invites.user_id} = any(${user_ids})`).orderBy(invites.user_id, desc(invites.created_at));

/** An invitation is for who sent it or ranks above, while nobody has come. */
function insistPending(ctx: Ctx, member: MemberRow, inviters: readonly Invited[]): void {
  const invited = inviters.find((invite) => invite.user_id === member.id), codes = member.roles.map((role) => role.code);
  if (invited?.inviter_id !== ctx.user_id && !outranks(ctx, codes)) throw new AppError("FORBIDDEN", { reason: "This account does not rank below yours." });
  if (member.status !== "invited") throw new AppError("CONFLICT", { reason: "This person has already joined." });
}

/** A new invitation for someone who has not come yet. */
export async function remail(ctx: Ctx, member: MemberRow, inviters: readonly Invited[], place: Workspace) {
  insistPending(ctx, member, inviters);
  const { expires_at, statements } = await mailInvite(ctx, member, place);
  return { expires_at, statements: [...statements, ctx.emit(userEvents["user.invite_resent"], { user_id: member.id, inviter_user_id: ctx.user_id! })] };
}

export async function resend(ctx: Ctx, id: string) {
  const [rows, [place], inviters] = await ctx.read(memberById(id), workspaceQuery(), inviterQuery(many([id], "uuid")));
  const { expires_at, statements } = await remail(ctx, first(rows), inviters, place!);
  return ctx.commit({ user_id: id, expires_at }, ...statements);
}

const gone = (ctx: Ctx, member: MemberRow): Statement[] => [deleteOne(users, member), ctx.emit(userEvents["user.deleted"], { user_id: member.id })];

/** Takes an invitation back: the account that waited for it goes, with its seat. */
export function withdraw(ctx: Ctx, member: MemberRow, inviters: readonly Invited[]): Statement[] {
  insistPending(ctx, member, inviters);
  return gone(ctx, member);
}

export async function revoke(ctx: Ctx, id: string) {
  const [rows, inviters] = await ctx.read(memberById(id), inviterQuery(many([id], "uuid")));
  return ctx.commit({ id }, ...withdraw(ctx, first(rows), inviters));
}

/** Deletes an account that nobody ever used. One that was used stays, because history names it: it is deactivated. */
export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(memberById(id));
  const member = first(rows);
  insistOutranks(ctx, member.roles.map((role) => role.code));
  ctx.next(member, {});
  if (member.status !== "invited") throw new AppError("CONFLICT", { reason: "This account was used. Deactivate it instead." });
  return ctx.commit({ id }, ...gone(ctx, member));
}
