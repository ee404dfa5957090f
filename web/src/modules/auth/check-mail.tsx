import Mail from "lucide-solid/icons/mail";
import { Show, type JSX } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Banner } from "#web/src/ui/feedback.tsx";
import { ResendButton } from "#web/src/ui/resend-button.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { authWords } from "./text/index.ts";

const WAIT_S = 30;

/** "We sent a link": where to look, and a way to have it sent again every half minute. */
export function CheckMail(props: { title: string; help: string; resend?: () => Promise<unknown>; children?: JSX.Element }) {
  const w = useWords(authWords);
  return (
    <AuthLayout title={props.title}>
      <Banner icon={Mail} tone="info" live>{props.help}</Banner>
      <div class="stack">
        <Show when={import.meta.env.DEV}><a class="button" data-variant="secondary" data-wide="" href="/dev/mailbox" target="_blank" rel="noopener">{w("signUp.mailbox")}</a></Show>
        <Show when={props.resend}>{(resend) => <ResendButton wide waitS={WAIT_S} send={() => resend()().then(() => WAIT_S)} />}</Show>
        {props.children}
      </div>
    </AuthLayout>
  );
}
