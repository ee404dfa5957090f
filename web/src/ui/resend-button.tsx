import { createSignal } from "solid-js";
import { retryAfter } from "#web/src/kernel/api.ts";
import { createCountdown } from "#web/src/kernel/countdown.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "./button.tsx";
import { toast } from "./toast.tsx";

/** Sends a mail or a code again once the wait is over; `send` answers how many seconds the next wait takes. */
export function ResendButton(props: { waitS: number; send: () => Promise<number>; wide?: boolean }) {
  const wait = createCountdown(props.waitS);
  const [busy, setBusy] = createSignal(false);
  const label = () => (wait.left() ? t("resend.wait", { count: wait.left() }) : t("resend.now"));
  const again = async () => {
    setBusy(true);
    try {
      wait.start(await props.send());
      toast.success(t("resend.sent"));
    } catch (error) {
      wait.start(retryAfter(error) ?? 0);
      toast.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return <Button variant="ghost" wide={props.wide} busy={busy()} disabledReason={wait.left() ? label() : undefined} onClick={() => void again()}>{label()}</Button>;
}
