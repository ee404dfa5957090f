import { useNavigate, useParams } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Tag from "lucide-solid/icons/tag";
import Trash from "lucide-solid/icons/trash";
import { createSignal, Show, type JSX } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { ApprovalBanner, ApprovalSection } from "#web/src/modules/approvals/record-approvals.tsx";
import { RecordTimeline } from "#web/src/modules/activities/record-timeline.tsx";
import { useTasksTab } from "#web/src/modules/tasks/record-tasks.tsx";
import { settled } from "#web/src/kernel/settled.ts";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Menu, type MenuEntry } from "#web/src/ui/menu.tsx";
import { RecordPage } from "#web/src/ui/record-page.tsx";
import { Section, type Fact } from "#web/src/ui/record-parts.tsx";
import type { Tab } from "#web/src/ui/tabs.tsx";
import { Money, Name, Nothing } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { deleteUnit, getUnit } from "#worker/modules/inventory/contract.ts";
import { PriceHistory } from "./price-history.tsx";
import { Reservation } from "./reservation.tsx";
import { ReserveButton } from "./reserve-dialog.tsx";
import { unitWords } from "./text/index.ts";
import { unitErrorText, useUnitTypes, type UnitView } from "./unit-data.ts";
import { UnitDetails } from "./unit-details.tsx";
import { PriceDialog, StatusDialog } from "./unit-dialogs.tsx";
import { UnitStatusBadge } from "./unit-status.tsx";
import { Area } from "./area.tsx";
import "./units.css";

const NO_TABS: readonly Tab[] = [];

/** One unit: what it is, what it costs, who holds it and who waits. */
export default function UnitPage() {
  const w = useWords(unitWords);
  const params = useParams<{ id: string }>();
  const types = useUnitTypes();
  const query = useCall(getUnit, () => ({ params: { unit_id: params.id } }));
  const unit = () => { const found = settled(query); return found?.id === params.id ? found : undefined; };
  const tasks = useTasksTab(() => ({ type: "unit", id: params.id, name: unit()?.code ?? "" }));
  const [dialog, setDialog] = createSignal<"status" | "price">();
  useLive<{ unit_id?: string }>("*", (payload) => payload?.unit_id === params.id && void invalidate("/v1/units/:unit_id"));

  const dealName = (id: string) => [unit()?.reservation, ...(unit()?.waitlist ?? [])].find((held) => held?.deal_id === id)?.deal_name;
  const crumbs = () => [{ label: w("title"), href: "/units" }, ...(unit() ? [{ label: unit()!.project.name, href: `/projects/${unit()!.project_id}` }] : [])];
  const Here = (props: { children: (found: () => UnitView) => JSX.Element }) => <Show when={unit()}>{(found) => props.children(found)}</Show>;
  // The same objects for as long as the page lives: a refresh must not close the form somebody is in.
  const tabs: readonly Tab[] = [
    { id: "overview", get label() { return w("tabs.overview"); }, content: () => <Here>{(found) => <UnitDetails unit={found()} />}</Here> },
    { id: "timeline", get label() { return w("tabs.timeline"); }, content: () => <RecordTimeline subject_type="unit" subject_id={params.id} unit={(id) => (id === params.id ? unit()?.code : undefined)} deal={dealName} canWrite /> },
    ...tasks(),
    { id: "prices", get label() { return w("tabs.prices"); }, content: () => <PriceHistory unit_id={params.id} /> },
  ];
  return (
    <>
      <RecordPage
        title={unit()?.code ?? ""} crumbs={crumbs()} loading={!unit()} error={query.isLoadingError ? query.error : undefined} retry={() => void query.refetch()}
        subtitle={unit() && <><Name>{unit()!.project.name}</Name><Show when={unit()!.building}>{(building) => <><span aria-hidden="true">·</span><Name>{building().name}</Name></>}</Show><span aria-hidden="true">·</span><span>{types.label(unit()!.unit_type_code)}</span></>}
        banner={<ApprovalBanner object_type="unit" object_id={params.id} />}
        actions={<Here>{(found) => <Actions unit={found()} open={setDialog} />}</Here>} facts={unit() ? facts(unit()!) : []}
        side={<Here>{(found) => <><ApprovalSection object_type="unit" object_id={params.id} /><Section title={w("reservation.title")}><Reservation unit={found()} /></Section><Section title={w("tabs.prices")} deskOnly><PriceHistory unit_id={params.id} brief /></Section></>}</Here>}
        tabs={unit() ? tabs : NO_TABS}
      />
      <Show when={unit()}>
        {(found) => (
          <>
            <StatusDialog unit={found()} open={dialog() === "status"} onClose={() => setDialog(undefined)} />
            <PriceDialog unit={found()} open={dialog() === "price"} onClose={() => setDialog(undefined)} />
          </>
        )}
      </Show>
    </>
  );

  function facts(found: UnitView): readonly Fact[] {
    return [
      { label: w("price"), value: <Money amount={found.price_minor} currency={found.currency} /> },
      { label: w("statusLabel"), value: <UnitStatusBadge status={found.status} /> },
      { label: w("size"), value: <Area of={found.size_sqm} /> },
      { label: w("bedrooms"), value: found.bedrooms === null ? <Nothing /> : formatNumber(found.bedrooms) },
      { label: w("floor"), value: found.floor === null ? <Nothing /> : found.floor === 0 ? w("ground") : formatNumber(found.floor) },
      { label: w("project"), value: <Link href={`/projects/${found.project_id}`}><Name>{found.project.name}</Name></Link> },
    ];
  }
}

function Actions(props: { unit: UnitView; open: (dialog: "status" | "price") => void }) {
  const w = useWords(unitWords);
  const navigate = useNavigate();
  const fixed = () => props.unit.status === "reserved" || props.unit.status === "sold";
  const remove = async () => {
    if (!(await confirm({ title: w("remove.title", { unit: props.unit.code }), text: w("remove.text"), confirmLabel: t("action.delete"), danger: true }))) return;
    try {
      await call(deleteUnit, { params: { unit_id: props.unit.id } });
      navigate("/units");
      toast.success(w("remove.done", { unit: props.unit.code }));
      await invalidate("/v1/units", "/v1/projects", "/v1/buildings");
    } catch (error) {
      toast.error(unitErrorText(error, { CONFLICT: w("remove.conflict") }));
    }
  };
  const entries = (): MenuEntry[] => (can("unit.delete") ? [{ label: w("remove.action"), icon: Trash, danger: true, onSelect: () => void remove() }] : []);
  return (
    <>
      <Show when={can("unit.status.update")}><Button variant="ghost" disabledReason={fixed() ? w("setStatus.fixed") : undefined} onClick={() => props.open("status")}>{w("setStatus.action")}</Button></Show>
      <Show when={can("unit.price.update")}><Button icon={Tag} disabledReason={props.unit.status === "sold" ? w("setPrice.conflict") : undefined} onClick={() => props.open("price")}>{w("setPrice.action")}</Button></Show>
      <ReserveButton unit={props.unit} variant="primary" />
      <Show when={entries().length}><Menu label={t("action.more")} icon={Ellipsis} iconOnly placement="bottom-end" entries={entries()} /></Show>
    </>
  );
}
