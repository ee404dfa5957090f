import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { EditableDetails, type DetailField } from "#web/src/ui/editable-details.tsx";
import { usePeople } from "#web/src/modules/users/people.ts";
import { useCompanySearch } from "#web/src/modules/contacts/record-search.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { DateTime, Name, Nothing } from "#web/src/ui/text.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { getContact, patchContact } from "#worker/modules/contacts/contract.ts";
import { CONTACT_PATHS, contactErrorText, STAGES, type ContactRow } from "./contact-data.ts";
import { ContactStage } from "./stage.tsx";
import { contactWords } from "./text/index.ts";

const LANGUAGES = ["en", "ar"] as const;
const valuesOf = (contact: ContactRow) => ({
  first_name: contact.first_name, last_name: contact.last_name ?? "", job_title: contact.job_title ?? "", company_id: contact.company_id ?? (undefined as string | undefined), lifecycle_stage: contact.lifecycle_stage,
  owner_user_id: contact.owner_user_id ?? (undefined as string | undefined), locale: contact.locale ?? (undefined as (typeof LANGUAGES)[number] | undefined), notes: contact.notes ?? "",
});
type Values = ReturnType<typeof valuesOf>;

/** The facts of a contact, edited in place; addresses and numbers have their own tab. */
export function ContactDetails(props: { contact: ContactRow }) {
  const w = useWords(contactWords);
  const people = usePeople();
  const companies = useCompanySearch(() => (props.contact.company ? [{ value: props.contact.company.id, label: props.contact.company.name }] : []));
  const companyName = (id: string | undefined) => companies.options().find(({ value }) => value === id)?.label;
  const fields: readonly DetailField<Values>[] = [
    { key: "first_name", get label() { return w("firstName"); }, show: (values) => <Name>{values.first_name}</Name>, input: (form) => <TextField label={w("firstName")} maxLength={100} {...form.field("first_name")} /> },
    { key: "last_name", get label() { return w("lastName"); }, show: (values) => <Name>{values.last_name}</Name>, input: (form) => <TextField label={w("lastName")} optional maxLength={100} {...form.field("last_name")} /> },
    { key: "job_title", get label() { return w("jobTitle"); }, show: (values) => <Name>{values.job_title}</Name>, input: (form) => <TextField label={w("jobTitle")} optional maxLength={100} {...form.field("job_title")} /> },
    {
      key: "company_id", get label() { return w("company"); }, show: (values) => <Name>{companyName(values.company_id)}</Name>,
      input: (form) => <Combobox label={w("company")} optional placeholder={w("form.companySearch")} options={companies.options()} onSearch={companies.onSearch} loading={companies.loading()} {...form.field("company_id")} />,
    },
    { key: "lifecycle_stage", get label() { return w("stage"); }, show: (values) => <ContactStage stage={values.lifecycle_stage} />, input: (form) => <Select label={w("stage")} options={STAGES.map((stage) => ({ value: stage, label: w(`stages.${stage}`) }))} {...form.field("lifecycle_stage")} /> },
    { key: "owner_user_id", get label() { return w("owner"); }, show: (values) => <Person name={people.name(values.owner_user_id)} fallback={w("noOwner")} />, input: (form) => <Combobox label={w("owner")} optional options={people.options()} {...form.field("owner_user_id")} /> },
    {
      key: "locale", get label() { return w("language"); }, show: (values) => <Show when={values.locale} fallback={<Nothing />}>{(language) => <span>{w(`languages.${language()}`)}</span>}</Show>,
      input: (form) => <Combobox label={w("language")} optional options={LANGUAGES.map((language) => ({ value: language, label: w(`languages.${language}`) }))} {...form.field("locale")} />,
    },
    { key: "notes", get label() { return w("notes"); }, show: (values) => <Show when={values.notes} fallback={<Nothing />}><span dir="auto">{values.notes}</span></Show>, input: (form) => <TextArea label={w("notes")} optional rows={4} maxLength={5000} {...form.field("notes")} /> },
  ];
  const save = async (change: Partial<Values>, version: number) => {
    const body = Object.fromEntries(Object.entries(change).map(([key, value]) => [key, typeof value === "string" ? value.trim() || null : (value ?? null)]));
    await call(patchContact, { params: { contact_id: props.contact.id }, body: body as never, version });
    await invalidate(...CONTACT_PATHS, "/v1/companies");
  };
  return (
    <EditableDetails<ContactRow, Values>
      record={props.contact} values={valuesOf} fields={fields} save={save} reload={() => call(getContact, { params: { contact_id: props.contact.id } })} explain={contactErrorText}
      canEdit={can("contact.update")} editLabel={w("details.edit")} savedText={w("details.saved")} check={(values) => ({ first_name: values.first_name.trim() ? undefined : w("form.firstMissing") })}
      facts={[{ label: w("created"), value: <DateTime at={props.contact.created_at} as="datetime" /> }, { label: w("updated"), value: <DateTime at={props.contact.updated_at} as="datetime" /> }]}
    />
  );
}
