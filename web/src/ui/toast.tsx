import CircleCheck from "lucide-solid/icons/circle-check";
import Info from "lucide-solid/icons/info";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import X from "lucide-solid/icons/x";
import { createRoot, createSignal, For, Show } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { Icon, type IconType } from "./icon.tsx";

interface ToastOptions {
  /** The way back ("Undo"), or on ("Open"). */
  action?: { label: string; run: () => void };
  durationMs?: number;
}
interface Shown extends ToastOptions {
  id: number;
  icon: IconType;
  text: string;
  urgent: boolean;
}

const MOST = 3;
let lastId = 0;
const timers = new Map<number, ReturnType<typeof setTimeout>>();
const [shown, setShown] = createRoot(() => createSignal<readonly Shown[]>([]));

function show(icon: IconType, text: string, urgent: boolean, options: ToastOptions = {}) {
  const id = ++lastId;
  setShown((list) => [...list.filter((other) => other.text !== text), { id, icon, text, urgent, ...options }].slice(-MOST));
  wait(id, options.durationMs ?? (options.action || urgent ? 8000 : 4500));
  return id;
}
function wait(id: number, ms: number) {
  clearTimeout(timers.get(id));
  timers.set(id, setTimeout(() => toast.dismiss(id), ms));
}

/** Says what happened; offer the way back with `action`. Not for an error that belongs to a field. */
export const toast = {
  success: (text: string, options?: ToastOptions) => show(CircleCheck, text, false, options),
  info: (text: string, options?: ToastOptions) => show(Info, text, false, options),
  error: (text: string, options?: ToastOptions) => show(OctagonAlert, text, true, options),
  dismiss(id: number) {
    clearTimeout(timers.get(id));
    timers.delete(id);
    setShown((list) => list.filter((other) => other.id !== id));
  },
};

/** Where toasts appear and are read out; mounted once by the app. The pointer or focus on one keeps it. */
export function ToastHost() {
  const hold = () => shown().forEach(({ id }) => clearTimeout(timers.get(id)));
  const release = () => shown().forEach(({ id }) => wait(id, 4000));
  return (
    <div class="toaster" onPointerEnter={hold} onPointerLeave={release} onFocusIn={hold} onFocusOut={release}>
      <For each={shown()}>
        {(item) => (
          <div class="toast" role={item.urgent ? "alert" : "status"}>
            <Icon of={item.icon} />
            <span>{item.text}</span>
            <Show when={item.action}>
              {(action) => <button type="button" class="button" data-variant="ghost" onClick={() => { action().run(); toast.dismiss(item.id); }}><span>{action().label}</span></button>}
            </Show>
            <button type="button" class="button" data-icon="" data-size="sm" aria-label={t("action.close")} onClick={() => toast.dismiss(item.id)}><Icon of={X} size="sm" /></button>
          </div>
        )}
      </For>
    </div>
  );
}
