import { useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import type { usePeople } from "#web/src/modules/users/people.ts";
import { createListState, type FilterDef, type SavedView } from "#web/src/ui/list-state.ts";
import { PRIORITIES } from "./task-data.ts";
import { taskWords } from "./text/index.ts";

const OPEN = "open,in_progress";
export const VIEWS = ["open", "today", "overdue", "upcoming", "done", "all"] as const;
export type TaskViewId = (typeof VIEWS)[number];

/** The first moment of a day so many days from today, on the reader's clock. */
function startOfDay(plus: number): string {
  const at = new Date(new Date().setHours(0, 0, 0, 0));
  at.setDate(at.getDate() + plus);
  return at.toISOString();
}
const asked = (view: TaskViewId): Record<string, string> => {
  switch (view) {
    case "open": return { status: OPEN };
    case "today": return { status: OPEN, due_from: startOfDay(0), due_to: startOfDay(1) };
    case "overdue": return { overdue: "true" };
    case "upcoming": return { status: OPEN, due_from: startOfDay(1) };
    case "done": return { status: "done", sort: "-updated_at" };
    case "all": return {};
  }
};

/** What narrows the list of tasks, kept in the URL, and the same as a query of the API. Without an owner they are one's own. */
export function useTaskFilters(people: ReturnType<typeof usePeople>) {
  const w = useWords(taskWords);
  const filters: readonly FilterDef[] = [
    { id: "due", label: "", byView: true },
    { id: "owner", get label() { return w("owner"); }, kind: "one", options: () => [{ value: "all", label: w("everybody") }, ...people.options()] },
    { id: "priority", get label() { return w("priority"); }, options: () => PRIORITIES.map((value) => ({ value, label: w(`priorities.${value}`) })) },
  ];
  const views: readonly SavedView[] = VIEWS.map((id) => ({ id, get label() { return w(`views.${id}`); }, params: (id === "open" ? {} : { due: id }) as Record<string, string> }));
  const state = createListState({ id: "tasks", filters, views });
  const view = (): TaskViewId => VIEWS.find((id) => id === state.text("due")) ?? "open";
  const query = () => {
    const { due: _, owner, ...rest } = state.query();
    return { sort: "due", ...asked(view()), ...rest, ...(owner === "all" ? {} : { owner: owner || session()?.user.id || "" }) };
  };
  // A view is the current one whatever else narrows it.
  return { state: { ...state, view, openView: (next: SavedView) => state.openView({ ...next, params: { ...Object.fromEntries(["owner", "priority", "q"].map((id) => [id, state.text(id)])), ...next.params } }) }, query, view };
}
