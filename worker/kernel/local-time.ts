/** A moment as the clock on the wall shows it. `weekday` 0 is Sunday. */
export interface LocalTime { readonly date: string; readonly time: string; readonly weekday: number }

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone, read as if it were UTC. */
function wallMs(instant_ms: number, timezone: string): number {
  let format = formats.get(timezone);
  if (!format) formats.set(timezone, (format = new Intl.DateTimeFormat("en-US", { timeZone: timezone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" })));
  const part = Object.fromEntries(format.formatToParts(instant_ms).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
  return Date.UTC(part["year"]!, part["month"]! - 1, part["day"], part["hour"], part["minute"], part["second"]);
}

/** A moment as somebody reads it: day, month and time on their own clock, in their language. */
export const momentIn = (instant: string, { locale, timezone }: { locale: "en" | "ar"; timezone: string }): string =>
  new Intl.DateTimeFormat(locale === "ar" ? "ar-EG" : "en-GB", { timeZone: timezone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(instant));

const iso = (ms: number) => new Date(ms).toISOString();

/** What the clock shows in a zone at a moment. */
export function localTime(instant_ms: number, timezone: string): LocalTime {
  const wall = wallMs(instant_ms, timezone), text = iso(wall);
  return { date: text.slice(0, 10), time: text.slice(11, 16), weekday: new Date(wall).getUTCDay() };
}

/** The date so many days later. */
export const addDays = (date: string, days: number): string => iso(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).slice(0, 10);

/**
 * The moment at which a zone's clock shows this date and time. A time that the clock shows twice is the first of the two;
 * a time that it skips is as long after the jump as it would have been after the jump's beginning.
 */
export function instantOf(date: string, time: string, timezone: string): number {
  const wall = Date.parse(`${date}T${time}:00Z`);
  const offset = (at: number) => wallMs(at, timezone) - at;
  const [early, late] = [wall - offset(wall - DAY_MS), wall - offset(wall + DAY_MS)].toSorted((a, b) => a - b) as [number, number];
  return [early, late].find((at) => wallMs(at, timezone) === wall) ?? late;
}
