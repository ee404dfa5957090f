import { addDays, instantOf, localTime } from "#worker/kernel/local-time.ts";

export interface Schedule { readonly cadence: "daily" | "weekly"; readonly at_local: string; readonly weekday: number | null; readonly timezone: string }

const MINUTE_MS = 60_000;
const weekdayOf = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();

/** When the clock first shows this time on a date or, where it skips it, the first moment after the jump. */
function momentOf(date: string, time: string, timezone: string): number {
  let at = instantOf(date, time, timezone);
  if (localTime(at, timezone).time === time) return at;
  for (let earlier = localTime(at - MINUTE_MS, timezone); earlier.date === date && earlier.time > time; earlier = localTime(at - MINUTE_MS, timezone)) at -= MINUTE_MS;
  return at;
}

/** The next time a schedule is due after a moment: once on each of its days, whatever the clocks do on them. */
export function nextAt({ cadence, at_local, weekday, timezone }: Schedule, after: string): string {
  const after_ms = Date.parse(after), today = localTime(after_ms, timezone).date;
  const days = Array.from({ length: 9 }, (_, day) => addDays(today, day)).filter((date) => cadence === "daily" || weekdayOf(date) === weekday);
  const next = days.map((date) => momentOf(date, at_local, timezone)).find((at) => at > after_ms);
  return new Date(next!).toISOString();
}
