import { useIsRouting, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal } from "solid-js";
import type { Option } from "./select.tsx";

export interface FilterDef {
  /** The name in the URL and in the query. */
  id: string;
  label: string;
  /** "many" (default): any of the options; "one": one of them; "text"; "dates": from and to as `2026-01-01..2026-01-31`. */
  kind?: "many" | "one" | "text" | "dates";
  options?: () => readonly Option[];
  /** Set by the views alone: no chip, and not what "clear filters" clears. */
  byView?: boolean;
}

export interface SavedView {
  id: string;
  label: string;
  /** The URL parameters that make the view, such as { status: "new,contacted", sort: "-score" }. */
  params: Readonly<Record<string, string>>;
  count?: number | undefined;
  /** Made by this person, and so can be removed. */
  own?: boolean;
}

export interface Sort {
  key: string;
  descending: boolean;
}

interface ListStateOptions {
  /** Names the list in storage: "leads". */
  id: string;
  filters?: readonly FilterDef[];
  views?: readonly SavedView[];
  /** As in the URL: "-created_at" is newest first. */
  defaultSort?: string;
}

export type ListState = ReturnType<typeof createListState>;

/** Filters, sort, search and saved views of a list, kept in the URL so that a link shows the same thing. */
export function createListState(options: ListStateOptions) {
  const [params, setParams] = useSearchParams();
  const routing = useIsRouting();
  const filters = options.filters ?? [];
  const chosen = filters.filter(({ byView }) => !byView);
  const names = [...filters.map(({ id }) => id), "sort", "q"];
  const [own, setOwn] = stored<readonly SavedView[]>(`m3core.views.${options.id}`, []);
  const [columns, setColumns] = stored<readonly string[] | null>(`m3core.columns.${options.id}`, null);

  // Data that arrives while a page is still coming in would read the address of the page before, and keep it: read again at the end.
  const one = (name: string) => (routing(), (Array.isArray(params[name]) ? params[name].join(",") : params[name]) ?? "");
  const sort = createMemo<Sort>(() => {
    const text = one("sort") || (options.defaultSort ?? "");
    return { key: text.replace(/^-/, ""), descending: text.startsWith("-") };
  });
  const current = createMemo(() => Object.fromEntries(names.map((name) => [name, one(name)] as const).filter(([, value]) => value !== "")));
  const set = (change: Record<string, string | undefined>) => setParams({ ...change }, { replace: true, scroll: false });
  const views = () => [...(options.views ?? []), ...own()];
  const same = (view: SavedView) => {
    const now = current();
    return Object.keys({ ...now, ...view.params }).every((name) => (now[name] ?? "") === (view.params[name] ?? ""));
  };

  return {
    id: options.id,
    /** Those that a person adds and removes. */
    filters: chosen,
    /** The chosen values of a filter. */
    values: (id: string) => one(id).split(",").filter(Boolean),
    text: one,
    setFilter: (id: string, values: readonly string[]) => set({ [id]: values.join(",") || undefined }),
    clearFilters: () => set(Object.fromEntries(chosen.map(({ id }) => [id, undefined]))),
    active: () => chosen.filter(({ id }) => one(id) !== ""),
    sort,
    setSort: (next: Sort) => set({ sort: `${next.descending ? "-" : ""}${next.key}` }),
    search: () => one("q"),
    setSearch: (text: string) => set({ q: text || undefined }),
    /** What to ask the API: the filters, `sort` and `q`, without what is empty. */
    query: createMemo<Record<string, string>>(() => ({ ...current(), ...(sort().key ? { sort: `${sort().descending ? "-" : ""}${sort().key}` } : {}) })),
    filtered: () => Boolean(one("q")) || chosen.some(({ id }) => one(id) !== ""),
    views,
    view: () => views().find(same)?.id,
    openView: (view: SavedView) => set(Object.fromEntries(names.map((name) => [name, view.params[name]]))),
    saveView(label: string) {
      setOwn([...own(), { id: crypto.randomUUID(), label, params: current(), own: true }]);
    },
    removeView: (id: string) => setOwn(own().filter((view) => view.id !== id)),
    /** The ids of the columns on show; null while the person has not chosen. */
    columns,
    setColumns,
  };
}

function stored<T>(key: string, empty: T) {
  const read = (): T => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "null") ?? empty;
    } catch {
      return empty;
    }
  };
  const [value, setValue] = createSignal<T>(read());
  const keep = (next: T) => {
    setValue(() => next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // It then lasts for this visit.
    }
  };
  return [value, keep] as const;
}
