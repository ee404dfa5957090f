import { createSignal, onCleanup, Show, type JSX } from "solid-js";
import { currencyLabel, formatDate, formatMinor, formatPhone, formatRelative, type DateStyle, type MinorAmount, type MoneyOptions } from "#web/src/kernel/format.ts";

const ARABIC = /[\u0600-\u06FF]/;
/** "ar" when the letters are Arabic, so that weight and line height follow the script. */
export const langOf = (text: string) => (ARABIC.test(text) ? "ar" : undefined);

const LETTER = /\p{L}/u;
/** The direction of a sentence, by its first letter outside of what is isolated in it, as mail programs have it; `dir="auto"` goes by a name that is isolated, too. */
export function dirOf(text: string): "ltr" | "rtl" | "auto" {
  const first = LETTER.exec(text.replace(/\u2068[^\u2069]*\u2069/g, ""))?.[0];
  return first ? (ARABIC.test(first) ? "rtl" : "ltr") : "auto";
}

/** An amount in minor units, the currency first; whole units unless `decimals="all"`. */
export function Money(props: MoneyOptions & { amount: MinorAmount | null | undefined; currency: string }) {
  return (
    <Show when={props.amount !== null && props.amount !== undefined} fallback={<Nothing />}>
      <span class="money">
        <span class="money__currency">{currencyLabel(props.currency)}</span>
        <span>{formatMinor(props.amount!, props.currency, { decimals: props.decimals, compact: props.compact })}</span>
      </span>
    </Show>
  );
}

/** A phone number in E.164, grouped, always left to right. `dial` makes it a link that calls. */
export function Phone(props: { number: string | null | undefined; dial?: boolean }) {
  return (
    <Show when={props.number} fallback={<Nothing />}>
      {(number) => (
        <Show when={props.dial} fallback={<span class="phone">{formatPhone(number())}</span>}>
          <a class="phone" href={`tel:${number()}`}>{formatPhone(number())}</a>
        </Show>
      )}
    </Show>
  );
}

/** A person's or company's name: never split, cut at its own end. */
export function Name(props: { children: string | null | undefined; strong?: boolean; primary?: boolean }) {
  return (
    <Show when={props.children} fallback={<Nothing />}>
      {(name) => <span class="name" classList={{ strong: props.strong, table__primary: props.primary }} lang={langOf(name())} dir="auto">{name()}</span>}
    </Show>
  );
}

/** A code, an address or another left-to-right island. */
export function Code(props: { children: JSX.Element }) {
  return <span class="code">{props.children}</span>;
}

/** A date or a time in the reader's language; the full moment in the tooltip. */
export function DateTime(props: { at: string | Date | null | undefined; as?: DateStyle }) {
  return (
    <Show when={props.at} fallback={<Nothing />}>
      {(at) => <time dateTime={new Date(at()).toISOString()} data-tooltip={props.as === "hijri" ? undefined : formatDate(at(), "datetime")}>{formatDate(at(), props.as ?? "date")}</time>}
    </Show>
  );
}

const [minute, setMinute] = createSignal(Date.now());
let watchers = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

/** "12 min ago", kept true while it is on screen. */
export function RelativeTime(props: { at: string | Date | null | undefined; class?: string }) {
  if (watchers++ === 0) ticking = setInterval(() => setMinute(Date.now()), 30_000);
  onCleanup(() => {
    if (--watchers === 0) clearInterval(ticking);
  });
  return (
    <Show when={props.at} fallback={<Nothing />}>
      {(at) => <time class={props.class} dateTime={new Date(at()).toISOString()} data-tooltip={formatDate(at(), "datetime")}>{formatRelative(at(), Math.max(minute(), Date.now()))}</time>}
    </Show>
  );
}

/** A range or another run of digits and signs that must not turn ("1–25", "+3"). */
export function Ltr(props: { children: JSX.Element }) {
  return <bdi dir="ltr">{props.children}</bdi>;
}

/** Stands where there is no value. */
export function Nothing() {
  return <span class="faint" aria-hidden="true">—</span>;
}
