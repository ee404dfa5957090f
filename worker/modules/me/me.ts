import { and, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { tenantPlan, tenants, userProfiles, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, many, updateOne } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { shownMfa } from "#worker/modules/auth/public.ts";
import { userEvents } from "#worker/modules/users/contract.ts";
import { type MePatch, type MySettings, PREFERENCES_LENGTH } from "./contract.ts";

const mine = (ctx: Ctx) =>
  db.select({
    version: users.version,
    user: {
      id: users.id, email: users.email, full_name: userProfiles.full_name, locale: userProfiles.locale, timezone: userProfiles.timezone, job_title: userProfiles.job_title,
      avatar_url: userProfiles.avatar_url, phone_e164: userProfiles.phone_e164, phone_verified_at: userProfiles.phone_verified_at, preferences: userProfiles.preferences,
    },
    tenant: {
      id: tenants.id, name: tenants.name, country: tenants.country, locale: tenants.locale, timezone: tenants.timezone, currency: tenants.currency, week_start: tenants.week_start,
      plan: tenantPlan.plan_code, trial_ends_at: tenantPlan.trial_ends_at,
    },
  }).from(users)
    .innerJoin(userProfiles, and(eq(userProfiles.tenant_id, users.tenant_id), eq(userProfiles.id, users.id)))
    .innerJoin(tenants, eq(tenants.id, users.tenant_id))
    .innerJoin(tenantPlan, eq(tenantPlan.tenant_id, users.tenant_id))
    .where(eq(users.id, ctx.user_id!));

type Row = Awaited<ReturnType<typeof mine>>[number];
type Preferences = z.output<typeof MySettings>["preferences"];

function withAccess(ctx: Ctx, row: Row) {
  const { roles, permissions, features, limits, modules_off, mfa } = ctx.access!;
  const preferences = row.user.preferences as Preferences;
  return {
    ...row, user: { ...row.user, preferences }, roles: [...roles], permissions: [...permissions], features: [...features], limits: { ...limits }, modules_off: [...modules_off],
    session_id: ctx.session_id!, mfa: shownMfa(mfa),
  };
}

export async function get(ctx: Ctx) {
  const [rows] = await ctx.read(mine(ctx));
  return withAccess(ctx, first(rows));
}

/** Changes the fields sent; of the preferences, the keys sent. */
export async function patch(ctx: Ctx, { preferences, ...words }: z.output<typeof MePatch>) {
  const [rows] = await ctx.read(mine(ctx));
  const before = first(rows), merged = preferences && Object.fromEntries(Object.entries({ ...(before.user.preferences as Preferences), ...preferences }).filter(([, value]) => value !== null));
  if (merged && !Object.keys(words).length) return prefer(ctx, before, preferences, merged);
  return save(ctx, before, { ...words, ...(merged && { preferences: merged }) }, (after) => withAccess(ctx, after));
}

/** Preferences alone are last come, last kept, key by key: whoever edits the profile meanwhile is not disturbed. */
function prefer(ctx: Ctx, before: Row, sent: Preferences, merged: Preferences) {
  insistShort(merged);
  const { id } = before.user, p = userProfiles.preferences, keys = Object.keys(sent), gone = many(keys.filter((key) => !(key in merged)), "text");
  ctx.next({ id, version: before.version, updated_at: ctx.now }, {});
  return ctx.commit(
    withAccess(ctx, { ...before, user: { ...before.user, preferences: merged } }),
    db.update(userProfiles).set({ preferences: sql`(${p} || ${JSON.stringify(sent)}::jsonb) - ${gone}`, updated_at: ctx.now, version: sql`${userProfiles.version} + 1` }).where(eq(userProfiles.id, id)),
    ctx.emit(userEvents["user.preferences_changed"], { user_id: id, keys }),
  );
}

const settingsOf = ({ version, user: { locale, timezone, preferences } }: Row) => ({ version, locale, timezone, preferences: preferences as Preferences });

export async function getSettings(ctx: Ctx) {
  const [rows] = await ctx.read(mine(ctx));
  return settingsOf(first(rows));
}

/** Replaces the settings: a preference that is not sent is gone. */
export async function putSettings(ctx: Ctx, settings: Omit<z.output<typeof MySettings>, "version">) {
  const [rows] = await ctx.read(mine(ctx));
  return save(ctx, first(rows), settings, settingsOf);
}

function insistShort(preferences: unknown): void {
  if (JSON.stringify(preferences ?? {}).length > PREFERENCES_LENGTH) throw invalid("preferences", `At most ${PREFERENCES_LENGTH} characters of JSON.`);
}

type Changes = Partial<Pick<Row["user"], "full_name" | "locale" | "timezone" | "job_title" | "preferences">>;

function save<A>(ctx: Ctx, before: Row, changes: Changes, show: (after: Row) => A): Promise<A> {
  insistShort(changes.preferences);
  const { id } = before.user, { version } = ctx.next({ id, version: before.version, updated_at: ctx.now }, {});
  return ctx.commit(
    show({ ...before, version, user: { ...before.user, ...changes } }),
    updateOne(users, { id, version: before.version }, { updated_at: ctx.now }),
    db.update(userProfiles).set({ ...changes, updated_at: ctx.now, version: sql`${userProfiles.version} + 1` }).where(eq(userProfiles.id, id)),
    ctx.emit(userEvents["user.updated"], { user_id: id, fields: Object.keys(changes) }),
  );
}
