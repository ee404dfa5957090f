import { ApiError, call } from "#web/src/kernel/api.ts";
import { fieldErrors } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { useChecks } from "#web/src/modules/auth/checks.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { PasswordField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { changePassword } from "#worker/modules/me/contract.ts";
import { accountWords } from "../text/index.ts";

/** A new password for who knows the present one; every other session ends with it. */
export function PasswordDialog(props: { onClose: () => void }) {
  const w = useWords(accountWords);
  const check = useChecks();
  const form = createForm({
    values: { current_password: "", new_password: "" },
    check: (values) => ({
      current_password: check.required(values.current_password),
      new_password: check.password(values.new_password) ?? (values.new_password === values.current_password ? w("password.same") : undefined),
    }),
    async submit(values) {
      try {
        await call(changePassword, { body: values });
      } catch (error) {
        throw inWords(error);
      }
      void invalidate("/v1/auth/sessions");
      toast.success(w("password.changed"));
      props.onClose();
    },
    explain: (error) => (error instanceof ApiError && error.code === "AUTH_LOCKED" ? w("locked") : undefined),
  });
  /** The fields' problems in the reader's language. */
  const inWords = (error: unknown) => {
    const { current_password, new_password } = fieldErrors(error);
    if (!current_password && !new_password) return error;
    const issues = current_password ? [{ path: "current_password", message: w("password.wrong") }] : [{ path: "new_password", message: w("password.weak") }];
    return new ApiError(422, "VALIDATION_FAILED", "", { issues });
  };
  return (
    <Dialog open onClose={props.onClose} title={w("password.change")} help={w("password.changeHelp")}>
      <FormView form={form} onCancel={props.onClose} submitLabel={w("password.change")} guard={false}>
        <PasswordField {...form.field("current_password")} label={w("password.current")} autocomplete="current-password" />
        <PasswordField {...form.field("new_password")} label={w("password.new")} autocomplete="new-password" help={w("password.rules")} />
      </FormView>
    </Dialog>
  );
}
