import * as z from "zod";
import { defineEvents, defineModule, Id, ListQuery, PageOf, Several, Stamp, Text } from "#worker/kernel/resource.ts";
import { Code } from "./contract.ts";

export const Group = Stamp.extend({
  code: Code, name: z.string().meta({ examples: ["New Cairo branch"] }), description: z.string().nullable(), is_active: z.boolean(), members_count: z.int(),
  roles: z.array(z.object({ id: Id, code: z.string().meta({ examples: ["sales_agent"] }), name: z.string() })).meta({ description: "What every member may do by being in it." }),
});
const Member = z.object({ user_id: Id, full_name: z.string(), status: z.enum(["invited", "active", "suspended", "deactivated"]), added_at: z.iso.datetime() });
export const GroupDetail = Group.extend({ members: z.array(Member) });

const Fields = { name: Text(100), description: Text(500).nullable(), is_active: z.boolean(), role_ids: z.array(Id).max(20) };
export const NewGroup = z.object({ code: Code, ...Fields, description: Fields.description.default(null), is_active: Fields.is_active.default(true), role_ids: Fields.role_ids.default([]) });
export const GroupPatch = z.object(Fields).partial();
const Changed = z.object({ group_id: Id, user_ids: z.array(Id) });

const OfGroup = z.object({ group_id: Id }), OfMember = OfGroup.extend({ user_id: Id });
const access = (p: { user_id: string }) => p.user_id;
export const groupEvents = defineEvents({
  "group.created": { payload: OfGroup.extend({ code: z.string() }), live: "tenant" },
  "group.updated": { payload: OfGroup.extend({ fields: z.array(z.string()) }), live: "tenant" },
  /** It gives other roles, or was switched on or off. */
  "group.access.changed": { payload: OfGroup, access: "tenant" },
  "group.deleted": { payload: OfGroup.extend({ code: z.string() }), live: "tenant", access: "tenant" },
  "group.member.added": { payload: OfMember, live: "tenant", access },
  "group.member.removed": { payload: OfMember, live: "tenant", access },
});

const { route } = defineModule("access");
const read = { permission: "role.read" } as const, manage = { permission: "groups.manage" } as const, members = { permission: "groups.members.manage" } as const;

export const listGroups = route({
  method: "get", path: "/v1/admin/groups", access: read, summary: "List groups",
  query: ListQuery(["name", "code", "-created_at"], { is_active: z.stringbool().optional(), user_id: Id.optional() }), returns: PageOf(Group),
});
export const createGroup = route({
  method: "post", path: "/v1/admin/groups", access: manage, feature: "rbac.groups", summary: "Create a group", status: 201, limit: "groups.max",
  body: NewGroup, returns: Group, errors: ["DUPLICATE", "FORBIDDEN", "LIMIT_REACHED"],
});
export const getGroup = route({ method: "get", path: "/v1/admin/groups/:group_id", access: read, summary: "Get a group with its members", returns: GroupDetail, errors: ["NOT_FOUND"] });
export const patchGroup = route({
  method: "patch", path: "/v1/admin/groups/:group_id", access: manage, feature: "rbac.groups", summary: "Change a group, its default roles, or switch it off",
  body: GroupPatch, returns: Group, errors: ["NOT_FOUND", "FORBIDDEN", "PRECONDITION_FAILED"],
});
export const deleteGroup = route({ method: "delete", path: "/v1/admin/groups/:group_id", access: manage, summary: "Delete a group; its members lose what it gave them", returns: z.object({ id: Id }), errors: ["NOT_FOUND", "FORBIDDEN"] });
export const addMembers = route({
  method: "post", path: "/v1/admin/groups/:group_id/members", access: members, feature: "rbac.groups", summary: "Add users to a group",
  body: z.object({ user_ids: z.array(Id).min(1).max(200) }), returns: Changed, errors: ["NOT_FOUND", "FORBIDDEN"],
});
export const removeMembers = route({
  method: "delete", path: "/v1/admin/groups/:group_id/members", access: members, summary: "Take users out of a group",
  query: z.object({ user_ids: Several(Id) }), returns: Changed, errors: ["NOT_FOUND", "FORBIDDEN"],
});
