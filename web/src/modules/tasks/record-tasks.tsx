import ListChecks from "lucide-solid/icons/list-checks";
import Plus from "lucide-solid/icons/plus";
import { createSignal, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { useCall, usePages } from "#web/src/kernel/query.ts";
import { useRefresh } from "#web/src/kernel/refresh.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Button } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import type { Tab } from "#web/src/ui/tabs.tsx";
import { listTasks, type SubjectTypeOf } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { NewTaskDialog } from "./new-task-dialog.tsx";
import { TaskList } from "./task-list.tsx";
import { taskWords } from "./text/index.ts";

interface About { type: SubjectTypeOf; id: string; name: string }

/** The tab of a record with its tasks, and how many of them are open. */
export function useTasksTab(about: () => About) {
  const w = useWords(taskWords);
  const open = useCall(listTasks, () => (can("task.read") ? { query: { related_type: about().type, related_id: about().id, status: "open,in_progress", limit: 1, total: "true" } } : undefined));
  const tab: Tab = { id: "tasks", get label() { return w("title"); }, get count() { return settled(open)?.total; }, content: () => <RecordTasks {...about()} /> };
  return (): readonly Tab[] => (can("task.read") ? [tab] : []);
}

function RecordTasks(props: About) {
  return <Gate permission="task.read"><Loaded {...props} /></Gate>;
}

function Loaded(props: About) {
  const w = useWords(taskWords);
  const [adding, setAdding] = createSignal(false);
  const list = usePages(listTasks, () => ({ related_type: props.type, related_id: props.id, sort: "due" }));
  useLive("task.*", useRefresh("/v1/tasks"));
  const add = () => <Show when={can("task.create")}><Button icon={Plus} onClick={() => setAdding(true)}>{w("addTask")}</Button></Show>;
  return (
    <Show when={!list.error()} fallback={<ErrorState error={list.error()} retry={list.retry} />}>
      <Show when={!list.loading()} fallback={<SkeletonLines lines={4} />}>
        <Show when={list.rows().length} fallback={<EmptyState icon={ListChecks} title={w("noneRecord")} actions={add()}>{w("noneRecordHelp")}</EmptyState>}>
          <div class="stack" data-gap="lg"><div>{add()}</div><TaskList label={w("title")} tasks={list.rows()} href={(task) => `/tasks/${task.id}`} hideRecord /></div>
        </Show>
      </Show>
      <NewTaskDialog open={adding()} onClose={() => setAdding(false)} about={{ value: `${props.type}:${props.id}`, label: props.name }} />
    </Show>
  );
}
