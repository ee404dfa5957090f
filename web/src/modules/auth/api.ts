import { ApiError, call } from "#web/src/kernel/api.ts";

/** Calls of the auth module. Plain paths rather than its contract: schemas would weigh on the first load. */
interface SignUp {
  tenant_name: string;
  full_name: string;
  email: string;
  password: string;
  country?: string | undefined;
  locale?: string | undefined;
}
export interface TenantChoice {
  tenant_id: string;
  name: string;
}
interface Tokens {
  access_token: string;
}

const post = <T>(path: string, body: unknown) => call({ method: "post", path, idempotent: false }, { body } as never) as Promise<T>;

export const signUp = (body: SignUp) => post<unknown>("/v1/auth/register-super-admin", body);
export const signIn = (body: { email: string; password: string; tenant_id?: string | undefined }) => post<Tokens>("/v1/auth/login", body);
export const verifyEmail = (token: string) => post<Partial<Tokens> | null>("/v1/auth/verify-email", { token });
export const resendVerification = (email: string) => post<unknown>("/v1/auth/resend-verification", { email });
export const forgotPassword = (email: string) => post<unknown>("/v1/auth/forgot-password", { email });
export const resetPassword = (token: string, password: string) => post<unknown>("/v1/auth/reset-password", { token, password });
export const acceptInvite = (body: { token: string; full_name: string; password: string }) => post<Partial<Tokens> | null>("/v1/admin/users/accept-invite", body);

interface RawTenant {
  id?: string;
  tenant_id?: string;
  name?: string;
  tenant_name?: string;
}

/** The companies to choose from when one address belongs to several. */
export function tenantChoices(error: unknown): readonly TenantChoice[] {
  if (!(error instanceof ApiError) || error.code !== "CONFLICT") return [];
  const tenants = (error.details as { tenants?: readonly RawTenant[] } | null)?.tenants ?? [];
  return tenants.map((tenant) => ({ tenant_id: tenant.tenant_id ?? tenant.id ?? "", name: tenant.name ?? tenant.tenant_name ?? "" }));
}

/** When a locked account opens again; undefined when the answer names no time. */
export function lockedUntil(error: unknown): Date | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const details = error.details as { locked_until?: string; retry_after_s?: number } | null;
  if (details?.locked_until) return new Date(details.locked_until);
  return details?.retry_after_s === undefined ? undefined : new Date(Date.now() + details.retry_after_s * 1000);
}
