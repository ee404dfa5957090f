import { A } from "@solidjs/router";
import { createSignal, For, onMount, Show } from "solid-js";
import { errorText } from "#web/src/kernel/errors.ts";
import { t } from "#web/src/kernel/text/index.ts";
import type { Column } from "./data-table.tsx";
import type { Option } from "./select.tsx";
import { toast } from "./toast.tsx";

export interface CellEdit<Row> {
  /** What stands in the box when editing starts. */
  value: (row: Row) => string;
  /** Throws to refuse; the words of the error are shown. */
  save: (row: Row, value: string) => Promise<unknown>;
  /** A choice instead of a box. */
  options?: (row: Row) => readonly Option[];
  numeric?: boolean;
  /** May this row's cell be edited? */
  allowed?: (row: Row) => boolean;
}

interface EditCellProps<Row> {
  row: Row;
  column: Column<Row>;
  pinned: boolean;
  tabIndex: number;
  href?: string | undefined;
  editing: boolean;
  onEdit: (on: boolean) => void;
}

/** A cell that turns into a box of the same height: Enter or leaving saves, Escape puts it back. */
export function EditCell<Row>(props: EditCellProps<Row>) {
  let cell!: HTMLTableCellElement;
  const editable = () => Boolean(props.column.edit && props.column.edit.allowed?.(props.row) !== false);
  const leave = () => {
    props.onEdit(false);
    queueMicrotask(() => cell.focus());
  };
  return (
    <td
      ref={cell} class={props.column.numeric ? "num" : undefined} data-pinned={props.pinned ? "name" : undefined} tabIndex={props.editing ? undefined : props.tabIndex}
      data-editable={editable() && !props.editing ? "" : undefined} data-editing={props.editing ? "" : undefined} onDblClick={() => editable() && props.onEdit(true)}
    >
      <Show
        when={props.editing}
        fallback={
          <Show when={props.href} fallback={props.column.cell(props.row)}>
            {(href) => <A class="table__link" href={href()} tabIndex={-1}>{props.column.cell(props.row)}</A>}
          </Show>
        }
      >
        <Editor row={props.row} column={props.column} leave={leave} />
      </Show>
    </td>
  );
}

function Editor<Row>(props: { row: Row; column: Column<Row>; leave: () => void }) {
  const edit = props.column.edit!;
  const before = edit.value(props.row);
  const [problem, setProblem] = createSignal<string>();
  let control!: HTMLInputElement | HTMLSelectElement;
  let done = false;

  const save = async (value: string) => {
    if (done) return;
    if (value === before) return finish();
    done = true;
    try {
      await edit.save(props.row, value);
      finish();
    } catch (error) {
      done = false;
      setProblem(errorText(error));
      toast.error(t("list.notSaved", { reason: errorText(error) }));
      control.focus();
    }
  };
  const finish = () => {
    done = true;
    props.leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") finish();
    if (event.key === "Enter") void save(control.value);
  };
  onMount(() => {
    control.focus();
    if (control instanceof HTMLInputElement) control.select();
  });
  const shared = () => ({ "aria-label": t("list.editCell", { name: props.column.header }), "aria-invalid": problem() ? true : undefined, onKeyDown, onBlur: () => void save(control.value) }) as const;

  return (
    <Show when={edit.options} fallback={<input ref={(el) => (control = el)} class="input" dir="auto" inputMode={edit.numeric ? "decimal" : undefined} value={before} {...shared()} />}>
      {(options) => (
        <select ref={(el) => (control = el)} class="input" {...shared()} onChange={(event) => void save(event.currentTarget.value)}>
          <For each={options()(props.row)}>{(option) => <option value={option.value} selected={option.value === before}>{option.label}</option>}</For>
        </select>
      )}
    </Show>
  );
}
