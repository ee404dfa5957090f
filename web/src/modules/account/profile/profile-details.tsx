import { call, type CallOutput } from "#web/src/kernel/api.ts";
import { setLocale, useWords } from "#web/src/kernel/i18n.ts";
import { queryClient, queryKey } from "#web/src/kernel/query.ts";
import { loadMe } from "#web/src/kernel/session.ts";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { EditableDetails, type DetailField } from "#web/src/ui/editable-details.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { Code, Name, Nothing } from "#web/src/ui/text.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { getMe, patchMe } from "#worker/modules/me/contract.ts";
import { accountWords } from "../text/index.ts";

type Own = CallOutput<typeof getMe>;
interface Values {
  full_name: string;
  job_title: string;
  locale: "en" | "ar";
  /** Undefined: the one of the company. */
  timezone: string | undefined;
}

const LANGUAGES = [{ value: "en", label: "English" }, { value: "ar", label: "العربية" }] as const;
const zones = Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value.replaceAll("_", " ") }));
const valuesOf = ({ user }: Own): Values => ({ full_name: user.full_name, job_title: user.job_title ?? "", locale: user.locale, timezone: user.timezone ?? undefined });

/** Name, job title, language and time zone, edited in their place. */
export function ProfileDetails(props: { me: Own; reload: () => Promise<Own> }) {
  const w = useWords(accountWords);
  const save = async (change: Partial<Values>, version: number) => {
    const { timezone, job_title, ...words } = change;
    const body = { ...words, ...("timezone" in change ? { timezone: timezone ?? null } : {}), ...("job_title" in change ? { job_title: job_title?.trim() || null } : {}) };
    queryClient.setQueryData(queryKey(getMe), await call(patchMe, { body, version }));
    await loadMe();
    if (change.locale) await setLocale(change.locale);
  };
  const fields = (): readonly DetailField<Values>[] => [
    { key: "full_name", label: w("profile.name"), show: (v) => <Name>{v.full_name}</Name>, input: (form) => <TextField {...form.field("full_name")} label={w("profile.name")} autocomplete="name" maxLength={120} /> },
    { key: "job_title", label: w("profile.job"), show: (v) => (v.job_title ? <span dir="auto">{v.job_title}</span> : <Nothing />), input: (form) => <TextField {...form.field("job_title")} label={w("profile.job")} optional maxLength={120} autocomplete="organization-title" /> },
    { key: "locale", label: w("profile.language"), show: (v) => LANGUAGES.find(({ value }) => value === v.locale)?.label, input: (form) => <Select {...form.field("locale")} label={w("profile.language")} options={LANGUAGES} help={w("profile.languageHelp")} /> },
    {
      key: "timezone", label: w("profile.zone"), show: (v) => (v.timezone ? <Code>{v.timezone.replaceAll("_", " ")}</Code> : w("profile.companyZone", { zone: props.me.tenant.timezone.replaceAll("_", " ") })),
      input: (form) => <Combobox {...form.field("timezone")} label={w("profile.zone")} options={zones} optional placeholder={w("profile.companyZone", { zone: props.me.tenant.timezone.replaceAll("_", " ") })} />,
    },
  ];
  return (
    <EditableDetails
      record={props.me} values={valuesOf} fields={fields()} save={save} reload={props.reload} canEdit editLabel={w("profile.edit")} savedText={w("profile.saved")}
      facts={[{ label: w("profile.email"), value: <Code>{props.me.user.email}</Code> }, { label: w("profile.company"), value: <Name>{props.me.tenant.name}</Name> }]}
      check={({ full_name }) => ({ full_name: full_name.trim() ? undefined : w("profile.nameMissing") })}
    />
  );
}
