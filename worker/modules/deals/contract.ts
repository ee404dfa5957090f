import * as z from "zod";
import { Currency, defineEvents, defineModule, Id, ListQuery, Minor, PageOf, Several, Stamp, Text } from "#worker/kernel/resource.ts";
import { ApprovalRequired, Waiting } from "#worker/modules/approvals/contract.ts";
import { Later, Reservation, ReservationStatus, UnitStatus } from "#worker/modules/inventory/contract.ts";

export const DealStatus = z.enum(["open", "won", "lost"]);
const Day = z.iso.date();

export const Deal = Stamp.extend({
  name: Text(),
  amount_minor: Minor,
  currency: Currency,
  pipeline_id: Id,
  stage_id: Id,
  owner_user_id: Id.nullable(),
  status: DealStatus,
  close_date: Day.nullable(),
  lost_reason_code: z.string().nullable(),
  lost_note: z.string().nullable(),
  closed_at: z.iso.datetime().nullable(),
  stage_entered_at: z.iso.datetime(),
});

const once = (key: string) => (rows: readonly object[]) => new Set(rows.map((row) => row[key as keyof typeof row])).size === rows.length;
/** The people of a deal, the first of each being its primary one. */
export const DealParties = z.object({
  contacts: z.array(z.object({ contact_id: Id, role: z.enum(["decision_maker", "influencer", "other"]).default("decision_maker") }).strict())
    .max(50).refine(once("contact_id"), "A contact is named twice."),
  companies: z.array(z.object({ company_id: Id, role: z.enum(["primary", "secondary"]).default("primary") }).strict())
    .max(20).refine(once("company_id"), "A company is named twice."),
});

/** `reserve: false` links the unit without holding it. Without a price the unit's own is taken. */
export const DealUnitInput = z.object({ unit_id: Id, price_minor: Minor.optional(), reserve: z.boolean().default(true) });
export const NewDeal = Deal.pick({ name: true, amount_minor: true, currency: true, pipeline_id: true, stage_id: true, owner_user_id: true, close_date: true })
  .extend(DealParties.shape).extend({ units: z.array(DealUnitInput.strict()).max(50).refine(once("unit_id"), "A unit is named twice.") })
  .partial().required({ name: true });
export const DealPatch = Deal.pick({ name: true, amount_minor: true, currency: true, owner_user_id: true, close_date: true }).extend(DealParties.shape).partial();

const Named = z.object({ id: Id, name: z.string() });
/** A deal as lists and boards show it. */
export const DealCard = Deal.extend({
  contact: Named.nullable(), company: Named.nullable(),
  /** The first of its units. */
  unit: z.object({ id: Id, code: z.string(), project_name: z.string() }).nullable(),
  units_count: z.int(),
  ...Waiting,
});
export const DealUnit = z.object({
  unit_id: Id, code: z.string(), project_id: Id, project_name: z.string(), building_name: z.string().nullable(), unit_status: UnitStatus,
  price_minor: Minor, list_price_minor: Minor, currency: Currency,
  reservation: z.object({ id: Id, status: ReservationStatus, position: z.int().nullable(), expires_at: z.iso.datetime().nullable() }).nullable(),
});

export const Stage = Stamp.extend({
  pipeline_id: Id,
  name: Text(100).meta({ examples: ["Contract"] }),
  name_ar: Text(100).nullable().meta({ examples: ["التعاقد"] }),
  order_index: z.int().min(1).max(100).meta({ examples: [5] }),
  probability_pct: z.int().min(0).max(100).meta({ examples: [90] }),
  is_win: z.boolean(),
  is_loss: z.boolean(),
});
export const Pipeline = Stamp.extend({ name: Text(100), description: Text(1000).nullable(), is_active: z.boolean(), is_default: z.boolean() });
const PipelineDetail = Pipeline.extend({ stages: z.array(Stage) });
const StageInput = Stage.pick({ name: true, name_ar: true, probability_pct: true }).partial({ name_ar: true });

