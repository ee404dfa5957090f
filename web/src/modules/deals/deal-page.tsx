import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, Show, type JSX } from "solid-js";
import type * as z from "zod";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { can } from "#web/src/kernel/session.ts";
import { ApprovalBanner, ApprovalSection } from "#web/src/modules/approvals/record-approvals.tsx";
import { UnitStatusBadge } from "#web/src/modules/units/unit-status.tsx";
import { unitWords } from "#web/src/modules/units/text/index.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { RecordPage } from "#web/src/ui/record-page.tsx";
import type { Tab } from "#web/src/ui/tabs.tsx";
import { StagePath, type Fact } from "#web/src/ui/record-parts.tsx";
import { Code, DateTime, Money, Name, Nothing } from "#web/src/ui/text.tsx";
import { getDeal, type DealDetail } from "#worker/modules/deals/contract.ts";
import { AddUnitDialog } from "./add-unit-dialog.tsx";
import { createDealActions, DealActions } from "./deal-actions.tsx";
import { DealDetails } from "./deal-details.tsx";
import { DealRelated } from "./deal-related.tsx";
import { DealSide, PhoneLead } from "./deal-side.tsx";
import { DealUnits } from "./deal-units.tsx";
import { LostDialog } from "./lost-dialog.tsx";
import { useTasksTab } from "#web/src/modules/tasks/record-tasks.tsx";
import { usePeople } from "#web/src/modules/users/people.ts";
import { reasonName, stageName, useLostReasons, usePipelines } from "./pipelines.ts";
import { RecordTimeline } from "#web/src/modules/activities/record-timeline.tsx";
import { settled } from "#web/src/kernel/settled.ts";
import { DealStatus } from "./status.tsx";
import { dealWords } from "./text/index.ts";
import "./deals.css";

const NO_TABS: readonly Tab[] = [];

export type DealView = z.output<typeof DealDetail>;

