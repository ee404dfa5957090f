import type { tenants } from "#db/schema/identity.ts";
import type * as z from "zod";
import { AUDIT_DAYS, type Settings } from "./contract.ts";

/** Days off where the week has them elsewhere than on Friday and Saturday (CLDR); 0 is Sunday. */
const WEEKENDS: Record<string, number[]> = { AE: [6, 0] };

/** The days off of a country; 0 is Sunday. */
export const weekendOf = (country: string): number[] => WEEKENDS[country] ?? [5, 6];

type Stored = Pick<typeof tenants.$inferSelect, "country" | "mfa_policy" | "settings">;
/** The settings of a tenant: what it chose, else what holds for its country or for everybody. */
export const settingsOf = ({ country, mfa_policy, settings }: Stored): z.output<typeof Settings> => ({
  weekend: weekendOf(country), audit_retention_days: AUDIT_DAYS.least, session_max_days: 30, ...settings, mfa_policy,
});
