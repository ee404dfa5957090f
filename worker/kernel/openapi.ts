import * as z from "zod";
import { type ErrorCode, ERRORS } from "./errors.ts";
import { exampleOf, type JsonSchema } from "./openapi-example.ts";
import type { Route } from "./resource.ts";

const UUID = { type: "string", format: "uuid" } as const;
const header = (name: string, description: string, schema: object) => ({ in: "header", name, required: false, description, schema });
const HEADERS = {
  RequestId: header("X-Request-Id", "Echoed and logged; made when absent.", UUID),
  IdempotencyKey: header("Idempotency-Key", "The same key and body within 24 hours replays the first answer (header Idempotent-Replay: true).", { type: "string", maxLength: 255 }),
  IfMatch: header("If-Match", "The ETag of the record as it was read; 412 when someone else has changed it since.", { type: "string" }),
  IfNoneMatch: header("If-None-Match", "An ETag from before; 304 when nothing has changed.", { type: "string" }),
};
const ref = (name: keyof typeof HEADERS) => ({ $ref: `#/components/parameters/${name}` });

const schemaOf = (schema: z.ZodType, io: "input" | "output") => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as JsonSchema & { $schema?: string };
  return json;
};
const isGiven = (schema: z.ZodType | undefined): schema is z.ZodType => schema !== undefined && !(schema instanceof z.ZodUndefined);

/** The OpenAPI 3.1 document of these routes: from the same schemas that validate, with an example of everything. */
export function openapi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path.replace(/:(\w+)/g, "{$1}")] ??= {})[route.method] = operation(route);
  return {
    openapi: "3.1.0",
    info: {
      title: "M3Core API", version: "1",
      description: "Real-estate CRM and business OS. Every JSON answer is an envelope: `success`, `data`, `error`. Money is an integer of minor units with an ISO 4217 currency; times are ISO 8601 in UTC; lists page by cursor.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map((r) => r.module))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      parameters: HEADERS,
      schemas: { Error: ERROR },
    },
  };
}

function operation(route: Route) {
  const isPublic = route.access === "public";
  return {
    operationId: `${route.method}_${route.path.replace(/^\//, "").replace(/[/:]+/g, "_").replace(/\W/g, "_")}`,
    summary: route.summary,
    tags: [route.module],
    security: isPublic ? [] : [{ token: [] }],
    ...(typeof route.access === "object" ? { "x-permission": route.access.permission } : {}),
    ...(route.feature ? { "x-feature": route.feature } : {}),
    ...(route.limit ? { "x-limit": route.limit } : {}),
    ...(route.tokens === false ? { "x-personal-tokens": false } : {}),
    "x-rate-class": route.rate,
    parameters: parameters(route),
    ...requestBody(route),
    responses: { ...success(route), ...waiting(route), ...failures(route) },
  };
}

function parameters(route: Route) {
  const query = isGiven(route.query) ? schemaOf(route.query, "input") : undefined;
  const named = isGiven(route.params) ? schemaOf(route.params, "input") : undefined;
  return [
    ...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({ in: "path", name, required: true, schema: named?.properties?.[name!] ?? UUID })),
    ...Object.entries(query?.properties ?? {}).map(([name, schema]) => ({ in: "query", name, required: query?.required?.includes(name) ?? false, schema })),
    ref("RequestId"),
    ...(route.method === "post" && route.idempotent !== false ? [ref("IdempotencyKey")] : []),
    ...(route.method === "patch" ? [ref("IfMatch")] : []),
    ...(route.method === "get" && !route.produces ? [ref("IfNoneMatch")] : []),
  ];
}

function requestBody(route: Route) {
  if (route.accepts) return { requestBody: { required: true, content: Object.fromEntries(route.accepts.map((type) => [type, { schema: upload(type) }])) } };
  if (!isGiven(route.body)) return {};
  const schema = schemaOf(route.body, "input");
  return { requestBody: { required: !route.optionalBody, content: { "application/json": { schema, example: exampleOf(schema) } } } };
}

const upload = (type: string) => (type === "multipart/form-data" ? { type: "object", required: ["file"], properties: { file: { type: "string", format: "binary" } } } : { type: "string" });

function success(route: Route) {
  if (route.produces === "websocket") return { 101: { description: "A WebSocket." } };
  if (route.produces) return { [route.status]: { description: "OK", content: { [route.produces]: { schema: { type: "string" } } } } };
  return { [route.status]: envelope("OK", route.returns) };
}

const waiting = (route: Route) => (route.accepted ? { 202: envelope("Nothing is changed yet: what was asked for waits.", route.accepted) } : {});

function envelope(description: string, returns: z.ZodType) {
  const data = schemaOf(returns, "output");
  const schema = { type: "object", required: ["success", "data", "error"], properties: { success: { const: true }, data, error: { type: "null" } } };
  return { description, content: { "application/json": { schema, example: { success: true, data: exampleOf(data), error: null } } } };
}

/** Every error a route can answer with, by status: its own, and those of the pipeline it goes through. */
function failures(route: Route) {
  const codes = new Set<ErrorCode>([
    ...route.errors, "RATE_LIMIT", "INTERNAL",
    ...(route.access === "public" ? [] : (["AUTH_UNAUTHORIZED", "AUTH_TOKEN_EXPIRED", "FORBIDDEN", "MODULE_OFF"] as const)),
    ...(route.feature ? (["PLAN_REQUIRED"] as const) : []),
    ...(route.limit ? (["LIMIT_REACHED"] as const) : []),
    ...(isGiven(route.body) || isGiven(route.query) || route.path.includes(":") ? (["VALIDATION_FAILED"] as const) : []),
    ...(isGiven(route.body) || route.accepts ? (["MALFORMED_REQUEST", "PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"] as const) : []),
    ...(route.method === "post" && route.idempotent !== false ? (["IDEMPOTENCY_MISMATCH"] as const) : []),
  ]);
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status);
  return Object.fromEntries([...byStatus].map(([status, list]) => [status, {
    description: list.join(", "),
    content: { "application/json": {
      schema: { $ref: "#/components/schemas/Error" },
      examples: Object.fromEntries(list.map((code) => [code, { value: { success: false, data: null, error: { code, message: ERRORS[code].message, details: null, request_id: "0b6f2c1e-7d52-4a57-9a3e-2f6f3a1f8c11" } } }])),
    } },
  }]));
}

const ERROR = {
  type: "object", required: ["success", "data", "error"],
  properties: {
    success: { const: false }, data: { type: "null" },
    error: {
      type: "object", required: ["code", "message", "details", "request_id"],
      properties: {
        code: { type: "string", enum: Object.keys(ERRORS) }, ref: { type: "string" }, message: { type: "string" },
        details: { type: ["object", "null"] }, request_id: UUID,
      },
    },
  },
};
