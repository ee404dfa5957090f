import { intlLocale, locale } from "./i18n.ts";
import { t } from "./text/index.ts";

const THREE = new Set(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]);
const NONE = new Set(["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"]);

/** Minor-unit digits of a currency by ISO 4217 (Intl follows CLDR, which differs for IQD and others). */
export const currencyDecimals = (currency: string) => (THREE.has(currency) ? 3 : NONE.has(currency) ? 0 : 2);

const ARABIC_SYMBOLS: Record<string, string> = { EGP: "ج.م", AED: "د.إ", SAR: "ر.س", QAR: "ر.ق", KWD: "د.ك", BHD: "د.ب", OMR: "ر.ع", JOD: "د.أ", USD: "دولار", EUR: "يورو" };

/** The currency as the reader writes it: the ISO code in English, the short name in Arabic. */
export const currencyLabel = (currency: string) => (locale() === "ar" ? (ARABIC_SYMBOLS[currency] ?? currency) : currency);

export type MinorAmount = number | bigint | string;

export interface MoneyOptions {
  /** Lists show whole units; records and documents show all decimals. */
  decimals?: "whole" | "all";
  compact?: boolean;
}

/** Digits of an amount in minor units, exact for any bigint; without the currency. */
export function formatMinor(amount: MinorAmount, currency: string, options: MoneyOptions = {}) {
  const decimals = currencyDecimals(currency);
  const exact = minorToDecimal(amount, currency);
  const shown = options.decimals === "all" ? decimals : 0;
  const format = options.compact
    ? new Intl.NumberFormat(intlLocale().replace("en-GB", "en-US"), { notation: "compact", maximumFractionDigits: 1 })
    : new Intl.NumberFormat(intlLocale(), { minimumFractionDigits: shown, maximumFractionDigits: shown });
  return format.format(exact as Intl.StringNumericLiteral);
}

/** Money as plain text, for labels and announcements; use <Money> on screen. */
export const formatMoney = (amount: MinorAmount, currency: string, options?: MoneyOptions) => `${currencyLabel(currency)}${locale() === "ar" ? "\u200e" : ""}\u00a0${formatMinor(amount, currency, options)}`; // The mark keeps digits from following Arabic letters to their left.

/** "8450000" minor units of EGP → "84500.00", as a decimal string without rounding. */
export function minorToDecimal(amount: MinorAmount, currency: string) {
  const decimals = currencyDecimals(currency);
  const value = BigInt(amount);
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
  const whole = decimals ? digits.slice(0, -decimals) : digits;
  return `${value < 0n ? "-" : ""}${whole}${decimals ? `.${digits.slice(-decimals)}` : ""}`;
}

/** Reads what a person typed (Arabic digits and separators too); undefined when it is not an amount of this currency. */
export function parseMoney(text: string, currency: string): number | undefined {
  const plain = toLatinDigits(text).replace(/[\s,٬]/g, "").replace("٫", ".");
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(plain);
  const decimals = currencyDecimals(currency);
  const fraction = match?.[3] ?? "";
  if (!match || fraction.length > decimals) return undefined;
  const minor = Number(`${match[1]}${match[2]}${fraction.padEnd(decimals, "0")}`);
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/** Arabic-Indic and Persian digits to 0-9. */
export const toLatinDigits = (text: string) =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

export const formatNumber = (value: number, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(intlLocale(), options).format(value);
/** 0.253 → "25.3%". */
export const formatPercent = (ratio: number, maximumFractionDigits = 1) => formatNumber(ratio, { style: "percent", maximumFractionDigits });
export const formatBytes = (bytes: number) => {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  return formatNumber(bytes / 1024 ** step, { style: "unit", unit: units[step], unitDisplay: "short", maximumFractionDigits: 1 });
};
export const formatList = (items: readonly string[]) => new Intl.ListFormat(intlLocale(), { type: "conjunction" }).format(items);

export type DateStyle = "date" | "short" | "time" | "datetime" | "day" | "hijri";
const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { day: "numeric", month: "short", year: "numeric" },
  short: { day: "numeric", month: "short" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  datetime: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { weekday: "short", day: "numeric", month: "short" },
  hijri: { day: "numeric", month: "long", year: "numeric", calendar: "islamic-umalqura" },
};

type When = string | number | Date;
/** A day without a time ("2026-11-30") is that day everywhere, not midnight UTC. */
const toDate = (when: When) => (typeof when === "string" && /^\d{4}-\d{2}-\d{2}$/.test(when) ? new Date(`${when}T00:00:00`) : new Date(when));

export const formatDate = (when: When, style: DateStyle = "date") => new Intl.DateTimeFormat(intlLocale(), STYLES[style]).format(toDate(when));

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [["year", 31_536_000], ["month", 2_592_000], ["week", 604_800], ["day", 86_400], ["hour", 3600], ["minute", 60]];

/** "12 min ago", "in 2 days"; under a minute it says just now. */
export function formatRelative(when: When, now = Date.now()) {
  const seconds = (toDate(when).getTime() - now) / 1000;
  const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  if (unit === "second") return t("time.justNow");
  return new Intl.RelativeTimeFormat(intlLocale(), { numeric: "auto", style: "short" }).format(Math.round(seconds / size), unit);
}

/** "Today", "Yesterday", or the day: headings of timelines and of the inbox. */
export function formatDay(when: When, now = new Date()) {
  const day = toDate(when);
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return t("time.today");
  if (days === 1) return t("time.yesterday");
  return formatDate(day, day.getFullYear() === now.getFullYear() ? "day" : "date");
}

const PHONE_SHAPES: readonly [RegExp, string][] = [
  [/^(\+20)(1\d{2})(\d{3})(\d{4})$/, "$1 $2 $3 $4"],
  [/^(\+971)(5\d)(\d{3})(\d{4})$/, "$1 $2 $3 $4"],
  [/^(\+966)(5\d)(\d{3})(\d{4})$/, "$1 $2 $3 $4"],
  [/^(\+962)(7)(\d{4})(\d{4})$/, "$1 $2 $3 $4"],
  [/^(\+(?:965|968|973|974))(\d{4})(\d{4})$/, "$1 $2 $3"],
  [/^(\+\d{1,3})(\d{2,3})(\d{3})(\d{3,4})$/, "$1 $2 $3 $4"],
];

/** E.164 grouped for reading; the mobile shapes of Egypt and the Gulf without loading phone metadata. */
export function formatPhone(e164: string) {
  const shape = PHONE_SHAPES.find(([pattern]) => pattern.test(e164));
  return shape ? e164.replace(shape[0], shape[1]) : e164;
}
