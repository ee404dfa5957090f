import * as z from "zod";
import { PERMISSIONS } from "#worker/kernel/permissions.ts";
import { defineEvents, defineModule, Id, ListQuery, PageOf, Stamp, Text } from "#worker/kernel/resource.ts";

export const Code = z.string().trim().regex(/^[a-z][a-z0-9_]{1,59}$/, "A code is small letters, digits and underscores, and starts with a letter.").meta({ examples: ["branch_manager"] });
const PermissionCode = z.enum(PERMISSIONS);

export const Role = Stamp.extend({
  code: z.string().meta({ examples: ["sales_manager"] }), name: z.string(), description: z.string().nullable(), is_builtin: z.boolean(),
  permissions_count: z.int(), users_count: z.int(), groups_count: z.int(),
});
const RoleName = z.object({ id: Id, code: z.string().meta({ examples: ["sales_manager"] }), name: z.string() });
export const NewRole = z.object({ code: Code, name: Text(100), description: Text(500).nullable().default(null), permissions: z.array(PermissionCode).max(PERMISSIONS.length).default([]) });
export const RolePatch = z.object({ name: Text(100), description: Text(500).nullable() }).partial();

/** Whose records one sees: one's own, those of everybody in one's groups, or all of them. */
export const Scope = z.enum(["own", "team", "all"]);
export const Visibility = z.object({ lead: Scope, contact: Scope, company: Scope, deal: Scope, task: Scope });
/** What a role may do itself, what it may do besides because of the roles below it, and whose records it sees. */
export const RoleRights = RoleName.extend({
  version: z.int(), updated_at: z.iso.datetime(), is_builtin: z.boolean(), permissions: z.array(z.string().meta({ examples: ["lead.read"] })),
  inherited: z.array(z.object({ permission: z.string(), role_code: z.string() })), visibility: Visibility,
});

const Branch = z.object({ parent_role_id: Id, child_role_id: Id });
/** From the role a person has down to the one that gives the permission. */
const Chain = z.object({
  group: z.object({ id: Id, code: z.string(), name: z.string() }).nullable().meta({ description: "The group that gives the first role; null where the person has it themselves." }),
  roles: z.array(RoleName),
});
export const EffectivePermissions = z.object({
  user_id: Id,
  permissions: z.array(z.object({
    code: z.string(), granted: z.boolean(),
    because: z.array(Chain).meta({ description: "Every way it is given." }),
    refused: z.object({
      reason: z.enum(["no_role", "group_inactive", "account_inactive"]),
      would_give: z.array(RoleName).meta({ description: "Roles that would give it." }), groups: z.array(z.string()).meta({ description: "Inactive groups that would give it." }),
    }).nullable(),
  })),
  visibility: Visibility,
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

const OfRole = z.object({ role_id: Id });
export const accessEvents = defineEvents({
  "role.created": { payload: OfRole.extend({ code: z.string() }), live: "tenant" },
  "role.updated": { payload: OfRole.extend({ fields: z.array(z.string()) }), live: "tenant" },
  "role.deleted": { payload: OfRole.extend({ code: z.string() }), live: "tenant" },
  "role.permissions.changed": { payload: OfRole.extend({ added: z.array(z.string()), removed: z.array(z.string()) }), live: "tenant", access: "tenant" },
  "role.visibility.changed": { payload: OfRole.extend({ visibility: Visibility }), live: "tenant", access: "tenant" },
  "role.hierarchy.changed": { payload: Branch.extend({ change: z.enum(["added", "removed"]) }), live: "tenant", access: "tenant" },
});

const { route } = defineModule("access");

export const listRoles = route({
  method: "get", path: "/v1/admin/roles", access: { permission: "role.read" }, summary: "List roles",
  query: ListQuery(["code", "name"], {}), returns: PageOf(Role),
});
export const getRolePermissions = route({
  method: "get", path: "/v1/admin/roles/:role_id/permissions", access: { permission: "role.read" }, summary: "List what a role may do",
  returns: RoleRights, errors: ["NOT_FOUND"],
});
const manageRoles = { permission: "roles.manage" } as const, manageTree = { permission: "roles.hierarchy.manage" } as const;
export const createRole = route({
  method: "post", path: "/v1/admin/roles", access: manageRoles, summary: "Create a role of what the caller may do", status: 201, limit: "roles.max",
  body: NewRole, returns: Role, errors: ["DUPLICATE", "FORBIDDEN", "LIMIT_REACHED"],
});
export const patchRole = route({
  method: "patch", path: "/v1/admin/roles/:role_id", access: manageRoles, summary: "Rename or describe a role", body: RolePatch, returns: Role, errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "PRECONDITION_FAILED"],
});
export const deleteRole = route({
  method: "delete", path: "/v1/admin/roles/:role_id", access: manageRoles, summary: "Delete a role that nobody has", returns: z.object({ id: Id }), errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT"],
});
export const setRolePermissions = route({
  method: "put", path: "/v1/admin/roles/:role_id/permissions", access: manageRoles, summary: "Set what a role may do",
  body: z.object({ permissions: z.array(PermissionCode).max(PERMISSIONS.length) }), returns: RoleRights, errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "PRECONDITION_FAILED"],
});
export const setRoleVisibility = route({
  method: "put", path: "/v1/admin/roles/:role_id/visibility", access: manageRoles, summary: "Set whose records a role sees",
  body: Visibility, returns: RoleRights, errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "PRECONDITION_FAILED"],
});
export const listHierarchy = route({
  method: "get", path: "/v1/admin/roles/hierarchy", access: { permission: "role.read" }, summary: "List which role stands above which",
  returns: z.object({ items: z.array(Branch.extend({ parent_code: z.string(), child_code: z.string() })), next_cursor: z.null() }),
});
export const addBranch = route({
  method: "post", path: "/v1/admin/roles/hierarchy", access: manageTree, feature: "rbac.roleHierarchy", summary: "Let a role do what another one may", status: 201,
  body: Branch, returns: Branch, errors: ["FORBIDDEN", "CONFLICT", "DUPLICATE"],
});
export const removeBranch = route({
  method: "delete", path: "/v1/admin/roles/hierarchy", access: manageTree, summary: "Stop a role doing what another one may", query: Branch, returns: Branch, errors: ["NOT_FOUND", "FORBIDDEN"],
});
export const getEffectivePermissions = route({
  method: "get", path: "/v1/admin/users/:user_id/effective-permissions", access: { permission: "role.read" }, summary: "Explain what a user may do, and why not the rest",
  returns: EffectivePermissions, errors: ["NOT_FOUND"],
});
export const listPermissions = route({
  method: "get", path: "/v1/admin/permissions", access: { permission: "role.read" }, summary: "List every permission there is",
  returns: z.object({ items: z.array(z.object({ code: z.string(), area: z.string() })), next_cursor: z.null() }),
});
export const getPlan = route({ method: "get", path: "/v1/admin/plan", access: { permission: "plan.view" }, summary: "Get the plan, what it gives and what is used of it", returns: Plan });
export const getSeats = route({ method: "get", path: "/v1/admin/seats", access: { permission: "seats.view" }, summary: "Count the seats", returns: Seats });
