import { createEffect, createUniqueId, For, Show, type JSX } from "solid-js";
import { FieldFoot } from "./field.tsx";

interface ToggleProps {
  label: JSX.Element;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  help?: JSX.Element;
  name?: string;
  /** For a checkbox without visible words, as in a table. */
  hideLabel?: boolean;
}

/** A checkbox; `mixed` shows that only some of what it stands for is chosen. */
export function Checkbox(props: ToggleProps & { mixed?: boolean; tabIndex?: number; invalid?: boolean }) {
  let input: HTMLInputElement | undefined;
  const id = createUniqueId();
  createEffect(() => {
    if (input) input.indeterminate = Boolean(props.mixed);
  });
  const box = () => (
    <label class="checkbox">
      <input
        ref={input} type="checkbox" name={props.name} checked={props.checked} disabled={props.disabled} tabIndex={props.tabIndex}
        aria-invalid={props.invalid || undefined} aria-describedby={props.help ? `${id}-help` : undefined} onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span classList={{ "visually-hidden": props.hideLabel }}>{props.label}</span>
    </label>
  );
  return <Show when={props.help} fallback={box()}><div class="field">{box()}<div class="choice__help"><FieldFoot id={id} help={props.help} /></div></div></Show>;
}

/** A setting that takes effect at once. */
export function Switch(props: ToggleProps) {
  const id = createUniqueId();
  return (
    <div class="field">
      <label class="switch">
        <input
          type="checkbox" role="switch" name={props.name} checked={props.checked} disabled={props.disabled} aria-describedby={props.help ? `${id}-help` : undefined}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span classList={{ "visually-hidden": props.hideLabel }}>{props.label}</span>
      </label>
      <FieldFoot id={id} help={props.help} />
    </div>
  );
}

export interface RadioOption<V extends string> {
  value: V;
  label: JSX.Element;
  help?: JSX.Element;
  disabled?: boolean;
}

/** One of a few, all visible. */
export function RadioGroup<V extends string>(props: { label: string; value: V | undefined; onChange: (value: V) => void; options: readonly RadioOption<V>[]; error?: string | undefined; hideLabel?: boolean; row?: boolean }) {
  const name = createUniqueId();
  return (
    <fieldset class="field" aria-describedby={props.error ? `${name}-error` : undefined}>
      <legend class="field__label" classList={{ "visually-hidden": props.hideLabel }}>{props.label}</legend>
      <div class={props.row ? "row" : "stack"} data-gap={props.row ? "lg" : undefined}>
        <For each={props.options}>
          {(option) => (
            <div>
              <label class="checkbox">
                <input type="radio" name={name} value={option.value} checked={props.value === option.value} disabled={option.disabled} onChange={() => props.onChange(option.value)} />
                <span>{option.label}</span>
              </label>
              <Show when={option.help}><div class="field__help choice__help">{option.help}</div></Show>
            </div>
          )}
        </For>
      </div>
      <FieldFoot id={name} error={props.error} />
    </fieldset>
  );
}
