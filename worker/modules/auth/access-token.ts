import { env } from "cloudflare:workers";
import { errors, jwtVerify, SignJWT } from "jose";
import { AppError } from "#worker/kernel/errors.ts";
import type { Claims } from "#worker/kernel/http.ts";
import { readToken } from "#worker/kernel/ids.ts";

type SessionClaims = Claims & { readonly user_id: string };

const ISSUER = "m3core", AUDIENCE = "m3core-api";
export const ACCESS_TOKEN_S = 15 * 60;

let key: CryptoKey | undefined;
/** Imported once: given as bytes, it would be imported again for every token. */
const secret = async () => (key ??= await crypto.subtle.importKey("raw", new TextEncoder().encode(env.JWT_SECRET), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]));

/** How a personal access token begins, so that people and secret scanners know one. */
export const PREFIX = "m3k_";

/** What a personal access token says: which one it is. Whose, and whether it lives, the gate knows. */
export async function readPersonalToken(token: string): Promise<Claims> {
  const named = await readToken(token.slice(PREFIX.length));
  if (!named) throw new AppError("AUTH_UNAUTHORIZED", { reason: "The access token is not valid." });
  return { tenant_id: named.tenant_id, user_id: null, session_id: named.id, token_hash: named.hash };
}

/** A signed access token of 15 minutes. What its user may do is not in it: the tenant gate knows. */
export async function signAccessToken({ tenant_id, user_id, session_id }: SessionClaims): Promise<string> {
  return new SignJWT({ tenant_id, business_id: tenant_id, sid: session_id })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(ISSUER).setAudience(AUDIENCE).setSubject(user_id)
    .setIssuedAt().setNotBefore("0s").setExpirationTime(`${ACCESS_TOKEN_S}s`)
    .sign(await secret());
}

/** Tokens whose signature this isolate has seen to be good: a page full of requests verifies its token once. */
const verified = new Map<string, { claims: SessionClaims; expires_at_ms: number }>();
const VERIFIED_MAX = 1000;

/** What a token says, when we signed it, for this API, and it has not expired. AUTH_TOKEN_EXPIRED or AUTH_UNAUTHORIZED otherwise. */
export async function readAccessToken(token: string): Promise<SessionClaims> {
  const seen = verified.get(token);
  if (seen && seen.expires_at_ms > Date.now()) return seen.claims;
  verified.delete(token);
  try {
    const { payload } = await jwtVerify(token, await secret(), { algorithms: ["HS256"], issuer: ISSUER, audience: AUDIENCE, requiredClaims: ["sub", "exp", "nbf"] });
    const { tenant_id, sid } = payload as { tenant_id?: string; sid?: string };
    if (tenant_id && sid) {
      const claims: SessionClaims = { tenant_id, user_id: payload.sub!, session_id: sid };
      if (verified.size >= VERIFIED_MAX) verified.delete(verified.keys().next().value!);
      verified.set(token, { claims, expires_at_ms: payload.exp! * 1000 });
      return claims;
    }
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new AppError("AUTH_TOKEN_EXPIRED");
  }
  throw new AppError("AUTH_UNAUTHORIZED", { reason: "The access token is not valid." });
}

/** The bearer token of a request; a WebSocket, which cannot send headers, carries it as its second subprotocol. */
export function bearerOf(request: Request): string | undefined {
  const header = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  return header ?? (request.headers.get("upgrade") === "websocket" ? request.headers.get("sec-websocket-protocol")?.split(/\s*,\s*/)[1] : undefined);
}
