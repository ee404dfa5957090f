import { Show, type JSX } from "solid-js";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";

/** A thing of one's account in a panel: what it is, how it stands, and what can be done with it. */
export function Line(props: { icon: IconType; title: JSX.Element; state?: JSX.Element; text?: JSX.Element; meta?: JSX.Element; actions?: JSX.Element; label?: string }) {
  return (
    <li class="line" aria-label={props.label}>
      <Icon of={props.icon} />
      <div class="line__text">
        <div class="line__title">{props.title}{props.state}</div>
        <Show when={props.text}><div class="muted small">{props.text}</div></Show>
        <Show when={props.meta}><div class="line__meta">{props.meta}</div></Show>
      </div>
      <Show when={props.actions}><div class="line__actions">{props.actions}</div></Show>
    </li>
  );
}
