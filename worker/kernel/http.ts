import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import type * as z from "zod";
import { Accepted } from "./accepted.ts";
import { insistAllowed } from "./allowed.ts";
import { type AccessSnapshot, type Ctx, type Emitted, openCtx } from "./ctx.ts";
import { auditEntry, send } from "./db.ts";
import { AppError } from "./errors.ts";
import { describe, log } from "./log.ts";
import { rateHeaders, type RateState, refuse, respond } from "./reply.ts";
import { BATCH_LIMIT, type Input, JSON_LIMIT, readIdempotency, readIfMatch, readInput, UPLOAD_LIMIT } from "./request.ts";
import type { PathParams, Route } from "./resource.ts";
import { shaperOf } from "./shape.ts";

/** Who a token says is asking. */
export interface Claims {
  readonly tenant_id: string;
  /** Null when only the gate can tell: a personal access token names itself, not its owner. */
  readonly user_id: string | null;
  /** Of the session, or of the personal access token. */
  readonly session_id: string;
  /** Of a personal access token only. */
  readonly token_hash?: string;
}

export interface Admission {
  readonly rate: RateState;
  /** Why the caller may not go on, if so. */
  readonly refused?: AppError | undefined;
  readonly access?: AccessSnapshot | undefined;
}

/** What the kernel needs of modules it does not know. */
export interface Ports {
  /** Throws AUTH_UNAUTHORIZED or AUTH_TOKEN_EXPIRED. */
  authenticate(request: Request): Promise<Claims>;
  /** One Durable Object call: rate limit, session alive, access snapshot. */
  admit(claims: Claims, route: Route): Promise<Admission>;
  /** The same for callers who are not signed in. */
  admitAnyone(ip: string, route: Route): Promise<Admission>;
  committed(ctx: Ctx, events: readonly Emitted[]): Promise<void>;
}

/** What a public verb starts from: no tenant until it knows which, through `as`. */
export interface PublicCtx {
  readonly request_id: string;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly now: string;
  as(who: { tenant_id: string; actor_id: string }): Ctx;
}

type TypedInput<P extends string, Q extends z.ZodType, B extends z.ZodType> =
  Omit<Input, "params" | "query" | "body"> & { params: PathParams<P>; query: z.output<Q>; body: z.output<B> };
type Answer<R extends z.ZodType> = Promise<z.input<R> | Accepted | Response>;

type Run = (ctx: Ctx | PublicCtx, input: Input) => Promise<unknown>;
export interface Bound { readonly route: Route; readonly run: Run }

/** Binds a declared route to the verb that answers it. */
export function handle<P extends string, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  run: (ctx: Ctx, input: TypedInput<P, Q, B>) => Answer<NoInfer<R>>,
): Bound {
  // The pipeline gives it what its route declares: the context by `access`, the input by the schemas.
  return { route, run: run as Run };
}

/** The same for a public route. */
export function handlePublic<P extends string, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  run: (ctx: PublicCtx, input: TypedInput<P, Q, B>) => Answer<NoInfer<R>>,
): Bound {
  return { route, run: run as Run };
}

export type App = Hono<{ Variables: { request_id: string; tenant_id?: string } }>;
type C = Context<{ Variables: { request_id: string; tenant_id?: string } }>;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface ServeOptions {
  /** Origins that may call from a browser. */
  readonly origins: readonly string[];
  /** Holds what reads answer to their contracts. Off in production, where it is only cut to them. */
  readonly checkReads: boolean;
}

