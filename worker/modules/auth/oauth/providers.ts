import { env } from "cloudflare:workers";
import { createRemoteJWKSet } from "jose";
import * as oauth from "oauth4webapi";
import * as z from "zod";
import { AppError } from "#worker/kernel/errors.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { Provider } from "../oauth-contract.ts";

type Code = z.output<typeof Provider>;

const KNOWN: Record<Code, { name: string; issuer: string; scope: string; parameters?: Record<string, string> }> = {
  google: { name: "Google", issuer: "https://accounts.google.com", scope: "openid email profile", parameters: { prompt: "select_account" } },
  // Apple gives the address only to a form that it posts.
  apple: { name: "Apple", issuer: "https://appleid.apple.com", scope: "openid email name", parameters: { response_mode: "form_post" } },
  linkedin: { name: "LinkedIn", issuer: "https://www.linkedin.com/oauth", scope: "openid email profile" },
};
const Settings = z.partialRecord(Provider, z.object({ client_id: z.string().min(1), client_secret: z.string().min(1), issuer: z.url().optional() }));

/** The providers that this installation has an agreement with. */
export function providers() {
  const settings = env.OAUTH_PROVIDERS ? Settings.parse(JSON.parse(env.OAUTH_PROVIDERS)) : {};
  return Provider.options.flatMap((code) => {
    const own = settings[code];
    return own ? [{ code, ...KNOWN[code], ...own, issuer: new URL(own.issuer ?? KNOWN[code].issuer) }] : [];
  });
}
export type ProviderSettings = ReturnType<typeof providers>[number];

/** NOT_FOUND for one that is not offered. */
export function providerNamed(code: Code): ProviderSettings {
  const found = providers().find((p) => p.code === code);
  if (!found) throw new AppError("NOT_FOUND", { provider: code });
  return found;
}

interface Server { readonly as: oauth.AuthorizationServer; readonly jwks: ReturnType<typeof createRemoteJWKSet> }
const servers = new Map<string, { server: Promise<Server>; until: number }>();
const HOUR_MS = 3_600_000;

/** What a provider says of itself (OpenID Connect Discovery), asked for once an hour. */
export function serverOf({ code, issuer }: ProviderSettings): Promise<Server> {
  const known = servers.get(issuer.href);
  if (known && known.until > Date.now()) return known.server;
  const server = discover(issuer).catch((error: unknown) => {
    servers.delete(issuer.href);
    log("warn", "OAuth discovery", { provider: code, ...describe(error) });
    throw new AppError("PROVIDER_ERROR", { provider: code, retryable: true });
  });
  servers.set(issuer.href, { server, until: Date.now() + HOUR_MS });
  return server;
}

async function discover(issuer: URL): Promise<Server> {
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, overHttp(issuer)));
  return { as, jwks: createRemoteJWKSet(new URL(as.jwks_uri!)) };
}

/** A provider on this machine, in development and tests, needs no TLS. */
export const overHttp = (issuer: URL) => ({ [oauth.allowInsecureRequests]: issuer.protocol === "http:" && env.APP_ENV !== "production", signal: AbortSignal.timeout(10_000) });

/** The page of the web app that finishes, or for a provider that posts, the address that passes its form on to that page. */
export const redirectUri = ({ parameters }: Pick<ProviderSettings, "parameters">): string => `${env.APP_URL}${parameters?.["response_mode"] === "form_post" ? "/v1/auth/oauth/form" : "/oauth/callback"}`;
