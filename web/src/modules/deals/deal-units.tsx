import Bookmark from "lucide-solid/icons/bookmark";
import Building from "lucide-solid/icons/building";
import CircleCheck from "lucide-solid/icons/circle-check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Hourglass from "lucide-solid/icons/hourglass";
import Link2 from "lucide-solid/icons/link-2";
import Plus from "lucide-solid/icons/plus";
import { For, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { UnitStatusBadge } from "#web/src/modules/units/unit-status.tsx";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { Code, Money, Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { removeDealUnit } from "#worker/modules/deals/contract.ts";
import { releaseUnit, reserveUnit } from "#worker/modules/inventory/contract.ts";
import type { DealView } from "./deal-page.tsx";
import { dealWords } from "./text/index.ts";
import { dealErrorText } from "./words.ts";

type LinkedUnit = DealView["units"][number];

const refresh = () => invalidate("/v1/deals", "/v1/units", "/v1/timeline");
const attempt = async (work: () => Promise<unknown>) => {
  try {
    await work();
    await refresh();
  } catch (error) {
    toast.error(dealErrorText(error));
    await refresh();
  }
};

/** The units of a deal: what each costs here, and whether it is held or waited for. */
export function DealUnits(props: { deal: DealView; onAdd: () => void }) {
  const w = useWords(dealWords);
  const open = () => props.deal.status === "open";
  const add = () => <Show when={open() && can("deal.update")}><Button icon={Plus} onClick={props.onAdd}>{w("unitsTab.add")}</Button></Show>;
  return (
    <Show when={props.deal.units.length} fallback={<EmptyState icon={Building} title={w("unitsTab.none")} actions={add()}>{w("unitsTab.noneHelp")}</EmptyState>}>
      <div class="stack" data-gap="lg">
        <ul class="unit-rows" aria-label={w("units")}>
          <For each={props.deal.units}>{(unit) => <UnitRow deal={props.deal} unit={unit} />}</For>
        </ul>
        <div>{add()}</div>
      </div>
    </Show>
  );
}

function UnitRow(props: { deal: DealView; unit: LinkedUnit }) {
  const w = useWords(dealWords);
  const named = () => ({ unit: props.unit.code });
  const params = () => ({ unit_id: props.unit.unit_id });
  const held = () => props.unit.reservation?.status === "active" || props.unit.reservation?.status === "waitlisted";
  const reserve = () => attempt(async () => {
    const { reservation } = await call(reserveUnit, { params: params(), body: { deal_id: props.deal.id, price_minor: props.unit.price_minor } });
    if (reservation.status === "waitlisted") toast.info(w("unitsTab.waitlisted", { ...named(), place: reservation.position ?? 1 }));
    else toast.success(w("unitsTab.reserved", named()));
  });
  const release = async () => {
    if (!(await confirm({ title: w("unitsTab.releaseTitle", named()), text: w("unitsTab.releaseText"), confirmLabel: w("unitsTab.release") }))) return;
    await attempt(async () => {
      await call(releaseUnit, { params: params(), body: { deal_id: props.deal.id } });
      toast.success(w("unitsTab.released", named()));
    });
  };
  const unlink = async () => {
    const asked = !held() || (await confirm({ title: w("unitsTab.unlinkTitle", named()), text: w("unitsTab.unlinkText"), confirmLabel: w("unitsTab.unlink"), danger: true }));
    if (!asked) return;
    await attempt(async () => {
      await call(removeDealUnit, { params: { deal_id: props.deal.id, unit_id: props.unit.unit_id } });
      toast.success(w("unitsTab.unlinked", named()));
    });
  };
  const reservable = () => !held() && (props.unit.unit_status === "available" || props.unit.unit_status === "reserved");
  const entries = () => [
    ...(held() && can("unit.reserve") ? [{ label: w("unitsTab.release"), onSelect: () => void release() }] : []),
    ...(can("deal.update") ? [{ label: w("unitsTab.unlink"), danger: true, onSelect: () => void unlink() }] : []),
  ];
  return (
    <li class="unit-row">
      <div class="unit-row__what">
        <span class="row" data-gap="sm"><Link href={`/units/${props.unit.unit_id}`} class="strong"><Code>{props.unit.code}</Code></Link><UnitStatusBadge status={props.unit.unit_status} /></span>
        <span class="small muted row" data-gap="sm"><Name>{props.unit.project_name}</Name><Show when={props.unit.building_name}>{(name) => <><span aria-hidden="true">·</span><Name>{name()}</Name></>}</Show></span>
      </div>
      <div class="unit-row__price">
        <span class="strong"><Money amount={props.unit.price_minor} currency={props.unit.currency} /></span>
        <Show when={props.unit.price_minor !== props.unit.list_price_minor}><span class="small faint">{w("unitsTab.listPrice")} <Money amount={props.unit.list_price_minor} currency={props.unit.currency} /></span></Show>
      </div>
      <div class="unit-row__state"><ReservationState unit={props.unit} /></div>
      <div class="unit-row__actions">
        <Show when={props.deal.status === "open"}>
          <Show when={reservable() && can("unit.reserve")}><Button size="sm" icon={Bookmark} onClick={() => void reserve()}>{props.unit.unit_status === "reserved" ? w("addUnit.waitAction") : w("unitsTab.reserve")}</Button></Show>
          <Show when={entries().length}><Menu label={w("unitsTab.actions", named())} icon={Ellipsis} iconOnly size="sm" placement="bottom-end" entries={entries()} /></Show>
        </Show>
      </div>
    </li>
  );
}

/** How a linked unit stands to the deal, in colour, icon and words. */
export function ReservationState(props: { unit: LinkedUnit }) {
  const w = useWords(dealWords);
  const state = () => props.unit.reservation;
  return (
    <Show when={state()} fallback={<StatusBadge quiet tone="neutral" icon={Link2}>{w("unitsTab.linked")}</StatusBadge>}>
      {(held) => (
        <>
          <Show when={held().status === "active"}><StatusBadge tone="warning" icon={Bookmark}>{held().expires_at ? w("unitsTab.heldUntil", { date: formatDate(held().expires_at!, "short") }) : w("unitsTab.held")}</StatusBadge></Show>
          <Show when={held().status === "waitlisted"}><StatusBadge tone="violet" icon={Hourglass}>{w("unitsTab.waiting", { place: held().position ?? 1 })}</StatusBadge></Show>
          <Show when={held().status === "completed"}><StatusBadge tone="success" icon={CircleCheck}>{w("unitsTab.sold")}</StatusBadge></Show>
          <Show when={held().status === "released"}><StatusBadge quiet tone="neutral" icon={Link2}>{w("unitsTab.ended")}</StatusBadge></Show>
        </>
      )}
    </Show>
  );
}
