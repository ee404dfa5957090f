import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { EditableDetails, type DetailField } from "#web/src/ui/editable-details.tsx";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { MoneyField } from "#web/src/ui/money-field.tsx";
import { COUNTRIES, countryName, PhoneField } from "#web/src/ui/phone-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { Code, DateTime, Money, Name, Nothing, Phone } from "#web/src/ui/text.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { getLead, patchLead } from "#worker/modules/leads/contract.ts";
import { LEAD_PATHS, leadErrorText, sourceName, SOURCES, type LeadRow, type LeadView } from "./lead-data.ts";
import { leadWords } from "./text/index.ts";

const valuesOf = (lead: LeadView) => ({
  first_name: lead.first_name, last_name: lead.last_name ?? "", phone_e164: lead.phone_e164 ?? "", email: lead.email ?? "", company_name: lead.company_name ?? "", interest: lead.interest ?? "",
  budget_minor: lead.budget_minor ?? undefined as number | undefined, currency: lead.currency ?? session()?.tenant.currency ?? "EGP", source: lead.source as LeadRow["source"], source_detail: lead.source_detail ?? "",
  owner_user_id: lead.owner_user_id ?? undefined as string | undefined, country: lead.country ?? undefined as string | undefined, notes: lead.notes ?? "",
});
type Values = ReturnType<typeof valuesOf>;
const written = (text: string) => <Show when={text} fallback={<Nothing />}><span dir="auto" class="details__text">{text}</span></Show>;

/** The facts of a lead, edited in place until it is converted. */
export function LeadDetails(props: { lead: LeadView }) {
  const w = useWords(leadWords);
  const people = usePeople();
  const text = (key: "first_name" | "last_name" | "company_name" | "interest" | "source_detail", label: () => string, optional = true): DetailField<Values> => ({
    key, get label() { return label(); }, show: (values) => (key === "interest" || key === "source_detail" ? written(values[key]) : <Name>{values[key]}</Name>),
    input: (form) => <TextField label={label()} optional={optional} maxLength={key.endsWith("_name") && key !== "company_name" ? 100 : 200} {...form.field(key)} />,
  });
  const fields: readonly DetailField<Values>[] = [
    text("first_name", () => w("firstName"), false),
    text("last_name", () => w("lastName")),
    { key: "phone_e164", get label() { return w("phone"); }, show: (values) => <Phone number={values.phone_e164} dial />, input: (form) => <PhoneField label={w("phone")} optional {...form.field("phone_e164")} /> },
    { key: "email", get label() { return w("email"); }, show: (values) => <Show when={values.email} fallback={<Nothing />}><a class="link" href={`mailto:${values.email}`}><Code>{values.email}</Code></a></Show>, input: (form) => <TextField label={w("email")} type="email" optional {...form.field("email")} /> },
    text("company_name", () => w("company")),
    text("interest", () => w("interest")),
    {
      key: "budget_minor", get label() { return w("budget"); }, show: (values) => <Money amount={values.budget_minor} currency={values.currency} decimals="all" />,
      input: (form) => <MoneyField label={w("budget")} optional currency={form.values().currency} onCurrency={(currency) => form.set({ currency })} {...form.field("budget_minor")} />,
    },
    { key: "source", get label() { return w("source"); }, show: (values) => <span>{sourceName(w, values.source)}</span>, input: (form) => <Select label={w("source")} options={SOURCES.map((source) => ({ value: source, label: sourceName(w, source) }))} {...form.field("source")} /> },
    text("source_detail", () => w("sourceDetail")),
    {
      key: "owner_user_id", get label() { return w("owner"); }, show: (values) => <Person name={people.name(values.owner_user_id)} fallback={w("noOwner")} />,
      input: (form) => <Combobox label={w("owner")} optional options={people.options()} {...form.field("owner_user_id")} />,
    },
    {
      key: "country", get label() { return w("country"); }, show: (values) => <Show when={values.country} fallback={<Nothing />}>{(country) => <span>{countryName(country())}</span>}</Show>,
      input: (form) => <Combobox label={w("country")} optional options={COUNTRIES.map(([iso]) => ({ value: iso as string, label: countryName(iso) }))} {...form.field("country")} />,
    },
    { key: "notes", get label() { return w("notes"); }, show: (values) => written(values.notes), input: (form) => <TextArea label={w("notes")} optional rows={4} maxLength={5000} {...form.field("notes")} /> },
  ];
  const save = async (change: Partial<Values>, version: number) => {
    const body = Object.fromEntries(Object.entries(change).map(([key, value]) => [key, typeof value === "string" ? value.trim() || null : (value ?? null)]));
    // A budget is an amount and its currency: neither means anything alone.
    if ("budget_minor" in body && body.budget_minor !== null && !("currency" in body)) body.currency = valuesOf(props.lead).currency;
    await call(patchLead, { params: { lead_id: props.lead.id }, body: body as never, version });
    await invalidate(...LEAD_PATHS);
  };
  return (
    <EditableDetails<LeadView, Values>
      record={props.lead} values={valuesOf} fields={fields} save={save} reload={() => call(getLead, { params: { lead_id: props.lead.id } })} explain={leadErrorText}
      canEdit={props.lead.status !== "converted" && can("lead.update")} editLabel={w("details.edit")} savedText={w("details.saved")}
      check={(values) => ({
        first_name: values.first_name.trim() ? undefined : w("form.firstMissing"), phone_e164: values.phone_e164 || values.email.trim() ? undefined : w("form.reach"),
        email: !values.email.trim() || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email.trim()) ? undefined : w("form.emailWrong"),
      })}
      facts={[{ label: w("created"), value: <DateTime at={props.lead.created_at} as="datetime" /> }, { label: w("updated"), value: <DateTime at={props.lead.updated_at} as="datetime" /> }]}
    />
  );
}
