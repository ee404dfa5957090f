import { useSearchParams } from "@solidjs/router";
import { createResource, createSignal, Match, Show, Switch } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { resendVerification, verifyEmail } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { authWords } from "./text/index.ts";

export default function VerifyEmailPage() {
  const w = useWords(authWords);
  const [params] = useSearchParams<{ token?: string }>();
  // The outcome is data, not a throw: a dead link is an ordinary answer here.
  const [outcome] = createResource(async () => {
    if (!params.token) return "missing" as const;
    try {
      await verifyEmail(params.token);
      return "done" as const;
    } catch {
      return "failed" as const;
    }
  });
  return (
    <Switch fallback={<AuthLayout title={w("verify.title")}><SkeletonLines lines={2} /></AuthLayout>}>
      <Match when={!outcome.loading && outcome.latest === "done"}>
        <AuthLayout title={w("verify.doneTitle")}>
          <Banner tone="success" live>{w("verify.doneHelp")}</Banner>
          <ButtonLink href="/sign-in" variant="primary" wide>{w("verify.toSignIn")}</ButtonLink>
        </AuthLayout>
      </Match>
      <Match when={!outcome.loading && outcome.latest}>
        {(state) => (
          <AuthLayout title={w("verify.failedTitle")}>
            <Banner tone="warning" live>{state() === "missing" ? w("verify.missing") : w("verify.failedHelp")}</Banner>
            <AskAgain />
            <ButtonLink href="/sign-in" variant="ghost" wide>{w("verify.toSignIn")}</ButtonLink>
          </AuthLayout>
        )}
      </Match>
    </Switch>
  );
}

function AskAgain() {
  const w = useWords(authWords);
  const [email, setEmail] = createSignal("");
  const [sent, setSent] = createSignal(false);
  const send = async (event: Event) => {
    event.preventDefault();
    if (!email().includes("@")) return;
    await resendVerification(email().trim()).catch(() => {});
    setSent(true);
  };
  return (
    <Show when={!sent()} fallback={<Banner tone="success" live>{w("signIn.resent")}</Banner>}>
      <form class="form" onSubmit={(event) => void send(event)}>
        <TextField label={w("field.resetEmail")} type="email" autocomplete="username" value={email()} onChange={setEmail} />
        <Button type="submit" wide>{w("signIn.resend")}</Button>
      </form>
    </Show>
  );
}
