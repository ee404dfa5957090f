import { handle, handlePublic } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import * as recover from "./recover.ts";
import { logout, refresh } from "./refresh.ts";
import { register } from "./register.ts";
import { securityRoutes } from "./security-routes.ts";
import * as sessions from "./sessions.ts";
import { login } from "./sign-in.ts";

export const authRoutes = [
  handlePublic(contract.registerSuperAdmin, (pub, { body }) => register(pub, body)),
  handlePublic(contract.verifyEmail, (pub, { body }) => recover.verifyEmail(pub, body.token)),
  handlePublic(contract.resendVerification, (pub, { body }) => recover.mailLinks(pub, body.email, "verify_email")),
  handlePublic(contract.login, (pub, { body, raw, reply }) => login(pub, body, raw, reply)),
  handlePublic(contract.refresh, (pub, { raw, reply }) => refresh(pub, raw, reply)),
  handlePublic(contract.logout, (pub, { raw, reply }) => logout(pub, raw, reply)),
  handlePublic(contract.forgotPassword, (pub, { body }) => recover.mailLinks(pub, body.email, "reset_password")),
  handlePublic(contract.resetPassword, (pub, { body }) => recover.resetPassword(pub, body)),
  handle(contract.listSessions, (ctx, { query }) => sessions.listOf(ctx, ctx.user_id!, query)),
  handle(contract.revokeOtherSessions, (ctx) => sessions.revokeOthers(ctx)),
  handle(contract.listUserSessions, (ctx, { params, query }) => sessions.listOf(ctx, params.user_id, query)),
  handle(contract.revokeUserSession, (ctx, { params }) => sessions.revokeOneOf(ctx, params.user_id, params.session_id)),
  handle(contract.revokeUserSessions, (ctx, { params }) => sessions.revokeAllOf(ctx, params.user_id)),
  handle(contract.revokeSession, (ctx, { params }) => sessions.revoke(ctx, params.session_id)),
  ...securityRoutes,
];
