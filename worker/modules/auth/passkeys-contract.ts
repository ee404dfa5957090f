import * as z from "zod";
import { defineEvents, defineModule, Id, Stamp, Text } from "#worker/kernel/resource.ts";
import { SignedIn } from "./contract.ts";

/** Base64url, as browsers give it (WebAuthn's JSON forms). */
const B64 = z.base64url().min(1).max(4000).meta({ examples: ["AQIDBAUGBwg"] });
const credential = { id: B64, rawId: B64, type: z.literal("public-key"), authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(), clientExtensionResults: z.looseObject({}).default({}) };
const Attestation = z.object({ ...credential, response: z.object({ clientDataJSON: B64, attestationObject: B64, transports: z.array(z.string().max(20)).max(10).optional() }) });
export const Assertion = z.object({ ...credential, response: z.object({ clientDataJSON: B64, authenticatorData: B64, signature: B64, userHandle: B64.optional() }) });
/** For `navigator.credentials`, as WebAuthn's JSON forms say. */
const Options = z.looseObject({ challenge: z.string() });

export const Passkey = Stamp.extend({ name: Text(60).meta({ examples: ["Mona's phone"] }), is_backed_up: z.boolean(), last_used_at: z.iso.datetime().nullable() });

const OfPasskey = z.object({ user_id: Id, passkey_id: Id });
const access = (p: { user_id: string }) => p.user_id;
export const passkeyEvents = defineEvents({
  "passkey.added": { payload: OfPasskey, access },
  "passkey.renamed": { payload: OfPasskey },
  "passkey.removed": { payload: OfPasskey, access },
});

const { route } = defineModule("auth");
const open = { access: "public", rate: "otp", idempotent: false } as const;
const own = { access: { permission: "twofa.manage.self" }, rate: "otp", idempotent: false, tokens: false, enrolment: true } as const;

export const passkeyLoginOptions = route({
  ...open, method: "post", path: "/v1/auth/passkeys/login/options", summary: "Options to sign in with a passkey: as the only factor, or as the second one of a challenge",
  body: z.object({ challenge_token: z.string().min(1).max(200).optional() }), optionalBody: true, returns: z.object({ options: Options }), errors: ["AUTH_UNAUTHORIZED"],
});
export const passkeyLogin = route({
  ...open, method: "post", path: "/v1/auth/passkeys/login", summary: "Sign in with a passkey alone: it holds the device and its lock",
  body: z.object({ credential: Assertion }), returns: SignedIn, errors: ["AUTH_INVALID_CREDENTIALS", "FORBIDDEN"],
});
export const verifyPasskeyOptions = route({
  ...own, method: "post", path: "/v1/auth/passkeys/verify/options", summary: "Options to show a passkey of mine again", returns: z.object({ options: Options }), errors: ["CONFLICT"],
});
export const verifyPasskey = route({
  ...own, method: "post", path: "/v1/auth/passkeys/verify", summary: "Show a passkey again: sensitive changes ask for nothing more for ten minutes",
  body: z.object({ credential: Assertion }), returns: z.object({ ok: z.literal(true), verified_until: z.iso.datetime() }), errors: ["AUTH_2FA_INVALID_CODE"],
});
export const passkeyOptions = route({ ...own, method: "post", path: "/v1/auth/passkeys/options", summary: "Options to make a passkey", returns: z.object({ options: Options }) });
export const addPasskey = route({
  ...own, method: "post", path: "/v1/auth/passkeys", summary: "Keep a passkey that was just made; the first factor also answers backup codes", status: 201,
  body: z.object({ name: Text(60).meta({ examples: ["Mona's phone"] }), credential: Attestation }),
  returns: z.object({ passkey: Passkey, backup_codes: z.array(z.string()).nullable() }), errors: ["DUPLICATE"],
});
export const listPasskeys = route({ ...own, method: "get", rate: "read", path: "/v1/auth/passkeys", summary: "List my passkeys", returns: z.object({ items: z.array(Passkey) }) });
export const renamePasskey = route({
  ...own, method: "patch", path: "/v1/auth/passkeys/:passkey_id", summary: "Rename a passkey", body: z.object({ name: Text(60).meta({ examples: ["Mona's phone"] }) }), returns: Passkey, errors: ["NOT_FOUND", "PRECONDITION_FAILED"],
});
export const removePasskey = route({ ...own, method: "delete", path: "/v1/auth/passkeys/:passkey_id", summary: "Remove a passkey, within ten minutes of showing a second factor", returns: z.object({ id: Id }), errors: ["NOT_FOUND", "FORBIDDEN"] });
