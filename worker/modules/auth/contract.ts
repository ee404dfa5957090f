import * as z from "zod";
import { defineEvents, defineModule, Email, Id, ListQuery, PageOf, Text } from "#worker/kernel/resource.ts";

export const Country = z.enum(["EG", "AE", "SA", "KW", "QA", "BH", "OM", "JO"]);
export const Locale = z.enum(["en", "ar"]);
export const Timezone = z.string().max(64).refine(isTimezone, "This is not an IANA time zone.").meta({ examples: ["Africa/Cairo"] });
/** A password to be: it is also refused when it is commonly used or the person's own address. */
export const NewPassword = z.string().min(10).max(200).meta({ examples: ["correct horse battery staple"] });
const Token = z.string().min(1).max(200).meta({ examples: ["AZcP7v0Qe0-the-token-of-the-link"] });

export const Account = z.object({
  id: Id, email: Email, full_name: z.string().meta({ examples: ["Mona El-Sayed"] }), locale: Locale, timezone: z.string().nullable(),
  job_title: z.string().nullable(), avatar_url: z.string().nullable(),
});
export const Workspace = z.object({
  id: Id, name: z.string().meta({ examples: ["Nile & Gulf Realty"] }), country: z.string().meta({ examples: ["EG"] }), locale: Locale,
  timezone: z.string().meta({ examples: ["Africa/Cairo"] }), currency: z.string().meta({ examples: ["EGP"] }), week_start: z.int().min(0).max(6),
});
/** Whether somebody has a second factor, must have one, and until when they may work without. */
export const Mfa = z.object({ enrolled: z.boolean(), required: z.boolean(), grace_ends_at: z.iso.datetime().nullable() });
export const SignedIn = z.object({
  access_token: z.string(), token_type: z.literal("Bearer"), expires_in: z.int().meta({ description: "Seconds." }), user: Account, tenant: Workspace, mfa: Mfa,
});
export const Device = z.object({ browser: z.string().nullable().meta({ examples: ["Chrome"] }), os: z.string().nullable().meta({ examples: ["Android"] }), kind: z.enum(["desktop", "mobile", "tablet", "other"]) });
export const Session = z.object({
  id: Id, user_agent: z.string().nullable(), device: Device, ip: z.string().nullable(), country: z.string().nullable().meta({ examples: ["EG"] }),
  created_at: z.iso.datetime(), last_used_at: z.iso.datetime(), expires_at: z.iso.datetime(), is_current: z.boolean(),
});

export const NewTenant = z.object({
  tenant_name: Text(120), full_name: Text(120), email: Email, password: NewPassword, country: Country.default("EG"), locale: Locale.default("en"),
});
export const Credentials = z.object({ email: Email, password: z.string().min(1).max(200), tenant_id: Id.optional() });

const OfUser = z.object({ user_id: Id });
const OfSession = OfUser.extend({ session_id: Id });
const access = (p: { user_id: string }) => p.user_id;
export const authEvents = defineEvents({
  "tenant.created": { payload: z.object({ tenant_id: Id, user_id: Id }) },
  "user.created": { payload: OfUser, live: "tenant" },
  "user.verified": { payload: OfUser },
  "user.password_changed": { payload: OfUser },
  "auth.login": { payload: OfSession },
  "auth.login_failed": { payload: OfUser },
  "auth.logout": { payload: OfSession, access },
  "auth.refresh_rotated": { payload: OfSession },
  "auth.session_revoked": { payload: OfSession.extend({ reason: z.string() }), access },
  "auth.sessions_revoked": { payload: OfUser.extend({ kept_session_id: Id.nullable(), reason: z.string() }), access },
});

const { route } = defineModule("auth");
/** Answers that carry tokens, or that must be the same for everybody, are never stored. */
const open = { access: "public", rate: "auth", idempotent: false } as const;
const form = { ...open, rate: "form" } as const;

