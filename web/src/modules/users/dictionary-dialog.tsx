import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { departments, jobTitles } from "#worker/modules/users/contract.ts";
import { codeName, type DictionaryRow } from "./dictionary-data.ts";
import { userWords } from "./text/index.ts";

export interface CodeForm { list: "job" | "department"; row?: DictionaryRow }

/** Adds a job title or department, or renames one; its code stays. */
export function CodeDialog(props: { form: CodeForm | undefined; onClose: () => void }) {
  const w = useWords(userWords);
  const title = () => (props.form?.row ? w("dictionaries.editTitle", { name: codeName(props.form.row) }) : w(`dictionaries.addTitle.${props.form?.list ?? "job"}`));
  return (
    <Dialog open={Boolean(props.form)} onClose={props.onClose} title={title()}>
      <Show when={props.form} keyed>{(form) => <CodeFields {...form} onClose={props.onClose} />}</Show>
    </Dialog>
  );
}

function CodeFields(props: CodeForm & { onClose: () => void }) {
  const w = useWords(userWords);
  const routes = props.list === "job" ? jobTitles : departments, row = props.row;
  const form = createForm({
    values: { code: row?.code ?? "", name_en: row?.name_en ?? "", name_ar: row?.name_ar ?? "" },
    check: ({ code, name_en, name_ar }) => ({
      code: row || /^[a-z][a-z0-9_]{0,59}$/.test(code) ? undefined : w("dictionaries.codeWrong"), name_en: name_en.trim() ? undefined : w("dictionaries.nameMissing"), name_ar: name_ar.trim() ? undefined : w("dictionaries.nameMissing"),
    }),
    submit: async ({ code, ...given }) => {
      const names = { name_en: given.name_en.trim(), name_ar: given.name_ar.trim() };
      if (row) await call(routes.patch, { params: { code_id: row.id }, body: names, version: row.version });
      else await call(routes.create, { body: { code, ...names } });
      await invalidate(routes.list.path);
      toast.success(w("dictionaries.saved"));
      props.onClose();
    },
    explain: accessErrorText,
  });
  return (
    <FormView form={form} onCancel={props.onClose} guard={false}>
      <TextField label={w("dictionaries.nameEn")} autofocus maxLength={120} {...form.field("name_en")} />
      <TextField label={w("dictionaries.nameAr")} maxLength={120} {...form.field("name_ar")} />
      <Show when={!row}><TextField label={w("dictionaries.code")} ltr maxLength={60} help={w("dictionaries.codeHelp")} {...form.field("code")} /></Show>
    </FormView>
  );
}
