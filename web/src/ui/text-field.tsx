import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { createSignal, Show, type JSX } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { IconButton } from "./button.tsx";
import { Field, type FieldProps } from "./field.tsx";
import { Icon, type IconType } from "./icon.tsx";

interface TextFieldProps extends FieldProps<string> {
  type?: "text" | "email" | "url" | "search" | "number";
  autocomplete?: string;
  icon?: IconType;
  /** Small text at the end inside the box, such as a unit. */
  hint?: JSX.Element;
  maxLength?: number;
  /** Codes and addresses stay left to right; text written by people follows its own letters. */
  ltr?: boolean;
  size?: "sm";
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const ltr = () => props.ltr ?? (props.type === "email" || props.type === "url" || props.type === "number");
  return (
    <Field {...pickField(props)}>
      {(ids) => (
        <div class="input" data-size={props.size} data-invalid={props.error ? "" : undefined} data-disabled={props.disabled ? "" : undefined}>
          <Show when={props.icon}>{(icon) => <Icon of={icon()} size="sm" />}</Show>
          <input
            id={ids.id} name={props.name} type={props.type === "number" ? "text" : (props.type ?? "text")} inputMode={props.type === "number" ? "numeric" : undefined}
            dir={ltr() ? "ltr" : "auto"} value={props.value} placeholder={props.placeholder} disabled={props.disabled} maxLength={props.maxLength}
            autocomplete={props.autocomplete} autofocus={props.autofocus} required={!props.optional}
            aria-invalid={props.error ? true : undefined} aria-describedby={ids.describedBy()}
            onInput={(event) => props.onChange(event.currentTarget.value)} onBlur={() => props.onBlur?.()}
          />
          <Show when={props.hint}><span class="input__hint">{props.hint}</span></Show>
        </div>
      )}
    </Field>
  );
}

/** A password, or another secret, with a way to see it. Rules go in `help`, in words. */
export function PasswordField(props: FieldProps<string> & { autocomplete: "current-password" | "new-password" | "off" }) {
  const [shown, setShown] = createSignal(false);
  return (
    <Field {...pickField(props)}>
      {(ids) => (
        <div class="input" data-invalid={props.error ? "" : undefined}>
          <input
            id={ids.id} name={props.name ?? "password"} type={shown() ? "text" : "password"} dir="ltr" value={props.value} autocomplete={props.autocomplete} autofocus={props.autofocus}
            required aria-invalid={props.error ? true : undefined} aria-describedby={ids.describedBy()} onInput={(event) => props.onChange(event.currentTarget.value)} onBlur={() => props.onBlur?.()}
          />
          <IconButton icon={shown() ? EyeOff : Eye} label={shown() ? t("field.hidePassword") : t("field.showPassword")} size="sm" aria-pressed={shown()} onClick={() => setShown(!shown())} />
        </div>
      )}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea(props: FieldProps<string> & { rows?: number; maxLength?: number }) {
  return (
    <Field {...pickField(props)}>
      {(ids) => (
        <textarea
          class="input" id={ids.id} name={props.name} dir="auto" rows={props.rows ?? 3} value={props.value} placeholder={props.placeholder} disabled={props.disabled} maxLength={props.maxLength}
          autofocus={props.autofocus} required={!props.optional} data-invalid={props.error ? "" : undefined} aria-invalid={props.error ? true : undefined} aria-describedby={ids.describedBy()}
          onInput={(event) => props.onChange(event.currentTarget.value)} onBlur={() => props.onBlur?.()}
        />
      )}
    </Field>
  );
}

/** The part of a field's props that the frame around it needs, still reactive. */
export function pickField<V>(props: FieldProps<V>) {
  return {
    get label() { return props.label; },
    get help() { return props.help; },
    get error() { return props.error; },
    get optional() { return props.optional; },
    get hideLabel() { return props.hideLabel; },
    get aside() { return props.aside; },
  };
}
