import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Portal } from "solid-js/web";

const DELAY_MS = 450;

/**
 * Shows `data-tooltip` (and the key in `data-shortcut`) of whatever is hovered or focused. Mounted once by the app:
 * any element gets a tooltip by the attribute alone, and a thousand cells cost nothing.
 */
export function TooltipHost() {
  const [target, setTarget] = createSignal<HTMLElement>();
  let tip: HTMLDivElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = (next: HTMLElement | undefined, wait: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      setTarget(next?.isConnected ? next : undefined);
      if (target() && tip) place(target()!, tip);
    }, wait);
  };
  const find = (event: Event) => (event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tooltip]") ?? undefined : undefined);
  const over = (event: Event) => {
    if (tip?.contains(event.target as Node)) return clearTimeout(timer);
    const found = find(event);
    if (found !== target()) later(found, found && !target() ? DELAY_MS : 80);
  };
  const focus = (event: Event) => {
    const found = find(event);
    if (found?.matches(":focus-visible")) later(found, 0);
  };
  const hide = (event: Event) => {
    if (event instanceof KeyboardEvent && event.key !== "Escape") return;
    later(undefined, 0);
  };

  onMount(() => {
    const events = [["pointerover", over], ["focusin", focus], ["focusout", hide], ["pointerdown", hide], ["keydown", hide], ["scroll", hide]] as const;
    for (const [name, fn] of events) document.addEventListener(name, fn, { capture: true, passive: true });
    onCleanup(() => events.forEach(([name, fn]) => document.removeEventListener(name, fn, { capture: true })));
  });

  return (
    <Show when={target()}>
      {(element) => (
        <Portal>
          {/* For the eye: what names or explains the element stands in its own attributes. */}
          <div ref={tip} class="tooltip" aria-hidden="true">
            <span>{element().dataset.tooltip}</span>
            <Show when={element().dataset.shortcut}><span class="kbd">{element().dataset.shortcut}</span></Show>
          </div>
        </Portal>
      )}
    </Show>
  );
}

const GAP = 6;

function place(target: HTMLElement, tip: HTMLElement) {
  const at = target.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = tip;
  const below = at.bottom + GAP;
  const top = below + offsetHeight > innerHeight - GAP ? at.top - GAP - offsetHeight : below;
  const left = Math.min(Math.max(at.left + (at.width - offsetWidth) / 2, GAP), innerWidth - offsetWidth - GAP);
  Object.assign(tip.style, { left: `${left}px`, top: `${top}px` });
}