export const registerSuperAdmin = route({
  ...form, method: "post", path: "/v1/auth/register-super-admin", summary: "Start a workspace and become its owner", status: 201,
  body: NewTenant, returns: z.object({ tenant: Workspace, user: Account }),
});
export const verifyEmail = route({
  ...open, method: "post", path: "/v1/auth/verify-email", summary: "Confirm an email address with the token of its link",
  body: z.object({ token: Token }), returns: z.object({ verified: z.literal(true) }), errors: ["AUTH_TOKEN_INVALID"],
});
const Accepted = z.object({ accepted: z.literal(true) });
export const resendVerification = route({
  ...form, method: "post", path: "/v1/auth/resend-verification", summary: "Send the verification mail again; the answer never says whether there is such an account",
  body: z.object({ email: Email }), returns: Accepted,
});
export const login = route({
  ...open, method: "post", path: "/v1/auth/login", summary: "Sign in; the refresh token comes as a cookie",
  body: Credentials, returns: SignedIn, errors: ["AUTH_INVALID_CREDENTIALS", "AUTH_2FA_REQUIRED", "AUTH_LOCKED", "AUTH_EMAIL_UNVERIFIED", "FORBIDDEN", "CONFLICT"],
});
export const refresh = route({
  ...open, method: "post", path: "/v1/auth/refresh", summary: "Exchange the refresh cookie for a new access token and a new cookie",
  body: z.object({}), optionalBody: true, returns: SignedIn, errors: ["AUTH_UNAUTHORIZED", "AUTH_TOKEN_REUSED", "FORBIDDEN"],
});
export const logout = route({
  ...open, method: "post", path: "/v1/auth/logout", summary: "End the session of the refresh cookie, or of the access token",
  body: z.object({}), optionalBody: true, returns: z.object({ signed_out: z.literal(true) }), errors: ["FORBIDDEN"],
});
export const forgotPassword = route({
  ...form, method: "post", path: "/v1/auth/forgot-password", summary: "Send a link to choose a new password; the answer never says whether there is such an account",
  body: z.object({ email: Email }), returns: Accepted,
});
export const resetPassword = route({
  ...open, method: "post", path: "/v1/auth/reset-password", summary: "Choose a new password with the token of the link; ends every session",
  body: z.object({ token: Token, password: NewPassword }), returns: z.object({ changed: z.literal(true) }), errors: ["AUTH_TOKEN_INVALID"],
});
const own = { tokens: false, enrolment: true } as const;
export const listSessions = route({
  ...own, method: "get", path: "/v1/auth/sessions", access: { permission: "session.read.self" }, summary: "List my sessions",
  query: ListQuery(["-created_at"], {}), returns: PageOf(Session),
});
export const revokeSession = route({
  ...own, method: "delete", path: "/v1/auth/sessions/:session_id", access: { permission: "session.revoke.self" }, summary: "End one of my sessions",
  returns: z.object({ id: Id }), errors: ["NOT_FOUND"],
});
const Revoked = z.object({ revoked: z.int() });
export const revokeOtherSessions = route({
  ...own, method: "delete", path: "/v1/auth/sessions", access: { permission: "session.revoke.self" }, summary: "End all my sessions but this one", returns: Revoked,
});
export const listUserSessions = route({
  method: "get", path: "/v1/admin/users/:user_id/sessions", access: { permission: "session.revoke.tenant" }, tokens: false, summary: "List a user's sessions",
  query: ListQuery(["-created_at"], {}), returns: PageOf(Session), errors: ["NOT_FOUND"],
});
export const revokeUserSession = route({
  method: "delete", path: "/v1/admin/users/:user_id/sessions/:session_id", access: { permission: "session.revoke.tenant" }, tokens: false, summary: "End one session of a user who ranks below me",
  returns: z.object({ id: Id }), errors: ["NOT_FOUND", "FORBIDDEN"],
});
export const revokeUserSessions = route({
  method: "delete", path: "/v1/admin/users/:user_id/sessions", access: { permission: "session.revoke.tenant" }, tokens: false, summary: "End every session of a user who ranks below me",
  returns: Revoked, errors: ["NOT_FOUND", "FORBIDDEN"],
});

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
