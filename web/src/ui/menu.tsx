import { DropdownMenu as Kobalte } from "@kobalte/core/dropdown-menu";
import { Popover as KobaltePopover } from "@kobalte/core/popover";
import { useNavigate } from "@solidjs/router";
import Check from "lucide-solid/icons/check";
import { For, Show, type Component, type JSX } from "solid-js";
import { Button, IconButton, type ButtonProps } from "./button.tsx";
import { Icon, type IconType } from "./icon.tsx";
import { layer } from "./layer.ts";

export interface MenuAction {
  label: string;
  icon?: IconType | undefined;
  onSelect?: () => void;
  href?: string;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Makes it one of a set, with a check mark on the chosen one. */
  checked?: boolean;
}
/** An action, a heading, or a line between groups. */
export type MenuEntry = MenuAction | { heading: string } | "line";

interface Trigger extends Pick<ButtonProps, "variant" | "size"> {
  label: string;
  icon?: IconType | undefined;
  /** Only the icon, with the label as its name. */
  iconOnly?: boolean;
  trailing?: IconType;
  shortcut?: string;
}

interface MenuProps extends Trigger {
  entries: readonly MenuEntry[];
  placement?: "bottom-start" | "bottom-end";
  /** In place of the button; it must pass its props on to a native button. */
  as?: Component<Record<string, unknown>>;
  open?: boolean | undefined;
  onOpenChange?: (open: boolean) => void;
  /** Actions open something that takes the focus: they run once the menu is gone, and the focus does not return to the button. */
  passFocus?: boolean;
}

/** A button that opens a list of actions; arrows, letters, Enter and Escape work. */
export function Menu(props: MenuProps) {
  let chosen: (() => void) | undefined;
  const select = (action: MenuAction) => (props.passFocus ? (chosen = action.onSelect) : action.onSelect?.());
  const closed = (event: Event) => {
    if (!chosen) return;
    event.preventDefault();
    // What opened before the menu had let go of the focus would take its going for a click outside.
    queueMicrotask(chosen);
    chosen = undefined;
  };
  return (
    <Kobalte placement={props.placement ?? "bottom-start"} gutter={4} modal={false} open={props.open} onOpenChange={props.onOpenChange}>
      <TriggerButton {...props} part={Kobalte.Trigger as Component<Record<string, unknown>>} />
      <Kobalte.Portal ref={layer(() => props.label)}>
        <Kobalte.Content class="menu" onCloseAutoFocus={closed}>
          <For each={props.entries}>{(entry) => <Entry entry={entry} onSelect={select} />}</For>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}

function TriggerButton(props: Trigger & { part: Component<Record<string, unknown>>; as?: Component<Record<string, unknown>> | undefined }) {
  return (
    <Show
      when={props.as}
      fallback={
        <Show
          when={props.iconOnly}
          fallback={<props.part as={Button} variant={props.variant ?? "ghost"} size={props.size} icon={props.icon} trailing={props.trailing} data-shortcut={props.shortcut} data-tooltip={props.shortcut ? props.label : undefined}>{props.label}</props.part>}
        >
          <props.part as={IconButton} variant={props.variant} size={props.size} icon={props.icon} label={props.label} aria-label={props.label} shortcut={props.shortcut} />
        </Show>
      }
    >
      {(as) => <props.part as={as()} aria-label={props.label} />}
    </Show>
  );
}

function Entry(props: { entry: MenuEntry; onSelect: (action: MenuAction) => void }) {
  const navigate = useNavigate();
  if (props.entry === "line") return <Kobalte.Separator class="menu__line" as="div" />;
  if ("heading" in props.entry) return <div class="menu__label" role="presentation">{props.entry.heading}</div>;
  const action = props.entry;
  const inside = () => (
    <>
      <Show when={action.icon}>{(icon) => <Icon of={icon()} />}</Show>
      <span>{action.label}</span>
      <Show when={action.shortcut}><span class="kbd push">{action.shortcut}</span></Show>
    </>
  );
  if (action.checked !== undefined)
    return (
      <Kobalte.CheckboxItem class="menu__item" checked={action.checked} onChange={() => action.onSelect?.()} closeOnSelect={false}>
        {inside()}
        <Kobalte.ItemIndicator class="menu__check"><Icon of={Check} size="sm" /></Kobalte.ItemIndicator>
      </Kobalte.CheckboxItem>
    );
  return (
    <Kobalte.Item class="menu__item" data-danger={action.danger ? "" : undefined} disabled={action.disabled} onSelect={() => (action.href ? navigate(action.href) : props.onSelect(action))}>
      {inside()}
    </Kobalte.Item>
  );
}

/** A button that opens a small form or a note beside it. `close` is handed to the content. */
export function Popover(props: Trigger & { title: string; open: boolean; onOpenChange: (open: boolean) => void; children: JSX.Element; as?: Component<Record<string, unknown>> }) {
  return (
    <KobaltePopover placement="bottom-start" gutter={4} open={props.open} onOpenChange={props.onOpenChange}>
      <TriggerButton {...props} part={KobaltePopover.Trigger as Component<Record<string, unknown>>} />
      <KobaltePopover.Portal ref={layer(() => props.title)}>
        <KobaltePopover.Content class="popover">
          <KobaltePopover.Title class="visually-hidden">{props.title}</KobaltePopover.Title>
          {props.children}
        </KobaltePopover.Content>
      </KobaltePopover.Portal>
    </KobaltePopover>
  );
}
