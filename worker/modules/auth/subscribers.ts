import { on } from "#worker/kernel/events.ts";
import { hubOf } from "#worker/tenant-objects.ts";
import { authEvents } from "./contract.ts";
import { tellOfNewPlace } from "./new-place.ts";

/** What has ended must not go on listening. A session that is kept connects again by itself. */
export const authSubscribers = [
  on(authEvents["auth.login"], "auth.tell-of-new-place", (ctx, { payload }) => tellOfNewPlace(ctx, payload)),
  on(authEvents["auth.logout"], "auth.close-sockets-of-session", (ctx, { payload }) => hubOf(ctx.tenant_id).disconnect(payload.session_id)),
  on(authEvents["auth.session_revoked"], "auth.close-sockets-of-revoked-session", (ctx, { payload }) => hubOf(ctx.tenant_id).disconnect(payload.session_id)),
  on(authEvents["auth.sessions_revoked"], "auth.close-sockets-of-user", (ctx, { payload }) => hubOf(ctx.tenant_id).disconnect(payload.user_id)),
];
