import Building from "lucide-solid/icons/building";
import Plus from "lucide-solid/icons/plus";
import { Show } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { PendingMark } from "#web/src/modules/approvals/pending-mark.tsx";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { Code, Money, Name, Nothing, RelativeTime } from "#web/src/ui/text.tsx";
import { listUnits } from "#worker/modules/inventory/contract.ts";
import { Area } from "./area.tsx";
import { NewUnitDialog } from "./new-unit-dialog.tsx";
import type { UnitRow } from "./unit-data.ts";
import { UnitMatrix } from "./unit-matrix.tsx";
import { UnitStatusBadge } from "./unit-status.tsx";
import { UnitsFab, UnitsHead, ViewSwitch } from "./units-head.tsx";
import { createUnits, type UnitsContext } from "./units-state.ts";
import "./units.css";

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

function UnitsList(props: { units: UnitsContext }) {
  const { w, types } = props.units;
  const list = usePages(listUnits, props.units.query);
  useLive("unit.*", () => void invalidate("/v1/units"));
  useLive<{ unit_id?: string }>("approval.*", ({ unit_id }) => unit_id && void invalidate("/v1/units"));
  const columns = (): readonly Column<UnitRow>[] => [
    { id: "code", header: w("code"), width: 130, sort: "code", required: true, cell: (unit) => <span class="marked table__primary"><Code>{unit.code}</Code><PendingMark of={unit} brief /></span> },
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
      phoneRow={(unit) => ({ title: <span class="marked"><Code>{unit.code}</Code><PendingMark of={unit} brief /></span>, end: <UnitStatusBadge status={unit.status} />, text: <Name>{unit.project_name}</Name>, textEnd: <Money amount={unit.price_minor} currency={unit.currency} /> })}
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
