import Mail from "lucide-solid/icons/mail";
import { createSignal, onCleanup, Show, type JSX } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { errorText } from "#web/src/kernel/errors.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { authWords } from "./text/index.ts";

const WAIT_S = 30;

/** "We sent a link": where to look, and a way to have it sent again every half minute. */
export function CheckMail(props: { title: string; help: string; resend?: () => Promise<unknown>; children?: JSX.Element }) {
  const w = useWords(authWords);
  const [left, setLeft] = createSignal(WAIT_S);
  const ticking = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
  onCleanup(() => clearInterval(ticking));
  const again = async () => {
    try {
      await props.resend!();
      toast.success(w("signIn.resent"));
      setLeft(WAIT_S);
    } catch (error) {
      toast.error(errorText(error));
    }
  };
  return (
    <AuthLayout title={props.title}>
      <Banner icon={Mail} tone="info" live>{props.help}</Banner>
      <div class="stack">
        <Show when={import.meta.env.DEV}><a class="button" data-variant="secondary" data-wide="" href="/dev/mailbox" target="_blank" rel="noopener">{w("signUp.mailbox")}</a></Show>
        <Show when={props.resend}><Button variant="ghost" wide disabledReason={left() ? w("signUp.wait", { count: left() }) : undefined} onClick={() => void again()}>{left() ? w("signUp.wait", { count: left() }) : w("signUp.resend")}</Button></Show>
        {props.children}
      </div>
    </AuthLayout>
  );
}
