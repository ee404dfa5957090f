import { flatten, resolveTemplate } from "@solid-primitives/i18n";
import { batch, createResource } from "solid-js";
import { adoptPreferences, preferences, setPreferences, type Locale } from "./preferences.ts";

type PluralForm = Intl.LDMLPluralRule;
/** Words that depend on `count`. English has two forms, Arabic six; a missing form falls back to `other`. */
export type Plural = { readonly other: string } & { readonly [F in PluralForm]?: string };
export type Words = { readonly [key: string]: string | Plural | Words };
/** An object is a plural when all its keys are plural forms; { web, import, other } is a group of words. */
type IsPlural<V> = V extends string ? false : "other" extends keyof V ? (keyof V extends PluralForm ? true : false) : false;

type Names<S extends string> = S extends `${string}{{ ${infer N} }}${infer Rest}` ? N | Names<Rest> : never;
type Values<N extends string> = [N] extends [never] ? [] : [values: { [K in N]: string | number }];
type Keys<W, P extends string = ""> = {
  [K in keyof W & string]: W[K] extends string ? `${P}${K}` : IsPlural<W[K]> extends true ? `${P}${K}` : Keys<W[K], `${P}${K}.`>;
}[keyof W & string];
type At<W, K extends string> = K extends keyof W ? W[K] : K extends `${infer H}.${infer T}` ? (H extends keyof W ? At<W[H], T> : never) : never;
type ArgsOf<V> = V extends string ? Values<Names<V>> : IsPlural<V> extends true ? [values: { count: number } & { [K in Names<V[keyof V] & string>]: string | number }] : [];

/** The same keys with free wording: what another language's file must satisfy. */
export type Translation<W> = { readonly [K in keyof W]: W[K] extends string ? string : IsPlural<W[K]> extends true ? Plural : Translation<W[K]> };

/** `t("key", { values })`: a wrong key or a missing value is a type error. */
export interface Translate<W> {
  <K extends Keys<W>>(key: K, ...values: ArgsOf<At<W, K>>): string;
  /** For keys put together at run time (`t.maybe(`status.${s}`)`); undefined when there is no such word. */
  maybe(key: string, values?: Record<string, string | number>): string | undefined;
}

type Flat = Record<string, string | Plural>;
type GivenValues = Record<string, string | number>;
interface Loose {
  (key: string, values?: GivenValues): string;
  maybe(key: string, values?: GivenValues): string | undefined;
}
export interface Area<W extends Words> {
  readonly load: (locale: Locale) => Promise<Flat>;
  readonly loaded: (locale: Locale) => Flat | undefined;
  readonly words?: W;
}

const used = new Set<Area<Words>>();
const FORMS: ReadonlySet<string> = new Set(["zero", "one", "two", "few", "many", "other"] satisfies PluralForm[]);
const isPlural = (value: unknown): value is Plural => typeof value === "object" && value !== null && "other" in value && Object.keys(value).every((key) => FORMS.has(key));

/** Declares the words of one area, one lazily loaded file per language. */
export function defineWords<const W extends Words>(files: { en: () => Promise<{ default: W }>; ar: () => Promise<{ default: Translation<W> }> }): Area<W> {
  const cache: Partial<Record<Locale, Flat>> = {};
  const area: Area<W> = {
    loaded: (locale) => cache[locale],
    async load(locale) {
      const file = await files[locale]();
      return (cache[locale] ??= flatten(file.default as Words) as unknown as Flat);
    },
  };
  return area;
}

/** The current language; reactive. */
export const locale = () => preferences().language;
/** BCP 47 tag for Intl with the chosen digits. */
export const intlLocale = () => (locale() === "ar" ? `ar-EG-u-nu-${preferences().digits}` : "en-GB");

/** Loads every area in use in the new language, then switches at once: nothing flickers. `adopted`: it was chosen elsewhere. */
export async function setLocale(next: Locale, { adopted = false } = {}) {
  await Promise.all([...used].map((area) => area.load(next)));
  batch(() => (adopted ? adoptPreferences : setPreferences)({ language: next }));
}

const OTHER_LETTERS: Record<Locale, RegExp> = { en: /[\u0600-\u06FF]/, ar: /[A-Za-z]/ };
/** A name in the other script stands apart (FSI, PDI), so that it cannot turn the sentence around. */
const isolated = (value: string) => (OTHER_LETTERS[locale()].test(value) ? `\u2068${value}\u2069` : value);

function say(area: Area<Words>, key: string, values: Record<string, string | number> = {}): string | undefined {
  const found = area.loaded(locale())?.[key];
  if (found === undefined) return undefined;
  const numbers = new Intl.NumberFormat(intlLocale());
  const count = Number(values.count);
  const form = count === 0 ? "zero" : new Intl.PluralRules(locale()).select(count);
  const text = isPlural(found) ? (found[form] ?? found.other) : found;
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? numbers.format(value) : isolated(value)]));
  return resolveTemplate(text, shown);
}

/** Words for a file that has been loaded already (`area.load` awaited, or useWords called above it). */
export function wordsOf<W extends Words>(area: Area<W>): Translate<W> {
  const plain = area as unknown as Area<Words>;
  used.add(plain);
  const translate = (key: string, values?: Record<string, string | number>) => say(plain, key, values) ?? key;
  return Object.assign(translate, { maybe: (key: string, values?: Record<string, string | number>) => say(plain, key, values) }) as unknown as Translate<W>;
}

/** Words of an area inside a component; the first use suspends until the file is here. */
export function useWords<W extends Words>(area: Area<W>): Translate<W> {
  const [ready] = createResource(locale, (wanted) => area.loaded(wanted) ?? area.load(wanted));
  const translate = wordsOf(area) as unknown as Loose;
  const waiting = <T>(answer: () => T) => (area.loaded(locale()) ? undefined : ready(), answer());
  const reading: Loose = Object.assign((key: string, values?: GivenValues) => waiting(() => translate(key, values)), {
    maybe: (key: string, values?: GivenValues) => waiting(() => translate.maybe(key, values)),
  });
  return reading as unknown as Translate<W>;
}
