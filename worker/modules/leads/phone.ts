import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

const E164 = /^\+[1-9]\d{6,14}$/;
/** Marks that turn the direction of text, which come along when a number is copied from a chat, and a spreadsheet's quote. */
const INVISIBLE = /[\u200e\u200f\u202a-\u202e\u2066-\u2069'\u00a0]/g;

export const isE164 = (text: string): boolean => E164.test(text);

/**
 * A number in E.164 as people write it: spaced, in Arabic-Indic digits, national to `country` (ISO 3166-1 alpha-2), or
 * international without its plus sign. Undefined when no such number can exist.
 */
export function toE164(text: string, country: string | null): string | undefined {
  const typed = text.replace(INVISIBLE, "").trim();
  const defaultCountry: CountryCode | undefined = country && isSupportedCountry(country) ? country : undefined;
  for (const candidate of [typed, `+${typed.replace(/^[+0٠]+/, "")}`]) {
    const parsed = parsePhoneNumberFromString(candidate, { ...(defaultCountry ? { defaultCountry } : {}), extract: false });
    if (parsed?.isValid()) return parsed.number;
  }
  return undefined;
}
