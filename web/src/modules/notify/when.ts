import { intlLocale } from "#web/src/kernel/i18n.ts";

const sameDay = (a: Date, b: Date, timeZone?: string) => {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone });
  return day.format(a) === day.format(b);
};

/** "21:00" today, otherwise with the day; where the reader is, or in a zone that is named. */
export function momentText(at: string, timeZone?: string) {
  const when = new Date(at);
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
  return new Intl.DateTimeFormat(intlLocale(), sameDay(when, new Date(), timeZone) ? time : { ...time, weekday: "short", day: "numeric", month: "short" }).format(when);
}

/** "0.4 s", "12 min": how long something took or takes. */
export function durationText(seconds: number) {
  const [unit, size] = seconds < 90 ? (["second", 1] as const) : seconds < 5400 ? (["minute", 60] as const) : seconds < 172_800 ? (["hour", 3600] as const) : (["day", 86_400] as const);
  return new Intl.NumberFormat(intlLocale(), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: seconds < 10 ? 1 : 0 }).format(seconds / size);
}
