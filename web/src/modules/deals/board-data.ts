import { keepPreviousData, useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, on, type Accessor } from "solid-js";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { queryClient, queryKey } from "#web/src/kernel/query.ts";
import { getBoard, listDeals, type Board, type DealCard } from "#worker/modules/deals/contract.ts";

export type BoardView = z.output<typeof Board>;
export type BoardColumnView = BoardView["columns"][number];
export type Card = z.output<typeof DealCard>;
export interface BoardQuery {
  pipeline_id?: string | undefined;
  owner?: string | undefined;
  q?: string | undefined;
}

const PAGE = 50;
const MOST = 200;

/** The board of a pipeline in the cache: reads it, goes on in a column, and changes what is shown before the server has answered. */
export function useBoard(asked: Accessor<BoardQuery>) {
  const [depth, setDepth] = createSignal(PAGE);
  const [loading, setLoading] = createSignal<string>();
  createEffect(on(() => JSON.stringify(asked()), () => setDepth(PAGE), { defer: true }));
  const key = () => queryKey(getBoard, { query: asked() });
  const query = useQuery(() => ({
    queryKey: key(),
    queryFn: ({ signal }: { signal: AbortSignal }) => call(getBoard, { query: { ...asked(), limit: depth() }, signal }),
    placeholderData: keepPreviousData,
    // Cards that did not change stay the same objects, so a refresh neither redraws them nor takes the focus away.
    structuralSharing: (before: unknown, after: unknown) => shareCards(before as BoardView | undefined, after as BoardView),
  }));
  const change = (next: (board: BoardView) => BoardView) => queryClient.setQueryData<BoardView>(key(), (board) => board && next(board));

  const more = async (column: BoardColumnView) => {
    if (!column.next_cursor || loading()) return;
    setLoading(column.stage.id);
    try {
      const { pipeline_id: pipeline, ...rest } = asked();
      const page = await call(listDeals, { query: { ...rest, pipeline: pipeline ?? column.stage.pipeline_id, stage: column.stage.id, sort: "-updated_at", limit: PAGE, cursor: column.next_cursor } });
      change((board) => mapColumn(board, column.stage.id, (one) => ({ ...one, items: [...one.items, ...page.items.filter(({ id }) => !one.items.some((card) => card.id === id))], next_cursor: page.next_cursor })));
      setDepth((was) => Math.min(MOST, Math.max(was, column.items.length + page.items.length)));
    } finally {
      setLoading(undefined);
    }
  };
  return { query, change, more, loading };
}

function shareCards(before: BoardView | undefined, after: BoardView): BoardView {
  if (!before) return after;
  const known = new Map(before.columns.flatMap((column) => column.items.map((card) => [card.id, card] as const)));
  const same = (card: Card) => {
    const was = known.get(card.id);
    return was && JSON.stringify(was) === JSON.stringify(card) ? was : card;
  };
  return { ...after, columns: after.columns.map((column) => ({ ...column, items: column.items.map(same) })) };
}

const mapColumn = (board: BoardView, stage: string, change: (column: BoardColumnView) => BoardColumnView): BoardView => ({
  ...board, columns: board.columns.map((column) => (column.stage.id === stage ? change(column) : column)),
});

const addTo = (totals: BoardColumnView["totals"], currency: string, amount: number) => {
  const known = totals.some((total) => total.currency === currency);
  const next = known ? totals.map((total) => (total.currency === currency ? { ...total, amount_minor: total.amount_minor + amount } : total)) : [...totals, { currency, amount_minor: amount }];
  return next.filter((total) => total.amount_minor !== 0);
};

/** The board with one card at the top of another column, counts and totals included. */
export function withMoved(board: BoardView, card: Card, to: string): BoardView {
  const from = board.columns.find((column) => column.items.some(({ id }) => id === card.id))?.stage.id;
  if (!from || from === to) return board;
  const left = mapColumn(board, from, (column) => ({ ...column, items: column.items.filter(({ id }) => id !== card.id), count: column.count - 1, totals: addTo(column.totals, card.currency, -card.amount_minor) }));
  const moved = { ...card, stage_id: to, stage_entered_at: new Date().toISOString() };
  return mapColumn(left, to, (column) => ({ ...column, items: [moved, ...column.items], count: column.count + 1, totals: addTo(column.totals, card.currency, card.amount_minor) }));
}

/** The board with newer values of one card, where it stands. */
export const withChanged = (board: BoardView, id: string, change: Partial<Card>): BoardView => ({
  ...board, columns: board.columns.map((column) => (column.items.some((card) => card.id === id) ? { ...column, items: column.items.map((card) => (card.id === id ? { ...card, ...change } : card)) } : column)),
});
