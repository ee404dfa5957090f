import * as z from "zod";
import { defineEvents, defineModule, Id, PhoneE164 } from "#worker/kernel/resource.ts";
import { Mfa, SignedIn } from "./contract.ts";
import { Assertion } from "./passkeys-contract.ts";

export const Method = z.enum(["totp", "backup_code", "sms", "whatsapp", "passkey"]);
export const Channel = z.enum(["sms", "whatsapp"]);
export const MfaPolicy = z.enum(["off", "admins", "all"]);
const SixDigits = z.string().trim().regex(/^\d{6}$/, "A code has six digits.").meta({ examples: ["492039"] });
/** Six digits, or a backup code. */
const Code = z.string().trim().min(6).max(40).meta({ examples: ["492039"] });
/** Shown once: only hashes are kept. Null when there are some already. */
const BackupCodes = z.array(z.string()).meta({ examples: [["k7mq-2xwp-9dtr-hc4n"]] }).nullable();

const OfUser = z.object({ user_id: Id });
const OfMethod = OfUser.extend({ method: Method });
const access = (p: { user_id: string }) => p.user_id;
export const factorEvents = defineEvents({
  "auth.challenged": { payload: OfUser.extend({ challenge_id: Id }) },
  "auth.challenge_failed": { payload: OfMethod.extend({ challenge_id: Id }) },
  "auth.challenge_code_sent": { payload: OfUser.extend({ challenge_id: Id, channel: Channel }) },
  "twofa.setup_started": { payload: OfUser },
  "twofa.enabled": { payload: OfMethod, access },
  "twofa.disabled": { payload: OfMethod, access },
  "twofa.reset": { payload: OfUser, access },
  "twofa.verified": { payload: OfMethod },
  "twofa.backup_codes_made": { payload: OfUser },
  "twofa.policy_changed": { payload: z.object({ tenant_id: Id, mfa_policy: MfaPolicy }), access: "tenant" },
  "phone.verify.started": { payload: OfUser.extend({ verification_id: Id, channel: Channel }) },
  "phone.verify.sent": { payload: OfUser.extend({ verification_id: Id, channel: Channel }) },
  "phone.verify.resend": { payload: OfUser.extend({ verification_id: Id, channel: Channel }) },
  "phone.verify.succeeded": { payload: OfUser.extend({ verification_id: Id }), access },
  "phone.verify.failed": { payload: OfUser.extend({ verification_id: Id }) },
  "phone.verify.cancelled": { payload: OfUser.extend({ verification_id: Id }) },
});

const { route } = defineModule("auth");
const open = { access: "public", rate: "otp", idempotent: false } as const;
/** Of the person themselves: never by a token, never stored, and the way out of having to enrol. */
const own = { access: { permission: "twofa.manage.self" }, rate: "otp", idempotent: false, tokens: false, enrolment: true } as const;
const totp = { ...own, feature: "twofa.totp" } as const;

const ChallengeToken = z.string().min(1).max(200).meta({ examples: ["AZcP7v0Qe0-the-token-of-the-challenge"] });
/** `details` of AUTH_2FA_REQUIRED. */
export const Challenge = z.object({ challenge_token: ChallengeToken, methods: z.array(Method), expires_in: z.int().meta({ description: "Seconds." }) });

export const finishLogin = route({
  ...open, method: "post", path: "/v1/auth/login/2fa", summary: "Finish signing in with a second factor: `code`, or `credential` for a passkey",
  body: z.object({ challenge_token: ChallengeToken, method: Method, code: Code.optional(), credential: Assertion.optional() }),
  returns: SignedIn, errors: ["AUTH_2FA_INVALID_CODE", "AUTH_UNAUTHORIZED", "AUTH_LOCKED", "FORBIDDEN"],
});
export const sendLoginCode = route({
  ...open, method: "post", path: "/v1/auth/login/2fa/send", summary: "Send the code of a sign-in by SMS or WhatsApp; once a minute",
  body: z.object({ challenge_token: ChallengeToken, method: Channel }),
  returns: z.object({ sent: z.literal(true), to: z.string().meta({ examples: ["•••• 4567"] }), expires_in: z.int(), resend_in: z.int() }), errors: ["AUTH_UNAUTHORIZED", "FORBIDDEN", "CONFLICT"],
});

export const Factors = z.object({
  mfa: Mfa, mfa_policy: MfaPolicy, totp: z.boolean(), sms: z.boolean(), whatsapp: z.boolean(), passkeys: z.int(), backup_codes_left: z.int(),
  phone_e164: z.string().nullable(), phone_verified_at: z.iso.datetime().nullable(), has_password: z.boolean(),
});
export const getFactors = route({ ...own, method: "get", path: "/v1/auth/2fa", rate: "read", summary: "What I have for a second factor, and whether I must", returns: Factors });

const Setup = z.object({
  secret: z.string().meta({ examples: ["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"], description: "Base32, for typing in." }),
  otpauth_url: z.string().meta({ examples: ["otpauth://totp/M3Core:mona%40example.com?issuer=M3Core&secret=JBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30"] }),
  qr_svg: z.string().meta({ examples: ["<svg/>"] }),
});
const Confirmed = z.object({ enabled: z.literal(true), backup_codes: BackupCodes });
/** What proves once more that it is the person, where a second factor is changed that is there already; nothing when they did so within ten minutes. */
const Proof = z.object({ password: z.string().min(1).max(200), code: Code }).partial();
const proven = { errors: ["AUTH_2FA_INVALID_CODE", "AUTH_LOCKED", "CONFLICT"], optionalBody: true, body: Proof } as const;

