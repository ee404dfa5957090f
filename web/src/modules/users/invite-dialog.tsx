import { createSignal, Show, Suspense } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { accessNames } from "#web/src/modules/roles/names/index.ts";
import { roleOptions, useRoles } from "#web/src/modules/roles/role-data.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Gate } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { inviteUser } from "#worker/modules/users/contract.ts";
import { SeatsFull } from "./seats.tsx";
import { userWords } from "./text/index.ts";
import { USER_PATHS } from "./user-data.ts";

interface InviteProps {
  open: boolean;
  onClose: () => void;
}

/** The form to invite a colleague; says so before and after when no seat is free. */
export function InviteDialog(props: InviteProps) {
  const w = useWords(userWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("inviting.title")} help={w("inviting.help")}>
      <Suspense fallback={<SkeletonLines />}>
        <Gate permission="user.invite" title={w("inviting.title")}><Show when={props.open}><InviteForm {...props} /></Show></Gate>
      </Suspense>
    </Dialog>
  );
}

function InviteForm(props: InviteProps) {
  const w = useWords(userWords);
  useWords(accessNames)("scopes.all");
  const roles = useRoles();
  const [taken, setTaken] = createSignal<string>();
  const form = createForm({
    values: { email: "", full_name: "", role_code: undefined as string | undefined },
    check: ({ email, role_code }) => ({ email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : w("inviting.emailWrong"), role_code: role_code ? undefined : w("inviting.roleMissing") }),
    submit: async ({ email, full_name, role_code }) => {
      setTaken(undefined);
      await call(inviteUser, { body: { email: email.trim(), role_code: role_code!, ...(full_name.trim() ? { full_name: full_name.trim() } : {}) } });
      await invalidate(...USER_PATHS);
      toast.success(w("inviting.sent", { email: email.trim() }));
      props.onClose();
    },
    explain: (error): string => {
      const twin = error instanceof ApiError && error.code === "DUPLICATE" ? (error.details as { duplicates?: readonly { id: string }[] } | null)?.duplicates?.[0] : undefined;
      setTaken(twin?.id);
      return twin ? w("inviting.exists", { email: form.values().email.trim() }) : accessErrorText(error);
    },
  });
  return (
    <FormView form={form} submitLabel={w("inviting.submit")} onCancel={props.onClose} after={<Show when={taken()}>{(id) => <Link href={`/users/${id()}`}>{w("inviting.openExisting")}</Link>}</Show>}>
      <SeatsFull />
      <TextField label={w("email")} type="email" autofocus autocomplete="off" maxLength={200} {...form.field("email")} />
      <TextField label={w("name")} optional autocomplete="off" maxLength={120} help={w("inviting.nameHelp")} {...form.field("full_name")} />
      <Combobox label={w("role")} options={roleOptions(roles())} help={w("inviting.roleHelp")} {...form.field("role_code")} />
    </FormView>
  );
}
