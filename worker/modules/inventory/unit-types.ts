import { asc, eq } from "drizzle-orm";
import type * as z from "zod";
import { unitTypeCodes } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first, updateOne } from "#worker/kernel/db.ts";
import { type createUnitType, inventoryEvents, type patchUnitType, UnitType } from "./contract.ts";
import { naming } from "./shown.ts";

const shown = columns(unitTypeCodes, UnitType);
const byId = (id: string) => db.select(shown).from(unitTypeCodes).where(eq(unitTypeCodes.id, id));
const changed = (ctx: Ctx, code: string) => ctx.emit(inventoryEvents["unit_type.changed"], { code });

export async function list(ctx: Ctx) {
  const [items] = await ctx.read(db.select(shown).from(unitTypeCodes).orderBy(asc(unitTypeCodes.code)));
  return { items };
}

export function create(ctx: Ctx, body: z.output<NonNullable<typeof createUnitType.body>>) {
  const type = ctx.fresh({ label_ar: null, description: null, ...body, is_active: true });
  return naming(ctx, "unit_type", type.code, db.select({ id: unitTypeCodes.id }).from(unitTypeCodes).where(eq(unitTypeCodes.code, type.code)), () =>
    ctx.commit(type, db.insert(unitTypeCodes).values(type), changed(ctx, type.code)));
}

export async function patch(ctx: Ctx, id: string, body: z.output<NonNullable<typeof patchUnitType.body>>) {
  const [rows] = await ctx.read(byId(id));
  const before = first(rows), after = ctx.next(before, body);
  return ctx.commit(after, updateOne(unitTypeCodes, before, { ...body, updated_at: after.updated_at }), changed(ctx, before.code));
}

/** Units that have the type refuse it: their foreign key does. */
export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(byId(id));
  const before = first(rows);
  ctx.next(before, {});
  return ctx.commit({ id }, deleteOne(unitTypeCodes, before), changed(ctx, before.code));
}
