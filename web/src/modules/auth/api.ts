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
  id: string;
  name: string;
}
interface Tokens {
  access_token: string;
}

const post = <T>(path: string, body: unknown) => call({ method: "post", path, idempotent: false }, { body } as never) as Promise<T>;

export const signUp = (body: SignUp) => post<unknown>("/v1/auth/register-super-admin", body);
export const signIn = (body: { email: string; password: string; tenant_id?: string | undefined }) => post<Tokens>("/v1/auth/login", body);
export const verifyEmail = (token: string) => post<unknown>("/v1/auth/verify-email", { token });
export const resendVerification = (email: string) => post<unknown>("/v1/auth/resend-verification", { email });
export const forgotPassword = (email: string) => post<unknown>("/v1/auth/forgot-password", { email });
export const resetPassword = (token: string, password: string) => post<unknown>("/v1/auth/reset-password", { token, password });
export const acceptInvite = (body: { token: string; full_name: string; password: string }) => post<{ user: { email: string } }>("/v1/admin/users/accept-invite", body);

/** The companies to choose from when one address belongs to several. */
export function tenantChoices(error: unknown): readonly TenantChoice[] {
  if (!(error instanceof ApiError) || error.code !== "CONFLICT") return [];
  return (error.details as { tenants?: readonly TenantChoice[] } | null)?.tenants ?? [];
}

/** When a locked account opens again; undefined when the answer names no time. */
export function lockedUntil(error: unknown): Date | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const details = error.details as { retry_after_s?: number } | null;
  return details?.retry_after_s === undefined ? undefined : new Date(Date.now() + details.retry_after_s * 1000);
}
