import * as z from "zod";
import { ApprovalRequired, Waiting } from "#worker/modules/approvals/contract.ts";
import { Currency, defineEvents, defineModule, Id, ListQuery, Minor, PageOf, Several, Stamp, Text } from "#worker/kernel/resource.ts";

export const UnitStatus = z.enum(["available", "reserved", "sold", "hold", "unavailable"]);
export const ReservationStatus = z.enum(["active", "waitlisted", "released", "completed"]);
const Counts = z.record(UnitStatus, z.int());
const Code = z.string().trim().toLowerCase().regex(/^[a-z0-9_]{1,50}$/, "Small letters, digits and _ only.").meta({ examples: ["apartment"] });
/** A time to come. */
export const Later = z.iso.datetime().meta({ examples: ["2030-01-31T18:00:00.000Z"] });
const example = <T extends z.ZodType>(schema: T, value: z.input<T>): T => schema.meta({ examples: [value] });
const stamp = { id: true, version: true, created_at: true, updated_at: true } as const;
const Metres = z.number().positive().max(9999.99).multipleOf(0.01);

export const Project = Stamp.extend({
  name: Text(), location: example(Text(500).nullable(), "الشيخ زايد"), description: Text(5000).nullable(), developer_name: example(Text().nullable(), "Nile Developments"), owner_user_id: Id.nullable(),
});
const ProjectInput = Project.omit(stamp);
export const Building = Stamp.extend({ project_id: Id, name: Text(), floors: example(z.int().min(0).max(300).nullable(), 12) });
export const UnitType = Stamp.extend({ code: Code, label: example(Text(100), "Apartment"), label_ar: example(Text(100).nullable(), "شقة"), description: Text(1000).nullable(), is_active: z.boolean() });

export const Unit = Stamp.extend({
  project_id: Id,
  building_id: Id.nullable(),
  code: Text(50),
  floor: example(z.int().min(-20).max(300).nullable(), 12),
  unit_type_code: Code,
  size_sqm: example(z.number().positive().max(999_999.99).multipleOf(0.01).nullable(), 142.5),
  bedrooms: example(z.int().min(0).max(100).nullable(), 3),
  bathrooms: example(z.int().min(0).max(100).nullable(), 2),
  view: example(Text().nullable(), "إطلالة على النيل"),
  price_minor: Minor,
  currency: Currency,
  status: UnitStatus,
  virtual_tour_url: z.url({ protocol: /^https?$/ }).max(2000).nullable(),
  length_m: Metres.nullable(),
  width_m: Metres.nullable(),
  height_m: Metres.nullable(),
});
const UnitDetails = Unit.omit({ ...stamp, project_id: true, price_minor: true, currency: true, status: true });
export const ManualStatus = UnitStatus.exclude(["reserved", "sold"]);
export const NewUnit = UnitDetails.partial().required({ code: true, unit_type_code: true })
  .extend({ project_id: Id, price_minor: Minor, currency: Currency, status: ManualStatus.default("available") });
export const UnitListed = Unit.extend({ project_name: z.string(), building_name: z.string().nullable(), ...Waiting });

export const Reservation = z.object({
  id: Id, unit_id: Id, deal_id: Id, status: ReservationStatus,
  /** Place in the waitlist, from 1; null when not waiting. */
  position: z.int().positive().nullable(),
  expires_at: z.iso.datetime().nullable(),
});
const HeldBy = z.object({
  id: Id, deal_id: Id, deal_name: z.string(), owner_user_id: Id.nullable(), position: z.int().nullable(), created_at: z.iso.datetime(), expires_at: z.iso.datetime().nullable(),
});
const Named = z.object({ id: Id, name: z.string() });
export const UnitDetail = Unit.extend({
  project: Named, building: Named.nullable(), reservation: HeldBy.nullable(), waitlist: z.array(HeldBy), sold_to_deal_id: Id.nullable(),
});
export const PriceEntry = z.object({
  id: Id, price_minor: Minor, currency: Currency, reason: z.enum(["initial", "change", "sale"]), note: z.string().nullable(), deal_id: Id.nullable(),
  effective_at: z.iso.datetime(),
  /** Null while the change is still to come. */
  applied_at: z.iso.datetime().nullable(),
  changed_by_user_id: Id.nullable(), created_at: z.iso.datetime(),
});