export const DealDetail = Deal.extend({
  pipeline: Named,
  stage: Stage.pick({ id: true, name: true, name_ar: true, probability_pct: true, is_win: true, is_loss: true }),
  contacts: z.array(z.object({ contact_id: Id, full_name: z.string(), role: z.string() })),
  companies: z.array(z.object({ company_id: Id, name: z.string(), role: z.string() })),
  units: z.array(DealUnit),
  watchers_count: z.int(),
});

const Money = z.object({ currency: Currency, deals: z.int(), amount_minor: z.number() });
const Weighted = Money.extend({ weighted_minor: z.number() });
export const Board = z.object({
  pipeline: Named,
  columns: z.array(PageOf(DealCard).omit({ total: true }).extend({ stage: Stage, count: z.int(), totals: z.array(Money.omit({ deals: true })) })),
});
export const Forecast = z.object({
  pipeline_id: Id,
  stages: z.array(Stage.pick({ id: true, name: true, name_ar: true, probability_pct: true }).extend({ totals: z.array(Weighted) })),
  months: z.array(z.object({ month: z.string().regex(/^\d{4}-\d\d$/).nullable(), totals: z.array(Weighted) })),
  totals: z.array(Weighted),
});
export const LostReason = z.object({ code: z.string(), label: z.string(), label_ar: z.string().nullable(), is_active: z.boolean() });

const About = { deal_id: Id, contact_id: Id.nullish() };
export const dealEvents = defineEvents({
  "pipeline.created": { payload: z.object({ pipeline_id: Id }), live: "tenant" },
  "pipeline.updated": { payload: z.object({ pipeline_id: Id, fields: z.array(z.string()) }), live: "tenant" },
  "pipeline.deleted": { payload: z.object({ pipeline_id: Id }), live: "tenant" },
  "deal.created": { payload: z.object({ ...About, company_id: Id.nullish(), owner_user_id: Id.nullable() }), live: "tenant" },
  "deal.updated": { payload: z.object({ deal_id: Id, fields: z.array(z.string()) }), live: "tenant" },
  "deal.deleted": { payload: z.object({ deal_id: Id }), live: "tenant" },
  "deal.assigned": { payload: z.object({ deal_id: Id, owner_user_id: Id }), live: "tenant" },
  "deal.stage.moved": { payload: z.object({ deal_id: Id, pipeline_id: Id, from_stage_id: Id, to_stage_id: Id }), live: "tenant" },
  "deal.won": { payload: z.object({ ...About, stage_id: Id, unit_ids: z.array(Id) }), live: "tenant" },
  "deal.lost": { payload: z.object({ ...About, stage_id: Id, lost_reason_code: z.string(), unit_ids: z.array(Id) }), live: "tenant" },
});

const { route } = defineModule("deals");
const read = { permission: "deal.read" } as const, manage = { permission: "pipeline.manage" } as const;
const Gone = z.object({ id: Id });

