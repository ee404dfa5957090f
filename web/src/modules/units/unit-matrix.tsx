import { useNavigate } from "@solidjs/router";
import Building from "lucide-solid/icons/building";
import ChevronDown from "lucide-solid/icons/chevron-down";
import X from "lucide-solid/icons/x";
import { createMemo, createSignal, For, Show } from "solid-js";
import type * as z from "zod";
import { formatMinor, formatNumber } from "#web/src/kernel/format.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { PendingMark } from "#web/src/modules/approvals/pending-mark.tsx";
import type { UnitStatus } from "#web/src/ui/badge.tsx";
import { ButtonLink, IconButton } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { getBuilding } from "#worker/modules/inventory/contract.ts";
import { UnitGlance } from "./unit-glance.tsx";
import { UnitsFab, UnitsHead, ViewSwitch } from "./units-head.tsx";
import type { UnitsContext } from "./units-state.ts";
import { UNIT_ICONS, UNIT_STATUSES } from "./unit-status.tsx";

type BuildingView = z.output<NonNullable<typeof getBuilding.returns>>;
type Cell = BuildingView["units"][number];

/** A building floor by floor, the highest first; a unit opens beside it. */
export function UnitMatrix(props: { units: UnitsContext }) {
  const { w, state, projects, buildings } = props.units;
  const project = () => state.text("project") || projects.all()[0]?.id;
  const building = () => buildings.all().find(({ id }) => id === state.text("building")) ?? buildings.all()[0];
  const [open, setOpen] = createSignal<string>();
  const query = useCall(getBuilding, () => (building() ? { params: { building_id: building()!.id } } : undefined));
  const found = () => { const data = settled(query); return data?.id === building()?.id ? data : undefined; };
  useLive("unit.*", () => void invalidate("/v1/buildings", "/v1/units"));
  useLive<{ unit_id?: string }>("approval.*", ({ unit_id }) => unit_id && void invalidate("/v1/buildings"));
  usePage(() => ({ title: building()?.name ?? w("title"), crumbs: [{ label: w("inventory") }, { label: w("title"), href: "/units" }] }));
  const choose = (change: { project?: string; building?: string }) => { for (const [id, value] of Object.entries(change)) state.setFilter(id, value ? [value] : []); setOpen(undefined); };
  // The first project stands in until one is chosen, so that its buildings are read.
  const chosen = createMemo(() => state.text("project") || undefined);
  const only = () => state.values("status") as UnitStatus[];
  const toggle = (status: UnitStatus) => state.setFilter("status", only().includes(status) ? only().filter((one) => one !== status) : [...only(), status]);
  const counts = createMemo(() => Object.fromEntries(UNIT_STATUSES.map((status) => [status, (found()?.units ?? []).filter((unit) => unit.status === status).length])));

  const Places = () => (
    <>
      <Show when={projects.all().length}>
          <Menu label={projects.all().find(({ id }) => id === chosen())?.name ?? w("project")} size="sm" trailing={ChevronDown} entries={projects.all().map(({ id, name }) => ({ label: name, checked: id === chosen(), onSelect: () => choose({ project: id, building: "" }) }))} />
        </Show>
        <Show when={buildings.all().length > 1}>
          <Menu label={building()?.name ?? w("building")} size="sm" trailing={ChevronDown} entries={buildings.all().map(({ id, name }) => ({ label: name, checked: id === building()?.id, onSelect: () => choose({ building: id }) }))} />
        </Show>
    </>
  );
  return (
    <>
      <div class="page-head">
        <h1 class="page-title">{w("title")}</h1>
        <Places />
        <span class="push row"><UnitsHead units={props.units} /></span>
      </div>
      <div class="toolbar phone-only"><ViewSwitch units={props.units} /><Places /></div>
      <Show when={found()}>
        <div class="toolbar">
          <div class="legend" role="group" aria-label={w("matrixView.legend")}>
            <For each={UNIT_STATUSES}>
              {(status) => <button type="button" class="legend__item" data-unit={status} aria-pressed={only().includes(status)} data-tooltip={w("matrixView.filtered", { status: w(`status.${status}`) })} onClick={() => toggle(status)}><Icon of={UNIT_ICONS[status]} />{w(`status.${status}`)} <b>{formatNumber(counts()[status] ?? 0)}</b></button>}
            </For>
          </div>
        </div>
      </Show>
      <Show when={!query.isLoadingError} fallback={<div class="scroll"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}>
        <Show when={chosen()} fallback={<div class="scroll"><EmptyState icon={Building} title={w("matrixView.choose")} actions={<For each={projects.all().slice(0, 5)}>{(one) => <ButtonLink href={`/units?view=matrix&project=${one.id}`}>{one.name}</ButtonLink>}</For>} /></div>}>
          <Show when={buildings.project()} fallback={<SkeletonLines lines={8} />}>
            <Show when={building()} fallback={<div class="scroll"><EmptyState icon={Building} title={w("projectsPage.buildingNone")} actions={<ButtonLink href={`/projects/${project()}`}>{w("projectsPage.newBuilding")}</ButtonLink>}>{w("projectsPage.buildingNoneHelp")}</EmptyState></div>}>
              <Show when={found()} fallback={<SkeletonLines lines={8} />}>
                {(view) => (
                  <Show when={view().units.length} fallback={<div class="scroll"><EmptyState icon={Building} title={w("matrixView.none")} /></div>}>
                    <div class="split" data-open={open() ? "" : undefined}>
                      <Floors units={view().units} open={open()} only={only()} onOpen={setOpen} w={w} />
                      <Show when={open()}>
                        {(id) => (
                          <aside class="split__side" aria-label={w("matrixView.open")}>
                            <UnitGlance id={id()} close={<IconButton icon={X} size="sm" label={w("matrixView.close")} onClick={() => setOpen(undefined)} />} />
                          </aside>
                        )}
                      </Show>
                    </div>
                  </Show>
                )}
              </Show>
            </Show>
          </Show>
        </Show>
      </Show>
      <UnitsFab units={props.units} />
    </>
  );
}

