import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { EditableDetails, type DetailField } from "#web/src/ui/editable-details.tsx";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { COUNTRIES, countryName, PhoneField } from "#web/src/ui/phone-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { Code, DateTime, Name, Nothing, Phone } from "#web/src/ui/text.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { getCompany, patchCompany } from "#worker/modules/contacts/contract.ts";
import { COMPANY_PATHS, companyErrorText, isDomain, STATUSES, type CompanyRow } from "./company-data.ts";
import { CompanyStatus } from "./company-status.tsx";
import { companyWords } from "./text/index.ts";

const valuesOf = (company: CompanyRow) => ({
  name: company.name, domain: company.domain ?? "", phone: company.phone ?? "", industry_code: company.industry_code ?? "", city: company.city ?? "", address: company.address ?? "",
  country: company.country ?? (undefined as string | undefined), status: company.status, owner_user_id: company.owner_user_id ?? (undefined as string | undefined),
});
type Values = ReturnType<typeof valuesOf>;

/** The facts of a company, edited in place. */
export function CompanyDetails(props: { company: CompanyRow }) {
  const w = useWords(companyWords);
  const people = usePeople();
  const text = (key: "name" | "industry_code" | "city" | "address", label: () => string, max: number, optional = true): DetailField<Values> => ({
    key, get label() { return label(); }, show: (values) => <Name>{values[key]}</Name>, input: (form) => <TextField label={label()} optional={optional} maxLength={max} {...form.field(key)} />,
  });
  const fields: readonly DetailField<Values>[] = [
    text("name", () => w("name"), 200, false),
    { key: "domain", get label() { return w("domain"); }, show: (values) => <Show when={values.domain} fallback={<Nothing />}><Code>{values.domain}</Code></Show>, input: (form) => <TextField label={w("domain")} optional type="url" help={w("form.domainHelp")} {...form.field("domain")} /> },
    { key: "phone", get label() { return w("phone"); }, show: (values) => <Phone number={values.phone} dial />, input: (form) => <PhoneField label={w("phone")} optional {...form.field("phone")} /> },
    text("industry_code", () => w("industry"), 50),
    text("city", () => w("city"), 100),
    text("address", () => w("address"), 500),
    {
      key: "country", get label() { return w("country"); }, show: (values) => <Show when={values.country} fallback={<Nothing />}>{(country) => <span>{countryName(country())}</span>}</Show>,
      input: (form) => <Combobox label={w("country")} optional options={COUNTRIES.map(([iso]) => ({ value: iso as string, label: countryName(iso) }))} {...form.field("country")} />,
    },
    { key: "status", get label() { return w("status"); }, show: (values) => <CompanyStatus status={values.status} />, input: (form) => <Select label={w("status")} options={STATUSES.map((status) => ({ value: status, label: w(`statuses.${status}`) }))} {...form.field("status")} /> },
    { key: "owner_user_id", get label() { return w("owner"); }, show: (values) => <Person name={people.name(values.owner_user_id)} fallback={w("noOwner")} />, input: (form) => <Combobox label={w("owner")} optional options={people.options()} {...form.field("owner_user_id")} /> },
  ];
  const save = async (change: Partial<Values>, version: number) => {
    const body = Object.fromEntries(Object.entries(change).map(([key, value]) => [key, typeof value === "string" ? value.trim() || null : (value ?? null)]));
    await call(patchCompany, { params: { company_id: props.company.id }, body: body as never, version });
    await invalidate(...COMPANY_PATHS);
  };
  return (
    <EditableDetails<CompanyRow, Values>
      record={props.company} values={valuesOf} fields={fields} save={save} reload={() => call(getCompany, { params: { company_id: props.company.id } })} explain={companyErrorText}
      canEdit={can("company.update")} editLabel={w("details.edit")} savedText={w("details.saved")}
      check={(values) => ({ name: values.name.trim() ? undefined : w("form.nameMissing"), domain: !values.domain.trim() || isDomain(values.domain) ? undefined : w("form.domainWrong") })}
      facts={[{ label: w("created"), value: <DateTime at={props.company.created_at} as="datetime" /> }, { label: w("updated"), value: <DateTime at={props.company.updated_at} as="datetime" /> }]}
    />
  );
}
