import type { ContentfulStatusCode } from "hono/utils/http-status";

interface ErrorSpec { readonly status: ContentfulStatusCode; readonly message: string; readonly ref?: string }

/** Every error the API answers with: code → status and what to do. The only place a status is written. */
export const ERRORS = {
  MALFORMED_REQUEST: { status: 400, message: "The request could not be read. Check its syntax and headers." },
  AUTH_INVALID_CREDENTIALS: { status: 401, ref: "AUTH-001", message: "The email or the password is wrong." },
  AUTH_TOKEN_EXPIRED: { status: 401, ref: "AUTH-002", message: "The session token has expired. Refresh it or sign in again." },
  AUTH_2FA_REQUIRED: { status: 401, ref: "AUTH-003", message: "A second factor is needed to finish signing in." },
  AUTH_2FA_INVALID_CODE: { status: 401, message: "The code is wrong or was used before." },
  AUTH_UNAUTHORIZED: { status: 401, ref: "AUTH-004", message: "Sign in to continue." },
  AUTH_TOKEN_REUSED: { status: 401, message: "This session was ended because its token was used twice. Sign in again." },
  AUTH_OAUTH_FAILED: { status: 401, message: "Signing in with this provider did not work. Start again." },
  AUTH_ACCOUNT_UNKNOWN: { status: 404, message: "No account uses this address. Sign up, or ask an admin of your workspace for an invitation." },
  AUTH_TOKEN_INVALID: { status: 422, message: "This link is not valid any more. Ask for a new one." },
  PLAN_REQUIRED: { status: 402, message: "Your plan does not include this feature." },
  CAP_EXCEEDED: { status: 402, message: "The monthly cap of your plan is reached." },
  FORBIDDEN: { status: 403, ref: "AUTH-004", message: "You do not have permission to do this. Ask an admin." },
  MODULE_OFF: { status: 403, message: "This module is switched off in your workspace. An admin can switch it on in the business settings." },
  REQUESTER_NOT_ALLOWED: { status: 403, message: "Whoever asked for this may not do it any more." },
  AUTH_EMAIL_UNVERIFIED: { status: 403, message: "Verify your email address first." },
  NOT_FOUND: { status: 404, message: "Not found." },
  METHOD_NOT_ALLOWED: { status: 405, message: "This address does not take that method." },
  CONFLICT: { status: 409, message: "This clashes with the current state. Reload and try again." },
  DUPLICATE: { status: 409, message: "This already exists." },
  IDEMPOTENCY_MISMATCH: { status: 409, message: "This Idempotency-Key was used for a different request. Use a new key." },
  LEAD_CONVERTED: { status: 409, message: "This lead has already been converted." },
  UNIT_RESERVED: { status: 409, message: "Another reservation of this unit is active." },
  UNIT_UNAVAILABLE: { status: 409, message: "This unit cannot be reserved in its present status." },
  OPEN_RECORDS: { status: 409, message: "This person still owns open records. Say who takes them over." },
  LAST_OWNER: { status: 409, message: "A workspace needs an owner. Make someone else an owner first." },
  DEAL_CLOSED: { status: 409, message: "This deal is already won or lost." },
  PRECONDITION_FAILED: { status: 412, message: "Someone else changed this since you opened it. Reload, compare and save again." },
  PAYLOAD_TOO_LARGE: { status: 413, message: "The body is too large." },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: "Send the body in a media type that this address takes." },
  VALIDATION_FAILED: { status: 422, message: "Some fields are not valid." },
  LIMIT_REACHED: { status: 422, message: "You have reached a limit of your plan." },
  CONSENT_REQUIRED: { status: 422, message: "The recipient has not agreed to this channel." },
  TEMPLATE_MISSING: { status: 422, message: "There is no template for this message." },
  TEMPLATE_VARIABLES_MISSING: { status: 422, message: "The template needs variables that were not sent." },
  DLR_INVALID: { status: 422, message: "The delivery report was not understood." },
  UPGRADE_REQUIRED: { status: 426, message: "This address speaks WebSocket. Ask for an upgrade." },
  RATE_LIMIT: { status: 429, message: "Too many requests. Wait and try again." },
  AUTH_LOCKED: { status: 429, message: "Too many failed attempts. Wait before trying again." },
  INTERNAL: { status: 500, message: "Something went wrong on our side. It has been logged; quote the request id." },
  PROVIDER_ERROR: { status: 502, message: "An outside service did not answer as it should." },
  UNHEALTHY: { status: 503, message: "Part of the service does not answer." },
  BUSY: { status: 503, message: "Too much is happening at once. Try again in a moment." },
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERRORS;
export type Details = Readonly<Record<string, unknown>>;

