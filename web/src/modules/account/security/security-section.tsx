import LockKeyhole from "lucide-solid/icons/lock-keyhole";
import { createSignal, Show } from "solid-js";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { loadMe, mfaDeadline, session } from "#web/src/kernel/session.ts";
import { forgotPassword } from "#web/src/modules/auth/api.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { Line } from "../line.tsx";
import { accountWords } from "../text/index.ts";
import { FactorList } from "./factor-list.tsx";
import { useFactors } from "./factors.ts";
import { PasswordDialog } from "./password-dialog.tsx";

/** Password, second factors, and how one gets back in when they are lost. */
export default function SecuritySection() {
  const w = useWords(accountWords);
  return (
    <>
      <Show when={mfaDeadline()} fallback={<Show when={session()?.mfa.enrolled} fallback={<Banner tone="info">{w("security.none")}</Banner>}><Banner tone="success">{w("security.safe")}</Banner></Show>}>
        {(until) => <Banner tone="warning">{w("security.required", { date: formatDate(until()) })}</Banner>}
      </Show>
      <Panel title={w("security.factors")}><FactorList onSettled={() => void loadMe()} /></Panel>
      <Panel title={w("password.title")}><PasswordLine /></Panel>
    </>
  );
}

function PasswordLine() {
  const w = useWords(accountWords);
  const own = useFactors();
  const [open, setOpen] = createSignal(false);
  const email = () => session()?.user.email ?? "";
  const mailLink = () => forgotPassword(email()).then(() => toast.success(w("password.mailed", { email: email() })), (error: unknown) => toast.error(errorText(error)));
  return (
    <>
      <ul class="lines">
        <Show
          when={own.factors()?.has_password !== false}
          fallback={<Line icon={LockKeyhole} title={w("password.none")} text={w("password.noneHelp")} actions={<Button onClick={() => void mailLink()}>{w("password.mail")}</Button>} />}
        >
          <Line icon={LockKeyhole} title={w("password.own")} text={w("password.help")} actions={<Button onClick={() => setOpen(true)}>{w("password.change")}</Button>} />
        </Show>
      </ul>
      <Show when={open()}><PasswordDialog onClose={() => setOpen(false)} /></Show>
    </>
  );
}
