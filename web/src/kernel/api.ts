import type * as z from "zod";

/** The part of a contract route that a call needs; every route of worker/modules/*\/contract.ts has this shape. */
export interface RouteShape<P extends string = string, Q = unknown, B = unknown, R = unknown> {
  readonly method: string;
  readonly path: P;
  readonly query?: Q;
  readonly body?: B;
  readonly returns?: R;
  /** What it answers with 202 when what was asked for is not done but waits. */
  readonly accepted?: unknown;
  readonly idempotent?: boolean | undefined;
  /** What it answers in place of the JSON envelope: a file, handed over as its text. */
  readonly produces?: string | undefined;
}

type PathParams<P extends string> = P extends `${string}:${infer K}/${infer Rest}`
  ? { [X in K | keyof PathParams<Rest>]: string }
  : P extends `${string}:${infer K}` ? { [X in K]: string } : {};
type In<S> = S extends z.ZodType ? z.input<S> : undefined;
type Part<K extends string, T> = [T] extends [undefined] ? { [X in K]?: undefined } : {} extends T ? { [X in K]?: T } : { [X in K]: T };

export type CallInput<Rt extends RouteShape> = Part<"params", PathParams<Rt["path"]>> &
  Part<"query", In<Rt["query"]>> &
  Part<"body", In<Rt["body"]>> & {
    /** The version being edited, sent as If-Match; a newer one answers CONFLICT. */
    version?: number;
    /** Idempotency key: pass the same one to retry; a new one is made otherwise. */
    key?: string;
    signal?: AbortSignal;
  };
type Waits<S> = S extends z.ZodType ? Exclude<z.output<S>, undefined> : never;
export type CallOutput<Rt extends RouteShape> = Rt["returns"] extends z.ZodType ? z.output<Rt["returns"]> | Waits<Rt["accepted"]> : unknown;
type Args<Rt extends RouteShape> = {} extends CallInput<Rt> ? [input?: CallInput<Rt>] : [input: CallInput<Rt>];

/** What the API refused, and why. `status` 0 means that no answer came. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;
  readonly request_id: string;
  constructor(status: number, code: string, message: string, details: unknown = null, request_id = "") {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.details = details;
    this.request_id = request_id;
  }
}

/** Why a FORBIDDEN was answered, as its details name it; undefined for anything else. */
export const refusalReason = (error: unknown) =>
  error instanceof ApiError && error.code === "FORBIDDEN" ? (error.details as { reason?: string } | null)?.reason : undefined;

/** After how many seconds a refused call may be tried again, when the answer says so. */
export const retryAfter = (error: unknown) => (error instanceof ApiError ? (error.details as { retry_after_s?: number } | null)?.retry_after_s : undefined);

interface LooseInput {
  params?: Record<string, string> | undefined;
  query?: Record<string, unknown> | undefined;
  body?: unknown;
  version?: number | undefined;
  key?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Sends one call of a contract and answers its data, or throws ApiError. An expired token is renewed once, then the call is repeated with the same idempotency key. */
export async function call<Rt extends RouteShape>(route: Rt, ...[given]: Args<Rt>): Promise<CallOutput<Rt>> {
  return callWith(route, given);
}

/** call() for an input that is put together elsewhere. */
export async function callWith<Rt extends RouteShape>(route: Rt, given: CallInput<Rt> | undefined): Promise<CallOutput<Rt>> {
  const input = { ...(given as LooseInput | undefined) };
  if (route.method === "post" && route.idempotent !== false) input.key ??= crypto.randomUUID();
  try {
    return (await send(route, input)) as CallOutput<Rt>;
  } catch (error) {
    if (refusalReason(error) === "mfa_enrolment_required") onEnrol();
    if (!(error instanceof ApiError) || error.code !== "AUTH_TOKEN_EXPIRED" || !(await renewToken())) throw error;
    return (await send(route, input)) as CallOutput<Rt>;
  }
}

async function send(route: RouteShape, input: LooseInput): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(toRequest(route, input));
  } catch (cause) {
    if (input.signal?.aborted) throw cause;
    throw new ApiError(0, "NETWORK", "The server cannot be reached.");
  }
  const text = await response.text();
  if (response.ok && route.produces) return text;
  const body = parse(text);
  if (body?.success) return body.data;
  if (response.ok && !body) return text || null;
  const error = body?.error;
  throw new ApiError(response.status, error?.code ?? (response.status >= 502 ? "NETWORK" : "INTERNAL"), error?.message ?? response.statusText, error?.details ?? null, error?.request_id ?? response.headers.get("x-request-id") ?? "");
}

interface Envelope {
  success: boolean;
  data: unknown;
  error?: { code: string; message: string; details?: unknown; request_id?: string };
}
function parse(text: string): Envelope | undefined {
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    return undefined;
  }
}

function toRequest(route: RouteShape, input: LooseInput) {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ""));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value === undefined || value === null || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  const headers = new Headers({ accept: "application/json" });
  const isForm = input.body instanceof FormData || input.body instanceof Blob;
  if (input.body !== undefined && !isForm) headers.set("content-type", "application/json");
  if (input.version !== undefined) headers.set("if-match", `"${input.version}"`);
  if (input.key) headers.set("idempotency-key", input.key);
  if (token) headers.set("authorization", `Bearer ${token}`);
  const body = input.body === undefined ? null : isForm ? (input.body as BodyInit) : JSON.stringify(input.body);
  return new Request(`${path}${query.size ? `?${query}` : ""}`, { method: route.method.toUpperCase(), headers, body, signal: input.signal ?? null, credentials: "same-origin" });
}

// The access token lives in memory only; the refresh token is a cookie that scripts cannot read.
let token: string | undefined;
let tokenTime = 0;
let renewal: Promise<boolean> | undefined;
let onLost = () => {};
let onEnrol = () => {};
const channel = new BroadcastChannel("m3core.session");
channel.onmessage = ({ data }: MessageEvent<{ token?: string; time: number }>) => {
  token = data.token;
  tokenTime = data.time;
  if (!token) onLost();
};

export const accessToken = () => token;

/** Keeps a new token and gives it to the other tabs; undefined signs them all out. */
export function setToken(next: string | undefined) {
  token = next;
  tokenTime = Date.now();
  channel.postMessage({ token, time: tokenTime });
}

/** Called when the session cannot be renewed, here or in another tab. */
export function onSessionLost(fn: () => void) {
  onLost = fn;
}

/** Called when a call is refused until the person has set up a second factor. */
export function onMustEnrol(fn: () => void) {
  onEnrol = fn;
}

/** Renews the token: one request per browser at a time, whichever tab asks; false when the session is over. */
export function renewToken(): Promise<boolean> {
  const asked = Date.now();
  renewal ??= navigator.locks
    .request("m3core.refresh", async () => {
      if (token && tokenTime > asked) return true; // Another tab renewed while this one waited.
      try {
        const data = (await send({ method: "post", path: "/v1/auth/refresh" }, { body: {} })) as { access_token: string };
        setToken(data.access_token);
        return true;
      } catch (error) {
        if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
          setToken(undefined);
          onLost();
        }
        return false;
      }
    })
    .finally(() => (renewal = undefined));
  return renewal;
}
