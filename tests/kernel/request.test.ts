import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { createLead, getLead, listLeads, patchLead } from "#worker/modules/leads/contract.ts";
import { admin, type Client, fetchApi, newTenant, nobody, type Tenant } from "../support/harness.ts";

let tenant: Tenant, owner: Client;
beforeAll(async () => {
  tenant = await newTenant();
  owner = tenant.owner;
});

let n = 0;
const lead = () => ({ first_name: "Mona", phone_e164: `+2010${String(Date.now() % 1e6).padStart(6, "0")}${String(n++).padStart(2, "0")}` });
const send = (body: BodyInit, headers: Record<string, string> = {}) => owner.call(createLead, { raw: body, headers: { "content-type": "application/json", ...headers } } as never);

describe("a body that cannot be read", () => {
  test("malformed JSON is 400 and says so", async () => {
    expect(await send("{\"first_name\": ")).toMatchObject({ status: 400, data: null, error: { code: "MALFORMED_REQUEST", details: { reason: "The body is not valid JSON." } } });
    expect(await send("")).toMatchObject({ status: 400, error: { code: "MALFORMED_REQUEST" } });
  });
  test("another content type is 415", async () => {
    expect(await send(JSON.stringify(lead()), { "content-type": "text/plain" })).toMatchObject({ status: 415, error: { code: "UNSUPPORTED_MEDIA_TYPE", details: { accepts: ["application/json"] } } });
  });
  test("more than a megabyte is 413, with and without a declared length", async () => {
    const huge = JSON.stringify({ ...lead(), notes: "x".repeat(1024 * 1024) });
    expect(await send(huge)).toMatchObject({ status: 413, error: { code: "PAYLOAD_TOO_LARGE", details: { max_bytes: 1048576 } } });
    const stream = new Blob([huge]).stream();
    expect(await send(stream)).toMatchObject({ status: 413 });
  });
  test("unknown fields and wrong types are 422, each with its path", async () => {
    const answer = await owner.call(createLead, { body: { ...lead(), last_name: 5, nickname: "M" } as never });
    expect(answer).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED" } });
    expect(answer.error!.details.issues).toEqual(expect.arrayContaining([
      expect.objectContaining({ path: "last_name", code: "invalid_type" }), { path: "nickname", code: "unknown_field", message: "There is no such field." }]));
  });
  test("an array, a string or null in place of an object is 422", async () => {
    for (const body of ["[]", "\"x\"", "null", "5"]) expect((await send(body)).status).toBe(422);
  });
});

describe("a path or query that makes no sense", () => {
  test("an id that is not a UUID is 422", async () => {
    expect(await owner.call(getLead, { params: { lead_id: "123" } })).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { where: "path" } } });
  });
  test("a limit out of range is 422", async () => {
    for (const limit of ["0", "201", "-1", "x", "1.5"]) expect([limit, (await owner.call(listLeads, { query: { limit } as never })).status]).toEqual([limit, 422]);
  });
  test("a cursor that is not of this list and order is 422", async () => {
    for (let i = 0; i < 3; i++) await owner.ok(createLead, { body: lead() });
    const { next_cursor } = await owner.ok(listLeads, { query: { limit: 1 } });
    expect((await owner.ok(listLeads, { query: { limit: 1, cursor: next_cursor! } })).items).toHaveLength(1);
    for (const query of [{ cursor: "nonsense" }, { cursor: btoa("[1,2]") }, { cursor: next_cursor!, sort: "full_name" as const }])
      expect((await owner.call(listLeads, { query })).error).toMatchObject({ code: "VALIDATION_FAILED", details: { issues: [{ path: "cursor" }] } });
  });
  test("an unknown address is 404, a known one with another method 405", async () => {
    expect((await fetchApi("/v1/nothing")).status).toBe(404);
    const answer = await fetchApi("/v1/leads", { method: "PUT" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST"]);
  });
});

describe("who is asking", () => {
  const secret = new TextEncoder().encode(env.JWT_SECRET);
  const forge = (claims: object, { key = secret, alg = "HS256", exp = "5m", nbf = "0s", iss = "m3core", aud = "m3core-api" } = {}) =>
    new SignJWT({ tenant_id: owner.tenant_id, sid: owner.session_id, ...claims }).setProtectedHeader({ alg }).setSubject(owner.user_id).setIssuer(iss).setAudience(aud)
      .setIssuedAt().setNotBefore(nbf).setExpirationTime(exp).sign(key);
  const withToken = async (token: string) => {
    const response = await fetchApi("/v1/leads", { headers: { authorization: `Bearer ${token}` } });
    return [response.status, ((await response.json()) as { error: { code: string } | null }).error?.code];
  };
  test("no token, a broken one, and one that is not signed are 401", async () => {
    expect(await nobody.call(listLeads)).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED", ref: "AUTH-004" } });
    const [, body] = owner.token.split(".");
    const none = `${btoa(JSON.stringify({ alg: "none", typ: "JWT" })).replaceAll("=", "")}.${body}.`;
    for (const token of ["x", `${owner.token}x`, none, owner.token.replace(/\.[^.]+$/, ".")]) expect(await withToken(token)).toEqual([401, "AUTH_UNAUTHORIZED"]);
  });
  test("a token expired, early, of another audience, issuer, key or algorithm is 401", async () => {
    expect(await withToken(await forge({}))).toEqual([200, undefined]);
    expect(await withToken(await forge({}, { exp: "-1s" }))).toEqual([401, "AUTH_TOKEN_EXPIRED"]);
    for (const change of [{ nbf: "5m" }, { aud: "other" }, { iss: "other" }, { key: new TextEncoder().encode("another secret of at least 32 bytes.") }, { alg: "HS384" }])
      expect(await withToken(await forge({}, change))).toEqual([401, "AUTH_UNAUTHORIZED"]);
  });
  test("a session of another tenant or user opens nothing", async () => {
    const other = await newTenant();
    expect(await withToken(await forge({ tenant_id: other.tenant_id }))).toEqual([401, "AUTH_UNAUTHORIZED"]);
    expect(await withToken(await forge({ sid: other.owner.session_id }))).toEqual([401, "AUTH_UNAUTHORIZED"]);
    expect(await withToken(await forge({ sid: newId() }))).toEqual([401, "AUTH_UNAUTHORIZED"]);
  });
  test("X-Tenant-Id of another tenant is 403 and audited", async () => {
    const other = await newTenant();
    expect(await owner.call(listLeads, { headers: { "x-tenant-id": other.tenant_id } })).toMatchObject({ status: 403, error: { code: "FORBIDDEN" } });
    expect((await owner.call(listLeads, { headers: { "x-tenant-id": owner.tenant_id } })).status).toBe(200);
    expect((await tenant.audit()).at(-1)).toMatchObject({ action: "tenant.mismatch", user_id: owner.user_id });
  });
});

