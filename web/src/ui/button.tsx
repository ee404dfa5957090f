import LoaderCircle from "lucide-solid/icons/loader-circle";
import { A } from "@solidjs/router";
import { Show, splitProps, type JSX } from "solid-js";
import { Icon, type IconType } from "./icon.tsx";

export interface ButtonLook {
  variant?: "primary" | "secondary" | "ghost" | "danger";
  size?: "sm";
  icon?: IconType | undefined;
  /** Stands after the words, such as an arrow. */
  trailing?: IconType;
  /** The icons point: they turn in right-to-left. */
  pointing?: boolean;
  wide?: boolean;
}
const LOOK = ["variant", "size", "icon", "trailing", "pointing", "wide"] as const;

export interface ButtonProps extends ButtonLook, Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "disabled"> {
  busy?: boolean;
  /** Why it cannot be pressed now: it stays focusable and says so. */
  disabledReason?: string | undefined;
}

/** A button; `variant` is secondary unless told, one primary per view. */
export function Button(props: ButtonProps) {
  const [look, own, rest] = splitProps(props, LOOK, ["busy", "disabledReason", "children", "onClick"]);
  const blocked = () => Boolean(own.disabledReason) || own.busy;
  return (
    <button
      type="button"
      class="button"
      {...rest}
      data-variant={look.variant ?? "secondary"}
      data-size={look.size}
      data-wide={look.wide ? "" : undefined}
      aria-busy={own.busy || undefined}
      aria-disabled={blocked() || undefined}
      aria-description={own.disabledReason}
      data-tooltip={own.disabledReason}
      onClick={(event) => (blocked() ? event.preventDefault() : typeof own.onClick === "function" && own.onClick(event))}
    >
      <Inside look={look} busy={own.busy}>{own.children}</Inside>
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink(props: ButtonLook & { href: string; children: JSX.Element; title?: string; download?: string }) {
  const [look, own] = splitProps(props, LOOK, ["href", "children", "title", "download"]);
  return (
    <A class="button" href={own.href} title={own.title} download={own.download} data-variant={look.variant ?? "secondary"} data-size={look.size} data-wide={look.wide ? "" : undefined}>
      <Inside look={look}>{own.children}</Inside>
    </A>
  );
}

function Inside(props: { look: ButtonLook; busy?: boolean | undefined; children: JSX.Element }) {
  return (
    <>
      <Show when={props.busy ? LoaderCircle : props.look.icon}>{(icon) => <Icon of={icon()} pointing={props.look.pointing} />}</Show>
      <Show when={props.children}><span>{props.children}</span></Show>
      <Show when={props.look.trailing}>{(icon) => <Icon of={icon()} size="sm" pointing={props.look.pointing} />}</Show>
    </>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "wide" | "trailing"> {
  icon: IconType;
  /** Its name for screen readers and in the tooltip. */
  label: string;
  shortcut?: string;
}

/** A button that is only an icon: always named, with the name as a tooltip. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ["icon", "label", "shortcut", "pointing", "variant", "size", "busy", "disabledReason", "onClick"]);
  const blocked = () => Boolean(own.disabledReason) || own.busy;
  return (
    <button
      type="button"
      class="button"
      {...rest}
      data-variant={own.variant ?? "ghost"}
      data-size={own.size}
      data-icon=""
      aria-label={own.label}
      aria-description={own.disabledReason}
      data-tooltip={own.disabledReason ?? own.label}
      data-shortcut={own.shortcut}
      aria-busy={own.busy || undefined}
      aria-disabled={blocked() || undefined}
      onClick={(event) => (blocked() ? event.preventDefault() : typeof own.onClick === "function" && own.onClick(event))}
    >
      <Icon of={own.busy ? LoaderCircle : own.icon} pointing={own.pointing} />
    </button>
  );
}

/** Buttons that choose one of a few ways to see the same thing. */
export function ButtonGroup<V extends string>(props: { label: string; value: V; onChange: (value: V) => void; options: readonly { value: V; label: string; icon?: IconType }[] }) {
  return (
    <span class="button-group" role="group" aria-label={props.label}>
      {props.options.map((option) => (
        <button
          type="button" class="button" data-variant="secondary" data-size="sm" aria-pressed={props.value === option.value}
          aria-label={option.icon ? option.label : undefined} data-tooltip={option.icon ? option.label : undefined}
          onClick={() => props.onChange(option.value)}
        >
          {option.icon ? <Icon of={option.icon} /> : <span>{option.label}</span>}
        </button>
      ))}
    </span>
  );
}
