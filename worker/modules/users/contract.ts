import * as z from "zod";
import { defineEvents, defineModule, Email, Id, ListQuery, PageOf, Several, Stamp, Text } from "#worker/kernel/resource.ts";
import { Account, Locale, NewPassword, Workspace } from "#worker/modules/auth/contract.ts";

export const UserStatus = z.enum(["invited", "active", "suspended", "deactivated"]);
const RoleCode = Text(60).meta({ examples: ["sales_agent"] });

export const Member = Stamp.extend({
  email: Email, full_name: z.string().meta({ examples: ["Mona El-Sayed"] }), status: UserStatus,
  email_verified_at: z.iso.datetime().nullable(), last_login_at: z.iso.datetime().nullable(),
  job_title: z.string().nullable(), phone_e164: z.string().nullable(), avatar_url: z.string().nullable(), locale: Locale, timezone: z.string().nullable(),
  roles: z.array(z.object({ id: Id, code: RoleCode, name: z.string() })),
});
export const DirectoryEntry = z.object({ id: Id, full_name: z.string(), avatar_url: z.string().nullable(), is_active: z.boolean() });

export const Invite = z.object({ email: Email, full_name: Text(120).optional(), role_id: Id.optional(), role_code: RoleCode.optional() })
  .meta({ examples: [{ email: "mona@example.com", full_name: "Mona El-Sayed", role_code: "sales_agent" }] });
export const AcceptInvite = z.object({ token: z.string().min(1).max(200), full_name: Text(120), password: NewPassword });
export const MemberPatch = z.object({ full_name: Text(120), job_title: Text(120).nullable(), status: z.enum(["active", "suspended"]) }).partial();

const OfUser = z.object({ user_id: Id });
const access = (p: { user_id: string }) => p.user_id;
export const userEvents = defineEvents({
  "user.invited": { payload: OfUser.extend({ inviter_user_id: Id }), live: "tenant" },
  "user.updated": { payload: OfUser.extend({ fields: z.array(z.string()) }), live: "tenant", access },
  "user.suspended": { payload: OfUser, live: "tenant", access },
  "user.reinstated": { payload: OfUser, live: "tenant", access },
  "user.role.changed": { payload: OfUser.extend({ added: z.array(Id), removed: z.array(Id) }), live: "tenant", access },
  "tenant.seat.limit_reached": { payload: z.object({ limit: z.int(), used: z.int() }) },
});

const { route } = defineModule("users");

export const listUsers = route({
  method: "get", path: "/v1/admin/users", access: { permission: "user.read" }, summary: "List users with their roles",
  query: ListQuery(["-created_at", "email", "full_name"], { status: Several(UserStatus).optional(), role: RoleCode.optional(), q: Text(100).optional() }),
  returns: PageOf(Member),
});
export const getUser = route({ method: "get", path: "/v1/admin/users/:user_id", access: { permission: "user.read" }, summary: "Get a user", returns: Member, errors: ["NOT_FOUND"] });
export const inviteUser = route({
  method: "post", path: "/v1/admin/users/invite", access: { permission: "user.invite" }, summary: "Invite someone by email; takes a seat", status: 201, limit: "users.max",
  body: Invite, returns: Member, errors: ["DUPLICATE", "LIMIT_REACHED", "FORBIDDEN"],
});
export const acceptInvite = route({
  method: "post", path: "/v1/admin/users/accept-invite", access: "public", rate: "auth", idempotent: false, summary: "Join with the token of an invitation",
  body: AcceptInvite, returns: z.object({ user: Account, tenant: Workspace }), errors: ["AUTH_TOKEN_INVALID"],
});
export const resendInvite = route({
  method: "post", path: "/v1/admin/users/:user_id/resend-invite", access: { permission: "user.invite" }, summary: "Send the invitation again; the one before stops working",
  returns: z.object({ user_id: Id, expires_at: z.iso.datetime() }), errors: ["NOT_FOUND", "CONFLICT", "FORBIDDEN"],
});
export const patchUser = route({
  method: "patch", path: "/v1/admin/users/:user_id", access: { permission: "user.update" }, summary: "Change a user, suspend or reinstate one",
  body: MemberPatch, returns: Member, errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "LIMIT_REACHED", "PRECONDITION_FAILED"],
});
export const assignRoles = route({
  method: "post", path: "/v1/admin/users/:user_id/roles", access: { permission: "role.assign" }, summary: "Set the roles of a user",
  body: z.object({ role_codes: z.array(RoleCode).min(1).max(20) }), returns: Member, errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "LAST_OWNER"],
});
export const listDirectory = route({
  method: "get", path: "/v1/users/directory", access: "signed_in", summary: "List everybody in the workspace, for pickers and names",
  query: ListQuery(["full_name"], { q: Text(100).optional() }), returns: PageOf(DirectoryEntry),
});
