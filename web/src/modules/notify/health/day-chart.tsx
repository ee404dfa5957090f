import { For, Show } from "solid-js";
import { formatDate, formatNumber } from "#web/src/kernel/format.ts";
import type { Tone } from "#web/src/ui/badge.tsx";
import "./chart.css";

export interface Series {
  id: string;
  label: string;
  tone: Tone;
}
export interface DayValues {
  /** "2026-11-21". */
  day: string;
  /** By the id of the series; what is missing is 0. */
  values: Readonly<Record<string, number>>;
}

interface DayChartProps {
  label: string;
  series: readonly Series[];
  days: readonly DayValues[];
  dayLabel: string;
  /** What opens the figures behind the drawing: "Show as a table". */
  tableLabel: string;
}

/** Counts of each day as stacked bars, oldest first; the same figures stand below as a table. */
export function DayChart(props: DayChartProps) {
  const value = (day: DayValues, id: string) => day.values[id] ?? 0;
  const total = (day: DayValues) => props.series.reduce((sum, { id }) => sum + value(day, id), 0);
  const most = () => Math.max(1, ...props.days.map(total));
  /** Where a part of a bar begins and how tall it is, of 100. */
  const parts = (day: DayValues) => {
    let below = 0;
    return props.series.map(({ id, tone }) => {
      const height = (value(day, id) / most()) * 100;
      below += height;
      return { tone, height, top: 100 - below };
    });
  };
  return (
    <figure class="chart">
      <figcaption class="chart__legend">
        <span class="visually-hidden">{props.label}</span>
        <For each={props.series}>{(one) => <span class="chart__key" data-tone={one.tone}>{one.label}</span>}</For>
      </figcaption>
      <div class="chart__plot" aria-hidden="true">
        <span class="chart__most">{formatNumber(most())}</span>
        <svg viewBox={`0 0 ${props.days.length} 100`} preserveAspectRatio="none">
          <For each={props.days}>
            {(day, at) => (
              <For each={parts(day)}>{(part) => <Show when={part.height}><rect x={at() + 0.2} y={part.top} width="0.6" height={part.height} data-tone={part.tone} /></Show>}</For>
            )}
          </For>
        </svg>
        <div class="chart__days"><span>{props.days[0] ? formatDate(props.days[0].day, "short") : ""}</span><Show when={props.days.length > 1}><span>{formatDate(props.days.at(-1)!.day, "short")}</span></Show></div>
      </div>
      <details>
        <summary class="link small">{props.tableLabel}</summary>
        <div class="table-frame chart__table" tabIndex={0} role="region" aria-label={props.label}>
          <table class="table" data-inset="">
            <caption class="visually-hidden">{props.label}</caption>
            <thead><tr><th scope="col">{props.dayLabel}</th><For each={props.series}>{(one) => <th scope="col" class="num">{one.label}</th>}</For></tr></thead>
            <tbody>
              <For each={props.days.toReversed()}>
                {(day) => <tr><th scope="row" class="table__plain">{formatDate(day.day)}</th><For each={props.series}>{(one) => <td class="num">{formatNumber(value(day, one.id))}</td>}</For></tr>}
              </For>
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
