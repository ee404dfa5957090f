import OctagonAlert from "lucide-solid/icons/octagon-alert";
import { createUniqueId, Show, type JSX } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { Icon } from "./icon.tsx";

/** What every field takes. `onChange` gets the value, not the event. */
export interface FieldProps<V> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  onBlur?: () => void;
  name?: string;
  /** Stands below until there is an error. */
  help?: JSX.Element;
  error?: string | undefined;
  /** Says "Optional" beside the label; everything else is required. */
  optional?: boolean;
  disabled?: boolean;
  autofocus?: boolean;
  placeholder?: string;
  /** Keeps the label for screen readers only: table cells and toolbars. */
  hideLabel?: boolean;
  /** Beside the label at its end, such as a link. */
  aside?: JSX.Element;
}

export interface FieldIds {
  id: string;
  describedBy: () => string | undefined;
}

/** Label above, help or error below (never both), wired to the control through `ids`. */
export function Field(props: Pick<FieldProps<unknown>, "label" | "help" | "error" | "optional" | "hideLabel" | "aside"> & { id?: string; children: (ids: FieldIds) => JSX.Element }) {
  const id = props.id ?? createUniqueId();
  const describedBy = () => (props.error ? `${id}-error` : props.help ? `${id}-help` : undefined);
  return (
    <div class="field">
      <div class="field__label" classList={{ "visually-hidden": props.hideLabel }}>
        <label for={id} id={`${id}-label`}>{props.label}</label>
        <Show when={props.optional}><span data-optional="">{t("field.optional")}</span></Show>
        <Show when={props.aside}><span class="push">{props.aside}</span></Show>
      </div>
      {props.children({ id, describedBy })}
      <FieldFoot id={id} help={props.help} error={props.error} />
    </div>
  );
}

/** The line below a control: its error in words, or else its help. */
export function FieldFoot(props: { id: string; help?: JSX.Element; error?: string | undefined }) {
  return (
    <Show when={props.error} fallback={<Show when={props.help}><div class="field__help" id={`${props.id}-help`}>{props.help}</div></Show>}>
      <div class="field__error" id={`${props.id}-error`} role="alert"><Icon of={OctagonAlert} size="sm" /><span>{props.error}</span></div>
    </Show>
  );
}
