import { createSignal, Show } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { confirm } from "#web/src/ui/dialog.tsx";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { accountWords } from "../text/index.ts";
import { AuthenticatorLine } from "./authenticator-line.tsx";
import { BackupCodesDialog } from "./backup-codes.tsx";
import { BackupCodesLine } from "./backup-codes-line.tsx";
import { readFactorsAgain, useFactors, waysIn, type Factors } from "./factors.ts";
import { PasskeyLines } from "./passkey-lines.tsx";
import { PhoneCodesLine } from "./phone-codes-line.tsx";

/** What every line is given: how things stand, and how to say that they changed. */
export interface FactorLineProps {
  factors: Factors;
  /** Nothing else can be done yet: what the plan leaves out is left out here too. */
  enrolling: boolean;
  /** Something was switched on; codes that came with it are shown before anything else happens. */
  onAdded: (codes: readonly string[] | null, text: string) => void;
  onChanged: (text: string) => void;
  /** Runs a change, and says what went wrong. */
  attempt: (work: () => Promise<unknown>) => Promise<void>;
  /** Asks before a factor goes, with a warning when it is the last one. */
  confirmRemoval: (title: string, confirmLabel: string) => Promise<boolean>;
}

/** All the ways to a second factor, each with what can be done about it. `onSettled` comes when nothing is left to show. */
export function FactorList(props: { onSettled: () => void; enrolling?: boolean }) {
  const w = useWords(accountWords);
  const own = useFactors();
  const [codes, setCodes] = createSignal<readonly string[]>();

  const onChanged = (text: string) => {
    toast.success(text);
    void readFactorsAgain();
    props.onSettled();
  };
  const onAdded = (made: readonly string[] | null, text: string) => {
    if (!made) return onChanged(text);
    toast.success(text);
    void readFactorsAgain();
    setCodes(made);
  };
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      toast.error(error instanceof ApiError && error.code === "AUTH_LOCKED" ? w("locked") : errorText(error));
    }
  };
  const confirmRemoval = (title: string, confirmLabel: string) => {
    const factors = own.factors()!, last = waysIn(factors) === 1;
    return confirm({ title, text: last ? (factors.mfa.required ? w("factor.lastRequired") : w("factor.last")) : w("factor.others"), confirmLabel, danger: true });
  };

  return (
    <>
      <Show when={!own.error()} fallback={<ErrorState error={own.error()} retry={own.retry} />}>
        <Show when={!own.loading() && own.factors()} fallback={<SkeletonLines lines={5} />}>
          {(factors) => {
            const line = { get factors() { return factors(); }, enrolling: Boolean(props.enrolling), onAdded, onChanged, attempt, confirmRemoval };
            return (
              <ul class="lines">
                <AuthenticatorLine {...line} onDone={() => onChanged(w("authenticator.on"))} />
                <PasskeyLines {...line} passkeys={own.passkeys()} />
                <PhoneCodesLine {...line} channel="whatsapp" />
                <PhoneCodesLine {...line} channel="sms" />
                <Show when={!props.enrolling && factors().mfa.enrolled}><BackupCodesLine {...line} /></Show>
              </ul>
            );
          }}
        </Show>
      </Show>
      <BackupCodesDialog codes={codes()} onClose={() => { setCodes(undefined); props.onSettled(); }} />
    </>
  );
}
