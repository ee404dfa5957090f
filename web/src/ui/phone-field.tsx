import { createEffect, createResource, createSignal, Show } from "solid-js";
import { toLatinDigits } from "#web/src/kernel/format.ts";
import { intlLocale } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Field, type FieldProps } from "./field.tsx";
import { NativeAddon } from "./native-addon.tsx";
import { Phone } from "./text.tsx";
import { pickField } from "./text-field.tsx";

/** The markets of the product first; the rest of the world by its calling code in the box. */
export const COUNTRIES = [
  ["EG", "20"], ["AE", "971"], ["SA", "966"], ["KW", "965"], ["QA", "974"], ["BH", "973"], ["OM", "968"], ["JO", "962"], ["LB", "961"], ["IQ", "964"], ["LY", "218"], ["SD", "249"],
  ["GB", "44"], ["US", "1"], ["DE", "49"], ["FR", "33"], ["IT", "39"], ["TR", "90"], ["IN", "91"], ["PK", "92"], ["RU", "7"], ["CN", "86"],
] as const;
export type Country = (typeof COUNTRIES)[number][0];

export const countryName = (country: string) => new Intl.DisplayNames([intlLocale()], { type: "region" }).of(country) ?? country;
const codeOf = (country: Country) => COUNTRIES.find(([iso]) => iso === country)![1];
const countryOf = (e164: string) => [...COUNTRIES].sort((a, b) => b[1].length - a[1].length).find(([, code]) => e164.startsWith(`+${code}`))?.[0];

const loadMetadata = () => import("libphonenumber-js/max");

/** A phone number kept in E.164: country, then number, with the form it will be saved in below. `value` is E.164 or "". */
export function PhoneField(props: FieldProps<string> & { country?: Country | undefined; /** Tells the form whether what stands in the box can be a real number. */ onValid?: (valid: boolean) => void }) {
  const home = () => props.country ?? (COUNTRIES.find(([iso]) => iso === session()?.tenant.country)?.[0] ?? "EG");
  const [country, setCountry] = createSignal<Country>(countryOf(props.value) ?? home());
  const [typed, setTyped] = createSignal(props.value ? props.value.replace(`+${codeOf(country())}`, "") : "");
  const [started, setStarted] = createSignal(Boolean(props.value));
  const [left, setLeft] = createSignal(false);
  const [metadata] = createResource(started, loadMetadata);
  let last = props.value;

  /** The world's numbering plans, once they are here: until then nothing in the box counts as wrong, and the API has the last word. */
  const plans = () => (metadata.state === "ready" ? metadata() : undefined);
  const parsed = () => {
    const text = toLatinDigits(typed()).trim();
    return text ? plans()?.parsePhoneNumberFromString(text.startsWith("00") ? `+${text.slice(2)}` : text, country()) : undefined;
  };
  const unreal = () => Boolean(plans() && typed().trim() && !parsed()?.isValid());
  const wrong = () => left() && unreal();

  createEffect(() => {
    const digits = toLatinDigits(typed()).replace(/[^\d+]/g, "");
    const number = parsed()?.number ?? (digits ? `+${codeOf(country())}${digits.replace(/^0/, "")}` : "");
    props.onValid?.(!unreal());
    if (number !== last) props.onChange((last = number));
  });
  createEffect(() => {
    if (props.value === last) return;
    last = props.value;
    setCountry(countryOf(props.value) ?? home());
    setTyped(props.value.replace(`+${codeOf(country())}`, ""));
  });

  const help = () => (parsed()?.isValid() ? <><span>{t("field.savedAs")}</span> <Phone number={parsed()!.number} /></> : props.help);
  return (
    <Field {...pickField(props)} help={help()} error={props.error ?? (wrong() ? t("field.phoneInvalid", { country: countryName(country()) }) : undefined)}>
      {(ids) => (
        <div class="input" data-invalid={props.error || wrong() ? "" : undefined}>
          <NativeAddon label={t("field.country")} value={country()} onChange={(value) => setCountry(value as Country)} options={COUNTRIES.map(([iso, code]) => ({ value: iso, label: `${countryName(iso)} +${code}` }))}>
            <span>{countryName(country())}</span> <span class="phone">+{codeOf(country())}</span>
          </NativeAddon>
          <input
            id={ids.id} type="tel" name={props.name} inputMode="tel" autocomplete="tel-national" value={typed()} disabled={props.disabled} required={!props.optional}
            aria-invalid={props.error || wrong() ? true : undefined} aria-describedby={ids.describedBy() ?? `${ids.id}-help`}
            onFocus={() => { setStarted(true); setLeft(false); }} onBlur={() => { setLeft(true); props.onBlur?.(); }}
            onInput={(event) => {
              const text = toLatinDigits(event.currentTarget.value);
              const pasted = /^(\+|00)/.test(text) ? countryOf(text.replace(/^00/, "+").replace(/\s/g, "")) : undefined;
              if (pasted) setCountry(pasted);
              setTyped(event.currentTarget.value);
            }}
          />
          <Show when={metadata.loading}><span class="input__hint" aria-hidden="true">…</span></Show>
        </div>
      )}
    </Field>
  );
}
