import { Show } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Nothing } from "#web/src/ui/text.tsx";
import { unitWords } from "./text/index.ts";

/** Square metres as the reader writes them. */
export function Area(props: { of: number | null }) {
  const w = useWords(unitWords);
  return <Show when={props.of !== null} fallback={<Nothing />}>{w("sqm", { size: formatNumber(props.of!, { maximumFractionDigits: 2 }) })}</Show>;
}
