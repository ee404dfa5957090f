import { asc } from "drizzle-orm";
import { lostReasonCodes } from "#db/schema/deals.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";

export async function list(ctx: Ctx) {
  const { code, label, label_ar, is_active } = lostReasonCodes;
  const [items] = await ctx.read(db.select({ code, label, label_ar, is_active }).from(lostReasonCodes).orderBy(asc(lostReasonCodes.id)));
  return { items };
}
