import type { Context } from "hono";
import { Accepted } from "./accepted.ts";
import { type AppError, ERRORS } from "./errors.ts";
import type { Route } from "./resource.ts";

/** How much of a rate limit is left. */
export interface RateState { readonly limit: number; readonly remaining: number; readonly reset_s: number }

/** The headers every limited response carries. */
export function rateHeaders(headers: Headers, rate: RateState): void {
  headers.set("ratelimit-limit", String(rate.limit));
  headers.set("ratelimit-remaining", String(rate.remaining));
  headers.set("ratelimit-reset", String(rate.reset_s));
}

/** The envelope of an error. */
export function refuse(c: Context, error: AppError, request_id: string): Response {
  const spec: { status: (typeof ERRORS)[keyof typeof ERRORS]["status"]; ref?: string } = ERRORS[error.code];
  const retry = error.details?.["retry_after_s"];
  if (typeof retry === "number") c.header("retry-after", String(retry));
  return c.json({
    success: false, data: null,
    error: { code: error.code, ...(spec.ref ? { ref: spec.ref } : {}), message: error.message, details: error.details, request_id },
  }, spec.status);
}

/** The envelope of a result, with its ETag; 202 when it only waits, 304 when the caller has it already. */
export async function respond(c: Context, route: Route, answer: unknown): Promise<Response> {
  const [data, status] = answer instanceof Accepted ? [answer.data, 202 as const] : [answer, route.status];
  const json = JSON.stringify(data ?? null);
  const tag = await etag(route, data, json);
  if (tag) {
    c.header("etag", tag);
    c.header("cache-control", "private, no-cache");
    if (route.method === "get" && c.req.header("if-none-match")?.split(/\s*,\s*/).includes(tag)) return c.body(null, 304);
  } else {
    c.header("cache-control", "no-store");
  }
  c.header("content-type", "application/json; charset=UTF-8");
  return c.body(`{"success":true,"data":${json},"error":null}`, status);
}

/** A record's tag starts with its version, which is what If-Match compares; the rest tells its whole content. */
async function etag(route: Route, data: unknown, json: string): Promise<string | undefined> {
  const version = typeof data === "object" && data !== null && "version" in data ? (data as { version: unknown }).version : undefined;
  if (route.method !== "get" && typeof version !== "number") return undefined;
  const digest = Buffer.from(await crypto.subtle.digest("SHA-1", new TextEncoder().encode(json))).toString("base64url").slice(0, 16);
  return typeof version === "number" ? `"${version}-${digest}"` : `"${digest}"`;
}
