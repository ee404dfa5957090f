import * as z from "zod";
import type { ErrorCode } from "./errors.ts";
import type { Feature, Permission } from "./permissions.ts";

/** What a contract is made of. Pure values: the worker, OpenAPI, the web client and the tests all read them. */

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** Who may call: anyone, anyone signed in, or whoever holds the permission. */
export type Access = "public" | "signed_in" | { readonly permission: Permission };

/** Which token bucket a call draws from. Sizes are in the tenant gate. */
export type RateClass = "read" | "write" | "bulk" | "auth" | "otp" | "form" | "public" | "webhook";

/** A limit of the plan on the number of rows a tenant has in one table. */
export const LIMIT_TABLES = {
  "users.max": "seats", "roles.max": "roles", "groups.max": "groups", "contacts.max": "contacts", "companies.max": "companies",
  "deals.max": "deals", "leads.max": "leads", "tasks.max": "open_tasks", "units.max": "units",
  "approvals.policies.max": "active_approval_policies",
} as const;
export type LimitKey = keyof typeof LIMIT_TABLES;

export type PathParams<P extends string> = P extends `${string}:${infer K}/${infer Rest}`
  ? { [x in K | keyof PathParams<Rest>]: string }
  : P extends `${string}:${infer K}` ? { [x in K]: string } : {};

interface Declared<P extends string, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType, A extends z.ZodType> {
  readonly method: Method;
  readonly path: P;
  readonly access: Access;
  readonly summary: string;
  /** Of parameters in the path that are not ids. */
  readonly params?: z.ZodType<Readonly<Record<string, string>>>;
  readonly query?: Q;
  readonly body?: B;
  readonly returns: R;
  readonly status?: 200 | 201 | 202;
  /** What it answers with 202 when what was asked for waits instead of being done. */
  readonly accepted?: A;
  readonly feature?: Feature;
  readonly limit?: LimitKey;
  readonly rate?: RateClass;
  readonly errors?: readonly ErrorCode[];
  /** Media types of a body that is not JSON: it reaches the verb unread, as `input.raw`. */
  readonly accepts?: readonly string[];
  /** A body may be left out. */
  readonly optionalBody?: boolean;
  /** What is answered when it is not the JSON envelope: a media type, or a WebSocket. */
  readonly produces?: string;
  /** False where an answer must never be stored: tokens and codes. */
  readonly idempotent?: boolean;
  /** False where a personal access token may not go: it could outlive or outgrow itself there. */
  readonly tokens?: boolean;
  /** Open also to who must enrol a second factor before anything else. */
  readonly enrolment?: boolean;
}

/** One declared route. */
export interface Route<P extends string = string, Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType, A extends z.ZodType = z.ZodType>
  extends Declared<P, Q, B, R, A> {
  readonly module: string;
  readonly status: 200 | 201 | 202;
  readonly rate: RateClass;
  readonly errors: readonly ErrorCode[];
}

/** Permissions whose holders, who are few, are told of what happens too often for everybody. */
export const LIVE_HOLDERS = ["notify.outbox.read"] as const satisfies readonly Permission[];
export interface Holders { readonly holders: (typeof LIVE_HOLDERS)[number] }

/** A domain event: its name, what it carries, and who must know at once. */
export interface EventType<T = unknown> {
  readonly name: string;
  readonly payload: z.ZodType<T>;
  /** Sent over the live socket: to everybody in the tenant, to the users it names, or to whoever holds a permission and listens at that moment. */
  readonly live?: "tenant" | Holders | ((payload: T) => readonly string[]);
  /** The change binds on the next request: of one user, or of everybody in the tenant. */
  readonly access?: "tenant" | ((payload: T) => string);
}

type EventSpec<T extends z.ZodType> = { payload: T; live?: EventType<z.output<T>>["live"]; access?: EventType<z.output<T>>["access"] };

/** Declares the events of a module, by their full names. */
export function defineEvents<S extends Record<string, z.ZodType>>(specs: { [K in keyof S]: EventSpec<S[K]> }) {
  return Object.fromEntries(Object.entries<EventSpec<z.ZodType>>(specs).map(([name, spec]) => [name, { name, ...spec }])) as unknown as
    { readonly [K in keyof S]: EventType<z.output<S[K]>> };
}

const strict = (schema: z.ZodType | undefined) => (schema instanceof z.ZodObject ? schema.strict() : schema);

/** Starts the contract of one module: `route(...)` declares a route that refuses unknown fields. */
export function defineModule(module: string) {
  return {
    route<const P extends string, R extends z.ZodType, Q extends z.ZodType = z.ZodUndefined, B extends z.ZodType = z.ZodUndefined, A extends z.ZodType = z.ZodUndefined>(
      spec: Declared<P, Q, B, R, A>,
    ): Route<P, Q, B, R, A> {
      return {
        status: 200, errors: [], rate: spec.access === "public" ? "public" : spec.method === "get" ? "read" : "write",
        ...spec, query: strict(spec.query) as Q, body: strict(spec.body) as B, module,
      };
    },
  };
}

/** The columns every tenant record shows. */
export const Stamp = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

export const Id = z.uuid();
export const Text = (max = 200) => z.string().trim().min(1).max(max);
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const PhoneE164 = z.e164().meta({ examples: ["+201001234567"] });
/** ISO 4217. Amounts beside it are integers of its minor unit. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, "A currency is three capital letters (ISO 4217).").meta({ examples: ["EGP"] });
export const Minor = z.int().min(0).max(Number.MAX_SAFE_INTEGER).meta({ examples: [845000000] });

export interface Page<T> { items: T[]; next_cursor: string | null }
/** `total` is there when asked for with `total=true`; it stops counting at 10,000. */
export const PageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable(), total: z.int().optional() });

/** The query of a list: page, order and, in `filters`, what narrows it. The first sort is the default. */
export const ListQuery = <const S extends readonly [string, ...string[]], F extends z.ZodRawShape>(sorts: S, filters: F) =>
  z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(1000).optional(),
    sort: z.enum(sorts.flatMap((s) => [s, s.startsWith("-") ? s.slice(1) : `-${s}`]) as [Sort<S[number]>, ...Sort<S[number]>[]]).default(sorts[0] as never),
    total: z.stringbool().optional(),
    ...filters,
  });
type Bare<S extends string> = S extends `-${infer K}` ? K : S;
type Sort<S extends string> = Bare<S> | `-${Bare<S>}`;

/** One value, or several separated by commas. */
export const Several = <T extends z.ZodType<unknown, string>>(item: T) =>
  z.string().transform((text) => text.split(",").filter(Boolean)).pipe(z.array(item).min(1).max(50));
