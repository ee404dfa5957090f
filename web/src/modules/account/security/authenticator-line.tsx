import Smartphone from "lucide-solid/icons/smartphone";
import { createSignal, Show } from "solid-js";
import { call, type CallOutput } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { has } from "#web/src/kernel/session.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Gate } from "#web/src/ui/feedback.tsx";
import { disableTotp, setupTotp } from "#worker/modules/auth/factors-contract.ts";
import { Line } from "../line.tsx";
import { accountWords } from "../text/index.ts";
import { AuthenticatorDialog } from "./authenticator-dialog.tsx";
import type { FactorLineProps } from "./factor-list.tsx";
import { withProof } from "./proof.tsx";
import { OnBadge } from "./state-badge.tsx";

/** The authenticator app: to be set up, or to be turned off. */
export function AuthenticatorLine(props: FactorLineProps & { onDone: () => void }) {
  const w = useWords(accountWords);
  const [setup, setSetup] = createSignal<CallOutput<typeof setupTotp>>();
  const [starting, setStarting] = createSignal(false);
  const start = async () => {
    setStarting(true);
    await props.attempt(async () => setSetup(await withProof((body) => call(setupTotp, { body }))));
    setStarting(false);
  };
  const turnOff = () => props.attempt(async () => {
    if (!(await props.confirmRemoval(w("authenticator.offAsk"), w("factor.turnOff")))) return;
    if (await withProof((body) => call(disableTotp, { body }))) props.onChanged(w("authenticator.off"));
  });
  return (
    <>
      <Show when={has("twofa.totp") || props.factors.totp} fallback={<Show when={!props.enrolling}><li class="line"><Gate feature="twofa.totp" title={w("authenticator.title")}>{null}</Gate></li></Show>}>
        <Line
          icon={Smartphone} title={w("authenticator.title")} state={<OnBadge on={props.factors.totp} />} text={w("authenticator.text")}
          actions={<Show when={props.factors.totp} fallback={<Button busy={starting()} onClick={() => void start()}>{w("factor.setUp")}</Button>}><Button variant="ghost" onClick={() => void turnOff()}>{w("factor.turnOff")}</Button></Show>}
        />
      </Show>
      <Show when={setup()}>{(made) => <AuthenticatorDialog setup={made()} onClose={() => setSetup(undefined)} onDone={() => { setSetup(undefined); props.onDone(); }} />}</Show>
    </>
  );
}
