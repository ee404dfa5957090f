import type { LucideProps } from "lucide-solid";
import { Dynamic } from "solid-js/web";
import type { JSX } from "solid-js";

export type IconType = (props: LucideProps) => JSX.Element;

/** A Lucide icon at the size of the text it stands with; `pointing` ones turn with the reading direction. */
export function Icon(props: { of: IconType; size?: "sm" | "lg" | undefined; pointing?: boolean | undefined; class?: string }) {
  return <Dynamic component={props.of} class={`icon ${props.class ?? ""}`} data-size={props.size} data-pointing={props.pointing ? "" : undefined} aria-hidden="true" />;
}
