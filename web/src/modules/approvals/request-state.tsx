import Ban from "lucide-solid/icons/ban";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleX from "lucide-solid/icons/circle-x";
import Clock from "lucide-solid/icons/clock";
import Hourglass from "lucide-solid/icons/hourglass";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show } from "solid-js";
import { formatRelative } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge, type Tone } from "#web/src/ui/badge.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import { Nothing } from "#web/src/ui/text.tsx";
import type { RequestRow } from "./request-data.ts";
import { approvalWords } from "./text/index.ts";

export const REQUEST_LOOKS: Record<RequestRow["state"], { tone: Tone; icon: IconType }> = {
  pending: { tone: "warning", icon: Hourglass }, approved: { tone: "success", icon: CircleCheck }, rejected: { tone: "danger", icon: CircleX },
  cancelled: { tone: "neutral", icon: Ban }, failed: { tone: "danger", icon: TriangleAlert },
};
export const REQUEST_STATES = Object.keys(REQUEST_LOOKS) as RequestRow["state"][];

/** Where a request stands: colour, icon and word. */
export function RequestState(props: { state: RequestRow["state"] }) {
  const w = useWords(approvalWords);
  return <StatusBadge {...REQUEST_LOOKS[props.state]}>{w(`states.${props.state}`)}</StatusBadge>;
}

/** By when the open step wants a decision, or since when it is late. */
export function Due(props: { of: Pick<RequestRow, "state" | "due_at"> }) {
  const w = useWords(approvalWords);
  const due = () => (props.of.state === "pending" ? props.of.due_at : null);
  const late = () => Date.parse(due()!) < Date.now();
  return (
    <Show when={due()} fallback={<Nothing />}>
      {(at) => <StatusBadge quiet tone={late() ? "danger" : "neutral"} icon={Clock}>{w(late() ? "overdue" : "dueIn", { when: formatRelative(at()) })}</StatusBadge>}
    </Show>
  );
}
