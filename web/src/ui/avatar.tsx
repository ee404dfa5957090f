import { Show } from "solid-js";
import { langOf, Name } from "./text.tsx";

/** The same name has the same hue everywhere. */
function hueOf(name: string) {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)!) % 360;
  return hash;
}

function initials(name: string) {
  const words = name.trim().split(/\s+/);
  if (langOf(name)) return (words[0]?.[0] ?? "?"); // Two Arabic letters would join.
  return `${words[0]?.[0] ?? "?"}${words.length > 1 ? words.at(-1)![0] : ""}`.toUpperCase();
}

/** The initials of a person on their own colour. Decorative: put the name beside it, or use Person. */
export function Avatar(props: { name: string; size?: "md" | "lg" | undefined; src?: string | undefined }) {
  return (
    <span class="avatar" data-size={props.size} data-initials={props.src ? undefined : initials(props.name)} style={{ "--hue": hueOf(props.name) }} aria-hidden="true">
      <Show when={props.src}>{(src) => <img src={src()} alt="" />}</Show>
    </span>
  );
}

/** Avatar and name in one line. */
export function Person(props: { name: string | null | undefined; fallback?: string; size?: "md" }) {
  return (
    <Show when={props.name} fallback={<span class="faint">{props.fallback ?? "—"}</span>}>
      {(name) => <span class="row" data-gap="sm"><Avatar name={name()} size={props.size} /><Name>{name()}</Name></span>}
    </Show>
  );
}

/** A few people overlapping, the rest as a number. */
export function AvatarStack(props: { names: readonly string[]; max?: number }) {
  const shown = () => props.names.slice(0, props.max ?? 4);
  const rest = () => props.names.length - shown().length;
  return (
    <span class="row" data-gap="sm" role="img" aria-label={props.names.join(", ")}>
      <span class="avatar-stack">{shown().map((name) => <Avatar name={name} />)}</span>
      <Show when={rest() > 0}><bdi dir="ltr" class="small faint">+{rest()}</bdi></Show>
    </span>
  );
}
