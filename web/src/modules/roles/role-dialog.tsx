import { Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createRole, patchRole, setRoleVisibility } from "#worker/modules/access/contract.ts";
import { accessErrorText } from "./access-errors.ts";
import type { Permission } from "./names/codes.ts";
import { ROLE_PATHS, type Rights, type RoleRow } from "./role-data.ts";
import { roleWords } from "./text/index.ts";

export type RoleForm = { kind: "create" } | { kind: "edit"; role: RoleRow } | { kind: "duplicate"; role: RoleRow; rights: Rights };

/** Names a new role, a copy of one, or one that there is. */
export function RoleDialog(props: { form: RoleForm | undefined; onClose: () => void }) {
  const w = useWords(roleWords);
  const title = () => (props.form?.kind === "edit" ? w("form.editTitle", { name: props.form.role.name }) : props.form?.kind === "duplicate" ? w("form.duplicateTitle", { name: props.form.role.name }) : w("newRole"));
  return (
    <Dialog open={Boolean(props.form)} onClose={props.onClose} title={title()} {...(props.form?.kind === "duplicate" ? { help: w("form.duplicateHelp") } : {})}>
      <Suspense fallback={<SkeletonLines />}><Show when={props.form} keyed>{(form) => <RoleFields form={form} onClose={props.onClose} />}</Show></Suspense>
    </Dialog>
  );
}

/** "Branch manager" → "branch_manager"; empty for a name in other letters. */
export const codeFrom = (name: string) => name.trim().toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "").slice(0, 60);
export const CODE = /^[a-z][a-z0-9_]{1,59}$/;

function RoleFields(props: { form: RoleForm; onClose: () => void }) {
  const w = useWords(roleWords);
  const given = props.form, source = given.kind === "create" ? undefined : given.role, editing = given.kind === "edit";
  const name = given.kind === "duplicate" ? w("form.copyOf", { name: given.role.name }) : (source?.name ?? "");
  const form = createForm({
    values: { name, code: editing ? given.role.code : codeFrom(name), description: source?.description ?? "" },
    check: (values) => ({ name: values.name.trim() ? undefined : w("form.nameMissing"), code: CODE.test(values.code) ? undefined : w("form.codeWrong") }),
    submit: async (values) => {
      const words = { name: values.name.trim(), description: values.description.trim() || null };
      if (given.kind === "edit") await call(patchRole, { params: { role_id: given.role.id }, body: words, version: given.role.version });
      else await make({ ...words, code: values.code }, given.kind === "duplicate" ? given.rights : undefined);
      await invalidate(...ROLE_PATHS);
      toast.success(given.kind === "create" ? w("form.created", { name: words.name }) : w("form.saved"));
      props.onClose();
    },
    explain: accessErrorText,
  });
  // The code follows the name until somebody writes one.
  const rename = (to: string) => form.set({ name: to, ...(!editing && form.values().code === codeFrom(form.values().name) ? { code: codeFrom(to) } : {}) });
  return (
    <FormView form={form} {...(editing ? {} : { submitLabel: w("form.create") })} onCancel={props.onClose}>
      <TextField label={w("form.name")} autofocus maxLength={100} {...form.field("name")} onChange={rename} />
      <Show when={!editing}><TextField label={w("form.code")} ltr maxLength={60} help={w("form.codeHelp")} {...form.field("code")} /></Show>
      <TextArea label={w("form.description")} optional maxLength={500} {...form.field("description")} />
    </FormView>
  );
}

/** A role, with the permissions and the visibility of the one it copies. */
async function make(words: { name: string; code: string; description: string | null }, copied: Rights | undefined) {
  const role = await call(createRole, { body: { ...words, permissions: [...(copied?.permissions ?? [])] as Permission[] } });
  if (copied && Object.values(copied.visibility).some((scope) => scope !== "all")) await call(setRoleVisibility, { params: { role_id: role.id }, body: copied.visibility, version: role.version });
}
