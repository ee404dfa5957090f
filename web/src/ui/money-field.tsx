import { createEffect, createSignal, Show } from "solid-js";
import { currencyDecimals, formatMinor, minorToDecimal, parseMoney } from "#web/src/kernel/format.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Field, type FieldProps } from "./field.tsx";
import { NativeAddon } from "./native-addon.tsx";
import { pickField } from "./text-field.tsx";

export const CURRENCIES = ["EGP", "AED", "SAR", "KWD", "QAR", "BHD", "OMR", "JOD", "USD", "EUR", "GBP"];

interface MoneyFieldProps extends FieldProps<number | undefined> {
  currency: string;
  /** Without it the currency is fixed. */
  onCurrency?: (currency: string) => void;
  currencies?: readonly string[];
}

/** An amount in minor units that knows the decimals of its currency; `undefined` while it is empty or wrong. */
export function MoneyField(props: MoneyFieldProps) {
  const shown = () => (props.value === undefined || props.value === null ? "" : formatMinor(props.value, props.currency, { decimals: "all" }));
  const [text, setText] = createSignal(shown());
  const [editing, setEditing] = createSignal(false);
  const wrong = () => !editing() && text().trim() !== "" && parseMoney(text(), props.currency) === undefined;
  const decimals = () => currencyDecimals(props.currency);

  createEffect(() => {
    const next = shown();
    if (!editing() && (props.value !== undefined || !wrong())) setText(next);
  });

  return (
    <Field
      {...pickField(props)}
      help={props.help ?? (decimals() === 2 ? undefined : t("field.decimals", { count: decimals() }))}
      error={props.error ?? (wrong() ? t("field.moneyInvalid", { example: formatMinor(125_000 * 10 ** decimals(), props.currency, { decimals: "all" }) }) : undefined)}
    >
      {(ids) => (
        <div class="input" data-invalid={props.error || wrong() ? "" : undefined}>
          <Show when={props.onCurrency} fallback={<span class="input__addon"><span class="code">{props.currency}</span></span>}>
            <NativeAddon label={t("field.currency")} value={props.currency} onChange={(value) => changeCurrency(props, value)} options={(props.currencies ?? CURRENCIES).map((code) => ({ value: code, label: code }))}>
              <span class="code">{props.currency}</span>
            </NativeAddon>
          </Show>
          <input
            id={ids.id} name={props.name} inputMode="decimal" autocomplete="off" value={text()} placeholder={props.placeholder} disabled={props.disabled} required={!props.optional} autofocus={props.autofocus}
            aria-invalid={props.error || wrong() ? true : undefined} aria-describedby={ids.describedBy()}
            onFocus={(event) => { setEditing(true); if (props.value !== undefined) setText(minorToDecimal(props.value, props.currency)); event.currentTarget.select(); }}
            onInput={(event) => { setText(event.currentTarget.value); props.onChange(parseMoney(event.currentTarget.value, props.currency)); }}
            onBlur={() => { setEditing(false); if (props.value !== undefined) setText(shown()); props.onBlur?.(); }}
          />
        </div>
      )}
    </Field>
  );
}

/** Keeps what a person reads ("1,500") when the currency, and with it the number of decimals, changes. */
function changeCurrency(props: MoneyFieldProps, next: string) {
  const value = props.value;
  const shift = currencyDecimals(next) - currencyDecimals(props.currency);
  props.onCurrency?.(next);
  if (value !== undefined && shift !== 0) props.onChange(Math.round(value * 10 ** shift));
}
