import { createRoot, createSignal, onMount, Show, type JSX } from "solid-js";
import { ApiError, refusalReason } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { PasswordField, TextField } from "#web/src/ui/text-field.tsx";
import { accountWords } from "../text/index.ts";

type Way = "password" | "code";
export type Proof = { [W in Way]?: string };
interface Question {
  ways: readonly Way[];
  retry: (proof: Proof) => Promise<void>;
  giveUp: () => void;
}
const [asked, setAsked] = createRoot(() => createSignal<Question>());

/**
 * Makes a change that weakens the account. Where the server wants to see first that it is still the same person, asks for
 * the password or a code and tries again; undefined when the person gives up. `ways` narrows what may be shown.
 */
export async function withProof<T>(change: (proof: Proof) => Promise<T>, ways?: readonly Way[]): Promise<T | undefined> {
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
      setAsked({ ways: ways ?? send, retry: async (proof) => close(await change(proof)), giveUp: () => close() });
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
  const other = () => props.question.ways.find((candidate) => candidate !== way());
  return (
    <Show when={way()} keyed>
      {(chosen) => <WayForm way={chosen} question={props.question} other={<Show when={other()}>{(to) => <Button variant="ghost" onClick={() => setWay(to())}>{w(`proof.instead.${to()}`)}</Button>}</Show>} />}
    </Show>
  );
}

function WayForm(props: { way: Way; question: Question; other: JSX.Element }) {
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
    <FormView form={form} guard={false} submitLabel={w("proof.submit")} onCancel={props.question.giveUp} after={<div>{props.other}</div>}>
      <div ref={(place) => onMount(() => place.querySelector("input")?.focus())}>
        <Show when={props.way === "password"} fallback={<TextField {...form.field("given")} label={w("proof.code")} help={w("proof.codeHelp")} ltr autocomplete="one-time-code" maxLength={40} />}>
          <PasswordField {...form.field("given")} label={w("proof.password")} autocomplete="current-password" />
        </Show>
      </div>
    </FormView>
  );
}
