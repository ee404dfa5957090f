import Handshake from "lucide-solid/icons/handshake";
import { For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall, usePages } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { stageName, usePipelines } from "#web/src/modules/deals/pipelines.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { DealStatus } from "#web/src/modules/deals/status.tsx";
import { dealWords } from "#web/src/modules/deals/text/index.ts";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { DateTime, Money, Name } from "#web/src/ui/text.tsx";
import { listDeals } from "#worker/modules/deals/contract.ts";

type Filter = { contact: string } | { company: string };

/** How many deals there are, for the tab; undefined until it is known. */
export function useDealCount(filter: () => Filter) {
  const query = useCall(listDeals, () => (can("deal.read") ? { query: { ...filter(), limit: 1, total: "true" as never } } : undefined));
  return () => settled(query)?.total;
}

/** The deals of a contact or a company, newest first. */
export function RelatedDeals(props: { filter: Filter; title: string; help: string }) {
  return <Gate permission="deal.read"><Loaded {...props} /></Gate>;
}

function Loaded(props: { filter: Filter; title: string; help: string }) {
  const w = useWords(dealWords);
  const pipelines = usePipelines();
  const list = usePages(listDeals, () => ({ ...props.filter, sort: "-created_at" }), 50);
  const stage = (id: string) => { const found = pipelines.stage(id); return found ? stageName(found) : ""; };
  return (
    <Show when={!list.error()} fallback={<ErrorState error={list.error()} retry={list.retry} />}>
      <Show when={!list.loading()} fallback={<SkeletonLines lines={3} />}>
        <Show when={list.rows().length} fallback={<EmptyState icon={Handshake} title={props.title}>{props.help}</EmptyState>}>
          <div class="table-frame">
            <table class="table" data-inset="">
              <thead><tr><th scope="col">{w("name")}</th><th scope="col">{w("status")}</th><th scope="col">{w("stage")}</th><th scope="col" class="num">{w("amount")}</th><th scope="col">{w("closeDate")}</th></tr></thead>
              <tbody>
                <For each={list.rows()}>
                  {(deal) => (
                    <tr>
                      <td><Link href={`/deals/${deal.id}`}><Name>{deal.name}</Name></Link></td><td><DealStatus status={deal.status} /></td><td>{stage(deal.stage_id)}</td>
                      <td class="num"><Money amount={deal.amount_minor} currency={deal.currency} /></td><td><DateTime at={deal.close_date} /></td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        </Show>
      </Show>
    </Show>
  );
}
