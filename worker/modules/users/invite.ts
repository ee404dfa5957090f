import { env } from "cloudflare:workers";
import { and, eq, isNull, sql } from "drizzle-orm";
import type * as z from "zod";
import { invites, roles, tenants, userProfiles, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { newToken, readToken } from "#worker/kernel/ids.ts";
import { giveRole, insistMayGrant, outranks, rolesQuery } from "#worker/modules/access/public.ts";
import { authEvents } from "#worker/modules/auth/contract.ts";
import { accountsWhere, hashPassword, hoursFrom, insistOnGoodPassword, shownAccount } from "#worker/modules/auth/public.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { type AcceptInvite, type Invite, userEvents } from "./contract.ts";
import { memberById } from "./members.ts";

const EXPIRES_HOURS = 7 * 24;
const workspace = () => db.select({ name: tenants.name, locale: tenants.locale }).from(tenants);

/** Invites an address with one role. The seat is counted inside the commit, so that parallel invites stop at the limit. */
export async function invite(ctx: Ctx, { email, full_name = email.split("@")[0]!, role_id, role_code }: z.output<typeof Invite>) {
  if (Boolean(role_id) === Boolean(role_code)) throw invalid("role_id", "Send role_id or role_code, one of the two.");
  const [[role], [place]] = await ctx.read(rolesQuery(role_id ? eq(roles.id, role_id) : eq(roles.code, role_code!)), workspace());
  if (!role) throw invalid(role_id ? "role_id" : "role_code", "There is no such role.");
  insistMayGrant(ctx, role);
  const { name, locale } = place!;
  const user = ctx.fresh({ email, status: "invited" as const });
  const profile = { full_name, job_title: null, phone_e164: null, avatar_url: null, locale, timezone: null };
  try {
    return await ctx.commit(
      { ...user, ...profile, email_verified_at: null, last_login_at: null, roles: [{ id: role.id, code: role.code, name: role.name }] },
      db.insert(users).values(user),
      db.insert(userProfiles).values({ id: user.id, full_name, locale }),
      giveRole(user.id, role.code),
      ...(await mailInvite(ctx, { id: user.id, email, full_name, locale, tenant_name: name })).statements,
      ctx.emit(userEvents["user.invited"], { user_id: user.id, inviter_user_id: ctx.user_id! }),
    );
  } catch (error) {
    if (!(error instanceof AppError && error.code === "DUPLICATE" && error.details?.["constraint"] === "users_email_key")) throw error;
    // Read only now, because the unique index has already decided.
    const [[taken]] = await ctx.read(db.select({ id: users.id }).from(users).where(eq(users.email, email)));
    throw new AppError("DUPLICATE", { duplicates: taken ? [{ type: "user", id: taken.id, reason: "email" }] : [] });
  }
}

interface Invitee { id: string; email: string; full_name: string; locale: string; tenant_name: string }

async function mailInvite(ctx: Ctx, { id, email, full_name, locale, tenant_name }: Invitee): Promise<{ expires_at: string; statements: Statement[] }> {
  const row = ctx.fresh({ user_id: id, inviter_id: ctx.user_id!, expires_at: hoursFrom(ctx.now, EXPIRES_HOURS) });
  const { token, hash } = await newToken(ctx.tenant_id, row.id);
  const url = `${env.APP_URL}/accept-invite?token=${token}`;
  return {
    expires_at: row.expires_at,
    statements: [
      db.update(invites).set({ revoked_at: ctx.now }).where(and(eq(invites.user_id, id), isNull(invites.accepted_at), isNull(invites.revoked_at))),
      db.insert(invites).values({ ...row, token_hash: hash }),
      ...queueEmail(ctx, { to: email, locale, template_code: "auth.invite", payload: { full_name, tenant_name, url, expires_hours: EXPIRES_HOURS } }),
    ],
  };
}

/** A new invitation for someone who has not come yet, by who invited them or ranks above. */
export async function resend(ctx: Ctx, id: string) {
  const [rows, [place], [last]] = await ctx.read(
    memberById(id), workspace(), db.select({ inviter_id: invites.inviter_id }).from(invites).where(eq(invites.user_id, id)).orderBy(sql`${invites.created_at} desc`).limit(1));
  const member = first(rows);
  if (last?.inviter_id !== ctx.user_id && !outranks(ctx, member.roles.map((role) => role.code))) throw new AppError("FORBIDDEN", { reason: "This account does not rank below yours." });
  if (member.status !== "invited") throw new AppError("CONFLICT", { reason: "This person has already joined." });
  const { expires_at, statements } = await mailInvite(ctx, { ...member, tenant_name: place!.name });
  return ctx.commit({ user_id: id, expires_at }, ...statements, ctx.emit(userEvents["user.invited"], { user_id: id, inviter_user_id: ctx.user_id! }));
}

/** Joins: the link proves the address, so that it needs no verification. Works once. */
export async function accept(pub: PublicCtx, { token, full_name, password }: z.output<typeof AcceptInvite>) {
  const named = await readToken(token);
  if (!named) throw new AppError("AUTH_TOKEN_INVALID");
  const { tenant_id, id, hash } = named;
  const living = sql`id = ${id} and token_hash = ${hash} and accepted_at is null and revoked_at is null and expires_at > now()`;
  const [[account]] = await pub.as({ tenant_id, actor_id: "system:auth" }).read(accountsWhere(sql`${users.id} = (select user_id from invites where ${living})`));
  if (account?.status !== "invited" || account.tenant.status !== "active") throw new AppError("AUTH_TOKEN_INVALID");
  insistOnGoodPassword(password, account.email);
  const ctx = pub.as({ tenant_id, actor_id: `user:${account.id}` });
  return ctx.commit(
    shownAccount({ ...account, full_name }),
    db.execute(sql`with spent as (update invites set accepted_at = now() where ${living} returning id)
      select case when exists (select from spent) then true else app.fail('AUTH_TOKEN_INVALID') end`),
    db.update(users).set({ status: "active", password_hash: await hashPassword(password), email_verified_at: ctx.now, updated_at: ctx.now, version: sql`${users.version} + 1` })
      .where(eq(users.id, account.id)),
    db.update(userProfiles).set({ full_name, updated_at: ctx.now }).where(eq(userProfiles.id, account.id)),
    ctx.emit(authEvents["user.created"], { user_id: account.id }),
    ctx.emit(authEvents["user.verified"], { user_id: account.id }),
  );
}
