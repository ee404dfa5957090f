import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { can, has, session } from "#web/src/kernel/session.ts";
import type { usePeople } from "#web/src/modules/users/people.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { createListState, type FilterDef, type SavedView } from "#web/src/ui/list-state.ts";
import { listImports } from "#worker/modules/leads/import-contract.ts";
import { sourceName, SOURCES, STATUSES } from "./lead-data.ts";
import { leadWords } from "./text/index.ts";

const SCORES = ["30", "50", "70", "90"];
const OPEN = "new,contacted,qualified";
const dayAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toLocaleDateString("sv");
const startOf = (day: string, plus = 0) => {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + plus);
  return at.toISOString();
};

/** What narrows the list of leads, kept in the URL, and the same as a query of the API. */
export function useLeadFilters(people: ReturnType<typeof usePeople>) {
  const w = useWords(leadWords);
  const imports = useCall(listImports, () => (can("lead.import") && has("leads.import") ? { query: { limit: 50 } } : undefined));
  // Labels are read when they are shown, so that they follow a change of language.
  const filters: readonly FilterDef[] = [
    { id: "status", get label() { return w("status"); }, options: () => STATUSES.map((status) => ({ value: status, label: w(`statuses.${status}`) })) },
    { id: "source", get label() { return w("source"); }, options: () => SOURCES.map((source) => ({ value: source, label: sourceName(w, source) })) },
    { id: "owner", get label() { return w("owner"); }, kind: "one", options: () => [...people.options(), { value: "none", label: w("noOwner") }] },
    { id: "min_score", get label() { return w("score"); }, kind: "one", options: () => SCORES.map((score) => ({ value: score, label: w("scoreFrom", { score: Number(score) }) })) },
    { id: "created", get label() { return w("created"); }, kind: "dates" },
    { id: "import_id", get label() { return w("importFile"); }, kind: "one", options: () => (settled(imports)?.items ?? []).map(({ id, file_name }) => ({ value: id, label: file_name })) },
  ];
  const views: readonly SavedView[] = [
    { id: "all", get label() { return w("views.all"); }, params: {} },
    { id: "mine", get label() { return w("views.mine"); }, params: { owner: session()?.user.id ?? "", status: OPEN } },
    { id: "hot", get label() { return w("views.hot"); }, params: { min_score: "70", sort: "-score" } },
    { id: "unassigned", get label() { return w("views.unassigned"); }, params: { owner: "none", status: OPEN } },
    { id: "week", get label() { return w("views.week"); }, params: { created: `${dayAgo(6)}..` } },
  ];
  const state = createListState({ id: "leads", filters, views, defaultSort: "-created_at" });
  const query = () => {
    const { created, ...rest } = state.query();
    const [from, to] = created?.split("..") ?? [];
    return { ...rest, ...(from ? { from: startOf(from) } : {}), ...(to ? { to: startOf(to, 1) } : {}) };
  };
  return { state, query };
}
