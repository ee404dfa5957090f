import { useParams } from "@solidjs/router";
import Building from "lucide-solid/icons/building";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Show } from "solid-js";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { EditableDetails, type DetailField } from "#web/src/ui/editable-details.tsx";
import { useTasksTab } from "#web/src/modules/tasks/record-tasks.tsx";
import { usePeople } from "#web/src/modules/users/people.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { NewUnitDialog } from "#web/src/modules/units/new-unit-dialog.tsx";
import { unitWords } from "#web/src/modules/units/text/index.ts";
import { unitErrorText } from "#web/src/modules/units/unit-data.ts";
import { UNIT_STATUSES, UnitStatusBadge } from "#web/src/modules/units/unit-status.tsx";
import { Person } from "#web/src/ui/avatar.tsx";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { RecordPage } from "#web/src/ui/record-page.tsx";
import { Section } from "#web/src/ui/record-parts.tsx";
import type { Tab } from "#web/src/ui/tabs.tsx";
import { DateTime, Name, Nothing } from "#web/src/ui/text.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { getProject, patchProject } from "#worker/modules/inventory/contract.ts";
import { NewBuildingDialog } from "./project-dialogs.tsx";
import { Stock, unitsIn } from "./stock.tsx";
import "#web/src/modules/deals/deals.css";
import "#web/src/modules/units/units.css";

type ProjectView = z.output<NonNullable<typeof getProject.returns>>;

const NO_TABS: readonly Tab[] = [];

/** One project: its buildings and what of them is still to be sold. */
export default function ProjectPage() {
  const w = useWords(unitWords);
  const params = useParams<{ id: string }>();
  const people = usePeople();
  const query = useCall(getProject, () => ({ params: { project_id: params.id } }));
  const project = () => { const found = settled(query); return found?.id === params.id ? found : undefined; };
  const tasks = useTasksTab(() => ({ type: "project", id: params.id, name: project()?.name ?? "" }));
  const [adding, setAdding] = createSignal<"building" | "unit">();
  useLive("*", () => void invalidate("/v1/projects/:project_id"));
  // The same objects for as long as the page lives: a refresh must not close the form somebody is in.
  const tabs: readonly Tab[] = [
    { id: "buildings", get label() { return w("buildings"); }, get count() { return project()?.buildings.length; }, content: () => <Show when={project()}>{(found) => <Buildings project={found()} onAdd={() => setAdding("building")} />}</Show> },
    { id: "details", get label() { return w("projectsPage.details"); }, content: () => <Show when={project()}>{(found) => <ProjectDetails project={found()} />}</Show> },
    ...tasks(),
  ];
  return (
    <>
      <RecordPage
        title={project()?.name ?? ""} crumbs={[{ label: w("projectsPage.title"), href: "/projects" }]} loading={!project()} error={query.isLoadingError ? query.error : undefined} retry={() => void query.refetch()}
        subtitle={project()?.location ? <Name>{project()!.location}</Name> : undefined}
        actions={project() && (
          <>
            <ButtonLink variant="ghost" href={`/units?project=${params.id}`}>{w("projectsPage.showUnits")}</ButtonLink>
            <Show when={can("building.manage")}><Button icon={Plus} onClick={() => setAdding("building")}>{w("projectsPage.newBuilding")}</Button></Show>
            <Show when={can("unit.update")}><Button variant="primary" icon={Plus} onClick={() => setAdding("unit")}>{w("newUnit")}</Button></Show>
          </>
        )}
        facts={project() ? [
          { label: w("projectsPage.units"), value: formatNumber(unitsIn(project()!.units)) },
          { label: w("projectsPage.available"), value: formatNumber(project()!.units.available ?? 0) },
          { label: w("projectsPage.sold"), value: formatNumber(project()!.units.sold ?? 0) },
          { label: w("projectsPage.developer"), value: <Name>{project()!.developer_name}</Name> },
          { label: w("projectsPage.owner"), value: <Person name={people.name(project()!.owner_user_id)} fallback={w("projectsPage.noOwner")} /> },
        ] : []}
        side={project() && (
          <Section title={w("statusLabel")}>
            <ul class="stack" data-gap="sm">
              <For each={UNIT_STATUSES}>{(status) => <li class="row"><Link href={`/units?project=${params.id}&status=${status}`}><UnitStatusBadge status={status} /></Link><span class="push strong">{formatNumber(project()!.units[status] ?? 0)}</span></li>}</For>
            </ul>
          </Section>
        )}
        tabs={project() ? tabs : NO_TABS}
      />
      <NewBuildingDialog project_id={params.id} open={adding() === "building"} onClose={() => setAdding(undefined)} />
      <NewUnitDialog project={params.id} open={adding() === "unit"} onClose={() => setAdding(undefined)} />
    </>
  );
}

