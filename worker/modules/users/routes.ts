import { handle, handlePublic } from "#worker/kernel/http.ts";
import { accept } from "./accept-invite.ts";
import { assign } from "./assign-roles.ts";
import { bulk } from "./bulk.ts";
import * as contract from "./contract.ts";
import { deactivateOne } from "./deactivate.ts";
import * as dictionaries from "./dictionaries.ts";
import { patch } from "./edit-member.ts";
import * as invites from "./invite.ts";
import * as lifecycle from "./lifecycle.ts";
import * as members from "./members.ts";
import * as preferences from "./preferences.ts";

const dictionaryRoutes = (routes: typeof contract.jobTitles | typeof contract.departments, verbs: typeof dictionaries.jobTitles) => [
  handle(routes.list, (ctx) => verbs.list(ctx)),
  handle(routes.create, (ctx, { body }) => verbs.create(ctx, body)),
  handle(routes.patch, (ctx, { params, body }) => verbs.patch(ctx, params.code_id, body)),
  handle(routes.remove, (ctx, { params }) => verbs.remove(ctx, params.code_id)),
];

export const userRoutes = [
  handle(contract.listUsers, (ctx, { query }) => members.list(ctx, query)),
  handle(contract.inviteUser, (ctx, { body }) => invites.invite(ctx, body)),
  handle(contract.createUser, (ctx, { body }) => invites.create(ctx, body)),
  handlePublic(contract.acceptInvite, (pub, { body }) => accept(pub, body)),
  handle(contract.bulkUsers, (ctx, { body }) => bulk(ctx, body)),
  handle(contract.getUser, (ctx, { params }) => members.get(ctx, params.user_id)),
  handle(contract.patchUser, (ctx, { params, body }) => patch(ctx, params.user_id, body)),
  handle(contract.deleteUser, (ctx, { params }) => invites.remove(ctx, params.user_id)),
  handle(contract.revokeInvite, (ctx, { params }) => invites.revoke(ctx, params.user_id)),
  handle(contract.suspendUser, (ctx, { params }) => lifecycle.act(ctx, params.user_id, lifecycle.suspend)),
  handle(contract.reactivateUser, (ctx, { params }) => lifecycle.act(ctx, params.user_id, lifecycle.reactivate)),
  handle(contract.deactivateUser, (ctx, { params, body }) => deactivateOne(ctx, params.user_id, body)),
  handle(contract.forceLogout, (ctx, { params }) => lifecycle.forceLogout(ctx, params.user_id)),
  handle(contract.resetUserPassword, (ctx, { params }) => lifecycle.act(ctx, params.user_id, lifecycle.resetPassword)),
  handle(contract.getUserPreferences, (ctx, { params }) => preferences.get(ctx, params.user_id)),
  handle(contract.putUserPreferences, (ctx, { params, body }) => preferences.put(ctx, params.user_id, body)),
  handle(contract.resendInvite, (ctx, { params }) => invites.resend(ctx, params.user_id)),
  handle(contract.assignRoles, (ctx, { params, body }) => assign(ctx, params.user_id, body.role_codes)),
  handle(contract.listDirectory, (ctx, { query }) => members.directory(ctx, query)),
  ...dictionaryRoutes(contract.jobTitles, dictionaries.jobTitles),
  ...dictionaryRoutes(contract.departments, dictionaries.departments),
];
