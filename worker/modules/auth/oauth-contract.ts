import * as z from "zod";
import { defineEvents, defineModule, Id } from "#worker/kernel/resource.ts";
import { SignedIn } from "./contract.ts";

export const Provider = z.enum(["google", "apple", "linkedin"]);

export const identityEvents = defineEvents({
  "user.identity_linked": { payload: z.object({ user_id: Id, identity_id: Id, provider: Provider }) },
  /** The provider says that it is over: `reason` is its word. */
  "user.identity_unlinked": { payload: z.object({ user_id: Id, identity_id: Id, provider: Provider, reason: z.string() }) },
});

const { route } = defineModule("auth");
const open = { access: "public", rate: "auth", idempotent: false } as const;

export const listProviders = route({ access: "public", method: "get", path: "/v1/auth/oauth/providers", summary: "Whose accounts may be used to sign in here", returns: z.object({ items: z.array(z.object({ code: Provider, name: z.string() })) }) });
export const startOauth = route({
  ...open, method: "get", path: "/v1/auth/oauth/start", summary: "Begin to sign in with a provider: where to send the browser (a browser that navigates here is sent there)",
  query: z.object({ provider: Provider, tenant_id: Id.optional() }), returns: z.object({ auth_url: z.url() }), errors: ["NOT_FOUND", "PROVIDER_ERROR"],
});
export const passOnForm = route({
  ...open, method: "post", path: "/v1/auth/oauth/form", summary: "Where a provider that posts a form (Apple) sends the browser back to: passes it on to the web app", accepts: ["application/x-www-form-urlencoded"],
  returns: z.string(), produces: "text/html", errors: ["AUTH_OAUTH_FAILED"],
});
export const finishOauth = route({
  ...open, method: "post", path: "/v1/auth/oauth/callback", summary: "Finish with what the provider sent back",
  body: z.object({ code: z.string().min(1).max(2000), state: z.string().min(1).max(200), provider: Provider.optional() }), returns: SignedIn,
  errors: ["AUTH_OAUTH_FAILED", "AUTH_ACCOUNT_UNKNOWN", "AUTH_2FA_REQUIRED", "AUTH_EMAIL_UNVERIFIED", "FORBIDDEN", "CONFLICT", "PROVIDER_ERROR"],
});
