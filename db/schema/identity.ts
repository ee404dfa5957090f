import { sql } from "drizzle-orm";
import { boolean, integer, jsonb, pgTable, pgView, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { big, instant, tenantId, tenantTable } from "./kernel.ts";

export const tenants = tenantTable("tenants", {
  name: text().notNull(),
  status: text().$type<"active" | "suspended" | "closed">().notNull().default("active"),
  country: text().notNull().default("EG"),
  locale: text().$type<"en" | "ar">().notNull().default("en"),
  timezone: text().notNull().default("Africa/Cairo"),
  currency: text().notNull().default("EGP"),
  week_start: smallint().notNull().default(0),
  settings: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  mfa_policy: text().$type<"off" | "admins" | "all">().notNull().default("admins"),
  mfa_policy_since: instant().notNull().default(sql`now()`),
});

export const users = tenantTable("users", {
  email: text().notNull(),
  password_hash: text(),
  status: text().$type<"invited" | "active" | "suspended" | "deactivated">().notNull().default("active"),
  email_verified_at: instant(),
});

/** Of an address (its hash), not of an account: nobody's data. Failures of second factors are counted by account too. Written through app.sign_in_failed and app.sign_in_passed. */
export const signInFailures = pgTable("sign_in_failures", {
  email_hash: text().primaryKey(), failures: integer().notNull(), failed_at: instant().notNull(), locked_until: instant(),
});

/** `id` is the user's. */
export const userProfiles = tenantTable("user_profiles", {
  full_name: text().notNull(),
  phone_e164: text(),
  phone_verified_at: instant(),
  locale: text().$type<"en" | "ar">().notNull().default("en"),
  timezone: text(),
  job_title: text(),
  job_title_code: text(),
  department_code: text(),
  avatar_url: text(),
  preferences: jsonb().$type<Record<string, unknown>>().notNull().default({}),
});

export const roles = tenantTable("roles", {
  code: text().notNull(),
  name: text().notNull(),
  description: text(),
  is_builtin: boolean().notNull().default(false),
});

export const rolePermissions = pgTable("role_permissions", {
  tenant_id: tenantId(), role_id: uuid().notNull(), permission: text().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.role_id, t.permission] })]);

export const userRoles = pgTable("user_roles", {
  tenant_id: tenantId(), user_id: uuid().notNull(), role_id: uuid().notNull(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.user_id, t.role_id] })]);

export const sessions = tenantTable("sessions", {
  user_id: uuid().notNull(),
  refresh_token_hash: text().notNull(),
  previous_token_hash: text(),
  rotated_at: instant().notNull(),
  user_agent: text(),
  ip: text(),
  expires_at: instant().notNull(),
  revoked_at: instant(),
  revoked_reason: text(),
  country: text(),
  verified_at: instant(),
});

export const authTokens = tenantTable("auth_tokens", {
  user_id: uuid().notNull(),
  purpose: text().$type<"verify_email" | "reset_password">().notNull(),
  token_hash: text().notNull(),
  expires_at: instant().notNull(),
  used_at: instant(),
});

export const invites = tenantTable("invites", {
  user_id: uuid().notNull(),
  inviter_id: uuid().notNull(),
  token_hash: text().notNull(),
  expires_at: instant().notNull(),
  accepted_at: instant(),
  revoked_at: instant(),
});

export const plans = pgTable("plans", {
  code: text().primaryKey(), name: text().notNull(), tier: integer().notNull(), price_minor: big(), currency: text(),
  billing_cycle: text(), is_active: boolean().notNull(), all_features: boolean().notNull(),
});
export const planFeatures = pgTable("plan_features", { plan_code: text().notNull(), feature: text().notNull() });
export const planLimits = pgTable("plan_limits", { plan_code: text().notNull(), key: text().notNull(), limit_value: big().notNull() });

export const tenantPlan = tenantTable("tenant_plan", {
  plan_code: text().notNull(),
  trial_plan_code: text(),
  trial_ends_at: instant(),
  status: text().$type<"trialing" | "active" | "past_due" | "cancelled">().notNull().default("active"),
  billing_provider: text().notNull().default("dev"),
  external_customer_id: text(),
  external_sub_id: text(),
  started_at: instant(),
  ends_at: instant(),
  external_at: instant(),
  external_sub_at: instant(),
  payment_failed_at: instant(),
});

export const usageCounters = pgTable("usage_counters", {
  tenant_id: tenantId(), key: text().notNull(), period_start: text().notNull(), value: big().notNull(), updated_at: instant(),
}, (t) => [primaryKey({ columns: [t.tenant_id, t.key, t.period_start] })]);

/** `id` is the user's. `totp_secret` is sealed. */
export const twofaSecrets = tenantTable("twofa_secrets", {
  totp_secret: text(),
  enabled: boolean().notNull().default(false),
  last_step: big(),
  backup_codes: text().array().notNull().default([]),
  sms_enabled: boolean().notNull().default(false),
  whatsapp_enabled: boolean().notNull().default(false),
});

/** What each user (`id`) has for a second factor, and whether they must. */
export const mfaStatus = pgView("mfa_status", {
  tenant_id: uuid().notNull(), id: uuid().notNull(), totp: boolean().notNull(), sms: boolean().notNull(), whatsapp: boolean().notNull(), passkeys: integer().notNull(),
  backup_codes: integer().notNull(), enrolled: boolean().notNull(), required: boolean().notNull(), grace_ends_at: instant().notNull(),
}).existing();

export const userPasskeys = tenantTable("user_passkeys", {
  user_id: uuid().notNull(),
  name: text().notNull(),
  credential_id: text().notNull(),
  public_key: text().notNull(),
  counter: big().notNull().default(0),
  transports: text().array().notNull().default([]),
  is_backed_up: boolean().notNull().default(false),
  last_used_at: instant(),
});

export const userIdentities = tenantTable("user_identities", {
  user_id: uuid().notNull(),
  provider: text().$type<"google" | "apple" | "linkedin">().notNull(),
  subject: text().notNull(),
  email: text().notNull(),
});

export const authChallenges = tenantTable("auth_challenges", {
  user_id: uuid().notNull(),
  lock_keys: text().array().notNull(),
  token_hash: text().notNull(),
  attempts: integer().notNull().default(0),
  code_hash: text(),
  code_channel: text().$type<"sms" | "whatsapp">(),
  code_sent_at: instant(),
  codes_sent: integer().notNull().default(0),
  expires_at: instant().notNull(),
  used_at: instant(),
});

export const phoneVerification = tenantTable("phone_verification", {
  user_id: uuid().notNull(),
  e164: text().notNull(),
  channel: text().$type<"sms" | "whatsapp">().notNull(),
  code_hash: text().notNull(),
  expires_at: instant().notNull(),
  sent_at: instant().notNull(),
  attempts: integer().notNull().default(0),
  status: text().$type<"pending" | "verified" | "expired" | "revoked">().notNull().default("pending"),
});

export const personalAccessTokens = tenantTable("personal_access_tokens", {
  user_id: uuid().notNull(),
  name: text().notNull(),
  token_hash: text().notNull(),
  permissions: text().array().notNull(),
  expires_at: instant().notNull(),
  last_used_at: instant(),
  revoked_at: instant(),
});

/** Of no tenant: an OAuth state or a WebAuthn challenge on its way, taken once. Only the system sees it. */
export const authStates = pgTable("auth_states", {
  key_hash: text().primaryKey(), kind: text().$type<"oauth" | "passkey">().notNull(), payload: jsonb().$type<Record<string, unknown>>().notNull(), expires_at: instant().notNull(),
});
