import * as z from "zod";
import { defineModule, Id, ListQuery, PageOf, Stamp } from "#worker/kernel/resource.ts";

export const Role = Stamp.extend({
  code: z.string().meta({ examples: ["sales_manager"] }), name: z.string(), description: z.string().nullable(), is_builtin: z.boolean(),
  permissions_count: z.int(), users_count: z.int(),
});
const Count = z.object({ key: z.string().meta({ examples: ["users.max"] }), used: z.int(), limit: z.int() });
export const Plan = z.object({
  plan: z.object({ code: z.string().meta({ examples: ["DevFree"] }), name: z.string(), tier: z.int() }),
  status: z.enum(["trialing", "active", "past_due", "cancelled"]),
  trial: z.object({ plan_code: z.string(), ends_at: z.iso.datetime() }).nullable(),
  billing_provider: z.string(), features: z.array(z.string()), limits: z.record(z.string(), z.int()).meta({ examples: [{ "users.max": 3 }] }), usage: z.array(Count),
});
export const Seats = z.object({
  active: z.int(), invited: z.int(), used: z.int(),
  limit: z.int().nullable().meta({ description: "Null where the plan sets none." }), available: z.int().nullable(),
  by_status: z.object({ active: z.int(), invited: z.int(), suspended: z.int(), deactivated: z.int() }),
  by_role: z.array(z.object({ role_code: z.string().meta({ examples: ["sales_agent"] }), role_name: z.string(), seats: z.int() })).meta({ description: "Who has several roles counts under each." }),
});

const { route } = defineModule("access");

export const listRoles = route({
  method: "get", path: "/v1/admin/roles", access: { permission: "role.read" }, summary: "List roles",
  query: ListQuery(["code", "name"], {}), returns: PageOf(Role),
});
export const getRolePermissions = route({
  method: "get", path: "/v1/admin/roles/:role_id/permissions", access: { permission: "role.read" }, summary: "List what a role may do",
  returns: z.object({ id: Id, code: z.string(), name: z.string(), is_builtin: z.boolean(), permissions: z.array(z.string()) }), errors: ["NOT_FOUND"],
});
export const listPermissions = route({
  method: "get", path: "/v1/admin/permissions", access: { permission: "role.read" }, summary: "List every permission there is",
  returns: z.object({ items: z.array(z.object({ code: z.string(), area: z.string() })), next_cursor: z.null() }),
});
export const getPlan = route({ method: "get", path: "/v1/admin/plan", access: { permission: "plan.view" }, summary: "Get the plan, what it gives and what is used of it", returns: Plan });
export const getSeats = route({ method: "get", path: "/v1/admin/seats", access: { permission: "seats.view" }, summary: "Count the seats", returns: Seats });
