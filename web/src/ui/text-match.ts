const plain = (text: string) => text.toLowerCase().replace(/[أإآ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/[\u064B-\u0652ـ]/g, "");
/** Matches as an Arabic reader would: hamza, alef maqsura, ta marbuta and vowel signs do not matter. */
export const textMatches = (text: string, search: string) => plain(text).includes(plain(search.trim()));
