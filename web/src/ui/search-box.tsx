import Search from "lucide-solid/icons/search";
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { TextField } from "./text-field.tsx";

const PAUSE_MS = 250;

/** Search in a toolbar: tells what was typed once the typing pauses. */
export function SearchBox(props: { label: string; value: string; onChange: (text: string) => void }) {
  const [text, setText] = createSignal(props.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  // Cleared from outside, as by "clear filters"; what is being typed stays.
  createEffect(on(() => props.value, (value) => value !== text().trim() && setText(value), { defer: true }));
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer);
    timer = setTimeout(() => props.onChange(next.trim()), PAUSE_MS);
  };
  return <div class="toolbar__search"><TextField label={props.label} hideLabel optional size="sm" icon={Search} type="search" placeholder={props.label} value={text()} onChange={type} /></div>;
}
