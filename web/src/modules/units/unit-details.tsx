import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatNumber, toLatinDigits } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { EditableDetails, type DetailField } from "#web/src/ui/editable-details.tsx";
import type { Form } from "#web/src/ui/form.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { Code, DateTime, Name, Nothing, RelativeTime } from "#web/src/ui/text.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { getUnit, patchUnit } from "#worker/modules/inventory/contract.ts";
import { unitWords } from "./text/index.ts";
import { toNumber, unitErrorText, useBuildings, useUnitTypes, type UnitView } from "./unit-data.ts";

interface Values {
  code: string;
  unit_type_code: string;
  building_id: string | undefined;
  floor: string;
  size_sqm: string;
  bedrooms: string;
  bathrooms: string;
  view: string;
  virtual_tour_url: string;
}
const NUMBERS = ["floor", "size_sqm", "bedrooms", "bathrooms"] as const;
const text = (value: string | number | null) => (value === null ? "" : String(value));
const valuesOf = (unit: UnitView): Values => ({
  code: unit.code, unit_type_code: unit.unit_type_code, building_id: unit.building_id ?? undefined, floor: text(unit.floor), size_sqm: text(unit.size_sqm), bedrooms: text(unit.bedrooms), bathrooms: text(unit.bathrooms),
  view: text(unit.view), virtual_tour_url: text(unit.virtual_tour_url),
});
const number = (value: string) => toNumber(toLatinDigits(value));

/** What a unit is, edited in place; its price and status have their own dialogs. */
export function UnitDetails(props: { unit: UnitView }) {
  const w = useWords(unitWords);
  const types = useUnitTypes();
  const buildings = useBuildings(() => props.unit.project_id);
  const numeric = (key: (typeof NUMBERS)[number], label: string, shown: (value: number) => string = formatNumber): DetailField<Values> => ({
    key, label, show: (values) => <Show when={values[key]} fallback={<Nothing />}>{shown(Number(values[key]))}</Show>,
    input: (form: Form<Values>) => <TextField label={label} optional type="number" hint={key === "size_sqm" ? "m²" : undefined} {...form.field(key)} />,
  });
  const fields = (): readonly DetailField<Values>[] => [
    { key: "code", label: w("code"), show: (values) => <Code>{values.code}</Code>, input: (form) => <TextField label={w("code")} ltr maxLength={50} {...form.field("code")} /> },
    { key: "unit_type_code", label: w("type"), show: (values) => types.label(values.unit_type_code), input: (form) => <Select label={w("type")} options={types.options(props.unit.unit_type_code)} {...form.field("unit_type_code")} /> },
    {
      key: "building_id", label: w("building"), show: (values) => <Name>{buildings.options().find(({ value }) => value === values.building_id)?.label ?? (values.building_id ? props.unit.building?.name : undefined)}</Name>,
      input: (form) => <Select label={w("building")} optional options={buildings.options()} {...form.field("building_id")} />,
    },
    numeric("floor", w("floor"), (floor) => (floor === 0 ? w("ground") : formatNumber(floor))),
    numeric("size_sqm", w("size"), (size) => w("sqm", { size: formatNumber(size, { maximumFractionDigits: 2 }) })),
    numeric("bedrooms", w("bedrooms")),
    numeric("bathrooms", w("bathrooms")),
    { key: "view", label: w("facing"), show: (values) => <Name>{values.view}</Name>, input: (form) => <TextField label={w("facing")} optional maxLength={200} {...form.field("view")} /> },
    {
      key: "virtual_tour_url", label: w("tour"), show: (values) => <Show when={values.virtual_tour_url} fallback={<Nothing />}>{(url) => <a class="link" href={url()} target="_blank" rel="noreferrer">{w("openTour")}</a>}</Show>,
      input: (form) => <TextField label={w("tour")} optional type="url" maxLength={2000} {...form.field("virtual_tour_url")} />,
    },
  ];
  const save = async (change: Partial<Values>, version: number) => {
    const body = Object.fromEntries(Object.entries(change).map(([key, value]) => [key, (NUMBERS as readonly string[]).includes(key) ? number(value as string) : (value as string | undefined)?.trim() || null]));
    await call(patchUnit, { params: { unit_id: props.unit.id }, body: body as never, version });
    await invalidate("/v1/units", "/v1/buildings", "/v1/timeline");
  };
  return (
    <EditableDetails<UnitView, Values>
      record={props.unit} values={valuesOf} fields={fields()} save={save} reload={() => call(getUnit, { params: { unit_id: props.unit.id } })} canEdit={can("unit.update")} editLabel={w("details.edit")} savedText={w("details.saved")}
      explain={(error) => unitErrorText(error, { DUPLICATE: w("form.codeTaken") })}
      check={(values) => ({
        code: values.code.trim() ? undefined : w("form.codeMissing"), ...Object.fromEntries(NUMBERS.map((key) => [key, number(values[key]) === undefined ? w("form.number") : undefined])),
        virtual_tour_url: !values.virtual_tour_url.trim() || /^https?:\/\/\S+$/.test(values.virtual_tour_url.trim()) ? undefined : w("form.url"),
      })}
      facts={[{ label: w("created"), value: <DateTime at={props.unit.created_at} /> }, { label: w("updated"), value: <RelativeTime at={props.unit.updated_at} /> }]}
    />
  );
}
