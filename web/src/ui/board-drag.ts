import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { onCleanup, onMount } from "solid-js";
import type { Slot } from "./board.tsx";

interface CardDrag {
  id: () => string;
  movable: () => boolean;
  onStart: () => void;
  onEnd: () => void;
}

/** Lets a card be dragged with a mouse, and by a long press on a touch screen. */
export function useCardDrag(element: HTMLElement, card: CardDrag) {
  onMount(() => onCleanup(draggable({ element, canDrag: card.movable, getInitialData: () => ({ card: card.id() }), onDragStart: card.onStart, onDrop: card.onEnd })));
}

interface ColumnDrop {
  id: () => string;
  closed: () => boolean;
  setSlot: (slot: Slot | undefined) => void;
  drop: (card: string, to: Slot) => void;
}

/** Lets cards land in a column; the slot follows the pointer, and the list scrolls near its ends. */
export function useColumnDrop(element: HTMLElement, list: () => HTMLElement, column: ColumnDrop) {
  const at = (clientY: number): Slot => ({ column: column.id(), index: placeAt(list(), clientY) });
  onMount(() =>
    onCleanup(
      combine(
        dropTargetForElements({
          element,
          canDrop: ({ source }) => typeof source.data.card === "string" && !column.closed(),
          onDrag: ({ location }) => {
            const { clientX, clientY } = location.current.input;
            scrollNear(list(), clientY);
            scrollBoard(element.parentElement, clientX);
            column.setSlot(at(clientY));
          },
          onDragLeave: () => column.setSlot(undefined),
          onDrop: ({ source, location }) => {
            column.drop(String(source.data.card), at(location.current.input.clientY));
            column.setSlot(undefined);
          },
        }),
      ),
    ),
  );
}

function placeAt(list: HTMLElement, y: number) {
  const cards = [...list.querySelectorAll<HTMLElement>("[data-card]")];
  const below = cards.findIndex((card) => {
    const { top, height } = card.getBoundingClientRect();
    return y < top + height / 2;
  });
  return below === -1 ? cards.length : below;
}

const EDGE = 48;
const STEP = 10;

function scrollNear(list: HTMLElement, y: number) {
  const { top, bottom } = list.getBoundingClientRect();
  if (y < top + EDGE) list.scrollBy({ top: -STEP });
  else if (y > bottom - EDGE) list.scrollBy({ top: STEP });
}
function scrollBoard(board: HTMLElement | null, x: number) {
  if (!board) return;
  const { left, right } = board.getBoundingClientRect();
  if (x < left + EDGE) board.scrollBy({ left: -STEP });
  else if (x > right - EDGE) board.scrollBy({ left: STEP });
}
