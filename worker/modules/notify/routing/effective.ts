import type * as z from "zod";
import { type Facts, policiesOf } from "./facts.ts";
import { type Effective, type PoliciesValue, PREFERENCE_KEYS, type Prefs } from "./routing-contract.ts";
import { timezoneOf } from "./quiet-hours.ts";

export type PreferenceKey = (typeof PREFERENCE_KEYS)[number];
type Setting = z.output<typeof Effective>["settings"][number];
type Said = Readonly<Record<string, Readonly<Record<string, boolean | undefined>> | undefined>>;

const said = (prefs: z.output<typeof Prefs>, key: PreferenceKey): boolean | undefined => {
  const [part, kind] = key.split(".") as [string, string];
  return (prefs as Said)[part]?.[kind];
};

/** Who decides about one preference: the user, else the most permissive of their groups, else the workspace. Nobody having said no means yes. */
function settle(facts: Facts, policies: PoliciesValue, key: PreferenceKey): Setting {
  const own = said(facts.prefs, key);
  if (own !== undefined) return { key, value: own, source: "user", source_name: null };
  const groups = policies.group_rule === "ignore" ? [] : facts.groups.filter((group) => said(group.prefs, key) !== undefined);
  const group = groups.find((g) => said(g.prefs, key)) ?? groups[0];
  if (group) return { key, value: said(group.prefs, key)!, source: "group", source_name: group.name };
  return { key, value: said(policies.defaults, key) ?? true, source: "tenant", source_name: null };
}

/** Every preference as it holds for a person, with who decided it. */
export function effectiveOf(facts: Facts, policies = policiesOf(facts)): z.output<typeof Effective> {
  const own = policies.users_may_override_quiet_hours ? facts.prefs.quiet_hours : undefined;
  return {
    timezone: timezoneOf(facts), snooze_until: facts.snooze_until, settings: PREFERENCE_KEYS.map((key) => settle(facts, policies, key)),
    quiet_hours: own ? { ...own, source: "user" } : { ...policies.quiet_hours, source: "tenant" }, consents: [...facts.consents],
  };
}
