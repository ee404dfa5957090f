import ChevronDown from "lucide-solid/icons/chevron-down";
import { For, type JSX } from "solid-js";
import { Icon } from "./icon.tsx";

/** A choice at the start of a box (country, currency): a native select under our own look, so a phone shows its own wheel. */
export function NativeAddon(props: { label: string; value: string; onChange: (value: string) => void; options: readonly { value: string; label: string }[]; children: JSX.Element }) {
  return (
    <span class="input__addon">
      {props.children}
      <Icon of={ChevronDown} size="sm" />
      <select aria-label={props.label} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        <For each={props.options}>{(option) => <option value={option.value} selected={option.value === props.value}>{option.label}</option>}</For>
      </select>
    </span>
  );
}
