import { createSignal } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import type { BoardProps, Slot } from "./board.tsx";

interface Lifting {
  slot: () => Slot | undefined;
  setSlot: (slot: Slot | undefined) => void;
  dragged: () => string | undefined;
  setDragged: (id: string | undefined) => void;
  drop: (id: string, to: Slot) => void;
}

/** Moves cards by keyboard and says every step aloud. Without a lifted card the arrows move the focus. */
export function createBoardKeys<Card>(props: BoardProps<Card>, lifting: Lifting) {
  const [announcement, announce] = createSignal("");
  const column = (id: string) => props.columns.find((one) => one.id === id)!;
  const place = (id: string): Slot | undefined => {
    for (const one of props.columns) {
      const index = one.cards.findIndex((card) => props.cardId(card) === id);
      if (index >= 0) return { column: one.id, index };
    }
    return undefined;
  };
  const label = (id: string) => {
    const at = place(id);
    return at ? props.cardLabel(column(at.column).cards[at.index]!) : "";
  };
  const focus = (id: string | undefined) => id && requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`)?.focus());

  const step = (from: Slot, key: string, forward: number): Slot => {
    const at = props.columns.findIndex((one) => one.id === from.column);
    if (key === "ArrowDown" || key === "ArrowUp") {
      const last = column(from.column).cards.length;
      return { ...from, index: Math.max(0, Math.min(last, from.index + (key === "ArrowDown" ? 1 : -1))) };
    }
    const direction = (key === "ArrowRight" ? 1 : -1) * forward;
    let next = at + direction;
    while (props.columns[next]?.closed && lifting.dragged()) next += direction;
    const target = props.columns[next];
    return target ? { column: target.id, index: Math.min(from.index, target.cards.length) } : from;
  };

  const lift = (id: string) => {
    const at = place(id);
    if (!at) return;
    lifting.setDragged(id);
    lifting.setSlot(at);
    announce(t("board.lifted", { card: label(id), column: column(at.column).title, place: at.index + 1, total: column(at.column).cards.length }));
  };
  const put = (id: string, slot: Slot) => {
    announce(t("board.dropped", { card: label(id), column: column(slot.column).title, place: slot.index + 1 }));
    end();
    lifting.drop(id, slot);
    focus(id);
  };
  const end = () => {
    lifting.setDragged(undefined);
    lifting.setSlot(undefined);
  };
  const cancel = (id: string) => {
    announce(t("board.cancelled", { card: label(id), column: column(place(id)!.column).title }));
    end();
    focus(id);
  };

  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const card = (event.target as HTMLElement).closest<HTMLElement>("[data-card]");
    if (!card || event.target !== card) return;
    const id = card.dataset.card!;
    const held = lifting.dragged();
    const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      if (held) {
        const next = step(lifting.slot()!, event.key, forward);
        lifting.setSlot(next);
        return void announce(t("board.moved", { card: label(held), column: column(next.column).title, place: next.index + 1, total: column(next.column).cards.length + 1 }));
      }
      const next = step(place(id)!, event.key, forward);
      const cards = column(next.column).cards;
      const target = cards[Math.min(next.index, cards.length - 1)];
      return void focus(target && props.cardId(target));
    }
    if (event.key === " ") {
      event.preventDefault();
      const movable = props.canMove?.(column(place(id)!.column).cards[place(id)!.index]!) !== false;
      return held ? put(held, lifting.slot()!) : movable ? lift(id) : undefined;
    }
    if (event.key === "Escape" && held) {
      event.stopPropagation();
      return cancel(held);
    }
    if (event.key === "Enter" && !held) card.click();
  };

  return { onKeyDown, announcement };
}
