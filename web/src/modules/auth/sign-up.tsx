import { createSignal, Show } from "solid-js";
import { locale, useWords } from "#web/src/kernel/i18n.ts";
import { Button } from "#web/src/ui/button.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { COUNTRIES, countryName } from "#web/src/ui/phone-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { PasswordField, TextField } from "#web/src/ui/text-field.tsx";
import { resendVerification, signUp } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { CheckMail } from "./check-mail.tsx";
import { useChecks } from "./checks.ts";
import { authWords } from "./text/index.ts";

/** The countries that a workspace can start in: the first eight of the phone field. */
const MARKETS = COUNTRIES.slice(0, 8).map(([country]) => country);

export default function SignUpPage() {
  const w = useWords(authWords);
  const check = useChecks();
  const [sentTo, setSentTo] = createSignal<string>();
  const form = createForm({
    values: { tenant_name: "", full_name: "", email: "", password: "", country: "EG" as string },
    check: (values) => ({ tenant_name: check.required(values.tenant_name), full_name: check.required(values.full_name), email: check.email(values.email), password: check.password(values.password) }),
    async submit(values) {
      await signUp({ ...values, email: values.email.trim(), locale: locale() });
      setSentTo(values.email.trim());
    },
  });
  return (
    <Show
      when={sentTo()}
      fallback={
        <AuthLayout title={w("signUp.title")} help={w("signUp.help")}>
          <FormView form={form} guard={false} wide submitLabel={w("signUp.submit")} after={<p class="muted auth__after">{w("signUp.have")} <Link href="/sign-in">{w("signUp.signIn")}</Link></p>}>
            <TextField {...form.field("tenant_name")} label={w("signUp.company")} autocomplete="organization" autofocus maxLength={120} />
            <TextField {...form.field("full_name")} label={w("signUp.name")} autocomplete="name" maxLength={120} />
            <TextField {...form.field("email")} label={w("field.email")} type="email" autocomplete="username" />
            <PasswordField {...form.field("password")} label={w("field.password")} autocomplete="new-password" help={w("field.passwordRules")} />
            <Select {...form.field("country")} label={w("signUp.country")} options={MARKETS.map((value) => ({ value, label: countryName(value) }))} />
          </FormView>
        </AuthLayout>
      }
    >
      {(email) => (
        <CheckMail title={w("signUp.sentTitle")} help={w("signUp.sentHelp", { email: email() })} resend={() => resendVerification(email())}>
          <Button variant="ghost" wide onClick={() => setSentTo(undefined)}>{w("signUp.wrongAddress")}</Button>
        </CheckMail>
      )}
    </Show>
  );
}
