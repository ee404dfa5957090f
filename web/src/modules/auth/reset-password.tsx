import { useNavigate, useSearchParams } from "@solidjs/router";
import { Show } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { PasswordField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { resetPassword } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { useChecks } from "./checks.ts";
import { authWords } from "./text/index.ts";

export default function ResetPasswordPage() {
  const w = useWords(authWords);
  const check = useChecks();
  const navigate = useNavigate();
  const [params] = useSearchParams<{ token?: string }>();
  const form = createForm({
    values: { password: "" },
    check: (values) => ({ password: check.password(values.password) }),
    async submit({ password }) {
      await resetPassword(params.token ?? "", password);
      toast.success(w("reset.done"));
      navigate("/sign-in", { replace: true });
    },
    explain: (error) => (error instanceof ApiError && error.code === "AUTH_TOKEN_INVALID" ? w("reset.expired") : undefined),
  });
  return (
    <AuthLayout title={w("reset.title")}>
      <Show when={params.token} fallback={<><Banner tone="warning">{w("reset.expired")}</Banner><ButtonLink href="/forgot-password" wide variant="primary">{w("forgot.submit")}</ButtonLink></>}>
        <FormView form={form} guard={false} wide submitLabel={w("reset.submit")}>
          <PasswordField {...form.field("password")} label={w("field.newPassword")} autocomplete="new-password" help={w("field.passwordRules")} autofocus />
        </FormView>
      </Show>
    </AuthLayout>
  );
}
