import { neon, neonConfig } from "@neondatabase/serverless";
import { env, exports } from "cloudflare:workers";
import { inject } from "vitest";
import type * as z from "zod";
import { newId } from "#worker/kernel/ids.ts";
import type { Feature, Permission } from "#worker/kernel/permissions.ts";
import type { PathParams, Route } from "#worker/kernel/resource.ts";
import { DEFAULT_ROLES } from "#worker/modules/access/default-roles.ts";
import { signAccessToken } from "#worker/modules/auth/access-token.ts";

neonConfig.fetchEndpoint = `${env.NEON_LOCAL}/sql`;
/** The owner's view of the database: sees every tenant. */
export const admin = neon(inject("ownerUrl"));

export interface Answer<T> {
  status: number;
  headers: Headers;
  etag: string | null;
  data: T;
  error: { code: string; message: string; details: any; request_id: string } | null;
}

type Part<K extends string, T> = {} extends T ? { [k in K]?: T } : undefined extends T ? { [k in K]?: T } : { [k in K]: T };
export type CallInput<P extends string, Q extends z.ZodType, B extends z.ZodType> =
  Part<"params", PathParams<P>> & Part<"query", z.input<Q>> & Part<"body", z.input<B>> & { headers?: Record<string, string>; raw?: BodyInit };

/** Any request to the Worker, as the network would send it. */
export const fetchApi = (path: string, init?: RequestInit): Promise<Response> => exports.default.fetch(new Request(`http://api.test${path}`, init));

async function call(token: string | null, route: Route, input: { params?: object; query?: object; body?: unknown; headers?: Record<string, string>; raw?: BodyInit } = {}): Promise<Answer<any>> {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => (input.params as Record<string, string>)[name]!);
  const query = new URLSearchParams(Object.entries(input.query ?? {}).flatMap(([k, v]) => (v === undefined ? [] : [[k, String(v)]])));
  const headers = new Headers(input.headers);
  if (token) headers.set("authorization", `Bearer ${token}`);
  if (input.body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
  const body = input.raw ?? (input.body === undefined ? null : JSON.stringify(input.body));
  const response = await fetchApi(`${path}${query.size ? `?${query}` : ""}`, { method: route.method.toUpperCase(), headers, body });
  const text = await response.text();
  const envelope = (text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : { data: text, error: null }) as Omit<Answer<any>, "status" | "headers" | "etag">;
  return { ...envelope, status: response.status, headers: response.headers, etag: response.headers.get("etag") };
}

/** Nobody: calls without a token. */
export const nobody = { call: (route: Route<any, any, any, any>, input?: object) => call(null, route, input) };

export interface Client {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly session_id: string;
  readonly email: string;
  readonly token: string;
  call<P extends string, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(route: Route<P, Q, B, R>, ...input: {} extends CallInput<P, Q, B> ? [input?: CallInput<P, Q, B>] : [input: CallInput<P, Q, B>]): Promise<Answer<z.output<R>>>;
  /** The same, insisting that it succeeds. */
  ok<P extends string, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(route: Route<P, Q, B, R>, ...input: {} extends CallInput<P, Q, B> ? [input?: CallInput<P, Q, B>] : [input: CallInput<P, Q, B>]): Promise<z.output<R>>;
}

export interface Tenant {
  readonly tenant_id: string;
  /** Holds every permission. */
  readonly owner: Client;
  /** Another user: of a default role, or with exactly these permissions. */
  user(as: { role?: string; permissions?: readonly Permission[] }): Promise<Client>;
  events(): Promise<string[]>;
  audit(): Promise<Record<string, any>[]>;
}

/** A new tenant of its own for a test, with one owner; plan features and limits as told, everything and none by default. */
export async function newTenant(options: { features?: readonly Feature[]; limits?: Record<string, number> } = {}): Promise<Tenant> {
  const tenant_id = newId(), plan = `test-${tenant_id}`;
  await admin`insert into tenants (tenant_id, id, name) values (${tenant_id}, ${tenant_id}, 'Test Realty')`;
  await admin`insert into plans (code, name, tier, all_features) values (${plan}, 'Test', 0, ${!options.features})`;
  for (const feature of options.features ?? []) await admin`insert into plan_features values (${plan}, ${feature})`;
  for (const [key, value] of Object.entries(options.limits ?? {})) await admin`insert into plan_limits values (${plan}, ${key}, ${value})`;
  await admin`insert into tenant_plan (tenant_id, id, plan_code) values (${tenant_id}, ${tenant_id}, ${plan})`;
  const user: Tenant["user"] = (as) => newUser(tenant_id, as);
  return {
    tenant_id, owner: await user({ role: "super_admin" }), user,
    events: async () => (await admin`select name from event_log where tenant_id = ${tenant_id} order by seq`).map((row) => row["name"] as string),
    audit: () => admin`select * from audit_logs where tenant_id = ${tenant_id} order by seq`,
  };
}

async function newUser(tenant_id: string, as: { role?: string; permissions?: readonly Permission[] }): Promise<Client> {
  const user_id = newId(), session_id = newId(), email = `u-${user_id}@test.m3core.test`;
  const code = as.role ?? `custom-${user_id}`;
  const permissions = as.permissions ?? DEFAULT_ROLES.find((r) => r.code === code)!.permissions;
  await admin.transaction([
    admin`insert into users (tenant_id, id, email, email_verified_at) values (${tenant_id}, ${user_id}, ${email}, now())`,
    admin`insert into user_profiles (tenant_id, id, full_name) values (${tenant_id}, ${user_id}, ${`User ${code}`})`,
    admin`insert into roles (tenant_id, id, code, name, is_builtin) values (${tenant_id}, ${newId()}, ${code}, ${code}, ${DEFAULT_ROLES.some((r) => r.code === code && r.is_builtin)}) on conflict do nothing`,
    admin`insert into role_permissions (tenant_id, role_id, permission) select tenant_id, id, unnest(${[...permissions]}::text[]) from roles where tenant_id = ${tenant_id} and code = ${code} on conflict do nothing`,
    admin`insert into user_roles (tenant_id, user_id, role_id) select tenant_id, ${user_id}::uuid, id from roles where tenant_id = ${tenant_id} and code = ${code}`,
    admin`insert into sessions (tenant_id, id, user_id, refresh_token_hash, expires_at) values (${tenant_id}, ${session_id}, ${user_id}, ${session_id}, now() + interval '1 day')`,
  ]);
  const token = await signAccessToken({ tenant_id, user_id, session_id });
  const client: Client = {
    tenant_id, user_id, session_id, email, token,
    call: (route, ...[input]) => call(token, route as unknown as Route, input as object),
    async ok(route, ...[input]) {
      const answer = await call(token, route as unknown as Route, input as object);
      if (answer.error) throw new Error(`${route.method} ${route.path}: ${answer.status} ${JSON.stringify(answer.error)}`);
      return answer.data;
    },
  };
  return client;
}

/** How many round trips to the database an answer took. */
export const tripsOf = (answer: Answer<unknown>): number => Number(/^db;desc="(\d+)"$/.exec(answer.headers.get("server-timing") ?? "")?.[1]);

/** Waits until a condition holds, for what queues and alarms do in their own time. */
export async function eventually<T>(probe: () => Promise<T | undefined | false>, timeout_ms = 15_000): Promise<T> {
  for (const end = Date.now() + timeout_ms; ; await new Promise((r) => setTimeout(r, 100))) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) throw new Error("It did not happen in time.");
  }
}
