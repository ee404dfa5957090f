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
export interface Tokens {
  access_token: string;
}
export type Method = "totp" | "backup_code" | "sms" | "whatsapp" | "passkey";
/** A sign-in that waits for its second factor. */
export interface Challenge {
  challenge_token: string;
  methods: readonly Method[];
}
export interface Provider {
  code: string;
  name: string;
}
/** WebAuthn's JSON forms pass through untouched. */
export type PasskeyOptions = { challenge: string } & Record<string, unknown>;

const post = <T>(path: string, body: unknown) => call({ method: "post", path, idempotent: false }, { body } as never) as Promise<T>;
const get = <T>(path: string, query?: Record<string, string | undefined>) => call({ method: "get", path }, { query } as never) as Promise<T>;

export const signUp = (body: SignUp) => post<unknown>("/v1/auth/register-super-admin", body);
export const signIn = (body: { email: string; password: string; tenant_id?: string | undefined }) => post<Tokens>("/v1/auth/login", body);
export const finishSignIn = (body: { challenge_token: string; method: Method; code?: string; credential?: unknown }) => post<Tokens>("/v1/auth/login/2fa", body);
export const sendCode = (body: { challenge_token: string; method: "sms" | "whatsapp" }) => post<{ to: string; resend_in: number }>("/v1/auth/login/2fa/send", body);
export const passkeyOptions = (challenge_token?: string) => post<{ options: PasskeyOptions }>("/v1/auth/passkeys/login/options", { challenge_token });
export const signInWithPasskey = (credential: unknown) => post<Tokens>("/v1/auth/passkeys/login", { credential });
export const listProviders = () => get<{ items: readonly Provider[] }>("/v1/auth/oauth/providers");
export const startOauth = (provider: string, tenant_id?: string) => get<{ auth_url: string }>("/v1/auth/oauth/start", { provider, tenant_id });
export const finishOauth = (body: { code: string; state: string; provider?: string | undefined }) => post<Tokens>("/v1/auth/oauth/callback", body);
export const verifyEmail = (token: string) => post<unknown>("/v1/auth/verify-email", { token });
export const resendVerification = (email: string) => post<unknown>("/v1/auth/resend-verification", { email });
export const forgotPassword = (email: string) => post<unknown>("/v1/auth/forgot-password", { email });
export const resetPassword = (token: string, password: string) => post<unknown>("/v1/auth/reset-password", { token, password });
export const acceptInvite = (body: { token: string; full_name: string; password: string }) => post<{ user: { email: string }; tenant: { id: string } }>("/v1/admin/users/accept-invite", body);

const detailsOf = <T>(error: unknown, code: string) => (error instanceof ApiError && error.code === code ? (error.details as T | null) : null);

/** The second factor that is asked for; undefined when the error is another one. */
export const challengeOf = (error: unknown): Challenge | undefined => detailsOf<Challenge>(error, "AUTH_2FA_REQUIRED") ?? undefined;

/** The companies to choose from when one address belongs to several. */
export const tenantChoices = (error: unknown): readonly TenantChoice[] => detailsOf<{ tenants?: readonly TenantChoice[] }>(error, "CONFLICT")?.tenants ?? [];

/** How many guesses a wrong code leaves; undefined when the answer does not say. */
export const attemptsLeft = (error: unknown) => detailsOf<{ attempts_left?: number }>(error, "AUTH_2FA_INVALID_CODE")?.attempts_left;
