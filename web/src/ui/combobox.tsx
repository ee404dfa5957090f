import { Combobox as Kobalte } from "@kobalte/core/combobox";
import Check from "lucide-solid/icons/check";
import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import X from "lucide-solid/icons/x";
import { createMemo, createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import type { FieldProps } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { layer } from "./layer.ts";
import { OptionLine, type Option } from "./select.tsx";
import { textMatches } from "./text-match.ts";

interface Common<V extends string> {
  options: readonly Option<V>[];
  /** Asks the server as the person types (waits 200 ms); `options` is then its answer and is not filtered here. */
  onSearch?: (text: string) => void;
  loading?: boolean;
}
type ComboboxProps<V extends string> = Omit<FieldProps<V | undefined>, "onChange"> & Common<V> & { onChange: (value: V | undefined) => void };
type MultiProps<V extends string> = FieldProps<readonly V[]> & Common<V>;

function useSearch(props: Pick<Common<string>, "onSearch">) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  return (text: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => props.onSearch?.(text), 200);
  };
}

/** Escape closes an open list alone: the dialog around it would take the same key for its own, being the topmost layer by then. */
const ESCAPE_CLOSES_LIST = {
  "on:keydown": (event: KeyboardEvent & { currentTarget: HTMLElement }) => event.key === "Escape" && event.currentTarget.getAttribute("aria-expanded") === "true" && event.preventDefault(),
};

/** One of a long list, found by typing. Emptying the box clears the value when the field is optional. */
export function Combobox<V extends string>(props: ComboboxProps<V>) {
  const search = useSearch(props);
  // The chosen option stays known while the list shows the results of another search.
  const chosen = createMemo<Option<V> | null>((last) => (props.value === undefined ? null : (props.options.find(({ value }) => value === props.value) ?? (last?.value === props.value ? last : null))), null);
  return (
    <Kobalte<Option<V>>
      class="field" options={[...props.options]} optionValue="value" optionTextValue="label" optionLabel="label" optionDisabled="disabled"
      value={chosen() as Option<V>} onChange={(option) => props.onChange(option?.value)} onInputChange={search} disabled={props.disabled} name={props.name}
      defaultFilter={props.onSearch ? () => true : (option, text) => text === chosen()?.label || textMatches(`${option.label} ${option.hint ?? ""}`, text)}
      validationState={props.error ? "invalid" : "valid"} gutter={4} sameWidth triggerMode="focus" placeholder={props.placeholder ?? t("field.choose")} itemComponent={Item}
      allowsEmptyCollection
    >
      <Head label={props.label} optional={props.optional} hideLabel={props.hideLabel} />
      <Kobalte.Control class="input">
        <Kobalte.Input dir="auto" autocomplete="off" {...ESCAPE_CLOSES_LIST} onBlur={() => props.onBlur?.()} />
        <Show when={props.optional && props.value}>
          <button type="button" class="input__clear" aria-label={t("action.clear")} onClick={() => props.onChange(undefined)}><Icon of={X} size="sm" /></button>
        </Show>
        <Kobalte.Trigger aria-label={props.label} tabIndex={-1}><Icon of={ChevronsUpDown} size="sm" /></Kobalte.Trigger>
      </Kobalte.Control>
      <Foot label={props.label} help={props.help} error={props.error} loading={props.loading} />
    </Kobalte>
  );
}

/** Several of a long list, shown as tokens. */
export function MultiCombobox<V extends string>(props: MultiProps<V>) {
  const search = useSearch(props);
  const [known, setKnown] = createSignal<ReadonlyMap<V, Option<V>>>(new Map());
  const chosen = () => props.value.map((value) => props.options.find((option) => option.value === value) ?? known().get(value) ?? { value, label: value });
  return (
    <Kobalte<Option<V>>
      class="field" multiple options={[...props.options]} optionValue="value" optionTextValue="label" optionLabel="label" optionDisabled="disabled"
      value={chosen()} disabled={props.disabled} onInputChange={search}
      onChange={(options) => {
        setKnown(new Map(options.map((option) => [option.value, option])));
        props.onChange(options.map((option) => option.value));
      }}
      defaultFilter={props.onSearch ? () => true : (option, text) => textMatches(option.label, text)}
      validationState={props.error ? "invalid" : "valid"} gutter={4} sameWidth triggerMode="focus" placeholder={props.value.length ? "" : (props.placeholder ?? t("field.choose"))} itemComponent={Item}
      allowsEmptyCollection
    >
      <Head label={props.label} optional={props.optional} hideLabel={props.hideLabel} />
      <Kobalte.Control<Option<V>> class="input" data-tokens="">
        {(state) => (
          <>
            <For each={state.selectedOptions()}>
              {(option) => (
                <span class="input__token">
                  <span dir="auto">{option.label}</span>
                  <button type="button" aria-label={t("field.removeValue", { name: option.label })} onPointerDown={(event) => event.stopPropagation()} onClick={() => state.remove(option)}><Icon of={X} size="sm" /></button>
                </span>
              )}
            </For>
            <Kobalte.Input dir="auto" autocomplete="off" {...ESCAPE_CLOSES_LIST} />
            <Kobalte.Trigger aria-label={props.label} tabIndex={-1}><Icon of={ChevronsUpDown} size="sm" /></Kobalte.Trigger>
          </>
        )}
      </Kobalte.Control>
      <Foot label={props.label} help={props.help} error={props.error} loading={props.loading} />
    </Kobalte>
  );
}

function Item(props: { item: Parameters<typeof Kobalte.Item>[0]["item"] }) {
  return (
    <Kobalte.Item item={props.item} class="menu__item">
      <OptionLine option={props.item.rawValue as Option} />
      <Kobalte.ItemIndicator class="menu__check"><Icon of={Check} size="sm" /></Kobalte.ItemIndicator>
    </Kobalte.Item>
  );
}

function Head(props: { label: string; optional?: boolean | undefined; hideLabel?: boolean | undefined }) {
  return (
    <Kobalte.Label class={`field__label ${props.hideLabel ? "visually-hidden" : ""}`}>
      {props.label}
      <Show when={props.optional}><span data-optional="">{t("field.optional")}</span></Show>
    </Kobalte.Label>
  );
}

function Foot(props: { label: string; help?: JSX.Element; error?: string | undefined; loading?: boolean | undefined }) {
  return (
    <>
      <Show when={!props.error && props.help}><Kobalte.Description class="field__help">{props.help}</Kobalte.Description></Show>
      <Kobalte.ErrorMessage class="field__error"><Icon of={OctagonAlert} size="sm" /><span>{props.error}</span></Kobalte.ErrorMessage>
      <Kobalte.Portal ref={layer(() => props.label)}>
        <Kobalte.Content class="menu" data-fit="">
          <Kobalte.Listbox />
          <div class="menu__label menu__none" role="status">{props.loading ? t("field.loading") : t("field.noMatch")}</div>
        </Kobalte.Content>
      </Kobalte.Portal>
    </>
  );
}
