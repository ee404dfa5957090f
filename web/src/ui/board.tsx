import { createMemo, createSignal, For, mergeProps, Show, type JSX } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { Badge } from "./badge.tsx";
import { createBoardKeys } from "./board-keys.ts";
import { useCardDrag, useColumnDrop } from "./board-drag.ts";

export interface BoardColumn<Card> {
  id: string;
  title: string;
  /** All cards of the column, also those not loaded yet. */
  count: number;
  total?: JSX.Element;
  /** Stands at the end of the head, such as the probability. */
  aside?: JSX.Element;
  cards: readonly Card[];
  /** Cards may not be dropped here; says why. */
  closed?: string | undefined;
  /** After the last card, such as a way to load more. */
  foot?: JSX.Element;
}

export interface BoardMove<Card> {
  card: Card;
  from: string;
  to: string;
  /** Place in the target column, without the card itself. */
  index: number;
}

export interface BoardProps<Card> {
  label: string;
  columns: readonly BoardColumn<Card>[];
  cardId: (card: Card) => string;
  /** How the card is called when it is moved by keyboard. */
  cardLabel: (card: Card) => string;
  children: (card: Card) => JSX.Element;
  onMove: (move: BoardMove<Card>) => void;
  onOpen: (card: Card) => void;
  canMove?: (card: Card) => boolean;
  /** Who else just moved this card: it is outlined with their name for a while. */
  movedBy?: (card: Card) => string | undefined;
  empty?: JSX.Element;
  /** The newest card stands first: a card always lands at the top of another column. */
  newestFirst?: boolean;
}

export interface Slot {
  column: string;
  index: number;
}

/** Columns of cards. Drag with mouse or touch, or Space, arrows, Space; every step is read out. Enter opens a card. */
export function Board<Card>(given: BoardProps<Card>) {
  // Columns often hold elements made where they are passed: made once, not on every read.
  const columns = createMemo(() => given.columns);
  const props = mergeProps(given, { get columns() { return columns(); } });
  const [slot, putSlot] = createSignal<Slot>();
  const [dragged, setDragged] = createSignal<string>();
  const setSlot = (next: Slot | undefined) => putSlot(next && props.newestFirst ? { ...next, index: next.column === byId().get(dragged() ?? "")?.column ? placeOf(dragged()!) : 0 } : next);
  const byId = createMemo(() => new Map(props.columns.flatMap((column) => column.cards.map((card) => [props.cardId(card), { card, column: column.id }] as const))));

  const placeOf = (id: string) => props.columns.find((column) => column.id === byId().get(id)?.column)?.cards.findIndex((card) => props.cardId(card) === id) ?? 0;

  const drop = (id: string, to: Slot) => {
    const found = byId().get(id);
    if (!found || (props.newestFirst && found.column === to.column)) return;
    const cards = props.columns.find((column) => column.id === to.column)?.cards ?? [];
    const before = cards.slice(0, to.index).filter((card) => props.cardId(card) !== id).length;
    const unmoved = found.column === to.column && cards[before] && props.cardId(cards[before]) === id;
    if (!unmoved) props.onMove({ card: found.card, from: found.column, to: to.column, index: before });
  };
  const keys = createBoardKeys(props, { slot, setSlot, dragged, setDragged, drop });

  return (
    <>
      <div class="board board--page" role="group" aria-label={props.label} aria-describedby="board-help" onKeyDown={keys.onKeyDown}>
        <For each={props.columns}>
          {(column) => <Column column={column} board={props} slot={slot()} setSlot={setSlot} dragged={dragged()} setDragged={setDragged} drop={drop} />}
        </For>
      </div>
      <p id="board-help" class="visually-hidden">{t("board.help")}</p>
      <div class="visually-hidden" aria-live="assertive">{keys.announcement()}</div>
    </>
  );
}

interface ColumnProps<Card> {
  column: BoardColumn<Card>;
  board: BoardProps<Card>;
  slot: Slot | undefined;
  setSlot: (slot: Slot | undefined) => void;
  dragged: string | undefined;
  setDragged: (id: string | undefined) => void;
  drop: (id: string, to: Slot) => void;
}

function Column<Card>(props: ColumnProps<Card>) {
  let list!: HTMLUListElement;
  const over = () => props.slot?.column === props.column.id;
  const byId = createMemo(() => new Map(props.column.cards.map((card) => [props.board.cardId(card), card] as const)));
  return (
    <section
      class="board__column" data-column={props.column.id} data-over={over() ? "" : undefined} aria-label={`${props.column.title}, ${t("board.cards", { count: props.column.count })}`}
      ref={(element) => useColumnDrop(element, () => list, { id: () => props.column.id, closed: () => Boolean(props.column.closed), setSlot: props.setSlot, drop: props.drop })}
    >
      <header class="board__head">
        <div class="row"><h2 class="strong truncate">{props.column.title}</h2><Badge count={props.column.count} /><span class="push faint small">{props.column.aside}</span></div>
        <div class="board__total">{props.column.total}</div>
      </header>
      <ul class="board__cards" ref={list}>
        {/* By id: a card that was read again keeps its element, and with it the focus or the hand that drags it. */}
        <For each={props.column.cards.map((card) => props.board.cardId(card))} fallback={<Show when={!over()}><li class="board__empty faint small">{props.column.closed ?? props.board.empty ?? t("board.empty")}</li></Show>}>
          {(id, index) => (
            <>
              <Show when={over() && props.slot!.index === index()}><li class="board__slot" aria-hidden="true" /></Show>
              <BoardCard id={id} found={byId().get(id)} board={props.board} dragging={props.dragged === id} setDragged={props.setDragged} setSlot={props.setSlot} />
            </>
          )}
        </For>
        <Show when={over() && props.slot!.index >= props.column.cards.length}><li class="board__slot" aria-hidden="true" /></Show>
        <Show when={props.column.foot}><li class="board__foot">{props.column.foot}</li></Show>
      </ul>
    </section>
  );
}

function BoardCard<Card>(props: { id: string; found: Card | undefined; board: BoardProps<Card>; dragging: boolean; setDragged: (id: string | undefined) => void; setSlot: (slot: Slot | undefined) => void }) {
  const id = () => props.id;
  // On its way out it is no longer found.
  const card = createMemo<Card>((was) => props.found ?? was!);
  const movable = () => props.board.canMove?.(card()) !== false;
  const mover = () => props.board.movedBy?.(card());
  return (
    <li>
      <article
        class="card" tabIndex={0} data-card={id()} data-lifted={props.dragging ? "" : undefined} data-moved-by={mover() ? "" : undefined} data-fixed={movable() ? undefined : ""}
        aria-label={props.board.cardLabel(card())} aria-roledescription={t("board.help")}
        ref={(element) => useCardDrag(element, { id, movable, onStart: () => props.setDragged(id()), onEnd: () => { props.setDragged(undefined); props.setSlot(undefined); } })}
        onClick={() => props.board.onOpen(card())}
      >
        {props.board.children(card())}
        <Show when={mover()}>{(name) => <span class="card__mark small" data-tone="violet">{t("board.movedBy", { name: name() })}</span>}</Show>
      </article>
    </li>
  );
}
