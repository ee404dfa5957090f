import type * as z from "zod";
import { addDays, instantOf, localTime } from "#worker/kernel/local-time.ts";
import { weekendOf } from "#worker/modules/business/public.ts";
import type { Facts } from "./facts.ts";
import type { QuietHours } from "./routing-contract.ts";

/** Countries of one time zone whose numbers tell where their owner is. */
const ZONES: readonly (readonly [prefix: string, timezone: string])[] = [
  ["+20", "Africa/Cairo"], ["+966", "Asia/Riyadh"], ["+971", "Asia/Dubai"], ["+965", "Asia/Kuwait"], ["+974", "Asia/Qatar"],
  ["+973", "Asia/Bahrain"], ["+968", "Asia/Muscat"], ["+962", "Asia/Amman"], ["+961", "Asia/Beirut"],
];

/** In which zone a person lives: their own, for a customer that of their number's country, else the workspace's. */
export const timezoneOf = ({ user, addresses, tenant }: Facts): string =>
  user?.timezone ?? (user ? undefined : ZONES.find(([prefix]) => (addresses.sms ?? addresses.whatsapp)?.startsWith(prefix))?.[1]) ?? tenant.timezone;

type Window = { readonly start: string; readonly end: string };

/** The quiet stretch that begins on a date. */
const stretch = (date: string, { start, end }: Window, timezone: string): readonly [number, number] =>
  [instantOf(date, start, timezone), instantOf(end > start ? date : addDays(date, 1), end, timezone)];

/** The first moment from `at` on that is not quiet. One week of nothing but quiet ends the search: then `at` stands. */
export function afterQuietHours(at: number, hours: z.output<typeof QuietHours>, timezone: string, weekend: readonly number[]): number {
  if (!hours.enabled || hours.start === hours.end) return at;
  let free = at;
  for (let turn = 0; turn < 8; turn++) {
    const { date, weekday } = localTime(free, timezone);
    const of = (day: string, number: number) => stretch(day, weekend.includes(number) && hours.weekend ? hours.weekend : hours, timezone);
    const quiet = [of(addDays(date, -1), (weekday + 6) % 7), of(date, weekday)].find(([from, to]) => from <= free && free < to);
    if (!quiet) return free;
    free = quiet[1];
  }
  return at;
}

/** The quiet hours that hold for a message, with what it takes to tell when they are. */
export interface Quiet { readonly hours: z.output<typeof QuietHours>; readonly timezone: string; readonly weekend: readonly number[] }

/** The end of the quiet hours that a moment falls into; undefined where it does not. */
export function quietUntil(quiet: Quiet | null, at: number): number | undefined {
  const free = quiet ? afterQuietHours(at, quiet.hours, quiet.timezone, quiet.weekend) : at;
  return free > at ? free : undefined;
}

/** The days off of the workspace. */
export const daysOff = ({ tenant }: Facts): readonly number[] => tenant.weekend ?? weekendOf(tenant.country);
