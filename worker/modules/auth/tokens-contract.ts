import * as z from "zod";
import { defineEvents, defineModule, Id, Text } from "#worker/kernel/resource.ts";

const PersonalToken = z.object({
  id: Id, name: z.string().meta({ examples: ["Nightly export"] }), permissions: z.array(z.string()).meta({ examples: [["lead.read"]] }),
  created_at: z.iso.datetime(), expires_at: z.iso.datetime(), last_used_at: z.iso.datetime().nullable(),
});

const OfToken = z.object({ user_id: Id, token_id: Id });
export const tokenEvents = defineEvents({
  "token.created": { payload: OfToken },
  "token.revoked": { payload: OfToken, access: (p) => p.user_id },
});

const { route } = defineModule("me");
const own = { access: "signed_in", tokens: false } as const;

export const createToken = route({
  ...own, method: "post", path: "/v1/me/tokens", idempotent: false, summary: "Make a personal access token; it is shown this once", status: 201,
  body: z.object({
    name: Text(60).meta({ examples: ["Nightly export"] }), permissions: z.array(z.string().max(60)).min(1).max(200).meta({ examples: [["lead.read"]] }),
    expires_in_days: z.int().min(1).max(365).default(90),
  }),
  returns: PersonalToken.extend({ token: z.string().meta({ examples: ["m3k_…"] }) }), errors: ["FORBIDDEN", "LIMIT_REACHED"],
});
export const listTokens = route({ ...own, method: "get", path: "/v1/me/tokens", summary: "List my personal access tokens", returns: z.object({ items: z.array(PersonalToken) }) });
export const revokeToken = route({ ...own, method: "delete", path: "/v1/me/tokens/:token_id", summary: "Revoke a personal access token: it fails on its next request", returns: z.object({ id: Id }), errors: ["NOT_FOUND"] });
