import { useSearchParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { PasswordField, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { resendVerification, signIn } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { useChecks } from "./checks.ts";
import { ChooseTenant } from "./choose-tenant.tsx";
import { createEntrance } from "./entrance.ts";
import { OtherWays } from "./other-ways.tsx";
import { SecondStep } from "./second-step.tsx";
import { authWords } from "./text/index.ts";

export default function SignInPage() {
  const w = useWords(authWords);
  const check = useChecks();
  const [params] = useSearchParams<{ next?: string; email?: string }>();
  const [unverified, setUnverified] = createSignal(false);
  const entrance = createEntrance(() => params.next);

  const enter = async (values: { email: string; password: string }, tenant_id?: string) => {
    setUnverified(false);
    try {
      await entrance.enter(() => signIn({ email: values.email.trim(), password: values.password, tenant_id }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "AUTH_EMAIL_UNVERIFIED") throw error;
      setUnverified(true);
    }
  };
  const form = createForm({
    values: { email: params.email ?? "", password: "" },
    check: (values) => ({ email: check.email(values.email), password: check.required(values.password) }),
    submit: (values) => enter(values),
    explain: entrance.explain,
  });
  const resend = async () => {
    await resendVerification(form.values().email.trim());
    toast.success(w("signIn.resent"));
  };

  return (
    <Switch fallback={
      <AuthLayout title={w("signIn.title")}>
        <FormView form={form} guard={false} wide submitLabel={w("signIn.submit")}>
          <TextField {...form.field("email")} label={w("field.email")} type="email" autocomplete="username" autofocus />
          <PasswordField {...form.field("password")} label={w("field.password")} autocomplete="current-password" aside={<Link href="/forgot-password">{w("signIn.forgot")}</Link>} />
          <Show when={unverified()}><Banner tone="warning" live action={<Button size="sm" onClick={() => void resend()}>{w("signIn.resend")}</Button>}>{w("signIn.unverified")}</Banner></Show>
        </FormView>
        <OtherWays entrance={entrance} next={params.next} />
        <p class="muted auth__after">{w("signIn.noAccount")} <Link href="/sign-up">{w("signIn.create")}</Link></p>
      </AuthLayout>
    }>
      <Match when={entrance.challenge()}>{(challenge) => <SecondStep entrance={entrance} challenge={challenge()} />}</Match>
      <Match when={entrance.tenants().length}><ChooseTenant entrance={entrance} help={w("signIn.chooseHelp", { email: form.values().email })} choose={(tenant_id) => enter(form.values(), tenant_id)} /></Match>
    </Switch>
  );
}
