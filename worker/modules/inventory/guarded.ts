import { pricing } from "./prices.ts";
import { settingStatus } from "./units.ts";

/** The verbs of inventory that approval policies can hold back. */
export const unitVerbs = [pricing, settingStatus] as const;
