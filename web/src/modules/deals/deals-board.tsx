import { useNavigate } from "@solidjs/router";
import Handshake from "lucide-solid/icons/handshake";
import SearchX from "lucide-solid/icons/search-x";
import { createMemo, For, mapArray, Show } from "solid-js";
import { formatPercent } from "#web/src/kernel/format.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { useRefresh } from "#web/src/kernel/refresh.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Board, type BoardColumn } from "#web/src/ui/board.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { FilterBar } from "#web/src/ui/filter-bar.tsx";
import { SearchBox } from "#web/src/ui/search-box.tsx";
import { Skeleton } from "#web/src/ui/skeleton.tsx";
import { Money } from "#web/src/ui/text.tsx";
import { useBoard, type BoardColumnView, type Card } from "./board-data.ts";
import { createBoardMoves } from "./board-moves.ts";
import { DealCardView } from "./deal-card.tsx";
import { HeadActions, NewDealFab, PhoneViews, PipelineMenu } from "./deals-head.tsx";
import type { DealsContext } from "./deals-state.ts";
import { LostDialog } from "./lost-dialog.tsx";
import { stageName } from "./pipelines.ts";
import { settled } from "#web/src/kernel/settled.ts";

const REFRESH_MS = 400;

/** The board of a pipeline: cards by stage, moved by hand here and by others live. */
export function DealsBoard(props: { deals: DealsContext }) {
  const { w, people } = props.deals;
  const navigate = useNavigate();
  usePage(() => ({ title: w("title"), crumbs: [{ label: w("sales") }] }));
  const state = props.deals.board;
  const data = useBoard(() => ({ pipeline_id: props.deals.pipeline(), owner: state.text("owner") || undefined, q: state.search() || undefined }));
  const board = () => settled(data.query);
  const moves = createBoardMoves(data.change, () => board()?.columns ?? []);

  const refresh = useRefresh("/v1/deals/board", REFRESH_MS);
  useLive<{ deal_id: string }>("deal.*", ({ deal_id }) => {
    moves.heard(deal_id);
    refresh();
  });
  useLive<{ deal_id?: string }>("approval.*", ({ deal_id }) => deal_id && refresh());

  const column = (id: string) => board()?.columns.find(({ stage }) => stage.id === id);
  const columns = createMemo(mapArray(() => (board()?.columns ?? []).map(({ stage }) => stage.id), (id): BoardColumn<Card> => ({
    id,
    get title() { return stageName(column(id)!.stage); },
    get count() { return column(id)?.count ?? 0; },
    get total() { return <Totals of={column(id)?.totals ?? []} />; },
    get aside() { return formatPercent((column(id)?.stage.probability_pct ?? 0) / 100, 0); },
    get cards() { return column(id)?.items ?? []; },
    get closed() { return moves.closed(column(id)?.stage); },
    get foot() { return <Show when={column(id)?.next_cursor}><More column={column(id)!} loading={data.loading() === id} onMore={data.more} w={w} /></Show>; },
  })));
  const filtered = () => state.filtered();
  const empty = () => Boolean(board()) && board()!.columns.every((one) => one.count === 0);
  const clear = () => { state.clearFilters(); state.setSearch(""); };

  return (
    <>
      <div class="page-head">
        <h1 class="page-title">{w("title")}</h1>
        <PipelineMenu deals={props.deals} />
        <span class="push row"><HeadActions deals={props.deals} /></span>
      </div>
      <div class="toolbar">
        <PhoneViews deals={props.deals} />
        <SearchBox label={w("search")} value={state.search()} onChange={state.setSearch} />
        <FilterBar state={state} />
        <div class="push desk-only muted small toolbar__sums"><Sums columns={board()?.columns ?? []} w={w} /></div>
      </div>
      <Show when={!data.query.isLoadingError} fallback={<div class="scroll"><ErrorState error={data.query.error} retry={() => void data.query.refetch()} /></div>}>
        <Show when={board()} fallback={<BoardSkeleton />}>
          <Show when={board()!.columns.length} fallback={<div class="scroll"><EmptyState icon={Handshake} title={w("noPipeline")}>{w("noPipelineHelp")}</EmptyState></div>}>
            <Show when={!empty()} fallback={
              <div class="scroll">
                <Show when={filtered()} fallback={<EmptyState icon={Handshake} title={w("none")} actions={<Show when={can("deal.create")}><Button variant="primary" onClick={() => props.deals.create(true)}>{w("newDeal")}</Button></Show>}>{w("noneHelp")}</EmptyState>}>
                  <EmptyState icon={SearchX} title={w("noneFound")} actions={<Button onClick={clear}>{w("clear")}</Button>}>{w("noneFoundHelp")}</EmptyState>
                </Show>
              </div>
            }>
              <Board
                label={w("title")} columns={columns()} cardId={(card) => card.id} cardLabel={(card) => card.name} newestFirst empty={w("emptyColumn")}
                canMove={(card) => card.status === "open" && can("deal.stage.move")} movedBy={(card) => (moves.movedByOthers().has(card.id) ? w("someone") : undefined)}
                onMove={({ card, to }) => void moves.move(card, to)} onOpen={(card) => navigate(`/deals/${card.id}`)}
              >
                {(card) => <DealCardView deal={card} ownerName={people.name(card.owner_user_id)} />}
              </Board>
            </Show>
          </Show>
        </Show>
      </Show>
      <NewDealFab deals={props.deals} />
      <LostDialog deal={moves.losing()} onClose={moves.keep} onLost={moves.lost} />
    </>
  );
}

