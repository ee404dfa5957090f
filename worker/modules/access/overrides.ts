import { eq, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { tenantOverrides } from "#db/schema/access.ts";
import { userProfiles } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, many, type Statement } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { entitlementEvents, type Override, type OverrideChange, scopesOf } from "./entitlements-contract.ts";
import { insistOutranks, isOwner } from "./ranks.ts";

type Change = z.output<typeof OverrideChange>;
type Row = z.output<typeof Override>;

/** Whose overrides: the tenant's own, or those of a group or a user. */
type Scope = { readonly scope: "tenant"; readonly scope_id: null } | { readonly scope: "group" | "user"; readonly scope_id: string };
/** The contract has held `level` to the three there are. */
function scopeOf(level: string, scope_id: string | undefined): Scope {
  const scope = level as Scope["scope"];
  if (scope === "tenant" && scope_id === undefined) return { scope, scope_id: null };
  if (scope !== "tenant" && scope_id !== undefined) return { scope, scope_id };
  throw invalid("scope_id", scope === "tenant" ? "The workspace has one scope: leave scope_id out." : `Say which ${scope}.`);
}

const tableOf = ({ scope }: Scope) => sql.identifier(`entitlements_overrides_${scope}`);
const ofScope = ({ scope, scope_id }: Scope): SQL => (scope_id === null ? sql`true` : sql`o.${sql.identifier(`${scope}_id`)} = ${scope_id}::uuid`);

interface Holder extends Record<string, unknown> { roles: string[] }
/** The tenant, group or user itself: with the roles of a user, whom not everybody may touch. */
const holderQuery = ({ scope, scope_id }: Scope) => db.execute<Holder>(
  scope === "user" ? sql`select coalesce((select json_agg(r.code) from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id), '[]') as roles from users u where u.id = ${scope_id}`
    : scope === "group" ? sql`select '[]'::json as roles from groups where id = ${scope_id}` : sql`select '[]'::json as roles`);

const rowsQuery = (scope: Scope) => db.execute<Row & Record<string, unknown>>(sql`
  select o.feature, o.enabled, o.limit_value::float8 as limit_value, o.reason, o.set_by_user_id, p.full_name as set_by_name, o.updated_at
  from ${tableOf(scope)} o left join user_profiles p on p.id = o.set_by_user_id where ${ofScope(scope)} order by o.feature`);
const toRow = (row: Row): Row => ({ ...row, updated_at: tenantOverrides.updated_at.mapFromDriverValue(row.updated_at) as string });

export async function get(ctx: Ctx, level: string, scope_id: string | undefined) {
  const scope = scopeOf(level, scope_id);
  const [{ rows: holder }, { rows }] = await ctx.read(holderQuery(scope), rowsQuery(scope));
  first(holder);
  return { ...scope, overrides: rows.map(toRow) };
}

const valuesOf = (change: Change) => ("limit_value" in change ? { enabled: null, limit_value: change.limit_value } : { enabled: change.enabled, limit_value: null });
const isLifted = (change: Change) => Object.values(valuesOf(change)).every((value) => value === null);

/** Each line sets one override, or lifts it; lines that two people send for different features do not undo each other. */
export async function put(ctx: Ctx, level: string, scope_id: string | undefined, changes: readonly Change[]) {
  const scope = scopeOf(level, scope_id), elsewhere = changes.findIndex((change) => !scopesOf(change.feature).includes(scope.scope));
  if (elsewhere >= 0) throw invalid(`overrides.${elsewhere}.feature`, `${changes[elsewhere]!.feature} belongs to the whole workspace: override it for the tenant, not for a ${scope.scope}.`);
  const me = db.select({ full_name: userProfiles.full_name }).from(userProfiles).where(eq(userProfiles.id, ctx.user_id!));
  const [{ rows: holder }, { rows }, [caller]] = await ctx.read(holderQuery(scope), rowsQuery(scope), me);
  const { roles } = first(holder);
  if (scope.scope === "user" && !isOwner(ctx)) insistOutranks(ctx, roles);
  const features = changes.map((change) => change.feature), set = changes.filter((change) => !isLifted(change));
  const by = { set_by_user_id: ctx.user_id, set_by_name: caller!.full_name, updated_at: ctx.now };
  const kept = rows.filter((row) => !(features as string[]).includes(row.feature)).map(toRow);
  const added = set.map((change) => ({ feature: change.feature, ...valuesOf(change), reason: change.reason, ...by }));
  return ctx.commit(
    { ...scope, overrides: [...kept, ...added].toSorted((a, b) => (a.feature < b.feature ? -1 : 1)) },
    db.execute(sql`delete from ${tableOf(scope)} o where ${ofScope(scope)} and o.feature = any(${many(changes.filter(isLifted).map((change) => change.feature), "text")})`),
    upsert(ctx, scope, set),
    told(ctx, scope, features),
  );
}

function upsert(ctx: Ctx, scope: Scope, set: readonly Change[]): Statement {
  if (!set.length) return db.execute(sql`select`);
  const holder = scope.scope_id === null ? {} : { [`${scope.scope}_id`]: scope.scope_id };
  const rows = set.map((change) => ctx.fresh({ feature: change.feature, ...valuesOf(change), reason: change.reason, set_by_user_id: ctx.user_id, ...holder }));
  const names = sql.join(Object.keys(rows[0]!).map((name) => sql.identifier(name)), sql`, `);
  return db.execute(sql`insert into ${tableOf(scope)} as o (${names}) select ${names} from jsonb_populate_recordset(null::${tableOf(scope)}, ${JSON.stringify(rows)}::jsonb)
    on conflict on constraint ${sql.identifier(`entitlements_overrides_${scope.scope}_feature_key`)}
    do update set enabled = excluded.enabled, limit_value = excluded.limit_value, reason = excluded.reason, set_by_user_id = excluded.set_by_user_id,
      version = o.version + 1, updated_at = excluded.updated_at`);
}

function told(ctx: Ctx, { scope, scope_id }: Scope, features: string[]): Statement {
  if (scope === "tenant") return ctx.emit(entitlementEvents["entitlements.tenant.changed"], { features });
  if (scope === "group") return ctx.emit(entitlementEvents["entitlements.group.changed"], { group_id: scope_id, features });
  return ctx.emit(entitlementEvents["entitlements.user.changed"], { user_id: scope_id, features });
}
