import Bookmark from "lucide-solid/icons/bookmark";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import Columns3 from "lucide-solid/icons/columns-3";
import ArrowUpDown from "lucide-solid/icons/arrow-up-down";
import X from "lucide-solid/icons/x";
import { createSignal, For, Show, type JSX } from "solid-js";
import { formatNumber, formatRelative } from "#web/src/kernel/format.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Badge } from "./badge.tsx";
import { Button, IconButton } from "./button.tsx";
import type { Column } from "./data-table.tsx";
import type { ListState } from "./list-state.ts";
import { Menu, Popover } from "./menu.tsx";
import { TextField } from "./text-field.tsx";
import { toast } from "./toast.tsx";

/** Saved views as links in a row; the one that the URL shows is current. */
export function ViewTabs(props: { state: ListState; label: string }) {
  return (
    <nav class="views" aria-label={props.label}>
      <div class="tabs">
        <For each={props.state.views()}>
          {(view) => (
            <button type="button" class="tab" aria-current={props.state.view() === view.id ? "true" : undefined} onClick={() => props.state.openView(view)}>
              <span dir="auto">{view.label}</span>
              <Show when={view.count !== undefined}><Badge count={view.count!} /></Show>
            </button>
          )}
        </For>
      </div>
    </nav>
  );
}

/** Keeps the filters and sort of now under a name, or removes a view of one's own. */
export function SaveView(props: { state: ListState }) {
  const [open, setOpen] = createSignal(false);
  const [label, setLabel] = createSignal("");
  const own = () => props.state.views().find((view) => view.own && view.id === props.state.view());
  const save = (event: Event) => {
    event.preventDefault();
    if (!label().trim()) return;
    props.state.saveView(label().trim());
    setOpen(false);
    setLabel("");
    toast.success(t("list.savedView"));
  };
  return (
    <Show when={own()} fallback={
      <Show when={props.state.filtered() && !props.state.view()}>
        <Popover label={t("list.saveView")} title={t("list.saveView")} icon={Bookmark} size="sm" open={open()} onOpenChange={setOpen}>
          <form class="stack" onSubmit={save}>
            <TextField label={t("list.viewName")} value={label()} onChange={setLabel} autofocus maxLength={60} />
            <Button type="submit" variant="primary" size="sm">{t("action.save")}</Button>
          </form>
        </Popover>
      </Show>
    }>
      {(view) => <Button variant="ghost" size="sm" onClick={() => props.state.removeView(view().id)}>{t("list.deleteView")}</Button>}
    </Show>
  );
}

/** Which columns are on show. */
export function ColumnChooser<Row>(props: { columns: readonly Column<Row>[]; shown: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const toggle = (id: string) => props.onChange(props.columns.map((column) => column.id).filter((other) => (other === id ? !props.shown.includes(id) : props.shown.includes(other))));
  return (
    <Menu
      label={t("list.columns")} icon={Columns3} size="sm" placement="bottom-end"
      entries={props.columns.map((column) => ({ label: column.header, checked: props.shown.includes(column.id), disabled: column.required ?? false, onSelect: () => !column.required && toggle(column.id) }))}
    />
  );
}

/** The order of the list, for those who look for it in the toolbar. */
export function SortMenu<Row>(props: { columns: readonly Column<Row>[]; state: ListState }) {
  const sortable = () => props.columns.filter((column) => column.sort);
  const current = () => sortable().find((column) => column.sort === props.state.sort().key);
  return (
    <Show when={sortable().length}>
      <Menu
        label={current()?.header ?? t("list.sort")} icon={ArrowUpDown} size="sm" placement="bottom-end"
        entries={[
          ...sortable().map((column) => ({ label: column.header, checked: column === current(), onSelect: () => props.state.setSort({ key: column.sort!, descending: props.state.sort().descending }) })),
          "line" as const,
          { label: t("list.ascending"), checked: !props.state.sort().descending, onSelect: () => props.state.setSort({ ...props.state.sort(), descending: false }) },
          { label: t("list.descending"), checked: props.state.sort().descending, onSelect: () => props.state.setSort({ ...props.state.sort(), descending: true }) },
        ]}
      />
    </Show>
  );
}

/** What can be done with the selected rows; floats over the foot of the list. */
export function BulkBar(props: { count: number; onClear: () => void; children: JSX.Element }) {
  return (
    <Show when={props.count > 0}>
      <div class="bulkbar-place">
        <div class="bulkbar" role="toolbar" aria-label={t("list.bulk")}>
          <span class="bulkbar__count" aria-live="polite">{t("list.selected", { count: props.count })}</span>
          {props.children}
          <IconButton icon={X} label={t("list.clearSelection")} onClick={() => props.onClear()} />
        </div>
      </div>
    </Show>
  );
}

export interface PagerState {
  from: () => number;
  to: () => number;
  total: () => number | undefined;
  updatedAt?: () => number;
  hasPrevious: () => boolean;
  hasNext: () => boolean;
  previous: () => void;
  next: () => void;
}

/** The foot of a list: which rows, how fresh, and the ways on. */
export function Pager(props: { pager: PagerState }) {
  const updated = () => props.pager.updatedAt?.() ?? 0;
  return (
    <footer class="list-foot">
      <span class="pager" aria-live="polite">
        <bdi dir="ltr">{formatNumber(props.pager.from())}–{formatNumber(props.pager.to())}</bdi>
        <Show when={props.pager.total() !== undefined}><span>{t("list.of")}</span><span>{formatNumber(props.pager.total()!)}</span></Show>
      </span>
      <Show when={updated()}>
        <span class="faint desk-only">{Date.now() - updated() < 60_000 ? t("list.updatedNow") : t("list.updated", { when: formatRelative(updated()) })}</span>
      </Show>
      <span class="push row" data-gap="sm">
        <Button size="sm" variant="ghost" icon={ChevronLeft} pointing onClick={() => props.pager.previous()} disabledReason={props.pager.hasPrevious() ? undefined : t("action.previous")}>{t("action.previous")}</Button>
        <Button size="sm" variant="ghost" trailing={ChevronRight} pointing onClick={() => props.pager.next()} disabledReason={props.pager.hasNext() ? undefined : t("action.next")}>{t("action.next")}</Button>
      </span>
    </footer>
  );
}
