import { useSearchParams } from "@solidjs/router";
import Building from "lucide-solid/icons/building";
import List from "lucide-solid/icons/list";
import Plus from "lucide-solid/icons/plus";
import SquareKanban from "lucide-solid/icons/square-kanban";
import { Show } from "solid-js";
import { formatNumber, parseMoney } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { Button, ButtonGroup, ButtonLink } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { Code, Money, Name, Nothing, RelativeTime } from "#web/src/ui/text.tsx";
import { listUnits } from "#worker/modules/inventory/contract.ts";
import { NewUnitDialog } from "./new-unit-dialog.tsx";
import { unitWords } from "./text/index.ts";
import { useBuildings, useProjects, useUnitTypes, type UnitRow } from "./unit-data.ts";
import { UnitMatrix } from "./unit-matrix.tsx";
import { UNIT_STATUSES, UnitStatusBadge } from "./unit-status.tsx";
import "./units.css";

export type UnitsContext = ReturnType<typeof createUnits>;
const BEDROOMS = ["0", "1", "2", "3", "4", "5"];

function createUnits() {
  const w = useWords(unitWords);
  const [params, setParams] = useSearchParams<{ view?: string; new?: string; project?: string; building?: string }>();
  const projects = useProjects();
  const types = useUnitTypes();
  const buildings = useBuildings(() => params.project);
  const currency = () => session()?.tenant.currency ?? "EGP";
  const state = createListState({
    id: "units", defaultSort: "code",
    filters: [
      { id: "project", get label() { return w("project"); }, kind: "one", options: projects.options },
      { id: "building", get label() { return w("building"); }, kind: "one", options: buildings.options },
      { id: "status", get label() { return w("statusLabel"); }, options: () => UNIT_STATUSES.map((status) => ({ value: status, label: w(`status.${status}`) })) },
      { id: "type", get label() { return w("type"); }, options: () => types.options() },
      { id: "bedrooms", get label() { return w("bedrooms"); }, kind: "one", options: () => BEDROOMS.map((count) => ({ value: count, label: count === "5" ? w("bedMany") : w("bedShort", { count: Number(count) }) })) },
      { id: "price_from", get label() { return `${w("priceFrom")} (${currency()})`; }, kind: "text" },
      { id: "price_to", get label() { return `${w("priceTo")} (${currency()})`; }, kind: "text" },
    ],
    views: [
      { id: "all", get label() { return w("views.all"); }, params: {} },
      { id: "available", get label() { return w("views.available"); }, params: { status: "available" } },
      { id: "reserved", get label() { return w("views.reserved"); }, params: { status: "reserved" } },
      { id: "sold", get label() { return w("views.sold"); }, params: { status: "sold" } },
      { id: "newest", get label() { return w("views.newest"); }, params: { sort: "-created_at" } },
    ],
  });
  const query = () => {
    const { bedrooms, price_from, price_to, ...rest } = state.query();
    const [from, to] = [parseMoney(price_from ?? "", currency()), parseMoney(price_to ?? "", currency())];
    return {
      ...rest, ...(bedrooms ? { min_bedrooms: bedrooms, ...(bedrooms === "5" ? {} : { max_bedrooms: bedrooms }) } : {}),
      ...(from === undefined ? {} : { min_price: from }), ...(to === undefined ? {} : { max_price: to }), ...(from === undefined && to === undefined ? {} : { currency: currency() }),
    };
  };
  return {
    w, state, query, projects, types, buildings,
    view: () => (params.view === "matrix" ? "matrix" : "list"),
    setView: (view: string) => setParams({ view: view === "matrix" ? "matrix" : undefined }, { scroll: false }),
    creating: () => params.new !== undefined,
    create: (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false }),
  };
}

/** What there is to sell, as a list or floor by floor. */
export default function UnitsPage() {
  const units = createUnits();
  useShortcut("n", () => can("unit.update") && units.create(true));
  return (
    <>
      <Show when={units.view() === "matrix"} fallback={<UnitsList units={units} />}><UnitMatrix units={units} /></Show>
      <NewUnitDialog open={units.creating()} project={units.state.text("project") || undefined} building={units.state.text("building") || undefined} onClose={() => units.create(false)} />
    </>
  );
}

