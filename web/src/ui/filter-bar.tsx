import ListFilter from "lucide-solid/icons/list-filter";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, For, Match, Show, splitProps, Switch } from "solid-js";
import { formatDate } from "#web/src/kernel/format.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "./button.tsx";
import { Checkbox, RadioGroup } from "./choice.tsx";
import { Icon } from "./icon.tsx";
import type { FilterDef, ListState } from "./list-state.ts";
import { Menu, Popover } from "./menu.tsx";
import { TextField } from "./text-field.tsx";
import { textMatches } from "./text-match.ts";

/** The filters that are on, as chips; a menu adds another. Everything lives in the URL. */
export function FilterBar(props: { state: ListState }) {
  const [opened, setOpened] = createSignal<string>();
  const shown = () => props.state.filters.filter(({ id }) => props.state.text(id) !== "" || id === opened());
  const rest = () => props.state.filters.filter((filter) => !shown().includes(filter));
  return (
    <div class="filters" role="group" aria-label={t("list.filter")}>
      <For each={shown()}>
        {(filter) => <Chip filter={filter} state={props.state} open={opened() === filter.id} onOpenChange={(open) => setOpened(open ? filter.id : undefined)} />}
      </For>
      <Show when={rest().length}>
        <Menu label={t("list.filter")} as={AddFilter} passFocus entries={rest().map((filter) => ({ label: filter.label, onSelect: () => setOpened(filter.id) }))} />
      </Show>
    </div>
  );
}

function AddFilter(props: Record<string, unknown>) {
  return <button type="button" {...props} class="filter" data-add=""><span class="filter__inside"><Icon of={ListFilter} size="sm" /><span>{t("list.filter")}</span></span></button>;
}

interface ChipProps {
  filter: FilterDef;
  state: ListState;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function Chip(props: ChipProps) {
  const summary = () => {
    if (props.filter.kind === "text") return props.state.text(props.filter.id);
    if (props.filter.kind === "dates") return props.state.text(props.filter.id).split("..").map((day) => (day ? formatDate(day, "short") : "…")).join(" – ");
    const labels = props.state.values(props.filter.id).map((value) => props.filter.options?.().find((option) => option.value === value)?.label ?? value);
    return labels.length > 2 ? t("list.and", { first: labels.slice(0, 2).join(", "), rest: labels.length - 2 }) : labels.join(", ");
  };
  const trigger = (given: Record<string, unknown>) => (
    <button type="button" {...splitProps(given, ["aria-label"])[1]}><span class="filter__field">{props.filter.label}</span><span class="filter__value" dir="auto">{summary() || t("list.anyValue")}</span></button>
  );
  return (
    <span class="filter">
      <Popover label={props.filter.label} title={props.filter.label} as={trigger} open={props.open} onOpenChange={props.onOpenChange}>
        <Choices filter={props.filter} state={props.state} close={() => props.onOpenChange(false)} />
      </Popover>
      <button type="button" aria-label={t("list.removeFilter", { name: props.filter.label })} onClick={() => { props.onOpenChange(false); props.state.setFilter(props.filter.id, []); }}><Icon of={X} size="sm" /></button>
    </span>
  );
}

function Choices(props: { filter: FilterDef; state: ListState; close: () => void }) {
  const [search, setSearch] = createSignal("");
  const [text, setText] = createSignal(props.state.text(props.filter.id));
  const options = () => (props.filter.options?.() ?? []).filter((option) => textMatches(option.label, search()));
  const values = () => props.state.values(props.filter.id);
  const set = (next: readonly string[]) => props.state.setFilter(props.filter.id, next);
  const dates = () => text().split("..");
  createEffect(() => setText(props.state.text(props.filter.id)));
  const many = () => (props.filter.options?.().length ?? 0) > 8;
  return (
    <Switch>
      <Match when={props.filter.kind === "text"}>
        <form class="stack" onSubmit={(event) => { event.preventDefault(); set([text().trim()]); props.close(); }}>
          <TextField label={props.filter.label} value={text()} onChange={setText} autofocus optional size="sm" />
          <Button type="submit" variant="primary" size="sm">{t("action.apply")}</Button>
        </form>
      </Match>
      <Match when={props.filter.kind === "dates"}>
        <form class="stack" onSubmit={(event) => { event.preventDefault(); set(text() === ".." ? [] : [text()]); props.close(); }}>
          <div class="row">
            <label class="input" data-size="sm"><span class="visually-hidden">{props.filter.label}</span><input type="date" value={dates()[0] ?? ""} onInput={(event) => setText(`${event.currentTarget.value}..${dates()[1] ?? ""}`)} /></label>
            <label class="input" data-size="sm"><span class="visually-hidden">{props.filter.label}</span><input type="date" value={dates()[1] ?? ""} onInput={(event) => setText(`${dates()[0] ?? ""}..${event.currentTarget.value}`)} /></label>
          </div>
          <Button type="submit" variant="primary" size="sm">{t("action.apply")}</Button>
        </form>
      </Match>
      <Match when={true}>
        <Show when={many()}><TextField label={t("action.search")} hideLabel value={search()} onChange={setSearch} placeholder={t("action.search")} size="sm" optional /></Show>
        <Show when={options().length} fallback={<span class="faint small">{t("field.noMatch")}</span>}>
          <Show
            when={props.filter.kind === "one"}
            fallback={
              <div class="stack filter__options" role="group" aria-label={props.filter.label}>
                <For each={options()}>
                  {(option) => <Checkbox label={<span dir="auto">{option.label}</span>} checked={values().includes(option.value)} onChange={(on) => set(on ? [...values(), option.value] : values().filter((value) => value !== option.value))} />}
                </For>
              </div>
            }
          >
            <RadioGroup label={props.filter.label} hideLabel value={values()[0]} onChange={(value) => set([value])} options={options()} />
          </Show>
        </Show>
      </Match>
    </Switch>
  );
}
