import { createSignal, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { forgotPassword } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { CheckMail } from "./check-mail.tsx";
import { useChecks } from "./checks.ts";
import { authWords } from "./text/index.ts";

export default function ForgotPasswordPage() {
  const w = useWords(authWords);
  const check = useChecks();
  const [sentTo, setSentTo] = createSignal<string>();
  const form = createForm({
    values: { email: "" },
    check: (values) => ({ email: check.email(values.email) }),
    async submit({ email }) {
      await forgotPassword(email.trim());
      setSentTo(email.trim());
    },
  });
  return (
    <Show
      when={sentTo()}
      fallback={
        <AuthLayout title={w("forgot.title")} help={w("forgot.help")}>
          <FormView form={form} guard={false} wide submitLabel={w("forgot.submit")} after={<p class="auth__after"><Link href="/sign-in">{w("forgot.back")}</Link></p>}>
            <TextField {...form.field("email")} label={w("field.email")} type="email" autocomplete="username" autofocus />
          </FormView>
        </AuthLayout>
      }
    >
      {(email) => (
        <CheckMail title={w("forgot.sentTitle")} help={w("forgot.sentHelp", { email: email() })} resend={() => forgotPassword(email())}>
          <ButtonLink href="/sign-in" variant="ghost" wide>{w("forgot.back")}</ButtonLink>
        </CheckMail>
      )}
    </Show>
  );
}