describe("repeating and clashing", () => {
  test("the same Idempotency-Key and body replays the first answer", async () => {
    const key = newId(), body = lead();
    const first = await owner.call(createLead, { body, headers: { "idempotency-key": key } });
    const again = await owner.call(createLead, { body, headers: { "idempotency-key": key } });
    expect(first.status).toBe(201);
    expect([again.status, again.data, again.headers.get("idempotent-replay")]).toEqual([201, first.data, "true"]);
    expect(await admin`select from leads where tenant_id = ${owner.tenant_id} and phone_e164 = ${body.phone_e164}`).toHaveLength(1);
  });
  test("twenty at once with one key create one", async () => {
    const key = newId(), body = lead();
    const answers = await Promise.all(Array.from({ length: 20 }, () => owner.call(createLead, { body, headers: { "idempotency-key": key } })));
    expect(new Set(answers.map((a) => `${a.status} ${a.data?.id}`)).size).toBe(1);
    expect(answers.filter((a) => a.headers.get("idempotent-replay")).length).toBe(19);
  });
  test("the same key with another body is 409 and changes nothing", async () => {
    const key = newId(), other = lead();
    await owner.ok(createLead, { body: lead(), headers: { "idempotency-key": key } });
    expect(await owner.call(createLead, { body: other, headers: { "idempotency-key": key } })).toMatchObject({ status: 409, error: { code: "IDEMPOTENCY_MISMATCH" } });
    expect(await admin`select from leads where tenant_id = ${owner.tenant_id} and phone_e164 = ${other.phone_e164}`).toEqual([]);
  });
  test("a stale If-Match is 412, a malformed one 400, the ETag of a GET is good", async () => {
    const created = await owner.ok(createLead, { body: lead() }), params = { lead_id: created.id };
    const { etag } = await owner.call(getLead, { params });
    expect(await owner.call(patchLead, { params, body: { notes: "a" }, headers: { "if-match": etag! } })).toMatchObject({ status: 200, data: { version: 2 } });
    expect(await owner.call(patchLead, { params, body: { notes: "b" }, headers: { "if-match": etag! } })).toMatchObject({ status: 412, error: { code: "PRECONDITION_FAILED" } });
    expect((await owner.call(patchLead, { params, body: { notes: "b" }, headers: { "if-match": "2" } })).status).toBe(400);
  });
  test("two edits of one version at once: one is stored, the other told", async () => {
    const created = await owner.ok(createLead, { body: lead() }), params = { lead_id: created.id };
    const answers = await Promise.all(["a", "b"].map((notes) => owner.call(patchLead, { params, body: { notes }, headers: { "if-match": '"1"' } })));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 412]);
  });
  test("If-None-Match answers 304 until something changes", async () => {
    const created = await owner.ok(createLead, { body: lead() }), params = { lead_id: created.id };
    const { etag } = await owner.call(getLead, { params });
    expect((await owner.call(getLead, { params, headers: { "if-none-match": etag! } })).status).toBe(304);
    await owner.ok(patchLead, { params, body: { notes: "new" } });
    expect((await owner.call(getLead, { params, headers: { "if-none-match": etag! } })).status).toBe(200);
  });
});

describe("every answer", () => {
  test("carries the request id it was given, or a new one", async () => {
    const id = newId();
    expect((await owner.call(listLeads, { headers: { "x-request-id": id } })).headers.get("x-request-id")).toBe(id);
    expect((await owner.call(listLeads, { headers: { "x-request-id": "not one" } })).headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    const refused = await nobody.call(listLeads, { headers: { "x-request-id": id } });
    expect(refused.error!.request_id).toBe(id);
  });
  test("says how much of the rate limit is left", async () => {
    const { headers } = await owner.call(listLeads);
    for (const name of ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"]) expect(Number(headers.get(name))).toBeGreaterThanOrEqual(0);
  });
  test("has secure headers, and CORS only for the origins configured", async () => {
    const ours = await fetchApi("/v1/leads", { headers: { origin: "http://localhost:5173" } });
    expect([ours.headers.get("access-control-allow-origin"), ours.headers.get("access-control-allow-credentials")]).toEqual(["http://localhost:5173", "true"]);
    const theirs = await fetchApi("/v1/leads", { headers: { origin: "https://evil.example" } });
    expect(theirs.headers.get("access-control-allow-origin")).toBeNull();
    expect(theirs.headers.get("x-content-type-options")).toBe("nosniff");
  });
});
