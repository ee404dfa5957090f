import { Show, For } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Avatar } from "#web/src/ui/avatar.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { releaseUnit } from "#worker/modules/inventory/contract.ts";
import { unitWords } from "./text/index.ts";
import { unitErrorText, type UnitView } from "./unit-data.ts";

/** Who holds a unit, who waits for it in which order, and the way to let it go. */
export function Reservation(props: { unit: UnitView }) {
  const w = useWords(unitWords);
  const people = usePeople();
  const release = async () => {
    const next = props.unit.waitlist[0];
    const text = next ? w("reservation.releaseNext", { deal: next.deal_name }) : w("reservation.releaseFree");
    if (!(await confirm({ title: w("reservation.releaseTitle", { unit: props.unit.code }), text, confirmLabel: w("reservation.release") }))) return;
    try {
      const { promoted } = await call(releaseUnit, { params: { unit_id: props.unit.id }, body: {} });
      toast.success(w(promoted ? "reservation.promoted" : "reservation.released", { unit: props.unit.code }));
    } catch (error) {
      toast.error(unitErrorText(error));
    }
    await invalidate("/v1/units", "/v1/deals", "/v1/buildings", "/v1/timeline");
  };
  return (
    <div class="stack">
      <Show when={props.unit.reservation} fallback={<Show when={props.unit.sold_to_deal_id} fallback={<p class="muted">{w("reservation.none")}</p>}>{(id) => <p>{w("reservation.soldTo")} <Link href={`/deals/${id()}`}>{w("reservation.openDeal")}</Link></p>}</Show>}>
        {(held) => (
          <div class="holder">
            <Show when={people.name(held().owner_user_id)}>{(name) => <Avatar name={name()} size="md" />}</Show>
            <div class="holder__what">
              <Link href={`/deals/${held().deal_id}`}><Name>{held().deal_name}</Name></Link>
              <span class="small muted">{w("reservation.since", { date: formatDate(held().created_at, "short") })}{held().expires_at ? ` · ${w("reservation.until", { date: formatDate(held().expires_at!, "short") })}` : ""}</span>
            </div>
            <Show when={can("unit.reserve")}><span class="push"><Button size="sm" variant="ghost" onClick={() => void release()}>{w("reservation.release")}</Button></span></Show>
          </div>
        )}
      </Show>
      <Show when={props.unit.waitlist.length}>
        <div class="stack" data-gap="sm">
          <div class="row small"><span class="muted">{w("reservation.waitlist")}</span><span class="push faint">{w("reservation.people", { count: props.unit.waitlist.length })}</span></div>
          <ol class="waitlist">
            <For each={props.unit.waitlist}>
              {(one, at) => <li class="waitlist__item"><span class="waitlist__place" aria-label={w("reservation.place", { place: one.position ?? at() + 1 })}>{one.position ?? at() + 1}</span><Link href={`/deals/${one.deal_id}`}><Name>{one.deal_name}</Name></Link><span class="push small faint">{people.name(one.owner_user_id)}</span></li>}
            </For>
          </ol>
        </div>
      </Show>
    </div>
  );
}
