import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { buildings, projects } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first, updateOne } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { forgetRecord } from "#worker/modules/activities/public.ts";
import { Building, type createProject, inventoryEvents, type listProjects, type patchProject, Project } from "./contract.ts";
import { naming, toCounts, unitCounts } from "./shown.ts";

const shown = columns(projects, Project);
const sorts = { created_at: projects.created_at, updated_at: projects.updated_at, name: projects.name };
const byId = (id: string) => db.select(shown).from(projects).where(eq(projects.id, id));
const ofProject = sql`u.project_id = projects.id`;

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listProjects.query>>) {
  const page = pageOf(projects, sorts, query,
    query.owner ? eq(projects.owner_user_id, query.owner) : undefined,
    query.q ? sql`app.fold(${projects.name} || ' ' || coalesce(${projects.location}, '')) like app.search_pattern(${query.q})` : undefined);
  const [rows, total] = await ctx.read(
    db.select({ ...shown, units: unitCounts(ofProject) }).from(projects).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows.map(toCounts), query, total);
}

export async function get(ctx: Ctx, id: string) {
  const [rows, parts] = await ctx.read(
    db.select({ ...shown, units: unitCounts(ofProject) }).from(projects).where(eq(projects.id, id)),
    db.select({ ...columns(buildings, Building), units: unitCounts(sql`u.building_id = buildings.id`) }).from(buildings).where(eq(buildings.project_id, id)).orderBy(buildings.name, buildings.id),
  );
  return { ...toCounts(first(rows)), buildings: parts.map(toCounts) };
}

export function create(ctx: Ctx, body: z.output<NonNullable<typeof createProject.body>>) {
  const project = ctx.fresh({ location: null, description: null, developer_name: null, owner_user_id: null, ...body });
  return naming(ctx, "project", body.name, db.select({ id: projects.id }).from(projects).where(eq(projects.name, body.name)), () =>
    ctx.commit(project, db.insert(projects).values(project), ctx.emit(inventoryEvents["project.created"], { project_id: project.id })));
}

export async function patch(ctx: Ctx, id: string, body: z.output<NonNullable<typeof patchProject.body>>) {
  const [rows] = await ctx.read(byId(id));
  const before = first(rows), after = ctx.next(before, body);
  return naming(ctx, "project", after.name, db.select({ id: projects.id }).from(projects).where(eq(projects.name, after.name)), () =>
    ctx.commit(after, updateOne(projects, before, { ...body, updated_at: after.updated_at }), ctx.emit(inventoryEvents["project.updated"], { project_id: id, fields: Object.keys(body) })));
}

export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(byId(id));
  const before = first(rows);
  ctx.next(before, {});
  return ctx.commit({ id }, deleteOne(projects, before), ...forgetRecord("project", id), ctx.emit(inventoryEvents["project.deleted"], { project_id: id }));
}
