import { createSignal } from "solid-js";

export interface Cell {
  row: number;
  column: number;
}

interface GridKeysOptions {
  rows: () => number;
  columns: () => number;
  act: (cell: Cell, key: "Enter" | "Space", shift: boolean) => void;
  scrollTo: (row: number) => void;
}

const PAGE = 12;

/** One tab stop for a whole grid: arrows, Home, End and Page keys move, Enter opens, Space selects. */
export function createGridKeys(options: GridKeysOptions) {
  const [active, setActive] = createSignal<Cell>({ row: 0, column: 0 });
  const anchor = { at: 0 };

  const move = (table: HTMLElement, next: Cell) => {
    const cell = { row: Math.max(0, Math.min(options.rows() - 1, next.row)), column: Math.max(0, Math.min(options.columns() - 1, next.column)) };
    setActive(cell);
    options.scrollTo(cell.row);
    // A row outside the window exists only after the list has scrolled to it.
    requestAnimationFrame(() => find(table, cell)?.focus());
  };

  return {
    anchor,
    tabIndex: (row: number, column: number) => (active().row === row && active().column === column ? 0 : -1),
    onFocusIn(event: FocusEvent) {
      const cell = (event.target as Element).closest<HTMLTableCellElement>("td");
      const row = cell?.closest<HTMLTableRowElement>("tr[aria-rowindex]");
      if (cell && row) setActive({ row: Number(row.getAttribute("aria-rowindex")) - 2, column: cell.cellIndex });
    },
    onKeyDown(event: KeyboardEvent & { currentTarget: HTMLElement }) {
      const target = event.target as HTMLElement;
      if (!target.matches("td")) return;
      const { row, column } = active();
      const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
      const steps: Record<string, Cell> = {
        ArrowDown: { row: row + 1, column }, ArrowUp: { row: row - 1, column },
        ArrowRight: { row, column: column + forward }, ArrowLeft: { row, column: column - forward },
        Home: { row: event.ctrlKey ? 0 : row, column: 0 }, End: { row: event.ctrlKey ? options.rows() - 1 : row, column: options.columns() - 1 },
        PageDown: { row: row + PAGE, column }, PageUp: { row: row - PAGE, column },
      };
      const next = steps[event.key];
      if (next) {
        event.preventDefault();
        move(event.currentTarget, next);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        options.act({ row, column }, event.key === "Enter" ? "Enter" : "Space", event.shiftKey);
      }
    },
  };
}

const find = (table: HTMLElement, { row, column }: Cell) => table.querySelector<HTMLTableRowElement>(`tr[aria-rowindex="${row + 2}"]`)?.cells[column];
