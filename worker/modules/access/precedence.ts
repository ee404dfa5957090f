import { type SQL, sql } from "drizzle-orm";
import { FEATURES } from "#worker/kernel/permissions.ts";

/** What one level says about a feature (`enabled`) or a limit (`limit_value`). */
export interface Said {
  readonly level: "user" | "group" | "tenant" | "plan";
  readonly feature: string;
  readonly enabled: boolean | null;
  readonly limit_value: number | null;
}
export interface Entitled { readonly features: readonly string[]; readonly limits: Readonly<Record<string, number>> }

const LEVELS = ["user", "group", "tenant", "plan"] as const;
const generosity = ({ enabled, limit_value }: Said) => limit_value ?? Number(enabled);

/** The one that decides first: the user's, then the most generous of their groups', then the tenant's, then the plan's. */
export const byPrecedence = <T extends Said>(said: readonly T[]): T[] =>
  said.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || generosity(b) - generosity(a));

/** What a plan gives once it has been overridden. */
export function entitled(plan: Entitled, overrides: readonly Said[]): Entitled {
  if (!overrides.length) return plan;
  const decided = new Map(byPrecedence(overrides).toReversed().map((said) => [said.feature, said]));
  const limits = [...decided.values()].flatMap(({ feature, limit_value }) => (limit_value === null ? [] : [[feature, limit_value] as const]));
  return {
    features: FEATURES.filter((feature) => decided.get(feature)?.enabled ?? plan.features.includes(feature)),
    limits: { ...plan.limits, ...Object.fromEntries(limits) },
  };
}

const saying = sql`o.feature, o.enabled, o.limit_value::float8 as limit_value, o.reason, o.set_by_user_id, o.updated_at`;
/** Everything that overrides the plan for a user, or for nobody in particular (null). Columns of Said, and who set it and why. */
export const overridesOf = (user_id: SQL | null): SQL => sql`
  select 'tenant' as level, null::uuid as id, null::text as name, ${saying} from entitlements_overrides_tenant o
  ${user_id === null ? sql`` : sql`
    union all select 'group', g.id, g.name, ${saying} from group_members m join groups g on g.id = m.group_id and g.is_active join entitlements_overrides_group o on o.group_id = g.id where m.user_id = ${user_id}
    union all select 'user', o.user_id, null, ${saying} from entitlements_overrides_user o where o.user_id = ${user_id}`}`;
