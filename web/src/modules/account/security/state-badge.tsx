import CircleCheck from "lucide-solid/icons/circle-check";
import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { accountWords } from "../text/index.ts";

/** "On", or nothing: what is off shows its button instead. */
export function OnBadge(props: { on: boolean }) {
  const w = useWords(accountWords);
  return <Show when={props.on}><StatusBadge tone="success" icon={CircleCheck} quiet>{w("factor.on")}</StatusBadge></Show>;
}
