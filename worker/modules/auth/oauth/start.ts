import { env } from "cloudflare:workers";
import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomNonce, generateRandomState } from "oauth4webapi";
import type * as z from "zod";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { sha256 } from "#worker/kernel/ids.ts";
import type { startOauth } from "../oauth-contract.ts";
import { remember } from "../states.ts";
import { providerNamed, redirectUri, serverOf } from "./providers.ts";

const COOKIE = "m3_oauth";

/** What a started sign-in must come back with. */
export interface Started extends Record<string, unknown> { provider: "google" | "apple" | "linkedin"; code_verifier: string; nonce: string; browser: string; tenant_id?: string }

/**
 * Begins a sign-in with a provider: authorization code with PKCE, state and nonce. The state works once, for ten minutes,
 * in the browser that began, so that nobody is signed in to somebody else's account by a link.
 */
export async function start(pub: PublicCtx, { provider: code, tenant_id }: z.output<NonNullable<typeof startOauth.query>>, request: Request, reply: Headers) {
  const provider = providerNamed(code), { as } = await serverOf(provider);
  const state = generateRandomState(), nonce = generateRandomNonce(), code_verifier = generateRandomCodeVerifier(), browser = generateRandomState();
  await remember(pub.request_id, "oauth", state, { provider: code, code_verifier, nonce, browser: await sha256(browser), ...(tenant_id ? { tenant_id } : {}) } satisfies Started);
  const url = new URL(as.authorization_endpoint!);
  const parameters = {
    ...provider.parameters, client_id: provider.client_id, redirect_uri: redirectUri(provider), response_type: "code", scope: provider.scope, state, nonce,
    code_challenge: await calculatePKCECodeChallenge(code_verifier), code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const secure = new URL(request.url).protocol === "https:" ? "; Secure" : "";
  reply.append("set-cookie", `${COOKIE}=${browser}; Path=/v1/auth/oauth; HttpOnly; SameSite=Lax; Max-Age=600${secure}`);
  if (!request.headers.get("accept")?.includes("text/html")) return { auth_url: url.href };
  return new Response(null, { status: 302, headers: { location: url.href, "set-cookie": reply.get("set-cookie")!, "cache-control": "no-store" } });
}

/** Whether this is the browser that began. */
export async function isSameBrowser(request: Request, { browser }: Started): Promise<boolean> {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`).exec(request.headers.get("cookie") ?? "")?.[1];
  return value !== undefined && (await sha256(value)) === browser;
}

/** A form that a provider posted, as the address of the page that finishes. Nothing in it is trusted before the state is. */
export async function passOn(request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text()), url = new URL("/oauth/callback", env.APP_URL);
  for (const name of ["code", "state", "error"]) if (form.has(name)) url.searchParams.set(name, form.get(name)!.slice(0, 2000));
  if (!url.searchParams.has("state")) throw new AppError("AUTH_OAUTH_FAILED", { reason: "state" });
  return new Response(null, { status: 303, headers: { location: url.href, "cache-control": "no-store" } });
}
