import Handshake from "lucide-solid/icons/handshake";
import Plus from "lucide-solid/icons/plus";
import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { minorToDecimal, parseMoney } from "#web/src/kernel/format.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { can } from "#web/src/kernel/session.ts";
import { PendingMark } from "#web/src/modules/approvals/pending-mark.tsx";
import { useSentForApproval } from "#web/src/modules/approvals/sent.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Button } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { DateTime, Money, Name, Nothing, RelativeTime } from "#web/src/ui/text.tsx";
import { listDeals, patchDeal, type DealPatch } from "#worker/modules/deals/contract.ts";
import type * as z from "zod";
import type { Card } from "./board-data.ts";
import { HeadActions, NewDealFab, PhoneViews, PipelineMenu } from "./deals-head.tsx";
import type { DealsContext } from "./deals-state.ts";
import { stageName } from "./pipelines.ts";
import { DealStatus } from "./status.tsx";

/** Deals as a table: filters, saved views, sort and edit in place. */
export function DealsList(props: { deals: DealsContext }) {
  const { w, people, pipelines, list: state } = props.deals;
  const sent = useSentForApproval();
  const query = () => {
    const { closing, ...rest } = state.query();
    const [close_from, close_to] = closing?.split("..") ?? [];
    return { ...rest, ...(props.deals.pipeline() ? { pipeline: props.deals.pipeline() } : {}), ...(close_from ? { close_from } : {}), ...(close_to ? { close_to } : {}) };
  };
  const list = usePages(listDeals, query);
  useLive("deal.*", () => void invalidate("/v1/deals"));
  useLive<{ deal_id?: string }>("approval.*", ({ deal_id }) => deal_id && void invalidate("/v1/deals"));
  const stage = (deal: Card) => {
    const found = pipelines.stage(deal.stage_id);
    return found ? stageName(found) : "";
  };
  const save = async (deal: Card, body: z.input<typeof DealPatch>) => {
    sent(await call(patchDeal, { params: { deal_id: deal.id }, body, version: deal.version }));
    await invalidate("/v1/deals");
  };
  const editable = (deal: Card) => deal.status === "open" && can("deal.update");
  const columns = (): readonly Column<Card>[] => [
    { id: "name", header: w("name"), width: 210, sort: "name", required: true, cell: (deal) => <span class="marked"><Name primary>{deal.name}</Name><PendingMark of={deal} brief /></span> },
    { id: "contact", header: w("contact"), width: 150, cell: (deal) => <Name>{deal.contact?.name ?? deal.company?.name}</Name> },
    {
      id: "amount", header: w("amount"), width: 150, numeric: true, sort: "amount_minor", cell: (deal) => <Money amount={deal.amount_minor} currency={deal.currency} />,
      edit: { allowed: editable, numeric: true, value: (deal) => minorToDecimal(deal.amount_minor, deal.currency), save: (deal, text) => saveAmount(deal, text, save) },
    },
    { id: "stage", header: w("stage"), width: 130, cell: (deal) => <span class="truncate">{stage(deal)}</span> },
    { id: "status", header: w("status"), width: 110, cell: (deal) => <DealStatus status={deal.status} /> },
    { id: "owner", header: w("owner"), width: 160, cell: (deal) => <Person name={people.name(deal.owner_user_id)} fallback={w("noOwner")} /> },
    { id: "close_date", header: w("closeDate"), width: 120, cell: (deal) => <DateTime at={deal.close_date} /> },
    { id: "units", header: w("units"), width: 80, cell: (deal) => <Show when={deal.units_count} fallback={<Nothing />}>{w("unitsCount", { count: deal.units_count })}</Show> },
    { id: "updated", header: w("updated"), width: 120, sort: "updated_at", cell: (deal) => <RelativeTime at={deal.updated_at} /> },
    { id: "created", header: w("created"), width: 120, sort: "created_at", hidden: true, cell: (deal) => <DateTime at={deal.created_at} /> },
  ];
  return (
    <ListPage<Card>
      title={w("title")} search={w("search")} crumbs={[{ label: w("sales") }]} state={state} list={list as never} columns={columns()} rowId={(deal) => deal.id} rowLabel={(deal) => deal.name} rowHref={(deal) => `/deals/${deal.id}`}
      phoneRow={(deal) => ({
        title: <span class="marked"><Name>{deal.name}</Name><PendingMark of={deal} brief /></span>, end: <DealStatus status={deal.status} />,
        text: <><Money amount={deal.amount_minor} currency={deal.currency} /> · {stage(deal)}</>, textEnd: <RelativeTime at={deal.updated_at} />,
      })}
      notice={<div class="phone-views"><PhoneViews deals={props.deals} /></div>}
      primary={<><PipelineMenu deals={props.deals} /><HeadActions deals={props.deals} /></>} fab={<NewDealFab deals={props.deals} />}
      empty={<EmptyState icon={Handshake} title={w("none")} actions={<Show when={can("deal.create")}><Button variant="primary" icon={Plus} onClick={() => props.deals.create(true)}>{w("newDeal")}</Button></Show>}>{w("noneHelp")}</EmptyState>}
    />
  );
}

async function saveAmount(deal: Card, text: string, save: (deal: Card, body: { amount_minor: number }) => Promise<void>) {
  const amount_minor = parseMoney(text, deal.currency);
  if (amount_minor !== undefined) await save(deal, { amount_minor });
}
