import { createSignal, onMount, Show, type JSX } from "solid-js";
import { errorText, fieldErrors } from "#web/src/kernel/errors.ts";
import { toLatinDigits } from "#web/src/kernel/format.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";

const LENGTH = 6;
const digitsOf = (text: string) => toLatinDigits(text).replace(/\D/g, "").slice(0, LENGTH);

interface CodeFormProps {
  label?: string;
  help?: JSX.Element;
  /** What it throws is said below the field, which then starts again. */
  submit: (code: string) => Promise<unknown>;
  /** Words for an error of `submit`; undefined leaves it to the kit. */
  explain?: (error: unknown) => string | undefined;
  submitLabel?: string;
  wide?: boolean;
  /** Beside the button. */
  actions?: JSX.Element;
}

/** One field for a code of six digits: typed, pasted or filled in by the phone, it sends itself when it is complete. */
export function CodeForm(props: CodeFormProps) {
  const [code, setCode] = createSignal("");
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let input!: HTMLInputElement;
  onMount(() => input.focus());

  const submit = async () => {
    if (busy()) return;
    if (code().length < LENGTH) return void (setError(t("code.short")), input.focus());
    setBusy(true);
    setError(undefined);
    try {
      await props.submit(code());
    } catch (thrown) {
      setCode("");
      setError(props.explain?.(thrown) ?? fieldErrors(thrown)["code"] ?? errorText(thrown));
      input.focus();
    } finally {
      setBusy(false);
    }
  };
  const type = (text: string) => {
    setCode(digitsOf(text));
    input.value = code();
    if (code().length === LENGTH) void submit();
  };

  return (
    <form class="form" noValidate onSubmit={(event) => (event.preventDefault(), void submit())}>
      <Field label={props.label ?? t("code.label")} help={props.help} error={error()}>
        {(ids) => (
          <div class="input" data-code="" data-invalid={error() ? "" : undefined}>
            <input
              ref={input} id={ids.id} name="code" dir="ltr" inputMode="numeric" autocomplete="one-time-code" required readOnly={busy()} value={code()}
              aria-invalid={error() ? true : undefined} aria-describedby={ids.describedBy()} onInput={(event) => type(event.currentTarget.value)}
            />
          </div>
        )}
      </Field>
      <div class="form__foot" data-wide={props.wide ? "" : undefined}>
        <Button type="submit" variant="primary" wide={props.wide} busy={busy()}>{props.submitLabel ?? t("code.confirm")}</Button>
        <Show when={props.actions}>{props.actions}</Show>
      </div>
    </form>
  );
}
