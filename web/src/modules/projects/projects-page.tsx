import { useSearchParams } from "@solidjs/router";
import Building from "lucide-solid/icons/building";
import Plus from "lucide-solid/icons/plus";
import { Show } from "solid-js";
import type * as z from "zod";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { unitWords } from "#web/src/modules/units/text/index.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Button } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { Name, RelativeTime } from "#web/src/ui/text.tsx";
import { listProjects } from "#worker/modules/inventory/contract.ts";
import { NewProjectDialog } from "./project-dialogs.tsx";
import { Stock, unitsIn } from "./stock.tsx";
import "#web/src/modules/units/units.css";

type Listed = z.output<NonNullable<typeof listProjects.returns>>["items"][number];

/** The projects, and how much of each is still to be sold. */
export default function ProjectsPage() {
  const w = useWords(unitWords);
  const people = usePeople();
  const [params, setParams] = useSearchParams<{ new?: string }>();
  const create = (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false });
  const state = createListState({ id: "projects", defaultSort: "name", filters: [{ id: "owner", get label() { return w("projectsPage.owner"); }, kind: "one", options: people.options }] });
  const list = usePages(listProjects, () => state.query());
  useLive("project.*", () => void invalidate("/v1/projects"));
  useShortcut("n", () => can("project.manage") && create(true));
  const add = () => <Show when={can("project.manage")}><span class="desk-only"><Button variant="primary" icon={Plus} onClick={() => create(true)}>{w("projectsPage.newProject")}</Button></span></Show>;
  const columns = (): readonly Column<Listed>[] => [
    { id: "name", header: w("projectsPage.name"), width: 220, sort: "name", required: true, cell: (project) => <Name primary>{project.name}</Name> },
    { id: "location", header: w("projectsPage.location"), width: 180, cell: (project) => <Name>{project.location}</Name> },
    { id: "developer", header: w("projectsPage.developer"), width: 160, cell: (project) => <Name>{project.developer_name}</Name> },
    { id: "units", header: w("projectsPage.units"), width: 90, numeric: true, cell: (project) => formatNumber(unitsIn(project.units)) },
    { id: "available", header: w("projectsPage.available"), width: 100, numeric: true, cell: (project) => formatNumber(project.units.available ?? 0) },
    { id: "stock", header: w("statusLabel"), width: 160, cell: (project) => <Stock units={project.units} /> },
    { id: "owner", header: w("projectsPage.owner"), width: 160, cell: (project) => <Person name={people.name(project.owner_user_id)} fallback={w("projectsPage.noOwner")} /> },
    { id: "updated", header: w("projectsPage.updated"), width: 120, sort: "updated_at", cell: (project) => <RelativeTime at={project.updated_at} /> },
  ];
  return (
    <>
      <ListPage<Listed>
        title={w("projectsPage.title")} search={w("projectsPage.search")} crumbs={[{ label: w("inventory") }]} state={state} list={list as never} columns={columns()} rowId={(project) => project.id} rowLabel={(project) => project.name} rowHref={(project) => `/projects/${project.id}`}
        phoneRow={(project) => ({ title: <Name>{project.name}</Name>, end: <Stock units={project.units} />, text: <Name>{project.location}</Name>, textEnd: w("count", { count: unitsIn(project.units) }) })}
        primary={add()} fab={<Show when={can("project.manage")}><Fab label={w("projectsPage.newProject")} onClick={() => create(true)} /></Show>}
        empty={<EmptyState icon={Building} title={w("projectsPage.none")} actions={<Show when={can("project.manage")}><Button variant="primary" icon={Plus} onClick={() => create(true)}>{w("projectsPage.newProject")}</Button></Show>}>{w("projectsPage.noneHelp")}</EmptyState>}
      />
      <NewProjectDialog open={params.new !== undefined} onClose={() => create(false)} />
    </>
  );
}
