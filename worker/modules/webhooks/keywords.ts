/** One spelling for all: no case, no marks, one alef, no tatweel, nothing but letters and single spaces. */
const plain = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replace(/[\u0640\p{M}]/gu, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/[^\p{L}]+/gu, " ").trim();

const words = (...list: string[]): ReadonlySet<string> => new Set(list.map(plain));
const STOP = words(
  "stop", "stopall", "stop all", "please stop", "unsubscribe", "unsubscribe me", "cancel", "end", "quit", "revoke", "opt out", "optout", "remove", "remove me",
  "إلغاء", "إلغاء الاشتراك", "إلغاء الرسائل", "توقف", "توقفوا", "أوقف", "أوقفوا", "إيقاف", "إيقاف الرسائل", "وقف", "قف", "ستوب", "كفى", "لا ترسل", "لا ترسلوا", "إنهاء", "إزالة", "احذفني", "احذفوني",
);
const START = words("start", "unstop", "subscribe", "resume", "opt in", "optin", "ابدأ", "بدء", "ستارت", "اشترك", "اشتراك", "استئناف", "تفعيل", "متابعة");

/** What a message asks for when it says nothing else, in English or Arabic. */
export function keywordIn(texts: readonly string[]): "stop" | "start" | undefined {
  const said = texts.map(plain);
  if (said.some((text) => STOP.has(text))) return "stop";
  return said.some((text) => START.has(text)) ? "start" : undefined;
}

/** Whether it was said in Arabic letters, and is to be answered so. */
export const isArabic = (texts: readonly string[]): boolean => texts.some((text) => /\p{Script=Arabic}/u.test(text));
