import { For } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { unitWords } from "#web/src/modules/units/text/index.ts";
import { UNIT_STATUSES } from "#web/src/modules/units/unit-status.tsx";

type Counts = Readonly<Partial<Record<string, number>>>;

/** All units of a project or building. */
export const unitsIn = (counts: Counts) => Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** How many units are in which state, as one bar; the numbers are read out and in the tooltip. */
export function Stock(props: { units: Counts }) {
  const w = useWords(unitWords);
  const words = () => UNIT_STATUSES.filter((status) => props.units[status]).map((status) => `${w(`status.${status}`)} ${formatNumber(props.units[status]!)}`).join(" · ");
  return (
    <span class="stock" role="img" aria-label={words() || w("count", { count: 0 })} data-tooltip={words()}>
      <For each={UNIT_STATUSES.filter((status) => props.units[status])}>{(status) => <span class="stock__part" data-unit={status} style={{ flex: props.units[status] }} />}</For>
    </span>
  );
}
