import { Show, type JSX } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { Icon, type IconType } from "./icon.tsx";

export type Tone = "neutral" | "accent" | "success" | "warning" | "danger" | "info" | "violet";
export type UnitStatus = "available" | "reserved" | "sold" | "hold" | "unavailable";
export type Priority = "low" | "medium" | "high";

/** A count in a pill; `live` is the red one for what waits for the reader. */
export function Badge(props: { count?: number; live?: boolean; children?: JSX.Element }) {
  return <span class="badge" data-live={props.live ? "" : undefined}>{props.children ?? formatNumber(props.count ?? 0)}</span>;
}

/** Status as colour, icon and word. Give `tone`, or `unit` for the five states of a unit. `quiet` drops the ground. */
export function StatusBadge(props: { tone?: Tone | undefined; unit?: UnitStatus | undefined; icon: IconType; pointing?: boolean | undefined; quiet?: boolean; children: JSX.Element }) {
  return (
    <span class="status" data-tone={props.unit ? undefined : (props.tone ?? "neutral")} data-unit={props.unit} data-quiet={props.quiet ? "" : undefined}>
      <Icon of={props.icon} pointing={props.pointing} />
      <span>{props.children}</span>
    </span>
  );
}

/** Three bars and a word; without the word the label goes to screen readers and the tooltip. */
export function PriorityMark(props: { priority: Priority; label: string; compact?: boolean }) {
  const faded = (level: Priority) => (props.priority === "low" || (props.priority === "medium" && level === "high") ? 0.28 : undefined);
  return (
    <span class="status" data-priority={props.priority} data-quiet="" data-tooltip={props.compact ? props.label : undefined}>
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M3.5 13V10.5" /><path d="M8 13V7" opacity={faded("medium")} /><path d="M12.5 13V3.5" opacity={faded("high")} />
      </svg>
      <span classList={{ "visually-hidden": props.compact }}>{props.label}</span>
    </span>
  );
}

/** A small bar beside a number, such as a lead's score; `value` of 0 to 100. */
export function Score(props: { value: number | null | undefined }) {
  return (
    <Show when={props.value !== null && props.value !== undefined} fallback={<span class="faint">—</span>}>
      <span class="score"><span class="meter" style={{ "--value": `${props.value}%` }} /><span>{formatNumber(props.value!)}</span></span>
    </Show>
  );
}
