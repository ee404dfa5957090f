import * as z from "zod";
import { defineEvents, defineModule, Email, Id, ListQuery, PageOf, Several, Stamp, Text } from "#worker/kernel/resource.ts";
import { Account, Locale, NewPassword, Timezone, Workspace } from "#worker/modules/auth/contract.ts";

export const UserStatus = z.enum(["invited", "active", "suspended", "deactivated"]);
/** Of a dictionary. */
export const Code = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, "A code is lower-case letters, digits and underscores.").meta({ examples: ["sales_agent"] });
const RoleCode = Text(60).meta({ examples: ["sales_agent"] });

export const Member = Stamp.extend({
  email: Email, full_name: z.string().meta({ examples: ["Mona El-Sayed"] }), status: UserStatus,
  email_verified_at: z.iso.datetime().nullable(), last_login_at: z.iso.datetime().nullable(),
  job_title: z.string().nullable(), job_title_code: Code.nullable(), department_code: Code.nullable(), phone_e164: z.string().nullable(), avatar_url: z.string().nullable(), locale: Locale, timezone: z.string().nullable(),
  roles: z.array(z.object({ id: Id, code: RoleCode, name: z.string() })),
});
export const DirectoryEntry = z.object({ id: Id, full_name: z.string(), avatar_url: z.string().nullable(), is_active: z.boolean() });

export const Invite = z.object({ email: Email, full_name: Text(120).optional(), role_id: Id.optional(), role_code: RoleCode.optional() })
  .meta({ examples: [{ email: "mona@example.com", full_name: "Mona El-Sayed", role_code: "sales_agent" }] });
export const AcceptInvite = z.object({ token: z.string().min(1).max(200), full_name: Text(120), password: NewPassword });
const Profile = z.object({ full_name: Text(120), job_title: Text(120).nullable(), job_title_code: Code.nullable(), department_code: Code.nullable() });
export const MemberPatch = Profile.extend({ status: z.enum(["active", "suspended"]) }).partial();
export const NewMember = Profile.partial().required({ full_name: true }).extend({ email: Email, role_codes: z.array(RoleCode).min(1).max(20), locale: Locale.optional() });

export const OpenRecords = z.object({ leads: z.int(), deals: z.int(), contacts: z.int(), companies: z.int(), tasks: z.int() });
export const Deactivate = z.object({ reassign_to_user_id: Id.optional() });
export const UserPreferences = z.object({ user_id: Id, version: z.int(), locale: Locale, timezone: Timezone.nullable() });

export const BulkAction = z.enum(["suspend", "reactivate", "deactivate", "force_logout", "reset_password", "resend_invite", "revoke_invite"]);
export const Bulk = z.object({ action: BulkAction, user_ids: z.array(Id).min(1).max(200), reassign_to_user_id: Id.optional() })
  .meta({ examples: [{ action: "suspend", user_ids: ["0192f0c1-5c3a-7c2e-9d57-3b8f0a4e6d21"] }] });
const BulkResult = z.object({ user_id: Id, done: z.boolean(), error: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).nullable() }).nullable().meta({ examples: [null] }) });

/** A coded list of the workspace, with names in both languages. */
export const DictionaryCode = Stamp.extend({ code: Code, name_en: Text(120).meta({ examples: ["Sales agent"] }), name_ar: Text(120).meta({ examples: ["وكيل مبيعات"] }), is_active: z.boolean() });
export const NewDictionaryCode = DictionaryCode.pick({ code: true, name_en: true, name_ar: true });
export const DictionaryCodePatch = DictionaryCode.pick({ name_en: true, name_ar: true, is_active: true }).partial();

