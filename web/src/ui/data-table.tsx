import { A, useNavigate } from "@solidjs/router";
import { createVirtualizer } from "@tanstack/solid-virtual";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import { createMemo, createSignal, For, Show, type Accessor, type JSX } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { Checkbox } from "./choice.tsx";
import { EditCell, type CellEdit } from "./edit-cell.tsx";
import { createGridKeys, type Cell } from "./grid-keys.ts";
import { Icon } from "./icon.tsx";
import type { Sort } from "./list-state.ts";
import { isPhone } from "./media.ts";
import { SkeletonRows } from "./skeleton.tsx";

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => JSX.Element;
  /** Pixels in compact density; grows with the text. */
  width: number;
  /** Numbers and money line up on their last digit. */
  numeric?: boolean;
  /** The name to sort by; without it the column does not sort. */
  sort?: string;
  /** Off until the person chooses it. */
  hidden?: boolean;
  /** Cannot be switched off. */
  required?: boolean;
  edit?: CellEdit<Row>;
}

/** The four corners of a row on a phone. */
export interface PhoneRow {
  title: JSX.Element;
  end?: JSX.Element;
  text?: JSX.Element;
  textEnd?: JSX.Element;
}

export interface DataTableProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  /** What the row is called when it is read out or selected. */
  rowLabel: (row: Row) => string;
  rowHref?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  loading?: boolean;
  empty?: JSX.Element;
  phoneRow: (row: Row) => PhoneRow;
  /** Marks a row, such as one that failed to import. */
  rowTone?: (row: Row) => "error" | undefined;
}

const CHECK_WIDTH = 42;
const VIRTUAL_FROM = 80;

/** A table for thousands of rows: sticky head and first column, keyboard as in a grid, edit in place; list rows on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  return (
    <Show when={props.loading || props.rows.length} fallback={<div class="scroll">{props.empty}</div>}>
      <Show when={isPhone()} fallback={<Grid {...props} />}><PhoneList {...props} /></Show>
    </Show>
  );
}

function Grid<Row>(props: DataTableProps<Row>) {
  const navigate = useNavigate();
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const [editing, setEditing] = createSignal<string>();
  const selectable = () => Boolean(props.onSelect);
  const offset = () => (selectable() ? 1 : 0);
  const width = () => props.columns.reduce((sum, column) => sum + column.width, selectable() ? CHECK_WIDTH : 0);
  const span = () => props.columns.length + offset();
  const windowed = createRowWindow(() => props.rows, scroller);
  const open = (row: Row) => (props.onOpen ? props.onOpen(row) : props.rowHref && navigate(props.rowHref(row)));

  const toggle = (at: number, range: boolean) => select(props, at, range, keys.anchor);
  const act = ({ row: at, column: index }: Cell, key: "Enter" | "Space", shift: boolean) => {
    const row = props.rows[at];
    if (!row) return;
    const column = props.columns[index - offset()];
    if (key === "Space" && selectable()) return toggle(at, shift);
    if (column?.edit && column.edit.allowed?.(row) !== false) return void setEditing(`${props.rowId(row)} ${column.id}`);
    open(row);
  };
  const keys = createGridKeys({ rows: () => props.rows.length, columns: span, act, scrollTo: windowed.scrollTo });
  const all = () => props.rows.length > 0 && props.rows.every((row) => props.selected?.has(props.rowId(row)));

  return (
    <div class="scroll" ref={setScroller}>
      <table
        class="table" data-fixed="" role="grid" aria-label={props.label} aria-rowcount={props.rows.length + 1} aria-multiselectable={selectable() || undefined} aria-busy={props.loading || undefined}
        style={{ "--columns": `${width()}px` }} onKeyDown={keys.onKeyDown} onFocusIn={keys.onFocusIn}
      >
        <colgroup>
          <Show when={selectable()}><col style={{ "inline-size": `calc(${CHECK_WIDTH}px * var(--scale))` }} /></Show>
          <For each={props.columns}>{(column) => <col style={{ "inline-size": `calc(${column.width}px * var(--scale))` }} />}</For>
        </colgroup>
        <thead>
          <tr>
            <Show when={selectable()}>
              <th scope="col" data-pinned="check"><Checkbox hideLabel label={t("action.selectAll")} checked={all()} mixed={Boolean(props.selected?.size) && !all()} onChange={(on) => props.onSelect!(on ? new Set(props.rows.map(props.rowId)) : new Set())} /></th>
            </Show>
            <For each={props.columns}>{(column, index) => <HeadCell column={column} sort={props.sort} onSort={props.onSort} pinned={index() === 0} />}</For>
          </tr>
        </thead>
        <tbody>
          <Show when={!props.loading} fallback={<SkeletonRows columns={span()} />}>
            <Show when={windowed.before()}>{(height) => <tr class="table__gap" aria-hidden="true"><td colSpan={span()} style={{ "block-size": `${height()}px` }} /></tr>}</Show>
            <For each={windowed.visible()}>
              {(row, index) => {
                const at = () => windowed.first() + index();
                return (
                  <tr aria-rowindex={at() + 2} aria-selected={selectable() ? Boolean(props.selected?.has(props.rowId(row))) : undefined} data-error={props.rowTone?.(row) === "error" ? "" : undefined}>
                    <Show when={selectable()}>
                      <td data-pinned="check" tabIndex={keys.tabIndex(at(), 0)} onClick={(event) => { event.preventDefault(); setTimeout(toggle, 0, at(), event.shiftKey); /* a prevented click puts the box back, so it is set after */ }}>
                        <Checkbox hideLabel tabIndex={-1} label={`${t("list.selectRow")}: ${props.rowLabel(row)}`} checked={Boolean(props.selected?.has(props.rowId(row)))} onChange={() => {}} />
                      </td>
                    </Show>
                    <For each={props.columns}>
                      {(column, place) => (
                        <EditCell
                          row={row} column={column} pinned={place() === 0} tabIndex={keys.tabIndex(at(), place() + offset())} href={place() === 0 ? props.rowHref?.(row) : undefined}
                          editing={editing() === `${props.rowId(row)} ${column.id}`} onEdit={(on) => setEditing(on ? `${props.rowId(row)} ${column.id}` : undefined)}
                        />
                      )}
                    </For>
                  </tr>
                );
              }}
            </For>
            <Show when={windowed.after()}>{(height) => <tr class="table__gap" aria-hidden="true"><td colSpan={span()} style={{ "block-size": `${height()}px` }} /></tr>}</Show>
          </Show>
        </tbody>
      </table>
    </div>
  );
}

