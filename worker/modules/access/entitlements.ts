import { sql } from "drizzle-orm";
import type * as z from "zod";
import { tenantPlan } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { FEATURES, LIMITS } from "#worker/kernel/permissions.ts";
import { type EffectiveEntitlements, scopesOf } from "./entitlements-contract.ts";
import { byPrecedence, entitled, overridesOf, type Said } from "./precedence.ts";
import { usedQuery } from "./usage.ts";

interface Basis extends Record<string, unknown> {
  code: string; name: string; tier: number; price_minor: number | null; currency: string | null; all_features: boolean; features: string[]; limits: Record<string, number>; features_plan: string;
}
const given = sql`coalesce((select json_agg(f.feature) from plan_features f where f.plan_code = gives.code), '[]') as features, gives.all_features, gives.name as features_plan,
  coalesce((select json_object_agg(l.key, l.limit_value) from plan_limits l where l.plan_code = own.code), '{}') as limits,
  own.code, own.name, own.tier, own.price_minor::float8 as price_minor, own.currency`;
/** The tenant's plan; while a trial runs, its plan gives the features. */
const planQuery = db.execute<Basis>(sql`select ${given} from ${tenantPlan} p join plans own on own.code = p.plan_code
  join plans gives on gives.code = case when p.trial_ends_at > now() then coalesce(p.trial_plan_code, p.plan_code) else p.plan_code end`);
const otherPlanQuery = (code: string) => db.execute<Basis>(sql`select ${given} from plans own join plans gives on gives.code = own.code where own.code = ${code} and own.is_active`);
const featuresOf = ({ all_features, features }: Basis): readonly string[] => (all_features ? FEATURES : features);
const givenBy = (basis: Basis) => ({ features: featuresOf(basis), limits: basis.limits });

type Shown = z.output<typeof EffectiveEntitlements>["features"][number]["decided_by"];
interface Override extends Said, Record<string, unknown> { id: string | null; name: string | null; reason: string; set_by_name: string | null; updated_at: string }
const overridesQuery = (user_id: string | null) => db.execute<Override>(sql`
  select o.*, p.full_name as set_by_name from (${overridesOf(user_id === null ? null : sql`${user_id}::uuid`)}) o left join user_profiles p on p.id = o.set_by_user_id`);

const shown = ({ level, id, name, enabled, limit_value, reason, set_by_name, updated_at }: Override): Shown =>
  ({ level, id, name, enabled, limit_value, reason, set_by_name, updated_at: tenantPlan.updated_at.mapFromDriverValue(updated_at) as string });
const ofPlan = (name: string, values: Pick<Said, "enabled" | "limit_value">): Shown => ({ level: "plan", id: null, name, ...values, reason: null, set_by_name: null, updated_at: null });

/** Every feature and limit of a user, or of nobody in particular: which level decides, who set it and why, and what it beats. */
export async function effective(ctx: Ctx, user_id: string | null) {
  const [{ rows: known }, { rows: [plan] }, { rows }] = await ctx.read(
    db.execute(user_id === null ? sql`select 1` : sql`select id from users where id = ${user_id}`), planQuery, overridesQuery(user_id));
  first(known);
  const basis = plan!, levels = (feature: string, own: Shown) => [...byPrecedence(rows.filter((row) => row.feature === feature)).map(shown), own];
  return {
    user_id,
    features: FEATURES.map((feature) => {
      const [decided_by, ...beats] = levels(feature, ofPlan(basis.features_plan, { enabled: featuresOf(basis).includes(feature), limit_value: null })) as [Shown, ...Shown[]];
      return { feature, enabled: decided_by.enabled!, decided_by, beats };
    }),
    limits: LIMITS.map((feature) => {
      const [decided_by, ...beats] = levels(feature, ofPlan(basis.name, { enabled: null, limit_value: basis.limits[feature] ?? null })) as [Shown, ...Shown[]];
      return { feature, limit_value: decided_by.limit_value, scopes: scopesOf(feature), decided_by, beats };
    }),
  };
}

/** What the workspace would have under another plan beside what it has now, with its own overrides under both. */
export async function preview(ctx: Ctx, plan_code: string) {
  const [{ rows: [plan] }, { rows: [other] }, { rows }, { rows: [usage] }] = await ctx.read(planQuery, otherPlanQuery(plan_code), overridesQuery(null), usedQuery(ctx, LIMITS));
  if (!other) throw invalid("plan_code", "There is no such plan.");
  const now = entitled(givenBy(plan!), rows), then = entitled(givenBy(other), rows), { code, name, tier, price_minor, currency } = other;
  const keys = LIMITS.filter((key) => key in now.limits || key in then.limits);
  return {
    plan: { code, name, tier, price_minor, currency },
    gains: then.features.filter((feature) => !now.features.includes(feature)), loses: now.features.filter((feature) => !then.features.includes(feature)),
    limits: keys.map((key) => {
      const to = then.limits[key] ?? null, used = usage!.used[key] ?? null;
      return { key, from: now.limits[key] ?? null, to, used, exceeded: to !== null && used !== null && used > to };
    }),
  };
}
