import { sql } from "drizzle-orm";
import type { AccessSnapshot } from "#worker/kernel/ctx.ts";
import { db, type Sees, send } from "#worker/kernel/db.ts";
import type { Claims } from "#worker/kernel/http.ts";
import { FEATURES } from "#worker/kernel/permissions.ts";
import { entitled, overridesOf, type Said } from "./precedence.ts";

/** What a user may do, however they came in. */
interface Standing extends Record<string, unknown> {
  user_id: string; user_status: string; tenant_status: string; locale: string;
  roles: string[]; permissions: string[]; all_features: boolean; features: string[]; limits: Record<string, number>;
  overrides: Said[]; sees: Sees; has_private: boolean; modules_off: string[]; mfa: AccessSnapshot["mfa"];
}
interface Row extends Standing { revoked: boolean; expired: boolean; scope: string[] | null }

/** The columns of Standing, over `u` and the tables that `around` joins to it. */
const standing = sql`u.id as user_id, u.status as user_status, t.status as tenant_status, coalesce(pr.locale, t.locale) as locale,
  (select json_build_object('enrolled', m.enrolled, 'required', m.required, 'grace_ends_at', to_char(m.grace_ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from mfa_status m where m.id = u.id) as mfa,
  coalesce((select json_agg(r.code) from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id where ur.user_id = u.id), '[]') as roles,
  coalesce((select json_agg(distinct rp.permission) from app.roles_of(u.id) held (role_id) join role_permissions rp on rp.role_id = held.role_id), '[]') as permissions,
  coalesce(gives.all_features, false) as all_features,
  coalesce((select json_agg(f.feature) from plan_features f where f.plan_code = gives.code), '[]') as features,
  coalesce((select json_object_agg(l.key, l.limit_value) from plan_limits l where l.plan_code = p.plan_code), '{}') as limits,
  coalesce((select json_agg(o) from (${overridesOf(sql`u.id`)}) o), '[]') as overrides,
  app.visibility_of(u.id) as sees, exists (select from contacts where is_private) as has_private,
  coalesce((select json_agg(m.module_id) from module_activation m where m.status = 'off'), '[]') as modules_off`;
const around = sql`join tenants t on t.id = u.tenant_id
  left join user_profiles pr on pr.id = u.id
  left join tenant_plan p on true
  left join plans gives on gives.code = case when p.trial_ends_at > now() then coalesce(p.trial_plan_code, p.plan_code) else p.plan_code end`;

/** For ctx.read: what a user may do, signed in or not. `accessOf` understands its row. */
export const standingOf = (user_id: string) => db.execute<Standing>(sql`select ${standing} from users u ${around} where u.id = ${user_id}`);

/** What was shown: a session of this user, or a personal access token with what it is limited to. */
const shown = ({ user_id, session_id, token_hash }: Claims) => (token_hash === undefined
  ? sql`(select user_id, revoked_at, expires_at, created_at as started_at, null::text[] as scope from sessions where id = ${session_id} and user_id = ${user_id})`
  : sql`(select user_id, revoked_at, expires_at, null::timestamptz as started_at, permissions as scope from personal_access_tokens where id = ${session_id} and token_hash = ${token_hash})`);

/** Why a session is dead, or what its user may do now. One round trip. */
export async function loadAccess(who: Claims): Promise<AccessSnapshot | { refused: string }> {
  const query = db.execute<Row>(sql`
    select ${standing}, s.revoked_at is not null as revoked, to_json(s.scope) as scope,
      least(s.expires_at, s.started_at + make_interval(days => (t.settings->>'session_max_days')::int)) < now() as expired
    from ${shown(who)} s join users u on u.id = s.user_id ${around}`);
  const [{ rows: [row] }] = await send("read", { role: "app_tenant", tenant_id: who.tenant_id, actor_id: "system:tenant-gate", request_id: who.session_id, ip: null, user_agent: null }, [query] as const);
  if (!row) return { refused: "This session does not exist any more." };
  if (row.revoked || row.expired) return { refused: "This session has ended." };
  const access = accessOf(row);
  return "refused" in access || !row.scope ? access : { ...access, permissions: access.permissions.filter((code) => row.scope!.includes(code)) };
}

/** Why a user may do nothing, or what they may do. */
export function accessOf(row: Standing): AccessSnapshot | { refused: string } {
  if (row.user_status !== "active") return { refused: "This account is not active." };
  if (row.tenant_status !== "active") return { refused: "This workspace is not active." };
  return {
    user_id: row.user_id, mfa: row.mfa, locale: row.locale, roles: row.roles, permissions: row.permissions,
    ...entitled({ features: row.all_features ? FEATURES : row.features, limits: row.limits }, row.overrides),
    sees: seesEverything(row) ? null : row.sees, modules_off: row.modules_off,
  };
}

/** An owner does; somebody else, where nothing of another's is kept from them. */
const seesEverything = ({ roles, sees, has_private }: Standing) => roles.includes("super_admin") || (!has_private && Object.values(sees).every((scope) => scope === "all"));
