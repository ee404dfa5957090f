import { handle } from "#worker/kernel/http.ts";
import { changePassword } from "./change-password.ts";
import * as contract from "./contract.ts";
import * as me from "./me.ts";

export const meRoutes = [
  handle(contract.getMe, (ctx) => me.get(ctx)),
  handle(contract.patchMe, (ctx, { body }) => me.patch(ctx, body)),
  handle(contract.getSettings, (ctx) => me.getSettings(ctx)),
  handle(contract.putSettings, (ctx, { body }) => me.putSettings(ctx, body)),
  handle(contract.changePassword, (ctx, { body }) => changePassword(ctx, body)),
];
