import { useNavigate } from "@solidjs/router";
import { createSignal, Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { toLatinDigits } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { session } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Gate } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { MoneyField } from "#web/src/ui/money-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createUnit } from "#worker/modules/inventory/contract.ts";
import { unitWords } from "./text/index.ts";
import { toNumber, unitErrorText, useBuildings, useProjects, useUnitTypes } from "./unit-data.ts";

interface NewUnitProps {
  open: boolean;
  project?: string | undefined;
  building?: string | undefined;
  onClose: () => void;
}

/** The form for a new unit: what it is, where, and its price. */
export function NewUnitDialog(props: NewUnitProps) {
  const w = useWords(unitWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("newUnit")}>
      <Suspense fallback={<SkeletonLines />}>
        <Gate permission="unit.update" title={w("newUnit")}><Show when={props.open}><NewUnitForm {...props} /></Show></Gate>
      </Suspense>
    </Dialog>
  );
}

const NUMBERS = ["floor", "size_sqm", "bedrooms", "bathrooms"] as const;

function NewUnitForm(props: NewUnitProps) {
  const w = useWords(unitWords);
  const navigate = useNavigate();
  const projects = useProjects();
  const types = useUnitTypes();
  const [more, setMore] = createSignal(false);
  const number = (text: string) => toNumber(toLatinDigits(text));
  const form = createForm({
    values: { code: "", project_id: props.project, building_id: props.building, unit_type_code: "apartment" as string | undefined, price: undefined as number | undefined, currency: session()?.tenant.currency ?? "EGP", floor: "", size_sqm: "", bedrooms: "", bathrooms: "", view: "" },
    check: (values) => ({
      code: values.code.trim() ? undefined : w("form.codeMissing"), project_id: values.project_id ? undefined : w("form.projectMissing"), unit_type_code: values.unit_type_code ? undefined : w("form.typeMissing"),
      price: values.price === undefined ? w("form.priceMissing") : undefined, ...Object.fromEntries(NUMBERS.map((key) => [key, number(values[key]) === undefined ? w("form.number") : undefined])),
    }),
    submit: async (values) => {
      const numbers = Object.fromEntries(NUMBERS.map((key) => [key, number(values[key]) ?? null]));
      const unit = await call(createUnit, {
        body: { code: values.code.trim(), project_id: values.project_id!, building_id: values.building_id ?? null, unit_type_code: values.unit_type_code!, price_minor: values.price!, currency: values.currency, view: values.view.trim() || null, ...numbers },
      });
      await invalidate("/v1/units", "/v1/projects", "/v1/buildings");
      toast.success(w("form.created", { code: unit.code }), { action: { label: t("action.open"), run: () => navigate(`/units/${unit.id}`) } });
      props.onClose();
    },
    explain: (error) => unitErrorText(error, { DUPLICATE: w("form.codeTaken") }),
  });
  const buildings = useBuildings(() => form.values().project_id);
  return (
    <FormView form={form} submitLabel={w("form.create")} onCancel={props.onClose}>
      <Combobox label={w("project")} options={projects.options()} {...form.field("project_id")} onChange={(project_id) => form.set({ project_id, building_id: undefined })} />
      <Show when={buildings.options().length}><Select label={w("building")} optional options={buildings.options()} {...form.field("building_id")} /></Show>
      <TextField label={w("code")} ltr autofocus maxLength={50} {...form.field("code")} />
      <Select label={w("type")} options={types.options()} {...form.field("unit_type_code")} />
      <MoneyField label={w("price")} currency={form.values().currency} onCurrency={(currency) => form.set({ currency })} {...form.field("price")} />
      <Show when={more()} fallback={<div><Button variant="ghost" size="sm" onClick={() => setMore(true)}>{w("form.more")}</Button></div>}>
        <div class="form-pair"><TextField label={w("floor")} optional type="number" {...form.field("floor")} /><TextField label={w("size")} optional type="number" hint="m²" {...form.field("size_sqm")} /></div>
        <div class="form-pair"><TextField label={w("bedrooms")} optional type="number" {...form.field("bedrooms")} /><TextField label={w("bathrooms")} optional type="number" {...form.field("bathrooms")} /></div>
        <TextField label={w("facing")} optional maxLength={200} {...form.field("view")} />
      </Show>
    </FormView>
  );
}
