import { useSearchParams } from "@solidjs/router";
import ChartColumn from "lucide-solid/icons/chart-column";
import ChevronDown from "lucide-solid/icons/chevron-down";
import { For, onCleanup, Show } from "solid-js";
import type * as z from "zod";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { onResync, useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import type { Tone } from "#web/src/ui/badge.tsx";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { Panel, Stat } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Name, Nothing } from "#web/src/ui/text.tsx";
import { getStats } from "#worker/modules/approvals/contract.ts";
import { REQUEST_LOOKS } from "./request-state.tsx";
import { approvalWords } from "./text/index.ts";
import "./approvals.css";

type Stats = z.output<typeof getStats.returns>;
type Tally = Omit<Stats, "policies">;

const DAY_MS = 86_400_000;
const PERIODS = [["month", 30], ["quarter", 90], ["year", 365], ["all", undefined]] as const;
/** What a bar is made of, in its order. Two ways to end badly must not look the same. */
const PARTS = [["approved", "approved", "success"], ["rejected", "rejected", "danger"], ["failed", "failed", "violet"], ["cancelled", "cancelled", "neutral"], ["pending", "open", "warning"]] as const satisfies readonly (readonly [keyof typeof REQUEST_LOOKS, keyof Tally, Tone])[];

const asked = (tally: Tally) => PARTS.reduce((sum, [, key]) => sum + tally[key], 0);
const share = (part: number, most: number) => ({ "--value": `${most ? (part / most) * 100 : 0}%` });

/** Hours in the unit that reads best. */
function Hours(props: { of: number }) {
  const w = useWords(approvalWords);
  const shown = () => {
    const minutes = Math.round(props.of * 60);
    if (!minutes) return w("stats.soon");
    const [value, unit] = minutes < 60 ? [minutes, "minute"] : props.of < 72 ? [props.of, "hour"] : [props.of / 24, "day"];
    return formatNumber(value, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 });
  };
  return <bdi>{shown()}</bdi>;
}

/** How many requests of a time wait, how the others ended, and how long people took to decide. */
export function RequestStats() {
  const w = useWords(approvalWords);
  const [params, setParams] = useSearchParams<{ period?: string }>();
  const period = () => PERIODS.find(([id]) => id === params.period) ?? PERIODS[0];
  const query = useCall(getStats, () => {
    const days = period()[1];
    return { query: days ? { from: new Date(new Date().setHours(0, 0, 0, 0) - days * DAY_MS).toISOString() } : {} };
  });
  const refresh = () => void invalidate("/v1/approvals/stats");
  useLive("approval.*", refresh);
  onCleanup(onResync(refresh));
  return (
    <>
      <div class="toolbar">
        <Menu label={w(`stats.${period()[0]}`)} size="sm" trailing={ChevronDown} entries={PERIODS.map(([id]) => ({ label: w(`stats.${id}`), checked: id === period()[0], onSelect: () => setParams({ period: id }, { replace: true }) }))} />
        <span class="faint small">{w("stats.help")}</span>
      </div>
      <div class="scroll" role="region" aria-label={w("views.stats")} tabIndex={0}>
        <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
          <Show when={settled(query)} fallback={<SkeletonLines lines={8} />}>
            {(found) => (
              <Show when={asked(found())} fallback={<EmptyState icon={ChartColumn} title={w("stats.none")} actions={<Show when={can("approvals.policies.manage")}><ButtonLink href="/approvals/policies">{w("policies")}</ButtonLink></Show>}>{w("stats.noneHelp")}</EmptyState>}>
                <Charts of={found()} />
              </Show>
            )}
          </Show>
        </Show>
      </div>
    </>
  );
}

function Charts(props: { of: Stats }) {
  const w = useWords(approvalWords);
  const most = () => Math.max(...props.of.policies.map(asked), 1);
  const timed = () => props.of.policies.flatMap(({ policy, median_hours }) => (median_hours === null ? [] : [{ policy, median_hours }]));
  const longest = () => Math.max(...timed().map(({ median_hours }) => median_hours));
  const words = (tally: Tally) => PARTS.filter(([, key]) => tally[key]).map(([state, key]) => `${w(`states.${state}`)} ${formatNumber(tally[key])}`).join(" · ");
  return (
    <div class="approval-stats">
      <div class="kpis">
        <Stat label={w("states.pending")} value={formatNumber(props.of.open)} tone="danger" delta={props.of.overdue ? w("stats.overdue", { count: props.of.overdue }) : undefined} />
        <For each={["approved", "rejected", "failed", "cancelled"] as const}>{(state) => <Stat label={w(`states.${state}`)} value={formatNumber(props.of[state])} />}</For>
        <Stat label={w("stats.median")} value={<Show when={props.of.median_hours !== null} fallback={<Nothing />}><Hours of={props.of.median_hours!} /></Show>} />
      </div>
      <Panel title={w("stats.byPolicy")}>
        <div class="stack">
          <ul class="bars">
            <For each={props.of.policies}>
              {({ policy, ...tally }) => (
                <li>
                  <span class="bars__name"><Name>{policy.name}</Name></span>
                  <span class="bars__track" data-tooltip={words(tally)}><For each={PARTS}>{([, key, tone]) => <Show when={tally[key]}><span class="bars__part" data-tone={tone} style={share(tally[key], most())} /></Show>}</For></span>
                  <span class="bars__count">{formatNumber(asked(tally))}<span class="visually-hidden"> ({words(tally)})</span></span>
                </li>
              )}
            </For>
          </ul>
          <div class="legend"><For each={PARTS}>{([state, , tone]) => <span class="legend__item" data-tone={tone}><Icon of={REQUEST_LOOKS[state].icon} />{w(`states.${state}`)}</span>}</For></div>
        </div>
      </Panel>
      <Panel title={w("stats.time")}>
        <Show when={timed().length} fallback={<p class="muted">{w("stats.noTime")}</p>}>
          <ul class="bars">
            <For each={timed()}>
              {({ policy, median_hours }) => (
                <li>
                  <span class="bars__name"><Name>{policy.name}</Name></span>
                  <span class="bars__track"><span class="bars__bar" data-soft="" style={share(median_hours, longest())} /></span>
                  <span class="bars__count"><Hours of={median_hours} /></span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Panel>
    </div>
  );
}