interface FloorsProps {
  units: readonly Cell[];
  open: string | undefined;
  only: readonly UnitStatus[];
  onOpen: (id: string) => void;
  w: UnitsContext["w"];
}

function Floors(props: FloorsProps) {
  const navigate = useNavigate();
  const floors = createMemo(() => {
    const byFloor = Map.groupBy(props.units, (unit) => unit.floor);
    return [...byFloor].sort(([a], [b]) => (b ?? -Infinity) - (a ?? -Infinity)).map(([floor, units]) => ({ floor, units }));
  });
  const stacks = () => Math.max(...floors().map(({ units }) => units.length), 1);
  const name = (floor: number | null) => (floor === null ? "—" : floor === 0 ? props.w("ground") : formatNumber(floor));
  const step = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    const [down, across] = ({ ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, rtl], ArrowLeft: [0, -rtl] } as Record<string, [number, number]>)[event.key] ?? [0, 0];
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-cell]");
    if (!cell || (!down && !across)) return;
    event.preventDefault();
    const [row, column] = cell.dataset.cell!.split(",").map(Number) as [number, number];
    const units = floors()[row + down]?.units;
    const at = Math.min(column + across, (units?.length ?? 1) - 1);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${row + down},${at}"]`)?.focus();
  };
  return (
    <div class="scroll">
      <div class="matrix" style={{ "--stacks": stacks() }} onKeyDown={step}>
        <For each={floors()}>
          {(floor, row) => (
            <>
              <div class="matrix__floor"><span class="visually-hidden">{props.w("matrixView.floor")} </span>{name(floor.floor)}</div>
              <For each={Array.from({ length: stacks() }, (_, at) => floor.units[at])}>
                {(unit, column) => (
                  <Show when={unit} fallback={<span />}>
                    {(one) => (
                      <button
                        type="button" class="unit" data-unit={one().status} data-cell={`${row()},${column()}`} data-dim={props.only.length && !props.only.includes(one().status) ? "" : undefined} aria-pressed={props.open === one().id}
                        onClick={() => props.onOpen(one().id)} onDblClick={() => navigate(`/units/${one().id}`)}
                      >
                        <b class="code">{one().code}</b><Icon of={UNIT_ICONS[one().status]} /><span class="visually-hidden">{props.w(`status.${one().status}`)}</span><span>{formatMinor(one().price_minor, one().currency, { compact: true })}</span>
                        <PendingMark of={one()} brief />
                      </button>
                    )}
                  </Show>
                )}
              </For>
            </>
          )}
        </For>
      </div>
    </div>
  );
}
