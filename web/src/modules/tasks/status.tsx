import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CircleX from "lucide-solid/icons/circle-x";
import Clock from "lucide-solid/icons/clock";
import { Show } from "solid-js";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { isOverdue, type TaskRow } from "./task-data.ts";
import { taskWords } from "./text/index.ts";

const LOOK = { open: { tone: "info", icon: CircleDashed }, in_progress: { tone: "accent", icon: Clock }, done: { tone: "success", icon: CircleCheck }, cancelled: { tone: "neutral", icon: CircleX } } as const;

export function TaskStatusBadge(props: { status: TaskRow["status"] }) {
  const w = useWords(taskWords);
  return <StatusBadge tone={LOOK[props.status].tone} icon={LOOK[props.status].icon}>{w(`statuses.${props.status}`)}</StatusBadge>;
}

/** Until when, or since when it is late, or when it was done; `plain` is the time alone. */
export function Due(props: { task: Pick<TaskRow, "status" | "due_at" | "completed_at">; plain?: boolean }) {
  const w = useWords(taskWords);
  const words = (at: string) => { const date = formatDate(at, "datetime"); return props.plain ? date : isOverdue(props.task) ? w("overdueSince", { date }) : w("dueAt", { date }); };
  return (
    <Show when={props.task.completed_at} fallback={<Show when={props.task.due_at} fallback={<span class="faint">{w("noDue")}</span>}>{(at) => <span class="task__due" data-late={isOverdue(props.task) ? "" : undefined}>{words(at())}</span>}</Show>}>
      {(at) => <span class="muted">{w("doneAt", { date: formatDate(at(), "datetime") })}</span>}
    </Show>
  );
}