/** List or floors; also in the toolbar of a phone, which has no page head. */
export function ViewSwitch(props: { units: UnitsContext }) {
  const w = props.units.w;
  return <ButtonGroup label={w("view")} value={props.units.view()} onChange={props.units.setView} options={[{ value: "list", label: w("list"), icon: List }, { value: "matrix", label: w("matrix"), icon: SquareKanban }]} />;
}

/** List or floors, and the way to a new unit. */
export function UnitsHead(props: { units: UnitsContext }) {
  const w = props.units.w;
  return (
    <>
      <ViewSwitch units={props.units} />
      <Show when={can("unit.update")}><span class="desk-only"><Button variant="primary" icon={Plus} onClick={() => props.units.create(true)}>{w("newUnit")}</Button></span></Show>
    </>
  );
}

export const UnitsFab = (props: { units: UnitsContext }) => <Show when={can("unit.update")}><Fab label={props.units.w("newUnit")} onClick={() => props.units.create(true)} /></Show>;

function UnitsList(props: { units: UnitsContext }) {
  const { w, types } = props.units;
  const list = usePages(listUnits, props.units.query);
  useLive("unit.*", () => void invalidate("/v1/units"));
  const columns = (): readonly Column<UnitRow>[] => [
    { id: "code", header: w("code"), width: 130, sort: "code", required: true, cell: (unit) => <span class="table__primary"><Code>{unit.code}</Code></span> },
    { id: "status", header: w("statusLabel"), width: 130, cell: (unit) => <UnitStatusBadge status={unit.status} /> },
    { id: "project", header: w("project"), width: 160, cell: (unit) => <Name>{unit.project_name}</Name> },
    { id: "building", header: w("building"), width: 110, cell: (unit) => <Name>{unit.building_name}</Name> },
    { id: "type", header: w("type"), width: 110, cell: (unit) => types.label(unit.unit_type_code) },
    { id: "floor", header: w("floor"), width: 80, numeric: true, cell: (unit) => <Show when={unit.floor !== null} fallback={<Nothing />}>{unit.floor === 0 ? w("ground") : formatNumber(unit.floor!)}</Show> },
    { id: "bedrooms", header: w("bedrooms"), width: 100, numeric: true, cell: (unit) => <Show when={unit.bedrooms !== null} fallback={<Nothing />}>{formatNumber(unit.bedrooms!)}</Show> },
    { id: "size", header: w("size"), width: 110, numeric: true, cell: (unit) => <Area of={unit.size_sqm} /> },
    { id: "price", header: w("price"), width: 150, numeric: true, sort: "price_minor", cell: (unit) => <Money amount={unit.price_minor} currency={unit.currency} /> },
    { id: "updated", header: w("updated"), width: 120, sort: "updated_at", cell: (unit) => <RelativeTime at={unit.updated_at} /> },
    { id: "view", header: w("facing"), width: 120, hidden: true, cell: (unit) => <Name>{unit.view}</Name> },
  ];
  return (
    <ListPage<UnitRow>
      title={w("title")} search={w("search")} crumbs={[{ label: w("inventory") }]} state={props.units.state} list={list as never} columns={columns()} rowId={(unit) => unit.id} rowLabel={(unit) => unit.code} rowHref={(unit) => `/units/${unit.id}`}
      phoneRow={(unit) => ({ title: <Code>{unit.code}</Code>, end: <UnitStatusBadge status={unit.status} />, text: <Name>{unit.project_name}</Name>, textEnd: <Money amount={unit.price_minor} currency={unit.currency} /> })}
      notice={<div class="phone-views"><span class="phone-only"><ViewSwitch units={props.units} /></span></div>}
      primary={<UnitsHead units={props.units} />} fab={<UnitsFab units={props.units} />}
      empty={
        <EmptyState icon={Building} title={w("none")} actions={
          <Show when={props.units.projects.all().length} fallback={<ButtonLink variant="primary" href="/projects?new=1">{w("addProject")}</ButtonLink>}>
            <Show when={can("unit.update")}><Button variant="primary" icon={Plus} onClick={() => props.units.create(true)}>{w("newUnit")}</Button></Show>
          </Show>
        }>{w("noneHelp")}</EmptyState>
      }
    />
  );
}

/** Square metres as the reader writes them. */
export function Area(props: { of: number | null }) {
  const w = useWords(unitWords);
  return <Show when={props.of !== null} fallback={<Nothing />}>{w("sqm", { size: formatNumber(props.of!, { maximumFractionDigits: 2 }) })}</Show>;
}
