import { createEffect, createMemo, createSignal, on, Show, type JSX } from "solid-js";
import SearchX from "lucide-solid/icons/search-x";
import { formatNumber } from "#web/src/kernel/format.ts";
import { usePage, type Crumb } from "#web/src/kernel/page.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "./button.tsx";
import { DataTable, type Column, type DataTableProps } from "./data-table.tsx";
import { EmptyState, ErrorState } from "./feedback.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { BulkBar, ColumnChooser, Pager, SaveView, SortMenu, ViewTabs, type PagerState } from "./list-parts.tsx";
import type { ListState } from "./list-state.ts";
import { SearchBox } from "./search-box.tsx";
import { SkeletonLines } from "./skeleton.tsx";

/** What a list shows; the answer of usePages() of kernel/query.ts fits as it is. */
export interface ListSource<Row> {
  rows: () => readonly Row[];
  loading: () => boolean;
  error: () => unknown;
  retry: () => void;
  total?: () => number | undefined;
  pager?: PagerState;
}

interface ListPageProps<Row> extends Pick<DataTableProps<Row>, "rowId" | "rowLabel" | "rowHref" | "onOpen" | "rowTone">, Partial<Pick<DataTableProps<Row>, "phoneRow">> {
  title: string;
  crumbs?: readonly Crumb[];
  state: ListState;
  list: ListSource<Row>;
  columns?: readonly Column<Row>[];
  /** What the search box says, such as "Search deals"; without it the list is not searched. */
  search?: string;
  /** Quiet actions such as import and export; hidden on a phone. */
  actions?: JSX.Element;
  /** The one primary action. */
  primary?: JSX.Element;
  /** The same action as a round button on a phone. */
  fab?: JSX.Element;
  /** Actions on the selected ids; without it rows cannot be selected. */
  bulk?: (ids: readonly string[], clear: () => void) => JSX.Element;
  /** What to say when there is nothing yet and no filter is on. */
  empty: JSX.Element;
  /** Between the toolbar and the table, such as a banner. */
  notice?: JSX.Element;
  /** Shows the rows where they are no table; `columns` and `phoneRow` are then left out. */
  body?: (rows: readonly Row[]) => JSX.Element;
  /** What the chosen view shows in place of toolbar, table and foot, where it is no list. */
  instead?: (() => JSX.Element) | undefined;
}

/** The page of a list: title, saved views, filters, table, foot and bulk bar, all bound to one ListState. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  usePage(() => ({ title: props.title, ...(props.crumbs ? { crumbs: props.crumbs } : {}) }));
  const [selected, setSelected] = createSignal<ReadonlySet<string>>(new Set());
  const all = () => props.columns ?? [];
  const ids = () => all().map(({ id }) => id);
  const shown = createMemo(() => props.state.columns() ?? all().filter((column) => !column.hidden).map(({ id }) => id));
  const columns = createMemo(() => all().filter((column) => column.required || shown().includes(column.id)));
  const total = () => props.list.total?.() ?? props.list.pager?.total();
  const clear = () => setSelected(new Set<string>());
  createEffect(on(() => JSON.stringify(props.state.query()), clear, { defer: true }));

  const nothing = () => (
    <Show when={props.state.filtered()} fallback={props.empty}>
      <EmptyState icon={SearchX} title={t("list.nothingFound")} actions={<Button onClick={() => { props.state.clearFilters(); props.state.setSearch(""); }}>{t("list.clearFilters")}</Button>}>{t("list.tryFewer")}</EmptyState>
    </Show>
  );

  return (
    <>
      <div class="page-head">
        <h1 class="page-title">{props.title}</h1>
        <Show when={!props.instead && total() !== undefined}><span class="faint small">{formatNumber(total()!)}</span></Show>
        <span class="push row"><span class="desk-only row" data-gap="sm">{props.actions}</span>{props.primary}</span>
      </div>
      <Show when={props.state.views().length}><ViewTabs state={props.state} label={props.title} /></Show>
      <Show when={!props.instead} fallback={props.instead?.()}>
        <div class="toolbar">
          <Show when={props.search}>{(label) => <SearchBox label={label()} value={props.state.search()} onChange={props.state.setSearch} />}</Show>
          <FilterBar state={props.state} />
          <span class="desk-only"><SaveView state={props.state} /></span>
          <div class="push desk-only">
            <Show when={ids().length}><SortMenu columns={columns()} state={props.state} /></Show>
            <Show when={ids().length > 3}><ColumnChooser columns={all()} shown={shown()} onChange={props.state.setColumns} /></Show>
          </div>
        </div>
        {props.notice}
        <Show when={!props.list.error()} fallback={<div class="scroll"><ErrorState error={props.list.error()} retry={props.list.retry} /></div>}>
          <Show when={props.body} fallback={<DataTable
            label={props.title} rows={props.list.rows()} columns={columns()} loading={props.list.loading()} rowId={props.rowId} rowLabel={props.rowLabel} rowHref={props.rowHref} onOpen={props.onOpen}
            phoneRow={props.phoneRow!} rowTone={props.rowTone} sort={props.state.sort()} onSort={props.state.setSort} selected={selected()} onSelect={props.bulk ? setSelected : undefined} empty={nothing()}
          />}>
            {(body) => <div class="scroll"><Show when={!props.list.loading()} fallback={<SkeletonLines lines={8} />}><Show when={props.list.rows().length} fallback={nothing()}>{body()(props.list.rows())}</Show></Show></div>}
          </Show>
        </Show>
        <Show when={props.bulk}>{(bulk) => <BulkBar count={selected().size} onClear={clear}>{bulk()([...selected()], clear)}</BulkBar>}</Show>
        <Show when={props.list.pager}>{(pager) => <Pager pager={pager()} />}</Show>
      </Show>
      {props.fab}
    </>
  );
}