/** An error a caller is meant to see. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Details | null;
  constructor(code: ErrorCode, details: Details | null = null) {
    super(ERRORS[code].message);
    this.code = code;
    this.details = details;
  }
}

/** VALIDATION_FAILED for one field, in words. */
export const invalid = (path: string, message: string) => new AppError("VALIDATION_FAILED", { issues: [{ path, message }] });

/** What breaking a constraint means to the caller, where it is not what its kind means. `field` names what to mend. */
const CONSTRAINTS: Record<string, { code: ErrorCode; field?: string }> = {
  unit_reservations_one_active_key: { code: "UNIT_RESERVED" },
  lead_conversions_lead_key: { code: "LEAD_CONVERTED" },
  tenant_exports_running_key: { code: "CONFLICT" },
  message_templates_draft_key: { code: "CONFLICT" },
  message_templates_number_key: { code: "CONFLICT" },
};
const SQLSTATES: Record<string, ErrorCode> = {
  "23505": "DUPLICATE", // unique
  "23P01": "CONFLICT", // exclusion
  "23503": "VALIDATION_FAILED", // foreign key: the body points at a row that is not there
  "23514": "VALIDATION_FAILED", // check
  "22003": "VALIDATION_FAILED", // number out of range
  "22007": "VALIDATION_FAILED", // not a time: a cursor that somebody made up
  "22008": "VALIDATION_FAILED", // time out of range
  "22021": "VALIDATION_FAILED", // a character that text cannot hold: U+0000
  "22P05": "VALIDATION_FAILED", // the same inside JSON
  "40001": "BUSY", // serialization failure
  "40P01": "BUSY", // deadlock
  "57014": "BUSY", // statement timeout
};

interface PostgresError { code?: string; constraint?: string; table?: string; message: string; detail?: string; cause?: PostgresError }

/** Translates what Postgres refused; anything unexpected stays what it is and ends as INTERNAL. */
export function fromPostgres(thrown: unknown): unknown {
  const outer = thrown as PostgresError;
  const { code, constraint, table, message } = outer.code ? outer : (outer.cause ?? outer);
  if (code === "APP00") return refusal(message);
  const named = constraint ? CONSTRAINTS[constraint] : undefined;
  if (named) return new AppError(named.code, named.field ? { constraint, issues: [{ path: named.field, message: ERRORS[named.code].message }] } : { constraint });
  // A foreign key breaks from both ends: what I point to is missing, or what I delete is still pointed to.
  if (code === "23503" && message.startsWith("update or delete")) return new AppError("CONFLICT", { constraint, reason: "Other records still refer to this one." });
  const known = code ? SQLSTATES[code] : undefined;
  if (!known) return thrown;
  if (known !== "VALIDATION_FAILED") return new AppError(known, constraint ? { constraint } : null);
  return new AppError(known, { constraint, issues: [{ path: fieldOf(constraint, table), message: code === "23503" ? "There is no such record." : "This value is not allowed." }] });
}

/** `app.fail('CODE')` or `app.fail('CODE {"details":…}')`. */
function refusal(message: string) {
  const at = message.indexOf(" ");
  return at < 0 ? new AppError(message as ErrorCode) : new AppError(message.slice(0, at) as ErrorCode, JSON.parse(message.slice(at + 1)) as Details);
}

/** Constraints are named <table>_<field>_<kind>: good enough to point at the field. */
const fieldOf = (constraint = "", table = "") => /^_(\w+?)_(?:fkey|check|key)$/.exec(constraint.startsWith(table) ? constraint.slice(table.length) : constraint)?.[1] ?? "";
