import { on } from "#worker/kernel/events.ts";
import { hubOf } from "#worker/tenant-objects.ts";
import { authEvents } from "./contract.ts";
import { factorEvents } from "./factors-contract.ts";
import { tellOfNewPlace } from "./new-place.ts";
import { passkeyEvents } from "./passkeys-contract.ts";
import { tellOfChange } from "./tell-of-change.ts";

/** What has ended must not go on listening. A session that is kept connects again by itself. */
export const authSubscribers = [
  on(authEvents["auth.login"], "auth.tell-of-new-place", (ctx, { payload }) => tellOfNewPlace(ctx, payload)),
  on(factorEvents["twofa.enabled"], "auth.tell-of-new-factor", (ctx, { payload }) => tellOfChange(ctx, payload.user_id, "auth.factor_added")),
  on(passkeyEvents["passkey.added"], "auth.tell-of-new-passkey", (ctx, { payload }) => tellOfChange(ctx, payload.user_id, "auth.factor_added")),
  on(factorEvents["twofa.disabled"], "auth.tell-of-factor-gone", (ctx, { payload }) => tellOfChange(ctx, payload.user_id, "auth.factor_removed")),
  on(factorEvents["twofa.reset"], "auth.tell-of-factors-reset", (ctx, { payload }) => tellOfChange(ctx, payload.user_id, "auth.factor_removed")),
  on(passkeyEvents["passkey.removed"], "auth.tell-of-passkey-gone", (ctx, { payload }) => tellOfChange(ctx, payload.user_id, "auth.factor_removed")),
  on(authEvents["auth.logout"], "auth.close-sockets-of-session", (ctx, { payload }) => hubOf(ctx.tenant_id).disconnect(payload.session_id)),
  on(authEvents["auth.session_revoked"], "auth.close-sockets-of-revoked-session", (ctx, { payload }) => hubOf(ctx.tenant_id).disconnect(payload.session_id)),
  on(authEvents["auth.sessions_revoked"], "auth.close-sockets-of-user", (ctx, { payload }) => hubOf(ctx.tenant_id).disconnect(payload.user_id)),
];