function Buildings(props: { project: ProjectView; onAdd: () => void }) {
  const w = useWords(unitWords);
  return (
    <Show when={props.project.buildings.length} fallback={<EmptyState icon={Building} title={w("projectsPage.buildingNone")} actions={<Show when={can("building.manage")}><Button icon={Plus} onClick={props.onAdd}>{w("projectsPage.newBuilding")}</Button></Show>}>{w("projectsPage.buildingNoneHelp")}</EmptyState>}>
      <ul class="unit-rows" aria-label={w("buildings")}>
        <For each={props.project.buildings}>
          {(building) => (
            <li class="unit-row">
              <div class="unit-row__what"><Link class="strong" href={`/units?view=matrix&project=${props.project.id}&building=${building.id}`}><Name>{building.name}</Name></Link><Show when={building.floors !== null}><span class="small muted">{w("projectsPage.floorsCount", { count: building.floors! })}</span></Show></div>
              <span>{w("count", { count: unitsIn(building.units) })}</span>
              <Stock units={building.units} />
              <ButtonLink size="sm" href={`/units?view=matrix&project=${props.project.id}&building=${building.id}`}>{w("projectsPage.openMatrix")}</ButtonLink>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

interface Values {
  name: string;
  location: string;
  developer_name: string;
  description: string;
  owner_user_id: string | undefined;
}
const valuesOf = (project: ProjectView): Values => ({ name: project.name, location: project.location ?? "", developer_name: project.developer_name ?? "", description: project.description ?? "", owner_user_id: project.owner_user_id ?? undefined });

function ProjectDetails(props: { project: ProjectView }) {
  const w = useWords(unitWords);
  const people = usePeople();
  const line = (key: "name" | "location" | "developer_name", label: string, optional: boolean): DetailField<Values> => ({ key, label, show: (values) => <Name>{values[key]}</Name>, input: (form) => <TextField label={label} optional={optional} maxLength={200} {...form.field(key)} /> });
  const fields = (): readonly DetailField<Values>[] => [
    line("name", w("projectsPage.name"), false),
    line("location", w("projectsPage.location"), true),
    line("developer_name", w("projectsPage.developer"), true),
    { key: "owner_user_id", label: w("projectsPage.owner"), show: (values) => <Person name={people.name(values.owner_user_id)} fallback={w("projectsPage.noOwner")} />, input: (form) => <Combobox label={w("projectsPage.owner")} optional options={people.options()} {...form.field("owner_user_id")} /> },
    { key: "description", label: w("projectsPage.description"), show: (values) => <Show when={values.description} fallback={<Nothing />}><span class="timeline__text" dir="auto">{values.description}</span></Show>, input: (form) => <TextArea label={w("projectsPage.description")} optional maxLength={5000} {...form.field("description")} /> },
  ];
  const save = async (change: Partial<Values>, version: number) => {
    const body = Object.fromEntries(Object.entries(change).map(([key, value]) => [key, value?.trim() || null]));
    await call(patchProject, { params: { project_id: props.project.id }, body: body as never, version });
    await invalidate("/v1/projects");
  };
  return (
    <EditableDetails<ProjectView, Values>
      record={props.project} values={valuesOf} fields={fields()} save={save} reload={() => call(getProject, { params: { project_id: props.project.id } })} canEdit={can("project.manage")} editLabel={w("projectsPage.edit")} savedText={w("projectsPage.saved")}
      check={(values) => ({ name: values.name.trim() ? undefined : w("projectsPage.nameMissing") })} explain={(error) => unitErrorText(error, { DUPLICATE: w("projectsPage.taken") })}
      facts={[{ label: w("created"), value: <DateTime at={props.project.created_at} /> }]}
    />
  );
}