function HeadCell<Row>(props: { column: Column<Row>; sort: Sort | undefined; onSort: ((sort: Sort) => void) | undefined; pinned: boolean }) {
  const active = () => (props.column.sort && props.sort?.key === props.column.sort ? props.sort : undefined);
  return (
    <th scope="col" class={props.column.numeric ? "num" : undefined} data-pinned={props.pinned ? "name" : undefined} aria-sort={active() ? (active()!.descending ? "descending" : "ascending") : undefined}>
      <Show when={props.column.sort && props.onSort} fallback={props.column.header}>
        <button type="button" class="table__sort" data-sorted={active() ? "" : undefined} onClick={() => props.onSort!({ key: props.column.sort!, descending: active() ? !active()!.descending : Boolean(props.column.numeric) })}>
          <span>{props.column.header}</span>
          <Show when={active()}>{(sort) => <Icon of={sort().descending ? ArrowDown : ArrowUp} size="sm" />}</Show>
        </button>
      </Show>
    </th>
  );
}

function PhoneList<Row>(props: DataTableProps<Row>) {
  return (
    <div class="scroll">
      <Show when={!props.loading} fallback={<table class="table"><tbody><SkeletonRows columns={2} rows={9} /></tbody></table>}>
        <ul aria-label={props.label}>
          <For each={props.rows}>
            {(row) => {
              const corners = props.phoneRow(row);
              const inside = (
                <>
                  <span class="strong truncate">{corners.title}</span><span>{corners.end}</span>
                  <span class="muted small truncate">{corners.text}</span><span class="small">{corners.textEnd}</span>
                </>
              );
              return (
                <li>
                  <Show when={props.rowHref} fallback={<button type="button" class="list-row list-row--button" onClick={() => props.onOpen?.(row)}>{inside}</button>}>
                    {(href) => <A class="list-row" href={href()(row)}>{inside}</A>}
                  </Show>
                </li>
              );
            }}
          </For>
        </ul>
      </Show>
    </div>
  );
}

function select<Row>(props: DataTableProps<Row>, at: number, range: boolean, anchor: { at: number }) {
  const next = new Set(props.selected);
  const id = (index: number) => props.rowId(props.rows[index]!);
  const on = !next.has(id(at));
  const [from, to] = range ? [Math.min(anchor.at, at), Math.max(anchor.at, at)] : [at, at];
  for (let index = from; index <= to; index++) (on ? next.add(id(index)) : next.delete(id(index)));
  anchor.at = at;
  props.onSelect?.(next);
}

/** The rows near the window and the heights of what is left out above and below; short lists are whole. */
function createRowWindow<Row>(rows: Accessor<readonly Row[]>, scroller: Accessor<HTMLElement | undefined>) {
  const rowHeight = () => Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row")) || 36;
  const virtualizer = createVirtualizer({
    get count() { return rows().length; },
    getScrollElement: () => (scroller()?.isConnected ? scroller()! : null),
    estimateSize: rowHeight,
    overscan: 12,
  });
  const on = () => rows().length > VIRTUAL_FROM;
  const items = createMemo(() => (on() ? virtualizer.getVirtualItems() : []));
  const first = () => (on() ? (items()[0]?.index ?? 0) : 0);
  return {
    first,
    visible: createMemo(() => (on() ? rows().slice(first(), (items().at(-1)?.index ?? 40) + 1) : rows())),
    before: () => (on() ? (items()[0]?.start ?? 0) : 0),
    after: () => (on() ? virtualizer.getTotalSize() - (items().at(-1)?.end ?? 0) : 0),
    scrollTo: (index: number) => on() && virtualizer.scrollToIndex(index),
  };
}