export const setupTotp = route({ ...totp, ...proven, method: "post", path: "/v1/auth/totp/setup", summary: "Start with an authenticator app: a new secret, its address and its QR code", returns: Setup });
export const confirmTotp = route({
  ...totp, method: "post", path: "/v1/auth/totp/confirm", summary: "Switch the authenticator app on with its first code; answers the backup codes, once",
  body: z.object({ code: SixDigits }), returns: Confirmed, errors: ["AUTH_LOCKED", "CONFLICT"],
});
export const disableTotp = route({ ...own, ...proven, method: "post", path: "/v1/auth/totp/disable", summary: "Switch the authenticator app off", returns: z.object({ enabled: z.literal(false) }) });
export const makeBackupCodes = route({ ...own, ...proven, method: "post", path: "/v1/auth/totp/backup-codes", summary: "Ten new backup codes; the old ones stop working", returns: z.object({ backup_codes: z.array(z.string()) }) });
export const issueTotp = route({ ...totp, ...proven, method: "post", path: "/v1/auth/2fa/totp/issue", summary: "The same as totp/setup", returns: Setup });
export const verifyTotp = route({
  ...own, method: "post", path: "/v1/auth/2fa/totp/verify", summary: "Show a second factor again: sensitive changes ask for nothing more for ten minutes",
  body: z.object({ code: Code }), returns: z.object({ ok: z.literal(true), verified_until: z.iso.datetime() }), errors: ["AUTH_LOCKED", "CONFLICT"],
});

const channel = <C extends "sms" | "whatsapp">(code: C) => ({
  enable: route({
    ...own, ...proven, feature: `twofa.${code}`, method: "post", path: `/v1/auth/twofa/${code}/enable` as const, summary: `Let codes by ${code === "sms" ? "SMS" : "WhatsApp"} be my second factor; the phone must be verified`,
    returns: Confirmed,
  }),
  disable: route({ ...own, ...proven, method: "post", path: `/v1/auth/twofa/${code}/disable` as const, summary: `No codes by ${code === "sms" ? "SMS" : "WhatsApp"} any more`, returns: z.object({ enabled: z.literal(false) }) }),
});
export const sms = channel("sms");
export const whatsapp = channel("whatsapp");

const Verification = z.object({ id: Id, phone_e164: PhoneE164, channel: Channel, expires_at: z.iso.datetime(), resend_at: z.iso.datetime(), attempts_left: z.int() });
const starting = { ...own, access: { permission: "phone.verify.start" } } as const;
export const startPhone = route({
  ...starting, method: "post", path: "/v1/auth/phone/verify/start", summary: "Send a code to a phone of mine; three times an hour", status: 201,
  body: z.object({ phone_e164: PhoneE164, channel: Channel }), returns: Verification, errors: ["RATE_LIMIT", "CONFLICT"],
});
export const resendPhone = route({ ...starting, method: "post", path: "/v1/auth/phone/verify/resend", summary: "Send a new code; once a minute", returns: Verification, errors: ["NOT_FOUND", "RATE_LIMIT"] });
export const confirmPhone = route({
  ...own, access: { permission: "phone.verify.confirm" }, method: "post", path: "/v1/auth/phone/verify/confirm", summary: "Confirm the phone with its code",
  body: z.object({ code: SixDigits, phone_e164: PhoneE164.optional() }), returns: z.object({ phone_e164: PhoneE164, phone_verified_at: z.iso.datetime() }), errors: ["NOT_FOUND"],
});
export const cancelPhone = route({ ...starting, method: "delete", path: "/v1/auth/phone/verify/cancel", summary: "Forget the code that was sent", returns: z.object({ cancelled: z.literal(true) }), errors: ["NOT_FOUND"] });

const Security = z.object({ mfa_policy: MfaPolicy, mfa_policy_since: z.iso.datetime() });
const policy = { access: { permission: "twofa.manage.tenant" }, tokens: false } as const;
export const getSecurity = route({ ...policy, method: "get", path: "/v1/admin/security", summary: "Who must have a second factor", returns: Security });
export const putSecurity = route({ ...policy, method: "put", path: "/v1/admin/security", summary: "Say who must have a second factor; seven days of grace start now", body: z.object({ mfa_policy: MfaPolicy }), returns: Security });
export const getUserFactors = route({
  ...policy, method: "get", path: "/v1/admin/users/:user_id/2fa", summary: "What a user has for a second factor", returns: Factors.omit({ mfa_policy: true }), errors: ["NOT_FOUND"],
});
export const resetUserFactors = route({
  ...policy, method: "delete", path: "/v1/admin/users/:user_id/2fa", summary: "Take every second factor from a user who ranks below me and lost them; ends their sessions", returns: z.object({ user_id: Id }), errors: ["NOT_FOUND", "FORBIDDEN", "CONFLICT"],
});
