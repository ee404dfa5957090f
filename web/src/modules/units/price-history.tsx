import { For, Show } from "solid-js";
import { formatPercent } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useQuery } from "@tanstack/solid-query";
import { call } from "#web/src/kernel/api.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { settled } from "#web/src/kernel/settled.ts";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { DateTime, Ltr, Money, Name } from "#web/src/ui/text.tsx";
import { listPrices } from "#worker/modules/inventory/contract.ts";
import { unitWords } from "./text/index.ts";

/** The prices of a unit, newest first, with what changed, why and by whom; those still to come are marked. */
export function PriceHistory(props: { unit_id: string; brief?: boolean }) {
  const w = useWords(unitWords);
  const people = usePeople();
  const query = useQuery(() => ({ queryKey: [listPrices.path, props.unit_id] as const, queryFn: ({ signal }: { signal: AbortSignal }) => call(listPrices, { params: { unit_id: props.unit_id }, query: { limit: 200 }, signal }) }));
  const entries = () => settled(query)?.items ?? [];
  const shown = () => (props.brief ? entries().slice(0, 4) : entries());
  const change = (at: number) => {
    const [now, before] = [entries()[at]!, entries()[at + 1]];
    return before && before.currency === now.currency && before.price_minor > 0 ? now.price_minor / before.price_minor - 1 : undefined;
  };
  const delta = (at: number) => <Show when={change(at) !== undefined && change(at) !== 0}><Ltr>{`${change(at)! > 0 ? "+" : "−"}${formatPercent(Math.abs(change(at)!))}`}</Ltr></Show>;
  return (
    <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
      <Show when={!query.isPending} fallback={<SkeletonLines lines={3} />}>
        <Show when={props.brief} fallback={
          <div class="table-frame">
            <table class="table" data-inset="">
              <thead><tr><th scope="col">{w("prices.when")}</th><th scope="col" class="num">{w("prices.price")}</th><th scope="col" class="num">{w("prices.change")}</th><th scope="col">{w("prices.why")}</th><th scope="col">{w("prices.who")}</th></tr></thead>
              <tbody>
                <For each={shown()}>
                  {(entry, at) => (
                    <tr>
                      <td><span class="row" data-gap="sm"><DateTime at={entry.effective_at} /><Show when={!entry.applied_at}><StatusBadge tone="info" icon={CalendarClock}>{w("prices.upcoming")}</StatusBadge></Show></span></td>
                      <td class="num"><Money amount={entry.price_minor} currency={entry.currency} /></td>
                      <td class="num faint">{delta(at())}</td>
                      <td><span class="truncate"><Show when={entry.note} fallback={w(`prices.reason_${entry.reason}`)}>{(note) => <bdi>{note()}</bdi>}</Show></span></td>
                      <td><Name>{people.name(entry.changed_by_user_id)}</Name></td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        }>
          <ul class="prices">
            <For each={shown()}>{(entry, at) => <li class="prices__item"><span class="muted"><DateTime at={entry.effective_at} /></span><Show when={!entry.applied_at}><span class="small prices__planned">{w("prices.upcoming")}</span></Show><span class="prices__amount"><Money amount={entry.price_minor} currency={entry.currency} /></span><span class="small faint prices__delta">{delta(at())}</span></li>}</For>
          </ul>
        </Show>
      </Show>
    </Show>
  );
}
