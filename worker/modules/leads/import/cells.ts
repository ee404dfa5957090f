import { getCountries, isSupportedCountry } from "libphonenumber-js/max";
import type { LeadSource } from "#db/schema/leads.ts";

/** Arabic-Indic and Persian digits as ASCII, Arabic separators as Latin ones, without marks that only turn direction. */
export const latinDigits = (text: string): string =>
  text.replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replaceAll("٬", ",").replaceAll("٫", ".").replaceAll("،", ",").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

/** Folds a word for comparison: case, accents, Arabic vowel marks and spellings, punctuation. */
export const fold = (text: string): string =>
  text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0655\u0670\u0640]/g, "").toLowerCase()
    .replace(/[أإآٱ]/g, "ا").replaceAll("ى", "ي").replaceAll("ة", "ه").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** First words that are only half a name. */
const PREFIXES = new Set(["عبد", "ابو", "ام", "ابن", "بن", "بنت", "abd", "abdel", "abdul", "abdal", "abu", "umm", "bin", "ibn", "mr", "mrs", "ms", "miss", "dr", "eng", "prof", "السيد", "السيده", "الاستاذ", "الاستاذه", "المهندس", "الدكتور", "الدكتوره", "م", "د", "ا"]);

/** A whole name as first and last name: the first word, with what belongs to it (Dr., عبد), and the rest. */
export function splitName(full: string): { first_name: string; last_name: string | null } {
  const words = full.trim().split(/\s+/);
  let take = 1;
  while (take < words.length && PREFIXES.has(fold(words[take - 1]!))) take++;
  return { first_name: words.slice(0, take).join(" "), last_name: words.slice(take).join(" ") || null };
}

/** ISO 4217 codes that people write in other ways. */
const CURRENCIES: Record<string, string> = {
  درهم: "AED", دراهم: "AED", dhs: "AED", dh: "AED", "د.إ": "AED", جنيه: "EGP", "ج.م": "EGP", le: "EGP", "l.e": "EGP", egp: "EGP",
  ريال: "SAR", "ر.س": "SAR", sr: "SAR", "د.ك": "KWD", kd: "KWD", "ر.ق": "QAR", qr: "QAR", "د.ب": "BHD", bd: "BHD", "ر.ع": "OMR",
  $: "USD", us$: "USD", دولار: "USD", "€": "EUR", يورو: "EUR", "£": "GBP",
};
const CODES = new Set(Intl.supportedValuesOf("currency"));

/** The ISO 4217 code somebody means, or undefined. */
export function toCurrency(text: string): string | undefined {
  const typed = text.trim().replace(/\.$/, "");
  return CODES.has(typed.toUpperCase()) ? typed.toUpperCase() : (CURRENCIES[typed.toLowerCase()] ?? undefined);
}

const decimals = new Map<string, number>();

/** Decimals of the currency's minor unit: 2 for AED, 3 for KWD. Kept, because asking takes 0.1 ms a row. */
export function minorDigits(currency: string): number {
  const known = decimals.get(currency) ?? new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  decimals.set(currency, known);
  return known;
}

const SCALES: Record<string, number> = { k: 1e3, الف: 1e3, thousand: 1e3, m: 1e6, mn: 1e6, mln: 1e6, million: 1e6, مليون: 1e6, b: 1e9, bn: 1e9, billion: 1e9, مليار: 1e9 };

