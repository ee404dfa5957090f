import { createSignal, For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { PriorityMark } from "#web/src/ui/badge.tsx";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { Due, TaskStatusBadge } from "./status.tsx";
import { isOpen, mayChange, mayComplete, recordHref, setDone, type TaskRow } from "./task-data.ts";
import { taskWords } from "./text/index.ts";
import "./tasks.css";

interface TaskListProps {
  label: string;
  tasks: readonly TaskRow[];
  /** Where a task opens. */
  href: (task: TaskRow) => string;
  /** On the page of a record its own name need not be said. */
  hideRecord?: boolean;
}

/** Tasks as a list to tick off; one click completes a task, and the toast takes it back. */
export function TaskList(props: TaskListProps) {
  return <ul class="tasks" aria-label={props.label}><For each={props.tasks}>{(task) => <Row {...props} task={task} />}</For></ul>;
}

function Row(props: TaskListProps & { task: TaskRow }) {
  const w = useWords(taskWords), people = usePeople();
  const [busy, setBusy] = createSignal(false);
  const open = () => isOpen(props.task);
  const tick = async (done: boolean) => {
    setBusy(true);
    await setDone(w, props.task, done);
    setBusy(false);
  };
  return (
    <li class="task" data-closed={open() ? undefined : ""}>
      <Checkbox hideLabel label={w(open() ? "completeOne" : "reopenOne", { title: props.task.title })} checked={busy() ? open() : !open()} disabled={busy() || !(open() ? mayComplete(props.task) : mayChange(props.task))} onChange={(done) => void tick(done)} />
      <div class="task__what">
        <Link class="task__title" href={props.href(props.task)}><Name>{props.task.title}</Name></Link>
        <div class="task__about small muted">
          <Due task={props.task} />
          <Show when={!props.hideRecord && props.task.related_name}>{(name) => <Link href={recordHref(props.task)!}><Name>{name()}</Name></Link>}</Show>
          <Show when={props.task.owner_user_id !== session()?.user.id && people.name(props.task.owner_user_id)}>{(name) => <Name>{name()}</Name>}</Show>
        </div>
      </div>
      <div class="task__marks">
        <Show when={props.task.status === "in_progress" || props.task.status === "cancelled"}><TaskStatusBadge status={props.task.status} /></Show>
        <PriorityMark priority={props.task.priority} label={w(`priorities.${props.task.priority}`)} />
      </div>
    </li>
  );
}
