import { handle, handlePublic } from "#worker/kernel/http.ts";
import { assign } from "./assign-roles.ts";
import * as contract from "./contract.ts";
import * as invites from "./invite.ts";
import * as members from "./members.ts";

export const userRoutes = [
  handle(contract.listUsers, (ctx, { query }) => members.list(ctx, query)),
  handle(contract.inviteUser, (ctx, { body }) => invites.invite(ctx, body)),
  handlePublic(contract.acceptInvite, (pub, { body }) => invites.accept(pub, body)),
  handle(contract.getUser, (ctx, { params }) => members.get(ctx, params.user_id)),
  handle(contract.patchUser, (ctx, { params, body }) => members.patch(ctx, params.user_id, body)),
  handle(contract.resendInvite, (ctx, { params }) => invites.resend(ctx, params.user_id)),
  handle(contract.assignRoles, (ctx, { params, body }) => assign(ctx, params.user_id, body.role_codes)),
  handle(contract.listDirectory, (ctx, { query }) => members.directory(ctx, query)),
];
