import { unitTypeCodes } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { insertMany, type Statement } from "#worker/kernel/db.ts";
import { UNIT_TYPES } from "./defaults.ts";

export { releaseUnits, sellUnits } from "./endings.ts";
export { type Claim, heldUnitsQuery, joinWaitlist, link, lockPair, reserveNow } from "./reservations.ts";
export { reserve } from "./reserve.ts";
export { applyDuePrices, releaseExpiredReservations } from "./sweeps.ts";

/** What a new tenant's inventory starts with: the common unit types. */
export const tenantDefaults = (ctx: Pick<Ctx, "fresh">): Statement[] => [insertMany(unitTypeCodes, UNIT_TYPES.map((type) => ctx.fresh(type)))];
