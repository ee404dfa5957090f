import ShieldCheck from "lucide-solid/icons/shield-check";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import UserRoundCheck from "lucide-solid/icons/user-round-check";
import { createSignal, onCleanup, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { onResync, useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState, type SavedView } from "#web/src/ui/list-state.ts";
import { DateTime, Ltr, Name, RelativeTime } from "#web/src/ui/text.tsx";
import { listRequests } from "#worker/modules/approvals/contract.ts";
import { Asked } from "./asked.tsx";
import { DelegationDialog } from "./delegation-dialog.tsx";
import { actionName, type RequestRow } from "./request-data.ts";
import { Due, REQUEST_STATES, RequestState } from "./request-state.tsx";
import { RequestStats } from "./request-stats.tsx";
import { approvalWords } from "./text/index.ts";

const ACTIONS = ["deal.discount", "deal.value", "unit.price", "unit.status"];

function Nothing(props: { set: "to_decide" | "requested" | "all" | "stats" }) {
  const w = useWords(approvalWords);
  return (
    <EmptyState icon={ShieldCheck} title={w.maybe(`none.${props.set}`) ?? ""} actions={<Show when={props.set === "all" && can("approvals.policies.manage")}><ButtonLink variant="primary" href="/approvals/policies">{w("policies")}</ButtonLink></Show>}>
      {w.maybe(`none.${props.set}Help`)}
    </EmptyState>
  );
}

/** What waits for the reader's decision, what they asked for, and, for whom it is, everything and how it goes. */
export default function ApprovalsPage() {
  const w = useWords(approvalWords);
  const [delegating, setDelegating] = createSignal(false);
  const sets = (["to_decide", "requested", "all", "stats"] as const).filter((set) => (set === "to_decide" ? can("approvals.decide") : set === "requested" || can("approvals.requests.read")));
  const state = createListState({
    id: "approvals", defaultSort: "-created_at",
    get views(): readonly SavedView[] { return sets.map((set, at) => ({ id: set, get label() { return w(`views.${set}`); }, params: at ? { set } : ({} as Record<string, string>) })); },
    filters: [
      { id: "set", label: "", byView: true },
      { id: "state", get label() { return w("state"); }, options: () => REQUEST_STATES.map((value) => ({ value, label: w(`states.${value}`) })) },
      { id: "action_code", kind: "one", get label() { return w("action"); }, options: () => ACTIONS.map((value) => ({ value, label: w.maybe(`actions.${value.replace(".", "_")}`) ?? value })) },
    ],
  });
  const set = () => sets.find((one) => one === state.text("set")) ?? sets[0]!;
  const list = usePages(listRequests, () => {
    const { set: _, ...query } = state.query();
    const shown = set();
    if (shown === "stats") return undefined;
    return shown === "all" ? query : { ...query, mine: shown };
  });
  const refresh = () => void invalidate("/v1/approvals/requests");
  useLive("approval.*", refresh);
  onCleanup(onResync(refresh));
  const columns = (): readonly Column<RequestRow>[] => [
    { id: "record", header: w("record"), width: 180, required: true, cell: (request) => <Name primary>{request.title}</Name> },
    { id: "asked", header: w("asked"), width: 320, required: true, cell: (request) => <Asked of={request} /> },
    { id: "action", header: w("action"), width: 120, cell: (request) => actionName(request.action_code) },
    { id: "requester", header: w("requester"), width: 150, cell: (request) => <Person name={request.requester.full_name} /> },
    { id: "state", header: w("state"), width: 115, cell: (request) => <RequestState state={request.state} /> },
    { id: "step", header: w("step"), width: 75, cell: (request) => <Ltr>{w("stepOf", { step: request.current_step, total: request.steps_count })}</Ltr> },
    { id: "due", header: w("due"), width: 140, cell: (request) => <Due of={request} /> },
    { id: "created", header: w("created"), width: 105, sort: "created_at", cell: (request) => <RelativeTime at={request.created_at} /> },
    { id: "decided", header: w("decided"), width: 110, hidden: true, cell: (request) => <DateTime at={request.decided_at} /> },
  ];
  return (
    <>
      <ListPage<RequestRow>
        title={w("title")} crumbs={[]} state={state} list={list as never} columns={columns()} rowId={(request) => request.id} rowLabel={(request) => `${request.title}, ${request.summary}`} rowHref={(request) => `/approvals/${request.id}`}
        phoneRow={(request) => ({ title: <Name>{request.title}</Name>, end: <RequestState state={request.state} />, text: <Asked of={request} />, textEnd: request.state === "pending" && request.due_at ? <Due of={request} /> : <RelativeTime at={request.created_at} /> })}
        actions={
          <>
            <Show when={can("approvals.decide")}><Button variant="ghost" icon={UserRoundCheck} onClick={() => setDelegating(true)}>{w("delegate")}</Button></Show>
            <Show when={can("approvals.policies.manage")}><ButtonLink variant="ghost" icon={SlidersHorizontal} href="/approvals/policies">{w("policies")}</ButtonLink></Show>
          </>
        }
        instead={set() === "stats" ? () => <RequestStats /> : undefined}
        empty={<Nothing set={set()} />}
      />
      <Show when={can("approvals.decide")}><DelegationDialog open={delegating()} onClose={() => setDelegating(false)} /></Show>
    </>
  );
}
