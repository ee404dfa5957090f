import { onCleanup, onMount } from "solid-js";

interface Shortcut {
  keys: string;
  run: (event: KeyboardEvent) => void;
}

const active: Shortcut[] = [];
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
/** "Ctrl" or "⌘", for key caps. */
export const modKey = isMac ? "⌘" : "Ctrl";

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=combobox]";

function matches(keys: string, event: KeyboardEvent) {
  const parts = keys.toLowerCase().split("+");
  const key = parts.pop();
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : ""; // The same key under an Arabic layout.
  return parts.includes("mod") === mod && (event.key.toLowerCase() === key || letter === key || (key === "/" && event.code === "Slash" && !event.shiftKey));
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const typing = event.target instanceof Element && event.target.matches(TYPING);
  const inDialog = document.querySelector("[role=dialog][data-modal], [role=alertdialog]");
  for (const shortcut of active.toReversed()) {
    if (!matches(shortcut.keys, event)) continue;
    if ((typing || inDialog) && !shortcut.keys.includes("mod")) return;
    event.preventDefault();
    return shortcut.run(event);
  }
});

/** Binds a key ("c", "/", "?", "mod+k") while the component is on screen; the newest binding wins, and typing never fires it. */
export function useShortcut(keys: string, run: (event: KeyboardEvent) => void) {
  const shortcut = { keys, run };
  onMount(() => active.push(shortcut));
  onCleanup(() => active.splice(active.indexOf(shortcut), 1));
}
