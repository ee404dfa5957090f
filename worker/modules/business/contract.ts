import * as z from "zod";
import { Currency, defineEvents, defineModule, Id, Stamp, Text } from "#worker/kernel/resource.ts";
import { Locale, Timezone } from "#worker/modules/auth/contract.ts";

export const Business = Stamp.extend({
  name: Text(120).meta({ examples: ["Nile & Gulf Realty"] }), status: z.enum(["active", "suspended", "closed"]), country: z.string().meta({ examples: ["EG"] }),
  locale: Locale, timezone: Timezone, currency: Currency, week_start: z.int().min(0).max(6).meta({ description: "First day of the week; 0 is Sunday." }),
});
export const BusinessPatch = Business.pick({ name: true, locale: true, timezone: true, currency: true, week_start: true }).partial();

export const businessEvents = defineEvents({
  "tenant.updated": { payload: z.object({ tenant_id: Id, fields: z.array(z.string()) }), live: "tenant" },
});

const { route } = defineModule("business");

export const getBusiness = route({ method: "get", path: "/v1/business", access: "signed_in", summary: "Get the workspace and its settings", returns: Business });
export const patchBusiness = route({
  method: "patch", path: "/v1/business", access: { permission: "user.manage" }, summary: "Change the settings of the workspace",
  body: BusinessPatch, returns: Business, errors: ["PRECONDITION_FAILED"],
});
