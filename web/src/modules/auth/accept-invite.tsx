import { useNavigate, useSearchParams } from "@solidjs/router";
import { Show } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { PasswordField, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { acceptInvite } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { useChecks } from "./checks.ts";
import { authWords } from "./text/index.ts";

export default function AcceptInvitePage() {
  const w = useWords(authWords);
  const check = useChecks();
  const navigate = useNavigate();
  const [params] = useSearchParams<{ token?: string }>();
  const form = createForm({
    values: { full_name: "", password: "" },
    check: (values) => ({ full_name: check.required(values.full_name), password: check.password(values.password) }),
    async submit(values) {
      const { user } = await acceptInvite({ ...values, token: params.token ?? "" });
      toast.success(w("invite.done"));
      navigate(`/sign-in?email=${encodeURIComponent(user.email)}`, { replace: true });
    },
    explain: (error) => (error instanceof ApiError && error.code === "AUTH_TOKEN_INVALID" ? w("invite.expired") : undefined),
  });
  return (
    <AuthLayout title={w("invite.title")} help={w("invite.help")}>
      <Show when={params.token} fallback={<Banner tone="warning">{w("invite.expired")}</Banner>}>
        <FormView form={form} guard={false} wide submitLabel={w("invite.submit")}>
          <TextField {...form.field("full_name")} label={w("signUp.name")} autocomplete="name" autofocus maxLength={120} />
          <PasswordField {...form.field("password")} label={w("field.password")} autocomplete="new-password" help={w("field.passwordRules")} />
        </FormView>
      </Show>
    </AuthLayout>
  );
}