const OfUser = z.object({ user_id: Id });
const access = (p: { user_id: string }) => p.user_id;
export const userEvents = defineEvents({
  "user.invited": { payload: OfUser.extend({ inviter_user_id: Id }), live: "tenant" },
  "user.invite_resent": { payload: OfUser.extend({ inviter_user_id: Id }) },
  "user.preferences_changed": { payload: OfUser.extend({ keys: z.array(z.string()) }) },
  "user.updated": { payload: OfUser.extend({ fields: z.array(z.string()) }), live: "tenant", access },
  "user.suspended": { payload: OfUser, live: "tenant", access },
  "user.reinstated": { payload: OfUser, live: "tenant", access },
  "user.deactivated": { payload: OfUser.extend({ reassigned_to_user_id: Id.nullable(), reassigned: OpenRecords }), live: "tenant", access },
  "user.deleted": { payload: OfUser, live: "tenant", access },
  "user.forceLoggedOut": { payload: OfUser, live: "tenant", access },
  "user.password_reset": { payload: OfUser },
  "user.role.changed": { payload: OfUser.extend({ added: z.array(Id), removed: z.array(Id) }), live: "tenant", access },
  "tenant.seat.limit_reached": { payload: z.object({ limit: z.int(), used: z.int() }) },
  "dictionary.changed": { payload: z.object({ dictionary: z.enum(["job_title", "department"]), code: Code }), live: "tenant" },
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
export const createUser = route({
  method: "post", path: "/v1/admin/users", access: { permission: "user.manage" }, summary: "Create an account; its owner sets the password by the link that is mailed. Takes a seat", status: 201, limit: "users.max",
  body: NewMember, returns: Member, errors: ["DUPLICATE", "LIMIT_REACHED", "FORBIDDEN"],
});
export const deleteUser = route({
  method: "delete", path: "/v1/admin/users/:user_id", access: { permission: "user.delete" }, summary: "Delete an account that was never used; others are deactivated",
  returns: z.object({ id: Id }), errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT"],
});
export const revokeInvite = route({
  method: "post", path: "/v1/admin/users/:user_id/revoke-invite", access: { permission: "user.invite" }, summary: "Take an invitation back: its link stops working and its seat is free",
  returns: z.object({ id: Id }), errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT"],
});
const acting = ["NOT_FOUND", "FORBIDDEN", "CONFLICT"] as const;
export const suspendUser = route({
  method: "post", path: "/v1/admin/users/:user_id/suspend", access: { permission: "user.suspend" }, summary: "Block an account for now: its sessions end, its seat is free", returns: Member, errors: [...acting, "LAST_OWNER"],
});
export const reactivateUser = route({
  method: "post", path: "/v1/admin/users/:user_id/reactivate", access: { permission: "user.reinstate" }, summary: "Let a suspended or deactivated person back in; takes a seat", returns: Member, errors: [...acting, "LIMIT_REACHED"],
});
export const deactivateUser = route({
  method: "post", path: "/v1/admin/users/:user_id/deactivate", access: { permission: "user.deactivate" }, optionalBody: true,
  summary: "Close an account; someone else takes over the open records it owns", body: Deactivate, returns: z.object({ user: Member, reassigned: OpenRecords }), errors: [...acting, "OPEN_RECORDS", "LAST_OWNER"],
});
export const forceLogout = route({
  method: "post", path: "/v1/admin/users/:user_id/force-logout", access: { permission: "user.forceLogout" }, summary: "End every session of a user",
  returns: z.object({ user_id: Id, sessions_ended: z.int() }), errors: ["NOT_FOUND", "FORBIDDEN"],
});
export const resetUserPassword = route({
  method: "post", path: "/v1/admin/users/:user_id/reset-password", access: { permission: "user.manage" },
  summary: "Make a user choose a new password: the old one and every session end, a link is mailed", returns: Member, errors: acting,
});
export const bulkUsers = route({
  method: "post", path: "/v1/admin/users/bulk", access: { permission: "user.read" }, rate: "bulk", summary: "Do one thing to many users: each is done wholly or not at all, and the answer says which",
  body: Bulk, returns: z.object({ done: z.int(), failed: z.int(), results: z.array(BulkResult) }), errors: ["FORBIDDEN", "CONFLICT"],
});
export const getUserPreferences = route({
  method: "get", path: "/v1/admin/users/:user_id/preferences", access: { permission: "user.read" }, summary: "Get the language and time zone of a user", returns: UserPreferences, errors: ["NOT_FOUND"],
});
export const putUserPreferences = route({
  method: "put", path: "/v1/admin/users/:user_id/preferences", access: { permission: "notify.preferences.update.user" }, summary: "Set the language and time zone of a user",
  body: UserPreferences.pick({ locale: true, timezone: true }), returns: UserPreferences, errors: ["NOT_FOUND", "FORBIDDEN"],
});

const manage = { access: { permission: "code.manage" }, feature: "admin.customDictionaries" } as const;
const dictionaryRoutes = <const P extends string, const I extends string>(path: P, item: I, what: string) => ({
  list: route({ method: "get", path, access: "signed_in", summary: `List the ${what}s`, returns: z.object({ items: z.array(DictionaryCode) }) }),
  create: route({ ...manage, method: "post", path, summary: `Add a ${what}`, status: 201, body: NewDictionaryCode, returns: DictionaryCode, errors: ["DUPLICATE"] }),
  patch: route({ ...manage, method: "patch", path: item, summary: `Rename or retire a ${what}`, body: DictionaryCodePatch, returns: DictionaryCode, errors: ["NOT_FOUND", "PRECONDITION_FAILED"] }),
  remove: route({ ...manage, method: "delete", path: item, summary: `Delete a ${what} that nobody has`, returns: z.object({ id: Id }), errors: ["NOT_FOUND", "CONFLICT"] }),
});
export const jobTitles = dictionaryRoutes("/v1/admin/job-title-codes", "/v1/admin/job-title-codes/:code_id", "job title");
export const departments = dictionaryRoutes("/v1/admin/department-codes", "/v1/admin/department-codes/:code_id", "department");

export const assignRoles = route({
  method: "post", path: "/v1/admin/users/:user_id/roles", access: { permission: "role.assign" }, summary: "Set the roles of a user",
  body: z.object({ role_codes: z.array(RoleCode).min(1).max(20) }), returns: Member, errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "LAST_OWNER"],
});
export const listDirectory = route({
  method: "get", path: "/v1/users/directory", access: "signed_in", summary: "List everybody in the workspace, for pickers and names",
  query: ListQuery(["full_name"], { q: Text(100).optional() }), returns: PageOf(DirectoryEntry),
});
