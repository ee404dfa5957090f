import type * as z from "zod";
import type { PathParams, Route } from "#worker/kernel/resource.ts";

type Part<K extends string, T> = {} extends T ? { [k in K]?: T } : undefined extends T ? { [k in K]?: T } : { [k in K]: T };
type Input<P extends string, Q extends z.ZodType, B extends z.ZodType> =
  Part<"params", PathParams<P>> & Part<"query", z.input<Q>> & Part<"body", z.input<B>> & { raw?: FormData | string; headers?: Record<string, string> };
type Arguments<P extends string, Q extends z.ZodType, B extends z.ZodType> = {} extends Input<P, Q, B> ? [input?: Input<P, Q, B>] : [input: Input<P, Q, B>];

/** What the API refused. The message names route, status and code. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown> | null;
  constructor(route: Route, status: number, error: { code: string; message: string; details: Record<string, unknown> | null } | null) {
    super(`${route.method.toUpperCase()} ${route.path} answered ${status} ${error?.code ?? ""}: ${error?.message ?? ""} ${JSON.stringify(error?.details ?? null)}`);
    this.status = status;
    this.code = error?.code ?? "";
    this.details = error?.details ?? null;
  }
}

/** The API over HTTP, by its contracts, as one user or as nobody. */
export class Api {
  readonly url: string;
  readonly token: string | undefined;
  constructor(url: string, token?: string) {
    this.url = url;
    this.token = token;
  }

  /** The data of a successful answer; Refused otherwise. */
  async call<P extends string, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(route: Route<P, Q, B, R>, ...[given]: Arguments<P, Q, B>): Promise<z.output<R>> {
    const input = (given ?? {}) as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; raw?: FormData | string; headers?: Record<string, string> };
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params![name]!));
    const query = new URLSearchParams(Object.entries(input.query ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]])));
    const headers = new Headers(input.headers);
    if (this.token) headers.set("authorization", `Bearer ${this.token}`);
    if (input.body !== undefined) headers.set("content-type", "application/json");
    const response = await fetch(`${this.url}${path}${query.size ? `?${query}` : ""}`, {
      method: route.method.toUpperCase(), headers, body: input.raw ?? (input.body === undefined ? null : JSON.stringify(input.body)),
    });
    const answer = (await response.json()) as { success: boolean; data: z.output<R>; error: ConstructorParameters<typeof Refused>[2] };
    if (!answer.success) throw new Refused(route as unknown as Route, response.status, answer.error);
    return answer.data;
  }
}
