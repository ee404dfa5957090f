import { useSearchParams } from "@solidjs/router";
import ChevronDown from "lucide-solid/icons/chevron-down";
import List from "lucide-solid/icons/list";
import Plus from "lucide-solid/icons/plus";
import SquareKanban from "lucide-solid/icons/square-kanban";
import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { Button, ButtonGroup } from "#web/src/ui/button.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { createListState, type SavedView } from "#web/src/ui/list-state.ts";
import { Menu } from "#web/src/ui/menu.tsx";
import { DealsBoard } from "./deals-board.tsx";
import { DealsList } from "./deals-list.tsx";
import { NewDealDialog } from "./new-deal-dialog.tsx";
import { usePeople } from "./people.ts";
import { usePipelines } from "./pipelines.ts";
import { dealWords } from "./text/index.ts";
import "./deals.css";

export type DealsContext = ReturnType<typeof createDeals>;

function createDeals() {
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

/** Deals of a pipeline, as a board or as a list. */
export default function DealsPage() {
  const deals = createDeals();
  useShortcut("n", () => deals.create(true));
  return (
    <>
      <Show when={deals.view() === "list"} fallback={<DealsBoard deals={deals} />}><DealsList deals={deals} /></Show>
      <NewDealDialog open={deals.creating()} pipeline={deals.pipelines.find(deals.pipeline())?.id} onClose={() => deals.create(false)} />
    </>
  );
}

/** Which pipeline is on screen; nothing to choose while there is only one. */
export function PipelineMenu(props: { deals: DealsContext }) {
  const current = () => props.deals.pipelines.find(props.deals.pipeline());
  return (
    <Show when={props.deals.pipelines.active().length > 1}>
      <Menu
        label={current()?.name ?? props.deals.w("pipeline")} size="sm" trailing={ChevronDown}
        entries={props.deals.pipelines.active().map((pipeline) => ({ label: pipeline.name, checked: pipeline.id === current()?.id, onSelect: () => props.deals.setPipeline(pipeline.id) }))}
      />
    </Show>
  );
}

/** Board or list, and which pipeline: in the toolbar of a phone, which has no page head. */
export function PhoneViews(props: { deals: DealsContext }) {
  return <span class="phone-only row"><ViewSwitch deals={props.deals} /><PipelineMenu deals={props.deals} /></span>;
}

function ViewSwitch(props: { deals: DealsContext }) {
  const w = props.deals.w;
  return <ButtonGroup label={w("view")} value={props.deals.view()} onChange={props.deals.setView} options={[{ value: "board", label: w("board"), icon: SquareKanban }, { value: "list", label: w("list"), icon: List }]} />;
}

/** Board or list, and the way to a new deal. */
export function HeadActions(props: { deals: DealsContext }) {
  const w = props.deals.w;
  return (
    <>
      <ViewSwitch deals={props.deals} />
      <Show when={can("deal.create")}><span class="desk-only"><Button variant="primary" icon={Plus} onClick={() => props.deals.create(true)}>{w("newDeal")}</Button></span></Show>
    </>
  );
}

/** The new-deal button of a phone. */
export const NewDealFab = (props: { deals: DealsContext }) => <Show when={can("deal.create")}><Fab label={props.deals.w("newDeal")} onClick={() => props.deals.create(true)} /></Show>;
