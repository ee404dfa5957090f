import { useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { startSession } from "#web/src/kernel/session.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { PasswordField, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { lockedUntil, resendVerification, signIn, tenantChoices, type TenantChoice } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { useChecks } from "./checks.ts";
import { authWords } from "./text/index.ts";

/** Only a path of this app may follow signing in. */
const safeNext = (next: string | undefined) => (next?.startsWith("/") && !next.startsWith("//") ? next : "/");

export default function SignInPage() {
  const w = useWords(authWords);
  const check = useChecks();
  const navigate = useNavigate();
  const [params] = useSearchParams<{ next?: string; email?: string }>();
  const [tenants, setTenants] = createSignal<readonly TenantChoice[]>([]);
  const [unverified, setUnverified] = createSignal(false);
  const [choosing, setChoosing] = createSignal<string>();

  const enter = async (values: { email: string; password: string }, tenant_id?: string) => {
    setUnverified(false);
    try {
      const { access_token } = await signIn({ email: values.email.trim(), password: values.password, tenant_id });
      await startSession(access_token);
      navigate(safeNext(params.next), { replace: true });
    } catch (error) {
      const choices = tenantChoices(error);
      if (choices.length) return void setTenants(choices);
      if (error instanceof ApiError && error.code === "AUTH_EMAIL_UNVERIFIED") return void setUnverified(true);
      throw error;
    }
  };
  const explain = (error: unknown) => {
    if (!(error instanceof ApiError)) return undefined;
    const until = lockedUntil(error);
    if (error.code === "AUTH_LOCKED") return until ? w("signIn.locked", { time: formatDate(until, "time") }) : w("signIn.lockedSoon");
    if (error.code === "AUTH_INVALID_CREDENTIALS") return w("signIn.wrong");
    return error.code === "FORBIDDEN" ? w("signIn.suspended") : undefined;
  };
  const form = createForm({ values: { email: params.email ?? "", password: "" }, check: (values) => ({ email: check.email(values.email), password: check.required(values.password) }), submit: (values) => enter(values), explain });
  const choose = async (tenant: TenantChoice) => {
    setChoosing(tenant.id);
    await enter(form.values(), tenant.id).catch((error: unknown) => toast.error(explain(error) ?? w("signIn.wrong")));
    setChoosing(undefined);
  };
  const resend = async () => {
    await resendVerification(form.values().email.trim());
    toast.success(w("signIn.resent"));
  };

  return (
    <Show
      when={!tenants().length}
      fallback={
        <AuthLayout title={w("signIn.choose")} help={w("signIn.chooseHelp", { email: form.values().email })}>
          <div class="stack">
            <For each={tenants()}>{(tenant) => <Button wide busy={choosing() === tenant.id} onClick={() => void choose(tenant)}><span dir="auto">{tenant.name}</span></Button>}</For>
            <Button variant="ghost" wide onClick={() => setTenants([])}>{w("signIn.another")}</Button>
          </div>
        </AuthLayout>
      }
    >
      <AuthLayout title={w("signIn.title")}>
        <FormView form={form} guard={false} wide submitLabel={w("signIn.submit")} after={<p class="muted auth__after">{w("signIn.noAccount")} <Link href="/sign-up">{w("signIn.create")}</Link></p>}>
          <TextField {...form.field("email")} label={w("field.email")} type="email" autocomplete="username" autofocus />
          <PasswordField {...form.field("password")} label={w("field.password")} autocomplete="current-password" aside={<Link href="/forgot-password">{w("signIn.forgot")}</Link>} />
          <Show when={unverified()}><Banner tone="warning" live action={<Button size="sm" onClick={() => void resend()}>{w("signIn.resend")}</Button>}>{w("signIn.unverified")}</Banner></Show>
        </FormView>
      </AuthLayout>
    </Show>
  );
}
