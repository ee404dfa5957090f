import { filters, Liquid, LiquidError, TokenKind, Tokenizer } from "liquidjs";
import { AppError } from "#worker/kernel/errors.ts";
import type { Locale } from "./template.ts";

/** In memory only: no includes, no prototypes, and a template that never ends is stopped. */
const bounded = { ownPropertyOnly: true, strictVariables: true, strictFilters: true, templates: {}, parseLimit: 50_000, renderLimit: 500, memoryLimit: 1_000_000 };
const FIRST_STRONG_ISOLATE = "\u2068", POP_ISOLATE = "\u2069";
const hours = new Intl.PluralRules("ar");
const HOURS_AR: Partial<Record<Intl.LDMLPluralRule, (n: number) => string>> = { one: () => "ساعة واحدة", two: () => "ساعتين", few: (n) => `${n} ساعات` };

/**
 * What a tenant's own words may use. Nothing here writes past the escaping of values (`raw`, `echo`, `cycle`) or builds
 * texts and lists larger than what it is given (`capture`, `replace`, `split`), so that the work is bounded by the words.
 */
const OWN_TAGS = ["assign", "case", "for", "if", "unless"];
const OWN_FILTERS = ["isolate", "hours_ar", "date", "default", "upcase", "downcase", "capitalize", "strip", "truncate", "truncatewords", "plus", "minus", "times", "divided_by", "modulo", "round", "ceil", "floor", "abs", "at_least", "at_most", "size"];

const isolate = (value: unknown) => `${FIRST_STRONG_ISOLATE}${String(value)}${POP_ISOLATE}`;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
/** A name in Arabic letters at the beginning of an English sentence would turn all of it. Arabic words say themselves what is isolated: a link in them must not be. */
const isolateArabic = (value: unknown): unknown => (typeof value === "string" && RIGHT_TO_LEFT.test(value) && !value.startsWith(FIRST_STRONG_ISOLATE) ? isolate(value) : value);

const escape = filters["escape"] as (this: unknown, value: unknown) => string;
/** What becomes of every value that is written. */
const ESCAPES = {
  plain: { en: { outputEscape: isolateArabic }, ar: {} },
  html: { en: { outputEscape(value: unknown) { return escape.call(this, isolateArabic(value)); } }, ar: { outputEscape: "escape" } },
} as const;

function engine(options: object): Liquid {
  const liquid = new Liquid({ ...bounded, ...options });
  /** Keeps a Latin name from turning the Arabic sentence around it. */
  liquid.registerFilter("isolate", (value: unknown) => (value == null ? "" : isolate(value)));
  liquid.registerFilter("hours_ar", (n: number) => HOURS_AR[hours.select(n)]?.(n) ?? `${n} ساعة`);
  return liquid;
}

function restricted(liquid: Liquid): Liquid {
  for (const tag of Object.keys(liquid.tags)) if (!OWN_TAGS.includes(tag)) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) if (!OWN_FILTERS.includes(filter)) delete liquid.filters[filter];
  return liquid;
}

const each = <T>(made: (locale: Locale) => T): Readonly<Record<Locale, T>> => ({ en: made("en"), ar: made("ar") });
const ENGINES = {
  system: { plain: each((locale) => engine(ESCAPES.plain[locale])), html: each((locale) => engine(ESCAPES.html[locale])) },
  own: { plain: each((locale) => restricted(engine({ memoryLimit: 100_000, ...ESCAPES.plain[locale] }))), html: each((locale) => restricted(engine({ memoryLimit: 100_000, ...ESCAPES.html[locale] }))) },
};

/** `locale`: the language of the words. */
interface Filling { readonly locale: Locale; readonly own: boolean; readonly html?: boolean }

/** Fills words in. `own` are a tenant's, held to what tenants may use; `html` escapes every value. VALIDATION_FAILED where a payload makes that impossible. */
export function fill(words: string, values: object, how: Filling): string {
  const filled = tryToFill(words, values, how);
  if (typeof filled === "string") return filled;
  throw new AppError("VALIDATION_FAILED", { issues: [{ path: "payload", ...filled }] });
}

/** The same, or what is wrong. */
export function tryToFill(words: string, values: object, { locale, own, html = false }: Filling): string | Mistake {
  try {
    return ENGINES[own ? "own" : "system"][html ? "html" : "plain"][locale].parseAndRenderSync(words, values) as string;
  } catch (error) {
    return mistakeOf(error);
  }
}

export interface Mistake { readonly message: string; readonly line?: number }

/** Words in pieces: the text around Liquid, and Liquid itself. What they give together is the words. */
export const pieces = (words: string): { liquid: boolean; text: string }[] =>
  new Tokenizer(words).readTopLevelTokens().map((token) => ({ liquid: token.kind !== TokenKind.HTML, text: words.slice(token.begin, token.end) }));

/** What a tenant's words use of the payload, or what is wrong with them. */
export function usedBy(words: string): { variables: string[] } | Mistake {
  try {
    if (pieces(words).some(({ liquid, text }) => liquid && /\([^)]*\.\./.test(text))) return { message: "Ranges are not available; a loop goes over a list of the payload." };
    return { variables: ENGINES.own.html.en.globalVariablesSync(words) };
  } catch (error) {
    return mistakeOf(error);
  }
}

/** What Liquid says of a mistake, and on which line. Anything else is thrown on. */
export function mistakeOf(error: unknown): Mistake {
  if (!LiquidError.is(error)) throw error;
  const [line] = (error as LiquidError).token.getPosition();
  return { message: (error as LiquidError).message.replace(/, line:\d+, col:\d+$/, "").split("\n")[0]!, line: line! };
}