export const listPipelines = route({ method: "get", path: "/v1/pipelines", access: read, summary: "List pipelines with their stages", returns: z.object({ items: z.array(PipelineDetail) }) });
export const createPipeline = route({
  method: "post", path: "/v1/pipelines", access: manage, summary: "Create a pipeline; it starts with the usual stages unless told otherwise", status: 201,
  body: Pipeline.pick({ name: true, description: true }).partial({ description: true }).extend({
    stages: z.array(StageInput.extend({ is_win: z.boolean().default(false), is_loss: z.boolean().default(false) }).strict()).min(3).max(50)
      .meta({ examples: [[{ name: "Open", name_ar: "مفتوحة", probability_pct: 30 }, { name: "Won", probability_pct: 100, is_win: true }, { name: "Lost", probability_pct: 0, is_loss: true }]] }).optional(),
  }),
  returns: PipelineDetail, errors: ["DUPLICATE", "PLAN_REQUIRED"],
});
export const getPipeline = route({ method: "get", path: "/v1/pipelines/:pipeline_id", access: read, summary: "Get a pipeline with its stages", returns: PipelineDetail, errors: ["NOT_FOUND"] });
export const patchPipeline = route({
  method: "patch", path: "/v1/pipelines/:pipeline_id", access: manage, summary: "Change a pipeline, or make it the default one",
  body: Pipeline.pick({ name: true, description: true, is_active: true }).extend({ is_default: z.literal(true) }).partial(),
  returns: Pipeline, errors: ["NOT_FOUND", "DUPLICATE", "CONFLICT", "PRECONDITION_FAILED"],
});
export const deletePipeline = route({ method: "delete", path: "/v1/pipelines/:pipeline_id", access: manage, summary: "Delete a pipeline without deals", returns: Gone, errors: ["NOT_FOUND", "CONFLICT"] });
export const getForecast = route({
  method: "get", path: "/v1/pipelines/:pipeline_id/forecast", access: read, summary: "What open deals are expected to bring, by stage and by month of closing", returns: Forecast, errors: ["NOT_FOUND"],
});
export const listStages = route({ method: "get", path: "/v1/pipelines/:pipeline_id/stages", access: read, summary: "List the stages of a pipeline, in order", returns: z.object({ items: z.array(Stage) }), errors: ["NOT_FOUND"] });
export const createStage = route({
  method: "post", path: "/v1/pipelines/:pipeline_id/stages", access: manage, summary: "Add an open stage: at a place in the order, or before the closing stages", status: 201,
  body: StageInput.extend({ order_index: Stage.shape.order_index.optional() }), returns: Stage, errors: ["NOT_FOUND", "CONFLICT"],
});
export const patchStage = route({
  method: "patch", path: "/v1/pipelines/:pipeline_id/stages/:stage_id", access: manage, summary: "Change a stage; a new order_index moves the others along",
  body: Stage.pick({ name: true, name_ar: true, probability_pct: true, order_index: true }).partial(), returns: Stage, errors: ["NOT_FOUND", "CONFLICT", "PRECONDITION_FAILED"],
});
export const deleteStage = route({ method: "delete", path: "/v1/pipelines/:pipeline_id/stages/:stage_id", access: manage, summary: "Delete an open stage without deals", returns: Gone, errors: ["NOT_FOUND", "CONFLICT"] });
export const listLostReasons = route({ method: "get", path: "/v1/lost-reasons", access: read, summary: "List the reasons a deal may be lost for", returns: z.object({ items: z.array(LostReason) }) });