const held = z.object({ unit_id: Id, deal_id: Id, reservation_id: Id });
export const inventoryEvents = defineEvents({
  "project.created": { payload: z.object({ project_id: Id }), live: "tenant" },
  "project.updated": { payload: z.object({ project_id: Id, fields: z.array(z.string()) }), live: "tenant" },
  "project.deleted": { payload: z.object({ project_id: Id }), live: "tenant" },
  "building.created": { payload: z.object({ building_id: Id, project_id: Id }), live: "tenant" },
  "building.updated": { payload: z.object({ building_id: Id, fields: z.array(z.string()) }), live: "tenant" },
  "building.deleted": { payload: z.object({ building_id: Id, project_id: Id }), live: "tenant" },
  "unit.created": { payload: z.object({ unit_id: Id, project_id: Id }), live: "tenant" },
  "unit.updated": { payload: z.object({ unit_id: Id, fields: z.array(z.string()) }), live: "tenant" },
  "unit.deleted": { payload: z.object({ unit_id: Id, project_id: Id }), live: "tenant" },
  /** With the deal when the deal is why: then it shows on both timelines. */
  "unit.status.changed": { payload: z.object({ unit_id: Id, deal_id: Id.optional(), from: UnitStatus, to: UnitStatus }), live: "tenant" },
  "unit.price.changed": { payload: z.object({ unit_id: Id, from_minor: Minor, to_minor: Minor, currency: Currency }), live: "tenant" },
  "unit.price.scheduled": { payload: z.object({ unit_id: Id, to_minor: Minor, currency: Currency, effective_at: z.iso.datetime() }), live: "tenant" },
  "unit.reserved": { payload: held, live: "tenant" },
  "unit.waitlisted": { payload: held, live: "tenant" },
  "unit.released": { payload: held.extend({ reason: z.enum(["released", "expired", "sold"]) }), live: "tenant" },
  "waitlist.promoted": { payload: held, live: "tenant" },
  "unit_type.changed": { payload: z.object({ code: z.string() }), live: "tenant" },
});

const { route } = defineModule("inventory");
const read = { permission: "unit.read" } as const, projects = { permission: "project.manage" } as const, buildings = { permission: "building.manage" } as const;
const update = { permission: "unit.update" } as const, codes = { access: { permission: "code.manage" }, feature: "inventory.codeManagement" } as const;
const Gone = z.object({ id: Id });

const ProjectListed = Project.extend({ units: Counts });
export const listProjects = route({
  method: "get", path: "/v1/projects", access: read, summary: "List projects with their units counted by status",
  query: ListQuery(["-created_at", "updated_at", "name"], { q: Text(100).optional(), owner: Id.optional() }), returns: PageOf(ProjectListed),
});
export const createProject = route({
  method: "post", path: "/v1/projects", access: projects, summary: "Create a project", status: 201, body: ProjectInput.partial().required({ name: true }), returns: Project, errors: ["DUPLICATE"],
});
export const getProject = route({
  method: "get", path: "/v1/projects/:project_id", access: read, summary: "Get a project with its buildings, units counted by status",
  returns: ProjectListed.extend({ buildings: z.array(Building.extend({ units: Counts })) }), errors: ["NOT_FOUND"],
});
export const patchProject = route({
  method: "patch", path: "/v1/projects/:project_id", access: projects, summary: "Change a project", body: ProjectInput.partial(), returns: Project, errors: ["NOT_FOUND", "DUPLICATE", "PRECONDITION_FAILED"],
});
export const deleteProject = route({ method: "delete", path: "/v1/projects/:project_id", access: projects, summary: "Delete a project without buildings and units", returns: Gone, errors: ["NOT_FOUND", "CONFLICT"] });

export const listBuildings = route({
  method: "get", path: "/v1/buildings", access: read, summary: "List buildings",
  query: ListQuery(["-created_at", "updated_at", "name"], { project: Id.optional() }), returns: PageOf(Building),
});
export const createBuilding = route({
  method: "post", path: "/v1/buildings", access: buildings, summary: "Create a building", status: 201,
  body: Building.pick({ project_id: true, name: true, floors: true }).partial({ floors: true }), returns: Building, errors: ["DUPLICATE"],
});
export const getBuilding = route({
  method: "get", path: "/v1/buildings/:building_id", access: read, summary: "Get a building with its units, by floor and code, up to 1,000",
  returns: Building.extend({
    project: Named,
    units: z.array(Unit.pick({ id: true, code: true, floor: true, unit_type_code: true, size_sqm: true, bedrooms: true, price_minor: true, currency: true, status: true }).extend(Waiting)),
  }),
  errors: ["NOT_FOUND"],
});
export const patchBuilding = route({
  method: "patch", path: "/v1/buildings/:building_id", access: buildings, summary: "Change a building", body: Building.pick({ name: true, floors: true }).partial(),
  returns: Building, errors: ["NOT_FOUND", "DUPLICATE", "PRECONDITION_FAILED"],
});
export const deleteBuilding = route({ method: "delete", path: "/v1/buildings/:building_id", access: buildings, summary: "Delete a building without units", returns: Gone, errors: ["NOT_FOUND", "CONFLICT"] });

