import type * as z from "zod";
import type { Country } from "./contract.ts";

/** What a tenant starts with in each country. The first day of the week is CLDR's: 0 is Sunday. */
export const REGIONS: Record<z.output<typeof Country>, { currency: string; timezone: string; week_start: number }> = {
  EG: { currency: "EGP", timezone: "Africa/Cairo", week_start: 6 },
  AE: { currency: "AED", timezone: "Asia/Dubai", week_start: 1 },
  SA: { currency: "SAR", timezone: "Asia/Riyadh", week_start: 0 },
  KW: { currency: "KWD", timezone: "Asia/Kuwait", week_start: 6 },
  QA: { currency: "QAR", timezone: "Asia/Qatar", week_start: 6 },
  BH: { currency: "BHD", timezone: "Asia/Bahrain", week_start: 6 },
  OM: { currency: "OMR", timezone: "Asia/Muscat", week_start: 6 },
  JO: { currency: "JOD", timezone: "Asia/Amman", week_start: 6 },
};
