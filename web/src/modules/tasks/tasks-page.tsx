import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import ListChecks from "lucide-solid/icons/list-checks";
import Plus from "lucide-solid/icons/plus";
import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { usePages } from "#web/src/kernel/query.ts";
import { useRefresh } from "#web/src/kernel/refresh.ts";
import { can } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { listTasks } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { NewTaskDialog } from "./new-task-dialog.tsx";
import type { TaskRow } from "./task-data.ts";
import { TaskDrawer } from "./task-drawer.tsx";
import { useTaskFilters } from "./task-filters.ts";
import { TaskList } from "./task-list.tsx";
import { taskWords } from "./text/index.ts";


/** What one has to do, the next due first; a task opens beside the list. */
export default function TasksPage() {
  const w = useWords(taskWords), people = usePeople(), navigate = useNavigate();
  const route = useParams<{ id?: string }>();
  const [params, setParams] = useSearchParams<{ new?: string }>();
  const creating = (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false });
  const { state, query, view } = useTaskFilters(people);
  const list = usePages(listTasks, query);
  const hrefOf = (id?: string) => `/tasks${id ? `/${id}` : ""}${new URLSearchParams(Object.entries(params).flatMap(([key, value]) => (typeof value === "string" && key !== "new" ? [[key, value]] : []))).toString().replace(/^(?=.)/, "?")}`;
  useShortcut("n", () => can("task.create") && creating(true));
  useLive("task.*", useRefresh("/v1/tasks"));
  const add = () => <Show when={can("task.create")}><Button variant="primary" icon={Plus} onClick={() => creating(true)}>{w("newTask")}</Button></Show>;
  return (
    <>
      <ListPage<TaskRow>
        title={w("title")} search={w("search")} state={state} list={list} rowId={(task) => task.id} rowLabel={(task) => task.title}
        body={(rows) => <TaskList label={w("title")} tasks={rows} href={(task) => hrefOf(task.id)} />}
        primary={<span class="desk-only">{add()}</span>} fab={<Show when={can("task.create")}><Fab label={w("newTask")} onClick={() => creating(true)} /></Show>}
        empty={<EmptyState icon={ListChecks} title={w(`none.${view()}`)} actions={add()}>{w("noneHelp")}</EmptyState>}
      />
      <NewTaskDialog open={params.new !== undefined} onClose={() => creating(false)} />
      <TaskDrawer id={route.id} onClose={() => navigate(hrefOf(), { scroll: false })} />
    </>
  );
}
