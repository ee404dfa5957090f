import { onCleanup } from "solid-js";
import { invalidate } from "./query.ts";

/** A function that has what stands under this path read anew, once for all its calls until there is a pause, for as long as the component is on screen. */
export function useRefresh(path: string, pause_ms = 500): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => void invalidate(path), pause_ms);
  };
}
