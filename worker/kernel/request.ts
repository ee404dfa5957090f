import type { Context } from "hono";
import * as z from "zod";
import { AppError } from "./errors.ts";
import { sha256 } from "./ids.ts";
import type { Route } from "./resource.ts";

/** Everything a caller sent, held to the contract. */
export interface Input {
  readonly params: Record<string, string>;
  readonly query: unknown;
  readonly body: unknown;
  /** The body of a route that takes JSON, as it came: what a signature is made over. */
  readonly text: string;
  /** The request itself, for cookies and for bodies that are not JSON. */
  readonly raw: Request;
  /** Headers to send back: cookies, file names. */
  readonly reply: Headers;
}

export const JSON_LIMIT = 1024 * 1024;
/** A provider's batch: 2,000 reports. */
export const BATCH_LIMIT = 8 * 1024 * 1024;
export const UPLOAD_LIMIT = 25 * 1024 * 1024;

const Params = z.record(z.string(), z.uuid());

/** Reads and checks a request. The order is fixed so that the first thing wrong is the one that is told. */
export async function readInput(route: Route, c: Context, reply: Headers): Promise<{ input: Input; text: string }> {
  const takesJson = route.body !== undefined && !(route.body instanceof z.ZodUndefined) && !route.accepts;
  const type = (c.req.header("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
  const length = Number(c.req.header("content-length") ?? NaN);
  let text = "", raw = c.req.raw;
  if (takesJson) {
    text = await c.req.text();
    if (text && type !== "application/json") throw new AppError("UNSUPPORTED_MEDIA_TYPE", { accepts: ["application/json"] });
  } else if (route.accepts && !route.accepts.includes(type)) {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", { accepts: route.accepts });
  } else if (!route.accepts && length > 0 && route.method !== "get") {
    throw new AppError("MALFORMED_REQUEST", { reason: "This address takes no body." });
  }
  if (route.accepts && c.req.header("idempotency-key") !== undefined) {
    // The key stands for the file too: it is read here, and given on unread.
    const bytes = await raw.arrayBuffer();
    text = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("base64url");
    raw = new Request(raw.url, { method: raw.method, headers: raw.headers, body: bytes });
  }
  const body = takesJson && !(route.optionalBody && !text) ? parse(route.body!, json(text), "body") : undefined;
  return {
    text,
    input: {
      params: parse(route.params ?? Params, c.req.param(), "path"),
      query: route.query && parse(route.query, onceEach(c.req.queries()), "query"),
      body: body ?? (route.optionalBody ? {} : undefined),
      text: takesJson ? text : "",
      raw,
      reply,
    },
  };
}

/** The version an If-Match names: `"7"`, or the longer tag that a GET gave. Undefined when there is none. */
export function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header === "*") return undefined;
  const version = /^"(\d{1,9})(?:-[\w-]+)?"$/.exec(header)?.[1];
  if (!version) throw new AppError("MALFORMED_REQUEST", { header: "If-Match", reason: "Send the ETag of the record as it was given." });
  return Number(version);
}

/** Key and fingerprint of a POST that may be repeated. The key belongs to one method, path and body. */
export async function readIdempotency(route: Route, c: Context, text: string) {
  const key = c.req.header("idempotency-key");
  if (key === undefined || route.method !== "post" || route.idempotent === false) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new AppError("MALFORMED_REQUEST", { header: "Idempotency-Key", reason: "1 to 255 visible ASCII characters." });
  return { key, request_hash: await sha256(`${c.req.method} ${c.req.path} ${c.req.url.split("?")[1] ?? ""} ${text}`) };
}

function onceEach(queries: Record<string, string[]>) {
  return Object.fromEntries(Object.entries(queries).map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("MALFORMED_REQUEST", { reason: text ? "The body is not valid JSON." : "A JSON body is needed." });
  }
}

function parse<T extends z.ZodType>(schema: T, value: unknown, where: "path" | "query" | "body"): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError("VALIDATION_FAILED", {
    where,
    issues: result.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({ path: [...issue.path, key].join("."), code: "unknown_field", message: "There is no such field." }))
        : [{ path: issue.path.join("."), code: issue.code, message: issue.message }]),
  });
}
