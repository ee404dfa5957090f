import { Select as Kobalte } from "@kobalte/core/select";
import Check from "lucide-solid/icons/check";
import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import { Show, type JSX } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import type { FieldProps } from "./field.tsx";
import { Icon, type IconType } from "./icon.tsx";
import { layer } from "./layer.ts";
import { langOf } from "./text.tsx";

export interface Option<V extends string = string> {
  value: V;
  label: string;
  icon?: IconType | undefined;
  /** Quieter words after the label. */
  hint?: string | undefined;
  disabled?: boolean;
}

interface SelectProps<V extends string> extends Omit<FieldProps<V | undefined>, "onChange"> {
  options: readonly Option<V>[];
  onChange: (value: V) => void;
  size?: "sm";
}

/** One of a known list, up to about fifteen; longer lists want Combobox. */
export function Select<V extends string>(props: SelectProps<V>) {
  const chosen = () => props.options.find((option) => option.value === props.value) ?? null;
  return (
    <Kobalte<Option<V>>
      class="field" options={[...props.options]} optionValue="value" optionTextValue="label" optionDisabled="disabled" disallowEmptySelection
      value={chosen() as Option<V>} onChange={(option) => option && props.onChange(option.value)} disabled={props.disabled} name={props.name}
      validationState={props.error ? "invalid" : "valid"} gutter={4} sameWidth fitViewport
      placeholder={<span class="input__placeholder">{props.placeholder ?? t("field.choose")}</span>}
      itemComponent={(item) => (
        <Kobalte.Item item={item.item} class="menu__item">
          <OptionLine option={item.item.rawValue} />
          <Kobalte.ItemIndicator class="menu__check"><Icon of={Check} size="sm" /></Kobalte.ItemIndicator>
        </Kobalte.Item>
      )}
    >
      <Kobalte.Label class={`field__label ${props.hideLabel ? "visually-hidden" : ""}`}>
        {props.label}
        <Show when={props.optional}><span data-optional="">{t("field.optional")}</span></Show>
      </Kobalte.Label>
      <Kobalte.Trigger class="input" data-size={props.size} onBlur={() => props.onBlur?.()}>
        <Kobalte.Value<Option<V>> class="input__value">{(state) => <OptionLine option={state.selectedOption()} />}</Kobalte.Value>
        <Icon of={ChevronsUpDown} size="sm" />
      </Kobalte.Trigger>
      <Show when={!props.error && props.help}><Kobalte.Description class="field__help">{props.help}</Kobalte.Description></Show>
      <Kobalte.ErrorMessage class="field__error"><Icon of={OctagonAlert} size="sm" /><span>{props.error}</span></Kobalte.ErrorMessage>
      <Kobalte.Portal ref={layer(() => props.label)}>
        <Kobalte.Content class="menu" data-fit="">
          <Kobalte.Listbox />
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}

/** How an option looks in a list and once chosen. */
export function OptionLine(props: { option: Option | undefined; after?: JSX.Element }) {
  return (
    <Show when={props.option}>
      {(option) => (
        <>
          <Show when={option().icon}>{(icon) => <Icon of={icon()} />}</Show>
          <span class="truncate" lang={langOf(option().label)} dir="auto">{option().label}</span>
          <Show when={option().hint}><span class="faint small">{option().hint}</span></Show>
          {props.after}
        </>
      )}
    </Show>
  );
}
