import { useSearchParams } from "@solidjs/router";
import { useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { createListState, type SavedView } from "#web/src/ui/list-state.ts";
import { usePipelines } from "./pipelines.ts";
import { dealWords } from "./text/index.ts";

export type DealsContext = ReturnType<typeof createDeals>;

/** What the deals page shows and how: the view, its filters and the pipeline live in the address. */
export function createDeals() {
  const w = useWords(dealWords);
  const [params, setParams] = useSearchParams<{ view?: string; pipeline?: string; new?: string }>();
  const people = usePeople();
  const pipelines = usePipelines();
  const owner = { id: "owner", get label() { return w("owner"); }, kind: "one" as const, options: () => [...people.options(), { value: "none", label: w("noOwner") }] };
  const filters = [
    owner,
    { id: "status", get label() { return w("status"); }, options: () => (["open", "won", "lost"] as const).map((status) => ({ value: status, label: w(`statuses.${status}`) })) },
    { id: "closing", get label() { return w("closing"); }, kind: "dates" as const },
  ];
  const views: readonly SavedView[] = [
    { id: "all", get label() { return w("views.all"); }, params: {} },
    { id: "mine", get label() { return w("views.mine"); }, params: { owner: session()?.user.id ?? "", status: "open" } },
    { id: "open", get label() { return w("views.open"); }, params: { status: "open" } },
    { id: "won", get label() { return w("views.won"); }, params: { status: "won", sort: "-updated_at" } },
    { id: "lost", get label() { return w("views.lost"); }, params: { status: "lost", sort: "-updated_at" } },
  ];
  return {
    w, people, pipelines,
    list: createListState({ id: "deals", filters, views, defaultSort: "-updated_at" }),
    /** The board has its stages for states and shows what is open now: only the owner narrows it. */
    board: createListState({ id: "deals-board", filters: [owner] }),
    view: () => (params.view === "list" ? "list" : "board"),
    setView: (view: string) => setParams({ view: view === "list" ? "list" : undefined, status: undefined, closing: undefined, sort: undefined }, { scroll: false }),
    pipeline: () => params.pipeline,
    setPipeline: (id: string) => setParams({ pipeline: id }, { scroll: false }),
    creating: () => params.new !== undefined,
    create: (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false }),
  };
}