/** One deal: where it stands, what to do next, and everything about it. */
export default function DealPage() {
  const w = useWords(dealWords);
  useWords(unitWords)("title");
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const query = useCall(getDeal, () => ({ params: { deal_id: params.id } }));
  const deal = () => { const found = settled(query); return found?.id === params.id ? found : undefined; };
  const tasks = useTasksTab(() => ({ type: "deal", id: params.id, name: deal()?.name ?? "" }));
  const people = usePeople();
  const pipelines = usePipelines();
  const [adding, setAdding] = createSignal(false);
  const actions = createDealActions(deal, { deleted: () => navigate("/deals") });
  useLive<{ deal_id?: string }>("*", (payload) => payload?.deal_id === params.id && void invalidate("/v1/deals/:deal_id"));

  const stages = () => pipelines.stages(deal()?.pipeline_id);
  const path = () => stages().filter((stage) => !stage.is_loss);
  const crumbs = () => [{ label: w("title"), href: "/deals" }, ...(deal() ? [{ label: deal()!.pipeline.name, href: `/deals?pipeline=${deal()!.pipeline.id}` }] : [])];
  const Here = (props: { children: (found: () => DealView) => JSX.Element }) => <Show when={deal()}>{(found) => props.children(found)}</Show>;
  // The same objects for as long as the page lives: a refresh must not close the form or the menu somebody is in.
  const tabs: readonly Tab[] = [
    { id: "timeline", get label() { return w("tabs.timeline"); }, content: () => <RecordTimeline subject_type="deal" subject_id={params.id} unit={(id) => deal()?.units.find((unit) => unit.unit_id === id)?.code} deal={(id) => (id === params.id ? deal()?.name : undefined)} canWrite /> },
    ...tasks(),
    { id: "details", get label() { return w("tabs.details"); }, content: () => <Here>{(found) => <DealDetails deal={found()} />}</Here> },
    { id: "units", get label() { return w("tabs.units"); }, get count() { return deal()?.units.length; }, content: () => <Here>{(found) => <DealUnits deal={found()} onAdd={() => setAdding(true)} />}</Here> },
    { id: "related", get label() { return w("tabs.related"); }, get count() { return deal() && deal()!.contacts.length + deal()!.companies.length; }, content: () => <Here>{(found) => <DealRelated deal={found()} />}</Here> },
  ];
  return (
    <>
      <RecordPage
        title={deal()?.name ?? ""} crumbs={crumbs()} loading={!deal()} error={query.isLoadingError ? query.error : undefined} retry={() => void query.refetch()}
        subtitle={<Here>{(found) => <Subtitle deal={found()} />}</Here>} actions={<Here>{(found) => <DealActions deal={found()} actions={actions} stages={stages()} />}</Here>} banner={<><ApprovalBanner object_type="deal" object_id={params.id} /><Here>{(found) => <ClosedBanner deal={found()} />}</Here></>}
        path={deal() && deal()!.status !== "lost" && <StagePath label={w("move.path", { pipeline: deal()!.pipeline.name })} current={deal()!.stage_id} stages={path().map((stage) => ({ id: stage.id, label: stageName(stage), detail: stage.id === deal()!.stage_id && !stage.is_win && !stage.is_loss ? `${stage.probability_pct}%` : undefined }))} onMove={deal()!.status === "open" && can("deal.stage.move") ? (id) => void actions.moveTo(stages().find((stage) => stage.id === id)!) : undefined} />}
        facts={deal() ? facts(deal()!) : []} side={<Here>{(found) => <><ApprovalSection object_type="deal" object_id={params.id} /><DealSide deal={found()} /></>}</Here>} sideLabel={w("side.about")} phoneLead={<Here>{(found) => <PhoneLead deal={found()} />}</Here>}
        tabs={deal() ? tabs : NO_TABS}
      />
      <AddUnitDialog open={adding()} deal_id={params.id} onClose={() => setAdding(false)} />
      <LostDialog deal={actions.losing() ? deal() : undefined} onClose={actions.keep} onLost={actions.lost} />
    </>
  );

  function facts(found: DealView): readonly Fact[] {
    const unit = found.units[0];
    const contact = found.contacts[0];
    return [
      { label: w("amount"), value: <Money amount={found.amount_minor} currency={found.currency} /> },
      { label: w("closeDate"), value: <DateTime at={found.close_date} /> },
      { label: w("unit"), value: <Show when={unit} fallback={<Nothing />}><Link href={`/units/${unit!.unit_id}`}><Code>{unit!.code}</Code></Link><UnitStatusBadge status={unit!.unit_status} /></Show> },
      { label: w("contact"), value: <Show when={contact} fallback={<Nothing />}><Link href={`/contacts/${contact!.contact_id}`}><Name>{contact!.full_name}</Name></Link></Show> },
      { label: w("owner"), value: <Person name={people.name(found.owner_user_id)} fallback={w("noOwner")} /> },
      { label: w("status"), value: <DealStatus status={found.status} /> },
    ];
  }
}

function Subtitle(props: { deal: DealView }): JSX.Element {
  const w = useWords(dealWords);
  const unit = () => props.deal.units[0];
  return (
    <Show when={unit()} fallback={<Show when={props.deal.companies[0]}>{(company) => <Name>{company().name}</Name>}</Show>}>
      {(one) => <><span>{w("unit")}</span><Code>{one().code}</Code><span aria-hidden="true">·</span><Name>{one().project_name}</Name><Show when={props.deal.units.length > 1}><span aria-hidden="true">·</span><span>{w("unitsCount", { count: props.deal.units.length })}</span></Show></>}
    </Show>
  );
}

function ClosedBanner(props: { deal: DealView }) {
  const w = useWords(dealWords);
  const reasons = useLostReasons();
  const date = () => formatDate(props.deal.close_date ?? props.deal.closed_at ?? props.deal.updated_at);
  const reason = () => { const found = reasons.find(props.deal.lost_reason_code); return found ? reasonName(found) : props.deal.lost_reason_code; };
  return (
    <Show when={props.deal.status !== "open"}>
      <Show when={props.deal.status === "won"} fallback={<Banner tone="danger" title={`${w("closed.lost", { date: date() })} · ${reason()}`}><span dir="auto">{props.deal.lost_note ?? w("closed.help")}</span></Banner>}>
        <Banner tone="success" title={w("closed.won", { date: date() })}>{w("closed.help")}</Banner>
      </Show>
    </Show>
  );
}
