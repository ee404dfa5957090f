import { useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { accessNames } from "#web/src/modules/roles/names/index.ts";
import { CODE, codeFrom } from "#web/src/modules/roles/role-dialog.tsx";
import { isRank, useRoles } from "#web/src/modules/roles/role-data.ts";
import { MultiCombobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createGroup } from "#worker/modules/access/groups-contract.ts";
import { GROUP_PATHS, mayManage } from "./group-state.tsx";
import { groupWords } from "./text/index.ts";

interface Props { open: boolean; onClose: () => void }

/** Names a new group and the roles it gives; opens it when it is there. */
export function NewGroupDialog(props: Props) {
  const w = useWords(groupWords);
  useWords(accessNames)("scopes.all");
  return <Dialog open={props.open && mayManage()} onClose={props.onClose} title={w("newGroup")} help={w("noneHelp")}><Show when={props.open}><GroupForm {...props} /></Show></Dialog>;
}

function GroupForm(props: Props) {
  const w = useWords(groupWords);
  const navigate = useNavigate();
  const roles = useRoles();
  const form = createForm({
    values: { name: "", code: "", description: "", role_ids: [] as readonly string[] },
    check: ({ name, code }) => ({ name: name.trim() ? undefined : w("form.nameMissing"), code: CODE.test(code) ? undefined : w("form.codeWrong") }),
    submit: async ({ name, code, description, role_ids }) => {
      const group = await call(createGroup, { body: { name: name.trim(), code, description: description.trim() || null, role_ids: [...role_ids] } });
      await invalidate(...GROUP_PATHS);
      toast.success(w("form.created", { name: group.name }));
      props.onClose();
      navigate(`/groups/${group.id}`);
    },
    explain: accessErrorText,
  });
  const rename = (to: string) => form.set({ name: to, ...(form.values().code === codeFrom(form.values().name) ? { code: codeFrom(to) } : {}) });
  return (
    <FormView form={form} submitLabel={w("form.create")} onCancel={props.onClose} guard={false}>
      <TextField label={w("name")} autofocus maxLength={100} {...form.field("name")} onChange={rename} />
      <TextField label={w("code")} ltr maxLength={60} help={w("form.codeHelp")} {...form.field("code")} />
      <MultiCombobox label={w("roles")} optional help={w("form.rolesHelp")} options={roles().filter((role) => !isRank(role)).map(({ id, name }) => ({ value: id, label: name }))} {...form.field("role_ids")} />
      <TextArea label={w("description")} optional maxLength={500} {...form.field("description")} />
    </FormView>
  );
}
