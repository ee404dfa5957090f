import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { sessions, userProfiles, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import type { listDirectory, listUsers } from "./contract.ts";

const profile = and(eq(userProfiles.tenant_id, users.tenant_id), eq(userProfiles.id, users.id));
const memberColumns = {
  id: users.id, version: users.version, created_at: users.created_at, updated_at: users.updated_at, email: users.email, status: users.status, email_verified_at: users.email_verified_at,
  full_name: userProfiles.full_name, job_title: userProfiles.job_title, job_title_code: userProfiles.job_title_code, department_code: userProfiles.department_code, phone_e164: userProfiles.phone_e164, avatar_url: userProfiles.avatar_url, locale: userProfiles.locale, timezone: userProfiles.timezone,
  last_login_at: sql<string | null>`(select max(s.created_at) from sessions s where s.tenant_id = ${users.tenant_id} and s.user_id = ${users.id})`.mapWith(sessions.created_at),
  roles: sql<{ id: string; code: string; name: string }[]>`coalesce((select json_agg(json_build_object('id', r.id, 'code', r.code, 'name', r.name) order by r.code)
    from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id where ur.tenant_id = ${users.tenant_id} and ur.user_id = ${users.id}), '[]')`,
};
const members = () => db.select(memberColumns).from(users).innerJoin(userProfiles, profile);
export const membersWhere = (where: SQL) => members().where(where);
export const memberById = (id: string) => membersWhere(eq(users.id, id));
export type MemberRow = Awaited<ReturnType<typeof memberById>>[number];

const isNamed = (q: string) => sql`${users.id} in (select p.id from user_profiles p where position(app.fold(${q}) in app.fold(p.full_name)) > 0)`;

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listUsers.query>>) {
  const page = pageOf(users, { created_at: users.created_at, email: users.email, full_name: userProfiles.full_name }, query,
    query.status && inArray(users.status, query.status),
    query.role ? sql`${users.id} in (select ur.user_id from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id where r.code = ${query.role})` : undefined,
    query.q ? sql`(position(lower(${query.q}) in ${users.email}) > 0 or ${isNamed(query.q)})` : undefined,
  );
  const [rows, total] = await ctx.read(members().where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

export async function get(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(memberById(id));
  return first(rows);
}

export async function directory(ctx: Ctx, query: z.output<NonNullable<typeof listDirectory.query>>) {
  const page = pageOf(userProfiles, { full_name: userProfiles.full_name }, query, query.q ? sql`position(app.fold(${query.q}) in app.fold(${userProfiles.full_name})) > 0` : undefined);
  const columns = { id: userProfiles.id, full_name: userProfiles.full_name, avatar_url: userProfiles.avatar_url, is_active: sql<boolean>`${users.status} = 'active'` };
  const [rows, total] = await ctx.read(db.select(columns).from(userProfiles).innerJoin(users, profile).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}
