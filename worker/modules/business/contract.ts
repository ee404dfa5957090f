import * as z from "zod";
import { Currency, defineEvents, defineModule, Id, ListQuery, PageOf, Several, Stamp, Text } from "#worker/kernel/resource.ts";
import { Country, Locale, Timezone } from "#worker/modules/auth/contract.ts";

const Day = z.int().min(0).max(6);
/** Days that an audit row is kept: one year unless told otherwise, seven at most. */
export const AUDIT_DAYS = { least: 365, most: 7 * 366 } as const;

export const Settings = z.object({
  weekend: z.array(Day).max(3).meta({ examples: [[5, 6]], description: "Days off; 0 is Sunday." }),
  mfa_policy: z.enum(["off", "admins", "all"]).meta({ description: "Who must have a second factor, seven days after this is set at the latest." }),
  audit_retention_days: z.int().min(AUDIT_DAYS.least).max(AUDIT_DAYS.most),
  session_max_days: z.int().min(1).max(30).meta({ examples: [30], description: "Days after which everybody signs in again, however often they come." }),
});

export const Business = Stamp.extend({
  name: Text(120).meta({ examples: ["Nile & Gulf Realty"] }), status: z.enum(["active", "suspended", "closed"]), country: Country,
  locale: Locale, timezone: Timezone, currency: Currency, week_start: Day.meta({ description: "First day of the week; 0 is Sunday." }), settings: Settings,
});
export const BusinessPatch = Business.pick({ name: true, country: true, locale: true, timezone: true, currency: true, week_start: true }).extend({ settings: Settings.partial().strict() }).partial();

/** Modules that a workspace may switch off, with those that each needs. What is not here is always on. */
export const MODULES = {
  contacts: [], leads: ["contacts"], deals: ["contacts"], inventory: [], maps: ["inventory"], campaigns: ["contacts"], telemarketing: ["leads"],
  finance: ["deals"], hr: [], work: [], support: ["contacts"], dashboards: [],
} as const satisfies Record<string, readonly string[]>;
export const ModuleId = z.enum(Object.keys(MODULES) as [keyof typeof MODULES]);
export const ModuleState = z.object({
  id: ModuleId, status: z.enum(["on", "off"]), needs: z.array(ModuleId).meta({ examples: [["contacts"]] }), activated_at: z.iso.datetime().nullable(), activated_by: Id.nullable(),
}).meta({ description: "activated_at and activated_by: when and by whom it was switched last." });

export const LoggedEvent = z.object({
  id: Id, name: z.string().meta({ examples: ["lead.created"] }), payload: z.record(z.string(), z.json()).meta({ examples: [{ lead_id: "0192f0c1-5c3a-7c2e-9d57-3b8f0a4e6d21" }] }),
  actor_id: z.string().meta({ examples: ["user:0192f0c1-5c3a-7c2e-9d57-3b8f0a4e6d21"] }), request_id: z.string().nullable(), created_at: z.iso.datetime(),
});

export const businessEvents = defineEvents({
  "tenant.updated": { payload: z.object({ tenant_id: Id, fields: z.array(z.string()) }), live: "tenant", access: "tenant" },
  "module.switched": { payload: z.object({ module_id: ModuleId, status: z.enum(["on", "off"]) }), live: "tenant", access: "tenant" },
});

const { route } = defineModule("business");

export const getBusiness = route({ method: "get", path: "/v1/business", access: "signed_in", summary: "Get the workspace and its settings", returns: Business });
export const patchBusiness = route({
  method: "patch", path: "/v1/business", access: { permission: "user.manage" }, summary: "Change the workspace; of the settings, those sent",
  body: BusinessPatch, returns: Business, errors: ["PRECONDITION_FAILED"],
});
export const listModules = route({
  method: "get", path: "/v1/business/modules", access: "signed_in", summary: "List the modules that may be switched off", returns: z.object({ items: z.array(ModuleState) }),
});
export const switchModule = route({
  method: "put", path: "/v1/business/modules/:module_id", params: z.object({ module_id: ModuleId }), access: { permission: "user.manage" }, summary: "Switch a module on or off, for everybody from their next request on",
  body: z.object({ status: z.enum(["on", "off"]) }), returns: ModuleState, errors: ["CONFLICT"],
});
export const listEvents = route({
  method: "get", path: "/v1/business/events", access: { permission: "audit.read" }, summary: "List what happened in the workspace, newest first",
  query: ListQuery(["-id"], {
    name: Several(Text(100)).optional(), except: Several(Text(100)).optional().meta({ description: "Names to leave out.", examples: ["auth.refresh_rotated"] }), subject_type: z.enum(["lead", "contact", "company", "deal", "unit", "project", "building", "user"]).optional(), subject_id: Id.optional(),
    user_id: Id.optional(), from: z.iso.datetime().optional(), to: z.iso.datetime().optional(),
  }),
  returns: PageOf(LoggedEvent),
});
