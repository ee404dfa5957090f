import { useNavigate } from "@solidjs/router";
import { Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { toLatinDigits } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { unitWords } from "#web/src/modules/units/text/index.ts";
import { toNumber, unitErrorText } from "#web/src/modules/units/unit-data.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Gate } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createBuilding, createProject } from "#worker/modules/inventory/contract.ts";

/** The form for a new project; opens it when it is there. */
export function NewProjectDialog(props: { open: boolean; onClose: () => void }) {
  const w = useWords(unitWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("projectsPage.newProject")}>
      <Suspense fallback={<SkeletonLines lines={4} />}>
        <Gate permission="project.manage" title={w("projectsPage.newProject")}><Show when={props.open}><ProjectForm onClose={props.onClose} /></Show></Gate>
      </Suspense>
    </Dialog>
  );
}

function ProjectForm(props: { onClose: () => void }) {
  const w = useWords(unitWords);
  const navigate = useNavigate();
  const form = createForm({
    values: { name: "", location: "", developer_name: "", description: "" },
    check: (values) => ({ name: values.name.trim() ? undefined : w("projectsPage.nameMissing") }),
    submit: async (values) => {
      const given = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.trim() || null]));
      const project = await call(createProject, { body: { ...given, name: values.name.trim() } });
      await invalidate("/v1/projects");
      toast.success(w("projectsPage.created", { name: project.name }));
      props.onClose();
      navigate(`/projects/${project.id}`);
    },
    explain: (error) => unitErrorText(error, { DUPLICATE: w("projectsPage.taken") }),
  });
  return (
    <FormView form={form} submitLabel={w("projectsPage.create")} onCancel={props.onClose} guard={false}>
      <TextField label={w("projectsPage.name")} autofocus maxLength={200} {...form.field("name")} />
      <TextField label={w("projectsPage.location")} optional maxLength={500} {...form.field("location")} />
      <TextField label={w("projectsPage.developer")} optional maxLength={200} {...form.field("developer_name")} />
      <TextArea label={w("projectsPage.description")} optional maxLength={5000} {...form.field("description")} />
    </FormView>
  );
}

/** The form for a new building of a project. */
export function NewBuildingDialog(props: { project_id: string; open: boolean; onClose: () => void }) {
  const w = useWords(unitWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("projectsPage.newBuilding")}>
      <Suspense fallback={<SkeletonLines lines={2} />}><Show when={props.open}><BuildingForm project_id={props.project_id} onClose={props.onClose} /></Show></Suspense>
    </Dialog>
  );
}

function BuildingForm(props: { project_id: string; onClose: () => void }) {
  const w = useWords(unitWords);
  const floors = (text: string) => toNumber(toLatinDigits(text));
  const form = createForm({
    values: { name: "", floors: "" },
    check: (values) => ({ name: values.name.trim() ? undefined : w("projectsPage.buildingNameMissing"), floors: floors(values.floors) === undefined ? w("form.number") : undefined }),
    submit: async (values) => {
      const building = await call(createBuilding, { body: { project_id: props.project_id, name: values.name.trim(), floors: floors(values.floors) ?? null } });
      await invalidate("/v1/projects", "/v1/buildings");
      toast.success(w("projectsPage.buildingCreated", { name: building.name }));
      props.onClose();
    },
    explain: (error) => unitErrorText(error, { DUPLICATE: w("projectsPage.buildingTaken") }),
  });
  return (
    <FormView form={form} submitLabel={w("projectsPage.createBuilding")} onCancel={props.onClose} guard={false}>
      <TextField label={w("projectsPage.buildingName")} autofocus maxLength={200} {...form.field("name")} />
      <TextField label={w("projectsPage.floors")} optional type="number" help={w("projectsPage.floorsHelp")} {...form.field("floors")} />
    </FormView>
  );
}
