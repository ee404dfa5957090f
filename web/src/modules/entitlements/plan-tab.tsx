import Check from "lucide-solid/icons/check";
import Minus from "lucide-solid/icons/minus";
import { For, Show } from "solid-js";
import { formatDate, formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { FEATURES } from "#web/src/modules/roles/names/codes.ts";
import { accessNames, featureName } from "#web/src/modules/roles/names/index.ts";
import { ErrorState, Gate, Progress } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Facts } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { getPlan } from "#worker/modules/access/contract.ts";
import { entitlementWords } from "./text/index.ts";

/** The plan, how much of each limit is used, and which features it gives. */
export function PlanTab() {
  const w = useWords(entitlementWords);
  return <Gate permission="plan.view" title={w("tabs.plan")}><Loaded /></Gate>;
}

function Loaded() {
  const w = useWords(entitlementWords);
  const n = useWords(accessNames);
  const query = useCall(getPlan);
  return (
    <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
      <Show when={settled(query)} fallback={<SkeletonLines lines={8} />}>
        {(plan) => (
          <div class="stack" data-gap="lg">
            <Facts facts={[
              { label: w("plan.current"), value: <span class="strong"><Name>{plan().plan.name}</Name></span> },
              { label: w(`plan.status.${plan().status}`), value: <Show when={plan().trial} fallback={<Icon of={Check} size="sm" />}>{(trial) => <>{w("plan.trial", { plan: trial().plan_code, date: formatDate(trial().ends_at), next: plan().plan.name })}</>}</Show> },
            ]} />
            <section class="stack">
              <h2 class="heading">{w("plan.use")}</h2>
              <ul class="use">
                <For each={plan().usage} fallback={<li class="muted">{w("plan.noLimits")}</li>}>
                  {(row) => <li><Progress label={featureName(n, row.key)} value={row.limit ? Math.min(100, (row.used / row.limit) * 100) : 100} tone={row.used >= row.limit ? "warning" : "accent"} detail={`${w("plan.used", { used: row.used, limit: row.limit })}${row.used >= row.limit ? ` · ${w("plan.full")}` : ""}`} /></li>}
                </For>
              </ul>
            </section>
            <section class="stack">
              <h2 class="heading">{w("plan.gives")} <span class="faint small">{formatNumber(plan().features.length)}</span></h2>
              <ul class="features">
                <For each={FEATURES}>
                  {(feature) => {
                    const on = () => plan().features.includes(feature);
                    return <li class="row" data-gap="sm" classList={{ faint: !on() }}><Icon of={on() ? Check : Minus} size="sm" /><span>{featureName(n, feature)}</span><Show when={!on()}><span class="visually-hidden">{w("plan.notIn")}</span></Show></li>;
                  }}
                </For>
              </ul>
            </section>
          </div>
        )}
      </Show>
    </Show>
  );
}
