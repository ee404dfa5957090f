import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { mfaStatus, tenants, userProfiles, users } from "#db/schema/identity.ts";
import { db } from "#worker/kernel/db.ts";

export const mfaColumns = {
  totp: mfaStatus.totp, sms: mfaStatus.sms, whatsapp: mfaStatus.whatsapp, passkeys: mfaStatus.passkeys, backup_codes: mfaStatus.backup_codes,
  enrolled: mfaStatus.enrolled, required: mfaStatus.required, grace_ends_at: mfaStatus.grace_ends_at,
};
const columnsOfAccount = {
  tenant_id: users.tenant_id, id: users.id, email: users.email, status: users.status, password_hash: users.password_hash, email_verified_at: users.email_verified_at,
  full_name: userProfiles.full_name, locale: userProfiles.locale, timezone: userProfiles.timezone, job_title: userProfiles.job_title, avatar_url: userProfiles.avatar_url,
  tenant: {
    id: tenants.id, name: tenants.name, status: tenants.status, country: tenants.country, locale: tenants.locale,
    timezone: tenants.timezone, currency: tenants.currency, week_start: tenants.week_start,
  },
  phone_e164: userProfiles.phone_e164, phone_verified_at: userProfiles.phone_verified_at,
  mfa: mfaColumns,
};

/** Accounts with their profile and their tenant: of one tenant, or of all when the system asks. */
export const accountsWhere = (...conditions: (SQL | undefined)[]) =>
  db.select(columnsOfAccount).from(users)
    .innerJoin(userProfiles, and(eq(userProfiles.tenant_id, users.tenant_id), eq(userProfiles.id, users.id)))
    .innerJoin(tenants, and(eq(tenants.tenant_id, users.tenant_id), eq(tenants.id, users.tenant_id)))
    .innerJoin(mfaStatus, and(eq(mfaStatus.tenant_id, users.tenant_id), eq(mfaStatus.id, users.id)))
    .where(and(...conditions));

export type FoundAccount = Awaited<ReturnType<typeof accountsWhere>>[number];

/** One address may own accounts in several tenants. Five are tried: verified ones first, so that nobody can crowd them out. */
export const accountsByEmail = (email: string, ...conditions: (SQL | undefined)[]) =>
  accountsWhere(eq(users.email, email), ...conditions).orderBy(asc(sql`${users.email_verified_at} is null`), desc(users.id)).limit(5);

/** As the contract shows them. */
export const shown = ({ id, email, full_name, locale, timezone, job_title, avatar_url, tenant: { status: _, ...tenant } }: FoundAccount) =>
  ({ user: { id, email, full_name, locale, timezone, job_title, avatar_url }, tenant });

/** The grace is told only to whom it matters. */
export const shownMfa = ({ enrolled, required, grace_ends_at }: { enrolled: boolean; required: boolean; grace_ends_at: string }) =>
  ({ enrolled, required, grace_ends_at: required && !enrolled ? grace_ends_at : null });

/** What an account has for a second factor. */
export const shownFactors = ({ mfa, phone_e164, phone_verified_at, password_hash }: Pick<FoundAccount, "mfa" | "phone_e164" | "phone_verified_at" | "password_hash">) => {
  const { totp, sms, whatsapp, passkeys, backup_codes } = mfa;
  return { mfa: shownMfa(mfa), totp, sms, whatsapp, passkeys, backup_codes_left: backup_codes, phone_e164, phone_verified_at, has_password: password_hash !== null };
};

/** Whether the account and its tenant may be used at all. */
export const isUsable = ({ status, tenant }: FoundAccount): boolean => status === "active" && tenant.status === "active";
