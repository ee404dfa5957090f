import { and, eq, gte, inArray, lte, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { unitPriceHistory, units, type UnitStatus } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, columns, db, deleteOne, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { checkAndMaybeEnqueue, guarded } from "#worker/modules/approvals/public.ts";
import { forgetRecord } from "#worker/modules/activities/public.ts";
import { inventoryEvents, type listUnits, type NewUnit, type patchUnit, setUnitStatus, Unit } from "./contract.ts";
import { unitStatusAction } from "./guarded-actions.ts";
import { buildingName, naming, projectName, waiting } from "./shown.ts";

const shown = columns(units, Unit);
const sorts = { created_at: units.created_at, updated_at: units.updated_at, price_minor: units.price_minor, code: units.code };
/** Whoever owns the project of a unit. */
export const ownerOf = (unit_id: string) => db.execute<{ owner_user_id: string | null }>(sql`select p.owner_user_id from projects p join units u on u.project_id = p.id where u.id = ${unit_id}`);
export const unitById = (id: string) => db.select(shown).from(units).where(eq(units.id, id));

const atLeast = (column: Parameters<typeof gte>[0], value: number | undefined) => (value === undefined ? undefined : gte(column, value));
const atMost = (column: Parameters<typeof lte>[0], value: number | undefined) => (value === undefined ? undefined : lte(column, value));

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listUnits.query>>) {
  const page = pageOf(units, sorts, query,
    query.project ? eq(units.project_id, query.project) : undefined,
    query.building ? eq(units.building_id, query.building) : undefined,
    query.status && inArray(units.status, query.status),
    query.type && inArray(units.unit_type_code, query.type),
    query.currency ? eq(units.currency, query.currency) : undefined,
    atLeast(units.price_minor, query.min_price), atMost(units.price_minor, query.max_price),
    atLeast(units.bedrooms, query.min_bedrooms), atMost(units.bedrooms, query.max_bedrooms),
    atLeast(units.size_sqm, query.min_size), atMost(units.size_sqm, query.max_size),
    atLeast(units.floor, query.min_floor), atMost(units.floor, query.max_floor),
    query.q ? sql`${units.id} in (select app.search_units(${query.q}))` : undefined,
  );
  const [rows, total] = await ctx.read(
    db.select({ ...shown, project_name: projectName, building_name: buildingName, pending_approval: waiting }).from(units).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

const iso = (column: SQL) => sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const holders = (status: "active" | "waitlisted") => sql`select json_build_object('id', r.id, 'deal_id', r.deal_id, 'deal_name', d.name, 'owner_user_id', d.owner_user_id,
  'position', ${status === "active" ? sql`null::int` : sql`r.place`}, 'created_at', ${iso(sql`r.created_at`)}, 'expires_at', ${iso(sql`r.expires_at`)}) as held
  from (select *, row_number() over (order by queue_number) as place from unit_reservations where unit_id = units.id and status = ${status}) r join deals d on d.id = r.deal_id`;
type Held = { id: string; deal_id: string; deal_name: string; owner_user_id: string | null; position: number | null; created_at: string; expires_at: string | null };

export async function get(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(db.select({
    ...shown, project_name: projectName, building_name: buildingName,
    reservation: sql<Held | null>`(${holders("active")})`,
    waitlist: sql<Held[]>`(select coalesce(json_agg(w.held), '[]') from (${holders("waitlisted")} order by r.queue_number) w)`,
    sold_to_deal_id: sql<string | null>`case when units.status = 'sold' then (select r.deal_id from unit_reservations r where r.unit_id = units.id and r.status = 'completed' order by r.queue_number desc limit 1) end`,
  }).from(units).where(eq(units.id, id)));
  const { project_name, building_name, ...unit } = first(rows);
  return {
    ...unit, project: { id: unit.project_id, name: project_name },
    building: unit.building_id && building_name ? { id: unit.building_id, name: building_name } : null,
  };
}

const sameCode = (unit: { project_id: string; building_id: string | null; code: string }) =>
  db.select({ id: units.id }).from(units).where(and(eq(units.project_id, unit.project_id), sql`${units.building_id} is not distinct from ${unit.building_id}::uuid`, eq(units.code, unit.code)));

const INACTIVE = `VALIDATION_FAILED ${JSON.stringify({ issues: [{ path: "unit_type_code", message: "There is no such unit type in use." }] })}`;
/** Refuses a type that is switched off. */
const typeInUse = (code: string): Statement =>
  db.execute(sql`select case when exists (select from unit_type_codes where code = ${code} and is_active) then true else app.fail(${INACTIVE}::text) end`);

/** Reads nothing: keys decide whether the place, the code and the type are right. */
export function create(ctx: Ctx, body: z.output<typeof NewUnit>) {
  const unit = ctx.fresh({
    building_id: null, floor: null, size_sqm: null, bedrooms: null, bathrooms: null, view: null, virtual_tour_url: null, length_m: null, width_m: null, height_m: null, ...body,
  });
  const { price_minor, currency } = unit;
  return naming(ctx, "unit", unit.code, sameCode(unit), () => ctx.commit(
    unit,
    typeInUse(unit.unit_type_code),
    db.insert(units).values(unit),
    db.insert(unitPriceHistory).values(ctx.fresh({ unit_id: unit.id, price_minor, currency, reason: "initial" as const, effective_at: ctx.now, applied_at: ctx.now, changed_by_user_id: ctx.user_id })),
    ctx.emit(inventoryEvents["unit.created"], { unit_id: unit.id, project_id: unit.project_id }),
  ));
}

export async function patch(ctx: Ctx, id: string, body: z.output<NonNullable<typeof patchUnit.body>>) {
  const [rows] = await ctx.read(unitById(id));
  const before = first(rows), after = ctx.next(before, body);
  return naming(ctx, "unit", after.code, sameCode(after), () => ctx.commit(
    after,
    ...(after.unit_type_code === before.unit_type_code ? [] : [typeInUse(after.unit_type_code)]),
    updateOne(units, before, { ...body, updated_at: after.updated_at }),
    ctx.emit(inventoryEvents["unit.updated"], { unit_id: id, fields: Object.keys(body) }),
  ));
}

/** A unit that deals refer to stays: their foreign keys refuse it. */
export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(unitById(id));
  const before = first(rows);
  ctx.next(before, {});
  return ctx.commit({ id }, deleteOne(units, before), ...forgetRecord("unit", id), ctx.emit(inventoryEvents["unit.deleted"], { unit_id: id, project_id: before.project_id }));
}

const INSTEAD: Partial<Record<UnitStatus, string>> = {
  reserved: "Reserve the unit for a deal: POST /v1/units/{id}/reserve.",
  sold: "Units are sold by winning their deal: POST /v1/deals/{id}/mark-won.",
};

type StatusWish = z.output<NonNullable<typeof setUnitStatus.body>> & { id: string };

export const settingStatus = guarded({
  operation: "unit.status", route: setUnitStatus, object_type: "unit", actions: [unitStatusAction],
  queries: ({ id }: StatusWish) => [unitById(id), ownerOf(id)],
  plan(ctx, { id, status, reason }, [rows, { rows: [project] }]) {
    const before = first(rows), { price_minor, currency, code } = before;
    if (before.status === "reserved") throw new AppError("CONFLICT", { reason: "A deal holds this unit. Release it first: POST /v1/units/{id}/release.", status: before.status });
    if (before.status === "sold") throw new AppError("CONFLICT", { reason: "This unit is sold.", status: before.status });
    const terms = {
      actions: [unitStatusAction.code], facts: { old_status: before.status, status, price_minor, currency },
      title: code, summary: `${before.status} → ${status}`, owner_user_id: project?.owner_user_id ?? null,
    };
    if (before.status === status) return { ...terms, actions: [], answer: before, statements: [] };
    const after = ctx.next(before, { status });
    return {
      ...terms,
      answer: after,
      statements: [
        updateOne(units, before, { status, updated_at: after.updated_at }),
        ctx.emit(inventoryEvents["unit.status.changed"], { unit_id: id, from: before.status, to: status }),
        ...(reason ? [auditEntry("unit.status", "units", id, { from: before.status, to: status, reason })] : []),
      ],
    };
  },
});

export async function setStatus(ctx: Ctx, id: string, body: z.output<NonNullable<typeof setUnitStatus.body>>) {
  if (INSTEAD[body.status]) throw new AppError("CONFLICT", { reason: INSTEAD[body.status] });
  return checkAndMaybeEnqueue(ctx, settingStatus, { ...body, id });
}
