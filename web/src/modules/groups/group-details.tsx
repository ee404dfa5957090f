import { For, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { isRank, useRoles } from "#web/src/modules/roles/role-data.ts";
import { Switch } from "#web/src/ui/choice.tsx";
import { MultiCombobox } from "#web/src/ui/combobox.tsx";
import { EditableDetails, type DetailField } from "#web/src/ui/editable-details.tsx";
import { Name, Nothing } from "#web/src/ui/text.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { getGroup, patchGroup } from "#worker/modules/access/groups-contract.ts";
import type { GroupView } from "./group-page.tsx";
import { GROUP_PATHS, GroupState, mayManage } from "./group-state.tsx";
import { groupWords } from "./text/index.ts";

const valuesOf = (group: GroupView) => ({ name: group.name, description: group.description ?? "", role_ids: group.roles.map(({ id }) => id) as readonly string[], is_active: group.is_active });
type Values = ReturnType<typeof valuesOf>;

/** The name of a group, the roles it gives, and whether it gives them now. */
export function GroupDetails(props: { group: GroupView }) {
  const w = useWords(groupWords);
  const roles = useRoles();
  const roleName = (id: string) => roles().find((role) => role.id === id)?.name ?? props.group.roles.find((role) => role.id === id)?.name ?? id;
  const fields: readonly DetailField<Values>[] = [
    { key: "name", get label() { return w("name"); }, show: (values) => <Name>{values.name}</Name>, input: (form) => <TextField label={w("name")} maxLength={100} {...form.field("name")} /> },
    {
      key: "role_ids", get label() { return w("roles"); }, show: (values) => <Show when={values.role_ids.length} fallback={<Nothing />}><span class="row overrides__head" data-gap="sm"><For each={values.role_ids}>{(id) => <span class="input__token"><Name>{roleName(id)}</Name></span>}</For></span></Show>,
      input: (form) => <MultiCombobox label={w("roles")} optional help={w("form.rolesHelp")} options={roles().filter((role) => !isRank(role)).map(({ id, name }) => ({ value: id, label: name }))} {...form.field("role_ids")} />,
    },
    { key: "is_active", get label() { return w("state"); }, show: (values) => <GroupState active={values.is_active} />, input: (form) => <Switch label={w("details.isActive")} help={w("details.isActiveHelp")} checked={form.values().is_active} onChange={(is_active) => form.set({ is_active })} /> },
    { key: "description", get label() { return w("description"); }, show: (values) => <Show when={values.description} fallback={<Nothing />}><span dir="auto">{values.description}</span></Show>, input: (form) => <TextArea label={w("description")} optional maxLength={500} {...form.field("description")} /> },
  ];
  const save = async (change: Partial<Values>, version: number) => {
    const body = { ...change, ...(change.name === undefined ? {} : { name: change.name.trim() }), ...(change.description === undefined ? {} : { description: change.description.trim() || null }) };
    await call(patchGroup, { params: { group_id: props.group.id }, body: body as never, version });
    await invalidate(...GROUP_PATHS);
  };
  return (
    <EditableDetails<GroupView, Values>
      record={props.group} values={valuesOf} fields={fields} save={save} reload={() => call(getGroup, { params: { group_id: props.group.id } })} explain={accessErrorText}
      canEdit={mayManage()} editLabel={w("details.edit")} savedText={w("form.saved")} check={(values) => ({ name: values.name.trim() ? undefined : w("form.nameMissing") })}
    />
  );
}
