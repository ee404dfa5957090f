import { onCleanup } from "solid-js";
import { onResync, useLive } from "#web/src/kernel/live.ts";
import { invalidate } from "#web/src/kernel/query.ts";

const WAIT_MS = 1000;

/** Reads messages anew when something has become of any; however many at once, once a second. */
export function useLiveMessages() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void invalidate("/v1/notify/messages");
    }, WAIT_MS);
  };
  useLive("message.*", refresh);
  useLive("messages.*", refresh);
  onCleanup(onResync(refresh));
  onCleanup(() => clearTimeout(timer));
}