/** An amount as people write it, "AED 1,200,000", "١٬٢٠٠٬٠٠٠ درهم" or "1.2M", in minor units. Undefined when it is not one amount. */
export function toMoney(text: string, currency: string): { budget_minor: number; currency: string } | undefined {
  const match = /^(\D*?)\s*(\d[\d,.\s\u00a0']*)\s*(\D*)$/.exec(latinDigits(text).trim());
  if (!match) return undefined;
  let scale = 1, found: string | undefined;
  for (const word of [match[1]!, match[3]!].join(" ").trim().split(/\s+/).filter(Boolean)) {
    const factor = SCALES[fold(word)], code = toCurrency(word);
    if (factor && scale === 1) scale = factor;
    else if (code && !found) found = code;
    else return undefined;
  }
  const amount = toNumber(match[2]!.replace(/[\s\u00a0']/g, ""), scale !== 1);
  if (amount === undefined) return undefined;
  const unit = found ?? currency, minor = Math.round(amount * scale * 10 ** minorDigits(unit));
  return Number.isSafeInteger(minor) ? { budget_minor: minor, currency: unit } : undefined;
}

/** Reads 1,200,000.50 as well as 1.200.000,50: a separator that repeats, or is followed by three digits, groups. */
function toNumber(digits: string, scaled: boolean): number | undefined {
  const text = digits.replace(/[.,]+$/, "");
  if (/^\d+$/.test(text)) return Number(text);
  for (const [group, point] of [[",", "."], [".", ","]] as const) {
    const grouped = new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`), plain = new RegExp(`^\\d+\\${point}\\d+$`);
    if (plain.test(text) && (scaled || !/^\d{1,3}[.,]\d{3}$/.test(text))) return Number(text.replace(point, "."));
    if (grouped.test(text) && !scaled) return Number(text.replaceAll(group, "").replace(point, "."));
  }
  return undefined;
}

let countries: Map<string, string> | undefined;

/** The ISO 3166-1 code of a country named in English or Arabic, or by its code. */
export function toCountry(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  if (isSupportedCountry(code)) return code;
  countries ??= new Map([
    ...["en", "ar"].flatMap((locale) => {
      const names = new Intl.DisplayNames([locale], { type: "region" });
      return getCountries().map((country): [string, string] => [fold(names.of(country) ?? country), country]);
    }),
    ["uae", "AE"], ["emirates", "AE"], ["الامارات", "AE"], ["ksa", "SA"], ["السعوديه", "SA"], ["uk", "GB"], ["usa", "US"],
  ]);
  return countries.get(fold(text));
}

/** A day or instant as ISO 8601. Days come first in 03/04/2026, as in Egypt and the Gulf. Undefined when there is no such day. */
export function toInstant(text: string): string | undefined {
  const typed = latinDigits(text).trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(typed);
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(typed);
  const part = iso ?? (local && [local[0], local[3], local[2], local[1], local[4], local[5], local[6]]);
  if (!part) return undefined;
  const [year, month, day, hour, minute, second] = part.slice(1, 7).map((n) => Number(n ?? 0)) as [number, number, number, number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(iso?.[7] ?? "");
  const shift = offset ? (offset[1] === "-" ? 1 : -1) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000 : 0;
  return new Date(at.getTime() + shift).toISOString();
}

const SOURCES: readonly [LeadSource, RegExp][] = [
  ["referral", /refer|recommend|friend|word of mouth|احال|ترشيح|صديق|معارف/],
  ["campaign", /campaign|\bads?\b|advert|facebook|\bfb\b|instagram|\big\b|tiktok|snapchat|linkedin|youtube|google|\bsms\b|newsletter|\bmeta\b|حمله|اعلان|فيسبوك|انستجرام|انستغرام|تيك توك|سناب/],
  ["web", /web|site|landing|online|form|portal|bayut|dubizzle|property ?finder|aqarmap|موقع|انترنت|نموذج/],
  ["manual", /manual|walk ?in|direct|call|phone|يدوي|زياره|اتصال|مباشر/],
];

/** Where a lead came from, in our words, and in the file's own when they say more. */
export function toSource(text: string): { source: LeadSource; source_detail: string | null } {
  const said = fold(text);
  if (said === "web" || said === "referral" || said === "manual" || said === "import" || said === "campaign" || said === "other") return { source: said, source_detail: null };
  return { source: SOURCES.find(([, pattern]) => pattern.test(said))?.[0] ?? "other", source_detail: text.trim().slice(0, 200) };
}
