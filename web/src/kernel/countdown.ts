import { createSignal, onCleanup } from "solid-js";

/** Seconds that run down to zero; reactive. `start` sets them anew. */
export function createCountdown(seconds = 0) {
  const [left, setLeft] = createSignal(seconds);
  const ticking = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
  onCleanup(() => clearInterval(ticking));
  return { left, start: (again: number) => setLeft(again) };
}