export const listUnitTypes = route({ method: "get", path: "/v1/admin/unit-type-codes", access: read, summary: "List the unit types", returns: z.object({ items: z.array(UnitType) }) });
export const createUnitType = route({
  method: "post", path: "/v1/admin/unit-type-codes", ...codes, summary: "Add a unit type", status: 201,
  body: UnitType.pick({ code: true, label: true, label_ar: true, description: true }).partial({ label_ar: true, description: true }), returns: UnitType, errors: ["DUPLICATE"],
});
export const patchUnitType = route({
  method: "patch", path: "/v1/admin/unit-type-codes/:type_id", ...codes, summary: "Change a unit type, or switch it off for new units",
  body: UnitType.pick({ label: true, label_ar: true, description: true, is_active: true }).partial(), returns: UnitType, errors: ["NOT_FOUND", "PRECONDITION_FAILED"],
});
export const deleteUnitType = route({ method: "delete", path: "/v1/admin/unit-type-codes/:type_id", ...codes, summary: "Delete a unit type that no unit has", returns: Gone, errors: ["NOT_FOUND", "CONFLICT"] });

const whole = z.coerce.number().int(), size = z.coerce.number().min(0);
export const listUnits = route({
  method: "get", path: "/v1/units", access: read, summary: "List units",
  query: ListQuery(["-created_at", "updated_at", "price_minor", "code"], {
    project: Id.optional(), building: Id.optional(), status: Several(UnitStatus).optional(), type: Several(Code).optional(), currency: Currency.optional(),
    min_price: whole.pipe(Minor).optional(), max_price: whole.pipe(Minor).optional(), min_bedrooms: whole.optional(), max_bedrooms: whole.optional(),
    min_size: size.optional(), max_size: size.optional(), min_floor: whole.optional(), max_floor: whole.optional(), q: Text(100).optional(),
  }),
  returns: PageOf(UnitListed),
});
export const createUnit = route({
  method: "post", path: "/v1/units", access: update, summary: "Create a unit", status: 201, limit: "units.max", body: NewUnit, returns: Unit, errors: ["DUPLICATE", "LIMIT_REACHED"],
});
export const getUnit = route({ method: "get", path: "/v1/units/:unit_id", access: read, summary: "Get a unit with who holds it and who waits for it", returns: UnitDetail, errors: ["NOT_FOUND"] });
export const patchUnit = route({
  method: "patch", path: "/v1/units/:unit_id", access: update, summary: "Change what a unit is. Its price and status have their own addresses",
  body: UnitDetails.partial(), returns: Unit, errors: ["NOT_FOUND", "DUPLICATE", "PRECONDITION_FAILED"],
});
export const deleteUnit = route({ method: "delete", path: "/v1/units/:unit_id", access: { permission: "unit.delete" }, summary: "Delete a unit that no deal refers to", returns: Gone, errors: ["NOT_FOUND", "CONFLICT"] });
export const setUnitStatus = route({
  method: "patch", path: "/v1/units/:unit_id/status", access: { permission: "unit.status.update" },
  summary: "Change the status among available, hold and unavailable; reservations and won deals decide the others",
  body: z.object({ status: UnitStatus, reason: Text(500).optional() }), returns: Unit, accepted: ApprovalRequired, errors: ["NOT_FOUND", "CONFLICT", "PRECONDITION_FAILED"],
});
export const setUnitPrice = route({
  method: "post", path: "/v1/units/:unit_id/price", access: { permission: "unit.price.update" }, status: 201, summary: "Change the price, now or at a later time",
  body: z.object({ price_minor: Minor, currency: Currency.optional(), effective_at: Later.optional(), note: Text(500).optional() }),
  returns: z.object({ unit: Unit, price: PriceEntry }), accepted: ApprovalRequired, errors: ["NOT_FOUND", "CONFLICT", "PRECONDITION_FAILED"],
});
export const listPrices = route({
  method: "get", path: "/v1/units/:unit_id/price-history", access: read, summary: "The prices of a unit, newest first, those still to come included",
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(1000).optional() }), returns: PageOf(PriceEntry), errors: ["NOT_FOUND"],
});
export const reserveUnit = route({
  method: "post", path: "/v1/units/:unit_id/reserve", access: { permission: "unit.reserve" }, status: 201,
  summary: "Reserve a unit for an open deal, or wait for it when it is taken",
  body: z.object({ deal_id: Id, price_minor: Minor.optional(), expires_at: Later.optional(), waitlist: z.boolean().default(true) }),
  returns: z.object({ reservation: Reservation }), errors: ["NOT_FOUND", "UNIT_RESERVED", "UNIT_UNAVAILABLE", "DUPLICATE", "DEAL_CLOSED"],
});
export const releaseUnit = route({
  method: "post", path: "/v1/units/:unit_id/release", access: { permission: "unit.reserve" }, optionalBody: true,
  summary: "End the active reservation, or that of one deal; whoever waits next gets the unit",
  body: z.object({ deal_id: Id.optional() }),
  returns: z.object({ unit_id: Id, unit_status: UnitStatus, released: Reservation, promoted: Reservation.nullable() }), errors: ["NOT_FOUND", "CONFLICT"],
});
