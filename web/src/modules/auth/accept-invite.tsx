import { useNavigate, useSearchParams } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { PasswordField, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { acceptInvite, signIn } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { useChecks } from "./checks.ts";
import { createEntrance } from "./entrance.ts";
import { SecondStep } from "./second-step.tsx";
import { authWords } from "./text/index.ts";

export default function AcceptInvitePage() {
  const w = useWords(authWords);
  const check = useChecks();
  const navigate = useNavigate();
  const [params] = useSearchParams<{ token?: string }>();
  const entrance = createEntrance(() => undefined);
  const form = createForm({
    values: { full_name: "", password: "" },
    check: (values) => ({ full_name: check.required(values.full_name), password: check.password(values.password) }),
    async submit(values) {
      const { user, tenant } = await acceptInvite({ ...values, token: params.token ?? "" });
      // They have joined, whatever becomes of the sign-in that saves them one more form.
      await entrance.enter(() => signIn({ email: user.email, password: values.password, tenant_id: tenant.id })).catch(() => {
        toast.success(w("invite.taken"));
        navigate(`/sign-in?email=${encodeURIComponent(user.email)}`, { replace: true });
      });
    },
    explain: (error) => (error instanceof ApiError && error.code === "AUTH_TOKEN_INVALID" ? w("invite.expired") : undefined),
  });
  return (
    <Switch fallback={<AuthLayout title={w("invite.title")} help={w("invite.help")}>
      <Show when={params.token} fallback={<Banner tone="warning">{w("invite.expired")}</Banner>}>
        <FormView form={form} guard={false} wide submitLabel={w("invite.submit")}>
          <TextField {...form.field("full_name")} label={w("signUp.name")} autocomplete="name" autofocus maxLength={120} />
          <PasswordField {...form.field("password")} label={w("field.password")} autocomplete="new-password" help={w("field.passwordRules")} />
        </FormView>
      </Show>
    </AuthLayout>}>
      <Match when={entrance.challenge()}>{(challenge) => <SecondStep entrance={entrance} challenge={challenge()} />}</Match>
    </Switch>
  );
}