const owner = z.union([Id, z.literal("none")]).optional();
export const listDeals = route({
  method: "get", path: "/v1/deals", access: read, summary: "List deals",
  query: ListQuery(["-created_at", "updated_at", "amount_minor", "name"], {
    pipeline: Id.optional(), stage: Several(Id).optional(), owner, status: Several(DealStatus).optional(),
    from: z.iso.datetime().optional(), to: z.iso.datetime().optional(), close_from: Day.optional(), close_to: Day.optional(),
    min_amount: z.coerce.number().pipe(Minor).optional(), max_amount: z.coerce.number().pipe(Minor).optional(), currency: Currency.optional(),
    contact: Id.optional(), company: Id.optional(), unit: Id.optional(), q: Text(100).optional(),
  }),
  returns: PageOf(DealCard),
});
export const getBoard = route({
  method: "get", path: "/v1/deals/board", access: read,
  summary: "The board of a pipeline, the default one unless named; a column goes on as GET /v1/deals?stage=…&sort=-updated_at&cursor=…",
  query: z.object({ pipeline_id: Id.optional(), owner, q: Text(100).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  returns: Board, errors: ["NOT_FOUND"],
});
export const createDeal = route({
  method: "post", path: "/v1/deals", access: { permission: "deal.create" }, status: 201, limit: "deals.max",
  summary: "Create a deal. Its stage is the first of the default pipeline, its amount the sum of its units, unless given",
  body: NewDeal, returns: Deal, accepted: ApprovalRequired, errors: ["UNIT_UNAVAILABLE", "LIMIT_REACHED"],
});
export const getDeal = route({ method: "get", path: "/v1/deals/:deal_id", access: read, summary: "Get a deal with its stage, people and units", returns: DealDetail, errors: ["NOT_FOUND"] });
export const patchDeal = route({
  method: "patch", path: "/v1/deals/:deal_id", access: { permission: "deal.update" }, summary: "Change a deal; contacts and companies are replaced as a whole",
  body: DealPatch, returns: Deal, accepted: ApprovalRequired, errors: ["NOT_FOUND", "DEAL_CLOSED", "PRECONDITION_FAILED"],
});
export const deleteDeal = route({ method: "delete", path: "/v1/deals/:deal_id", access: { permission: "deal.delete" }, summary: "Delete an open deal; its units are released", returns: Gone, errors: ["NOT_FOUND", "DEAL_CLOSED", "CONFLICT"] });
export const moveStage = route({
  method: "post", path: "/v1/deals/:deal_id/move-stage", access: { permission: "deal.stage.move" }, summary: "Move an open deal to another open stage of its pipeline",
  body: z.object({ stage_id: Id, version: Stamp.shape.version.optional() }), returns: Deal, errors: ["NOT_FOUND", "DEAL_CLOSED", "CONFLICT", "PRECONDITION_FAILED"],
});
export const markWon = route({
  method: "post", path: "/v1/deals/:deal_id/mark-won", access: { permission: "deal.mark.win" }, optionalBody: true,
  summary: "Win a deal: its reserved units are sold, whoever waited for them is let go",
  body: z.object({ close_date: Day.optional() }), returns: Deal, accepted: ApprovalRequired, errors: ["NOT_FOUND", "DEAL_CLOSED", "CONFLICT"],
});
export const markLost = route({
  method: "post", path: "/v1/deals/:deal_id/mark-lost", access: { permission: "deal.mark.loss" }, summary: "Lose a deal: its units go to whoever waits next, or become available",
  body: z.object({ lost_reason_code: Text(50).meta({ examples: ["price"] }), note: Text(2000).nullable().optional(), close_date: Day.optional() }), returns: Deal, errors: ["NOT_FOUND", "DEAL_CLOSED"],
});
export const addDealUnit = route({
  method: "post", path: "/v1/deals/:deal_id/units", access: { permission: "deal.update" }, status: 201,
  summary: "Link a unit to a deal and reserve it; a unit that is taken puts the deal on its waitlist",
  body: DealUnitInput.extend({ expires_at: Later.optional() }),
  returns: z.object({ deal_id: Id, unit_id: Id, reservation: Reservation.nullable() }), errors: ["NOT_FOUND", "DEAL_CLOSED", "DUPLICATE", "UNIT_UNAVAILABLE"],
});
export const removeDealUnit = route({
  method: "delete", path: "/v1/deals/:deal_id/units/:unit_id", access: { permission: "deal.update" }, summary: "Unlink a unit from an open deal; its reservation ends",
  returns: z.object({ deal_id: Id, unit_id: Id }), errors: ["NOT_FOUND", "DEAL_CLOSED", "CONFLICT"],
});
export const requestApproval = route({
  method: "post", path: "/v1/deals/:deal_id/request-approval", access: { permission: "deal.update" },
  summary: "Ask ahead for the approval that winning the deal at its present amount will need, if any",
  returns: z.object({ deal_id: Id, approval_required: z.literal(false) }), accepted: ApprovalRequired, errors: ["NOT_FOUND", "DEAL_CLOSED", "PRECONDITION_FAILED"],
});