function More(props: { column: BoardColumnView; loading: boolean; onMore: (column: BoardColumnView) => Promise<void>; w: DealsContext["w"] }) {
  return <Button variant="ghost" size="sm" busy={props.loading} onClick={() => void props.onMore(props.column)}>{props.w("loadMore", { count: Math.max(1, props.column.count - props.column.items.length) })}</Button>;
}

function Totals(props: { of: BoardColumnView["totals"] }) {
  return <span class="row" data-gap="sm"><For each={props.of} fallback={<span aria-hidden="true">{"\u00a0"}</span>}>{(total) => <Money amount={total.amount_minor} currency={total.currency} compact />}</For></span>;
}

/** What is open in the pipeline, and what of it may be expected, in each currency. */
function Sums(props: { columns: readonly BoardColumnView[]; w: DealsContext["w"] }) {
  const sums = createMemo(() => {
    const found = new Map<string, { amount: number; weighted: number }>();
    for (const { stage, totals } of props.columns) {
      if (stage.is_win || stage.is_loss) continue;
      for (const { currency, amount_minor } of totals) {
        const sum = found.get(currency) ?? { amount: 0, weighted: 0 };
        found.set(currency, { amount: sum.amount + amount_minor, weighted: sum.weighted + Math.round((amount_minor * stage.probability_pct) / 100) });
      }
    }
    return [...found].map(([currency, sum]) => ({ currency, ...sum }));
  });
  return (
    <Show when={sums().length}>
      <span class="row" data-gap="sm"><span>{props.w("openDeals")}</span><For each={sums()}>{(sum) => <b><Money amount={sum.amount} currency={sum.currency} compact /></b>}</For></span>
      <span class="row" data-gap="sm"><span>{props.w("weighted")}</span><For each={sums()}>{(sum) => <b><Money amount={sum.weighted} currency={sum.currency} compact /></b>}</For></span>
    </Show>
  );
}

function BoardSkeleton() {
  return (
    <div class="board board--page" role="status" aria-label={t("state.loading")}>
      <For each={[3, 2, 4, 1, 2]}>
        {(cards) => (
          <div class="board__column">
            <div class="board__head"><Skeleton width="60%" /><Skeleton width="40%" /></div>
            <div class="board__cards"><For each={Array.from({ length: cards })}>{() => <div class="card"><Skeleton width="70%" /><Skeleton width="50%" /><Skeleton width="40%" /></div>}</For></div>
          </div>
        )}
      </For>
    </div>
  );
}