/** The application: every route behind the one pipeline, every error through the one envelope. */
export function serve(ports: Ports, routes: readonly Bound[], options: ServeOptions): App {
  const app: App = new Hono();
  app.use(async (c, next) => {
    const started = Date.now(), given = c.req.header("x-request-id");
    c.set("request_id", given && UUID.test(given) ? given.toLowerCase() : crypto.randomUUID());
    await next();
    c.header("x-request-id", c.var.request_id);
    const { status } = c.res;
    log(status >= 500 ? "error" : "info", "request", {
      request_id: c.var.request_id, tenant_id: c.var.tenant_id, method: c.req.method, route: c.req.routePath, status, ms: Date.now() - started,
    });
  });
  app.use(secureHeaders({ crossOriginResourcePolicy: false }));
  app.use(cors({
    origin: [...options.origins], credentials: true, maxAge: 86_400,
    allowHeaders: ["authorization", "content-type", "if-match", "if-none-match", "idempotency-key", "x-request-id", "x-tenant-id"],
    exposeHeaders: ["etag", "x-request-id", "idempotent-replay", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "retry-after", "content-disposition"],
  }));
  for (const bound of routes) {
    const maxSize = bound.route.accepts ? UPLOAD_LIMIT : bound.route.rate === "webhook" ? BATCH_LIMIT : JSON_LIMIT;
    const limited = bodyLimit({ maxSize, onError: () => { throw new AppError("PAYLOAD_TOO_LARGE", { max_bytes: maxSize }); } });
    app.on(bound.route.method.toUpperCase(), bound.route.path, limited, (c) => answer(ports, bound, c, options.checkReads));
  }
  app.notFound((c) => {
    const allowed = routes.filter(({ route }) => pattern(route.path).test(c.req.path)).map(({ route }) => route.method.toUpperCase());
    if (!allowed.length) return refuse(c, new AppError("NOT_FOUND"), c.var.request_id);
    c.header("allow", allowed.join(", "));
    return refuse(c, new AppError("METHOD_NOT_ALLOWED", { allowed }), c.var.request_id);
  });
  app.onError((error, c) => {
    if (error instanceof AppError) return refuse(c, error, c.var.request_id);
    log("error", "unexpected", { request_id: c.var.request_id, tenant_id: c.var.tenant_id, route: c.req.routePath, ...describe(error) });
    return refuse(c, new AppError("INTERNAL"), c.var.request_id);
  });
  return app;
}

const pattern = (path: string) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`);
const unbuilt = (data: unknown) => data;
/** An answer held to the contract of its route. */
const held = (route: Route, answer: unknown) => (answer instanceof Accepted ? new Accepted(route.accepted!.parse(answer.data)) : route.returns.parse(answer));

/** The whole life of a request, in order. */
async function answer(ports: Ports, { route, run }: Bound, c: C, checkReads: boolean): Promise<Response> {
  const caller = { request_id: c.var.request_id, ip: c.req.header("cf-connecting-ip") ?? null, user_agent: c.req.header("user-agent")?.slice(0, 300) ?? null };
  const now = new Date().toISOString();
  const base = { ...caller, now, label: `${route.method.toUpperCase()} ${route.path}`, committed: ports.committed };

  if (route.access === "public") {
    enter(c, await ports.admitAnyone(caller.ip ?? "", route));
    const { input } = await readInput(route, c, c.res.headers);
    const ctx: PublicCtx = { ...caller, now, as: (who) => openCtx({ ...base, ...who, access: null, mayCommit: true, check: unbuilt }) };
    const result = await run(ctx, input);
    return result instanceof Response ? result : respond(c, route, route.returns.parse(result));
  }

  const claims = await ports.authenticate(c.req.raw);
  c.set("tenant_id", claims.tenant_id);
  const access = enter(c, await ports.admit(claims, route))!;
  const actor_id = `user:${access.user_id}`;
  const named = c.req.header("x-tenant-id");
  if (named !== undefined && named !== claims.tenant_id) {
    await send("write", { ...caller, role: "app_tenant", tenant_id: claims.tenant_id, actor_id }, [auditEntry("tenant.mismatch", "tenants", null, { route: route.path })]);
    throw new AppError("FORBIDDEN", { reason: "X-Tenant-Id is not the tenant you are signed in to." });
  }
  insistAllowed(access, route);

  const { input, text } = await readInput(route, c, c.res.headers);
  const ctx = openCtx({
    ...base, actor_id, tenant_id: claims.tenant_id, session_id: claims.session_id, access, limit: route.limit,
    mayCommit: route.method !== "get",
    if_match: readIfMatch(c.req.header("if-match")),
    idempotency: await readIdempotency(route, c, text),
    check: (data) => held(route, data),
  });
  try {
    const result = await run(ctx, input);
    c.header("server-timing", `db;desc="${ctx.trips}"`);
    if (result instanceof Response) return result;
    return respond(c, route, ctx.outcome ? ctx.outcome.answer : checkReads || result instanceof Accepted ? held(route, result) : shaperOf(route.returns)(result));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A retry of a request that succeeded fails now, on its key or on what it changed: it gets the first answer.
    const replayed = await ctx.replay();
    if (!replayed) throw error.code === "CONFLICT" && ctx.if_match !== undefined ? new AppError("PRECONDITION_FAILED") : error;
    c.header("idempotent-replay", "true");
    return respond(c, route, replayed.answer);
  }
}

function enter(c: C, { rate, refused, access }: Admission): AccessSnapshot | undefined {
  rateHeaders(c.res.headers, rate);
  if (refused) throw refused;
  return access;
}
