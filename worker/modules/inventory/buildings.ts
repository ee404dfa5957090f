import { and, asc, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { buildings, projects, units } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first, updateOne } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { Building, type createBuilding, type getBuilding, inventoryEvents, type listBuildings, type patchBuilding } from "./contract.ts";
import { naming, waiting } from "./shown.ts";

const shown = columns(buildings, Building);
const sorts = { created_at: buildings.created_at, updated_at: buildings.updated_at, name: buildings.name };
const byId = (id: string) => db.select(shown).from(buildings).where(eq(buildings.id, id));
const named = (project_id: string, name: string) => db.select({ id: buildings.id }).from(buildings).where(and(eq(buildings.project_id, project_id), eq(buildings.name, name)));
const shortUnit = {
  id: units.id, code: units.code, floor: units.floor, unit_type_code: units.unit_type_code, size_sqm: units.size_sqm,
  bedrooms: units.bedrooms, price_minor: units.price_minor, currency: units.currency, status: units.status, pending_approval: waiting,
} satisfies Record<keyof z.output<typeof getBuilding.returns>["units"][number], unknown>;

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listBuildings.query>>) {
  const page = pageOf(buildings, sorts, query, query.project ? eq(buildings.project_id, query.project) : undefined);
  const [rows, total] = await ctx.read(db.select(shown).from(buildings).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

export async function get(ctx: Ctx, id: string) {
  const [rows, inside] = await ctx.read(
    db.select({ ...shown, project: sql<{ id: string; name: string }>`json_build_object('id', ${projects.id}, 'name', ${projects.name})` })
      .from(buildings).innerJoin(projects, eq(projects.id, buildings.project_id)).where(eq(buildings.id, id)),
    db.select(shortUnit).from(units).where(eq(units.building_id, id)).orderBy(asc(units.floor), asc(units.code)).limit(1000),
  );
  return { ...first(rows), units: inside };
}

export function create(ctx: Ctx, body: z.output<NonNullable<typeof createBuilding.body>>) {
  const building = ctx.fresh({ floors: null, ...body });
  return naming(ctx, "building", body.name, named(body.project_id, body.name), () =>
    ctx.commit(building, db.insert(buildings).values(building), ctx.emit(inventoryEvents["building.created"], { building_id: building.id, project_id: body.project_id })));
}

export async function patch(ctx: Ctx, id: string, body: z.output<NonNullable<typeof patchBuilding.body>>) {
  const [rows] = await ctx.read(byId(id));
  const before = first(rows), after = ctx.next(before, body);
  return naming(ctx, "building", after.name, named(after.project_id, after.name), () =>
    ctx.commit(after, updateOne(buildings, before, { ...body, updated_at: after.updated_at }), ctx.emit(inventoryEvents["building.updated"], { building_id: id, fields: Object.keys(body) })));
}

export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(byId(id));
  const before = first(rows);
  ctx.next(before, {});
  return ctx.commit({ id }, deleteOne(buildings, before), ctx.emit(inventoryEvents["building.deleted"], { building_id: id, project_id: before.project_id }));
}
