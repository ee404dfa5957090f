import KeyRound from "lucide-solid/icons/key-round";
import { createRoot, createSignal, For, onMount, Show, type JSX } from "solid-js";
import { ApiError, call, refusalReason } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { passkeysWork, showPasskey } from "#web/src/modules/auth/passkeys.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { PasswordField, TextField } from "#web/src/ui/text-field.tsx";
import { verifyPasskey, verifyPasskeyOptions } from "#worker/modules/auth/passkeys-contract.ts";
import { accountWords } from "../text/index.ts";

type Typed = "password" | "code";
type Way = Typed | "passkey";
/** What goes with the change. A passkey is shown for the session beforehand, so that nothing does. */
export type Proof = { [W in Typed]?: string };
interface Question {
  ways: readonly Way[];
  retry: (proof: Proof) => Promise<void>;
  giveUp: () => void;
}
const [asked, setAsked] = createRoot(() => createSignal<Question>());

/**
 * Makes a change that weakens the account. Where the server wants to see first that it is still the same person, asks for
 * a passkey, the password or a code and tries again; undefined when the person gives up. `taken` narrows what may be shown.
 */
export async function withProof<T>(change: (proof: Proof) => Promise<T>, taken: readonly Way[] = ["passkey", "password", "code"]): Promise<T | undefined> {
  try {
    return await change({});
  } catch (error) {
    if (refusalReason(error) !== "step_up_required") throw error;
    const { send = [] } = (error as ApiError).details as { send?: readonly Way[] };
    return new Promise((resolve) => {
      const close = (result?: T) => {
        setAsked(undefined);
        resolve(result);
      };
      setAsked({ ways: send.filter((way) => taken.includes(way) && (way !== "passkey" || passkeysWork())), retry: async (proof) => close(await change(proof)), giveUp: () => close() });
    });
  }
}

/** Shows what withProof() asks; mounted by the page. */
export function ProofDialog() {
  const w = useWords(accountWords);
  return (
    <Show when={asked()} keyed>
      {(question) => <Dialog open onClose={question.giveUp} title={w("proof.title")} help={w("proof.help")}><ProofForm question={question} /></Dialog>}
    </Show>
  );
}

function ProofForm(props: { question: Question }) {
  const w = useWords(accountWords);
  const [way, setWay] = createSignal<Way>(props.question.ways[0] ?? "code");
  const others = () => <div class="row"><For each={props.question.ways.filter((other) => other !== way())}>{(to) => <Button variant="ghost" onClick={() => setWay(to)}>{w(`proof.instead.${to}`)}</Button>}</For></div>;
  return (
    <Show when={way()} keyed>
      {(chosen) => (chosen === "passkey" ? <PasskeyWay question={props.question} other={others()} /> : <WayForm way={chosen} question={props.question} other={others()} />)}
    </Show>
  );
}

function PasskeyWay(props: { question: Question; other: JSX.Element }) {
  const w = useWords(accountWords);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const use = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const credential = await showPasskey((await call(verifyPasskeyOptions)).options);
      if (!credential) return;
      await call(verifyPasskey, { body: { credential: credential as never } });
      await props.question.retry({});
    } catch (error) {
      setProblem(error instanceof ApiError && error.code !== "AUTH_2FA_INVALID_CODE" ? errorText(error) : w("proof.wrong.passkey"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="stack">
      <p class="muted">{w("proof.passkeyHelp")}</p>
      <Show when={problem()}>{(text) => <Banner tone="danger" live>{text()}</Banner>}</Show>
      <div ref={(place) => onMount(() => place.querySelector("button")?.focus())}><Button variant="primary" icon={KeyRound} busy={busy()} onClick={() => void use()}>{w("proof.passkey")}</Button></div>
      {props.other}
    </div>
  );
}

function WayForm(props: { way: Typed; question: Question; other: JSX.Element }) {
  const w = useWords(accountWords);
  const form = createForm({
    values: { given: "" },
    check: ({ given }) => ({ given: given.trim() ? undefined : w(`proof.missing.${props.way}`) }),
    submit: ({ given }) => props.question.retry({ [props.way]: given.trim() }).catch((error: unknown) => { throw atField(error); }),
    explain: (error) => (error instanceof ApiError && error.code === "AUTH_LOCKED" ? w("locked") : undefined),
  });
  /** A wrong password or code is said where it was typed. */
  const atField = (error: unknown) =>
    error instanceof ApiError && (error.code === "AUTH_2FA_INVALID_CODE" || error.code === "VALIDATION_FAILED")
      ? new ApiError(422, "VALIDATION_FAILED", "", { issues: [{ path: "given", message: w(`proof.wrong.${props.way}`) }] }) : error;
  return (
    <FormView form={form} guard={false} submitLabel={w("proof.submit")} onCancel={props.question.giveUp} after={props.other}>
      <div ref={(place) => onMount(() => place.querySelector("input")?.focus())}>
        <Show when={props.way === "password"} fallback={<TextField {...form.field("given")} label={w("proof.code")} help={w("proof.codeHelp")} ltr autocomplete="one-time-code" maxLength={40} />}>
          <PasswordField {...form.field("given")} label={w("proof.password")} autocomplete="current-password" />
        </Show>
      </div>
    </FormView>
  );
}
