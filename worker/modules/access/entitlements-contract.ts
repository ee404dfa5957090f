import * as z from "zod";
import { FEATURES, LIMITS, WORKSPACE_LIMITS } from "#worker/kernel/permissions.ts";
import { defineEvents, defineModule, Id, Text } from "#worker/kernel/resource.ts";

const Feature = z.enum(FEATURES), Limit = z.enum(LIMITS), Max = z.int().min(0).max(1_000_000_000);
const Reason = Text(500).meta({ examples: ["Agreed with the branch for the launch."] });

/** One feature or limit at one level. Of `enabled` and `limit_value` one says something, as the key is a feature or a limit. */
export const Override = z.object({
  feature: z.string().meta({ examples: ["marketing.sms"] }), enabled: z.boolean().nullable(), limit_value: z.int().nullable(), reason: z.string(),
  set_by_user_id: Id.nullable(), set_by_name: z.string().nullable(), updated_at: z.iso.datetime(),
});
const Scope = z.enum(["tenant", "group", "user"]);
/** At which levels a feature or limit may be overridden. */
export const scopesOf = (feature: string): z.output<typeof Scope>[] => (WORKSPACE_LIMITS.includes(feature) ? ["tenant"] : [...Scope.options]);
export const Overrides = z.object({ scope: Scope, scope_id: Id.nullable(), overrides: z.array(Override) });
/** Sets one override, or lifts it with null. What is not named stays as it is. */
export const OverrideChange = z.union([
  z.strictObject({ feature: Feature, enabled: z.boolean().nullable(), reason: Reason }),
  z.strictObject({ feature: Limit, limit_value: Max.nullable(), reason: Reason }),
]).meta({ examples: [{ feature: "marketing.sms", enabled: true, reason: "Agreed with the branch for the launch." }] });
const Changes = { overrides: z.array(OverrideChange).min(1).max(100).refine((rows) => new Set(rows.map((row) => row.feature)).size === rows.length, "A feature is named twice.") };
const OfScope = z.object({ scope: Scope });
const ScopeId = Id.meta({ description: "Whose: of a group or a user. The tenant needs none." });

/** A level that has something to say about a feature or limit, the one that decides first. */
const Level = z.object({
  level: z.enum(["user", "group", "tenant", "plan"]), id: Id.nullable(), name: z.string().nullable().meta({ examples: ["DevPro"] }),
  enabled: z.boolean().nullable(), limit_value: z.int().nullable(), reason: z.string().nullable(), set_by_name: z.string().nullable(), updated_at: z.iso.datetime().nullable(),
});
export const EffectiveEntitlements = z.object({
  user_id: Id.nullable(),
  features: z.array(z.object({ feature: z.string(), enabled: z.boolean(), decided_by: Level, beats: z.array(Level) })),
  limits: z.array(z.object({ feature: z.string(), limit_value: z.int().nullable().meta({ description: "Null: no limit." }), scopes: z.array(Scope).meta({ examples: [["tenant"]], description: "Where it may be overridden: seats are the whole workspace's." }), decided_by: Level, beats: z.array(Level) })),
});

export const PlanPreview = z.object({
  plan: z.object({ code: z.string().meta({ examples: ["entrepreneur"] }), name: z.string(), tier: z.int(), price_minor: z.int().nullable(), currency: z.string().nullable() }),
  gains: z.array(z.string()), loses: z.array(z.string()),
  limits: z.array(z.object({ key: z.string().meta({ examples: ["users.max"] }), from: z.int().nullable(), to: z.int().nullable(), used: z.int().nullable(), exceeded: z.boolean() })),
});

const Told = z.object({ features: z.array(z.string()) });
export const entitlementEvents = defineEvents({
  "entitlements.tenant.changed": { payload: Told, live: "tenant", access: "tenant" },
  "entitlements.group.changed": { payload: Told.extend({ group_id: Id }), live: "tenant", access: "tenant" },
  "entitlements.user.changed": { payload: Told.extend({ user_id: Id }), live: "tenant", access: (p: { user_id: string }) => p.user_id },
});

const { route } = defineModule("access");
const view = { permission: "entitlements.view" } as const;

export const getOverrides = route({
  method: "get", path: "/v1/admin/entitlements/overrides/:scope", access: view, summary: "List what the workspace, a group or a user has otherwise than the plan says",
  params: OfScope, query: z.object({ scope_id: ScopeId.optional() }), returns: Overrides, errors: ["NOT_FOUND"],
});
export const putOverrides = route({
  method: "put", path: "/v1/admin/entitlements/overrides/:scope", access: { permission: "entitlements.overrides.manage" }, feature: "admin.entitlementsOverrides",
  summary: "Set or lift features and limits of the workspace, a group or a user", params: OfScope, body: z.object({ scope_id: ScopeId.optional(), ...Changes }), returns: Overrides, errors: ["NOT_FOUND", "FORBIDDEN"],
});
export const getEffectiveEntitlements = route({
  method: "get", path: "/v1/admin/entitlements/effective", access: view, summary: "Explain the features and limits of a user, or of the workspace",
  query: z.object({ user_id: Id.optional() }), returns: EffectiveEntitlements, errors: ["NOT_FOUND"],
});
export const getUserEntitlements = route({
  method: "get", path: "/v1/admin/users/:user_id/effective-entitlements", access: view, summary: "Explain the features and limits of a user", returns: EffectiveEntitlements, errors: ["NOT_FOUND"],
});
export const previewPlan = route({
  method: "post", path: "/v1/admin/plan/preview", access: { permission: "plan.view" }, summary: "Tell what another plan would give and take; changes nothing",
  body: z.object({ plan_code: Text(60).meta({ examples: ["entrepreneur"] }) }), returns: PlanPreview,
});
