import ShieldEllipsis from "lucide-solid/icons/shield-ellipsis";
import { Show, Suspense } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Icon } from "#web/src/ui/icon.tsx";
import { approvalWords } from "./text/index.ts";
import "./approvals.css";

interface Marked { pending_approval: boolean }

/** On a card or in a row: something of this record waits for approval. `brief` is the sign alone, in words for who cannot see it. */
export function PendingMark(props: { of: Marked; brief?: boolean }) {
  return <Show when={props.of.pending_approval}><Suspense><Mark brief={props.brief} /></Suspense></Show>;
}

function Mark(props: { brief: boolean | undefined }) {
  const w = useWords(approvalWords);
  return (
    <span class="pending-mark" data-tone="warning" data-tooltip={props.brief ? w("mark.waiting") : undefined}>
      <Icon of={ShieldEllipsis} size="sm" /><span classList={{ "visually-hidden": Boolean(props.brief) }}>{w("mark.waiting")}</span>
    </span>
  );
}
