import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { EditableDetails, type DetailField } from "#web/src/ui/editable-details.tsx";
import { Code, DateTime, Name, Phone } from "#web/src/ui/text.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { getUser, patchUser } from "#worker/modules/users/contract.ts";
import type { Dictionaries } from "./dictionary-data.ts";
import { userWords } from "./text/index.ts";
import { isMe, outranks, USER_PATHS, type UserRow } from "./user-data.ts";

const valuesOf = (user: UserRow) => ({ full_name: user.full_name, job_title_code: user.job_title_code ?? undefined as string | undefined, job_title: user.job_title ?? "", department_code: user.department_code ?? undefined as string | undefined });
type Values = ReturnType<typeof valuesOf>;

/** Who somebody is, edited in place: name, job title and department; the rest is theirs to change. */
export function ProfileTab(props: { user: UserRow; dictionaries: Dictionaries }) {
  const w = useWords(userWords);
  const fields: readonly DetailField<Values>[] = [
    { key: "full_name", get label() { return w("name"); }, show: (values) => <Name>{values.full_name}</Name>, input: (form) => <TextField label={w("name")} maxLength={120} {...form.field("full_name")} /> },
    {
      key: "job_title_code", get label() { return w("jobTitle"); }, show: (values) => <Name>{props.dictionaries.jobTitle(values.job_title_code)}</Name>,
      input: (form) => <Combobox label={w("jobTitle")} optional options={props.dictionaries.jobTitleOptions(props.user.job_title_code)} {...form.field("job_title_code")} />,
    },
    { key: "job_title", get label() { return w("jobTitleText"); }, show: (values) => <Name>{values.job_title}</Name>, input: (form) => <TextField label={w("jobTitleText")} optional maxLength={120} {...form.field("job_title")} /> },
    {
      key: "department_code", get label() { return w("department"); }, show: (values) => <Name>{props.dictionaries.department(values.department_code)}</Name>,
      input: (form) => <Combobox label={w("department")} optional options={props.dictionaries.departmentOptions(props.user.department_code)} {...form.field("department_code")} />,
    },
  ];
  const save = async (change: Partial<Values>, version: number) => {
    const body = Object.fromEntries(Object.entries(change).map(([key, value]) => [key, value?.trim() || null]));
    await call(patchUser, { params: { user_id: props.user.id }, body: body as never, version });
    await invalidate(...USER_PATHS);
  };
  return (
    <EditableDetails<UserRow, Values>
      record={props.user} values={valuesOf} fields={fields} save={save} reload={() => call(getUser, { params: { user_id: props.user.id } })} explain={accessErrorText}
      canEdit={can("user.update") && (isMe(props.user) || outranks(props.user))} editLabel={w("profile.edit")} savedText={w("profile.saved")}
      check={(values) => ({ full_name: values.full_name.trim() ? undefined : w("profile.nameMissing") })}
      facts={[
        { label: w("email"), value: <Code>{props.user.email}</Code> }, { label: w("phone"), value: <Phone number={props.user.phone_e164} dial /> },
        { label: w("profile.locale"), value: w.maybe(`languages.${props.user.locale}`) ?? props.user.locale },
        { label: w("created"), value: <DateTime at={props.user.created_at} as="datetime" /> }, { label: w("updated"), value: <DateTime at={props.user.updated_at} as="datetime" /> },
      ]}
    />
  );
}
