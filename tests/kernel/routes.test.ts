import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { PERMISSIONS } from "#worker/kernel/permissions.ts";
import type { Route } from "#worker/kernel/resource.ts";
import { getOpenapi } from "#worker/docs.ts";
import { routes } from "#worker/modules.ts";
import { createToken } from "#worker/modules/auth/tokens-contract.ts";
import { admin, type Client, fetchApi, newTenant, nobody } from "../support/harness.ts";

const all = routes.map(({ route }) => route);
const closed = all.filter((route) => route.access !== "public");
const named = (list: readonly Route[]) => list.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const);
const somewhere = (route: Route) => Object.fromEntries([...route.path.matchAll(/:(\w+)/g)].map(([, name]) => [name!, newId()]));

let powerless: Client, planless: Client, owner: Client, late: Client, token: string;
beforeAll(async () => {
  const tenant = await newTenant();
  owner = tenant.owner;
  powerless = await tenant.user({ permissions: [] });
  planless = (await newTenant({ features: [] })).owner;
  late = (await newTenant()).owner;
  await admin`update users set created_at = now() - interval '8 days' where id = ${late.user_id}`;
  await admin`update tenants set mfa_policy_since = now() - interval '8 days' where id = ${late.tenant_id}`;
  ({ token } = await owner.ok(createToken, { body: { name: "all", permissions: [...PERMISSIONS] } }));
});

// Every route that exists, and every one that will: nobody adds these tests by hand.
describe("closed by default", () => {
  test.each(named(closed))("%s: 401 without a token", async (_, route) => {
    expect(await nobody.call(route, { params: somewhere(route) })).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
  });
  test.each(named(closed.filter((r) => typeof r.access === "object")))("%s: 403 without the permission", async (_, route) => {
    expect(await powerless.call(route, { params: somewhere(route) } as never)).toMatchObject({ status: 403, error: { code: "FORBIDDEN" } });
  });
  test.each(named(closed.filter((r) => r.feature)))("%s: 402 without the feature", async (_, route) => {
    expect(await planless.call(route, { params: somewhere(route) } as never)).toMatchObject({ status: 402, error: { code: "PLAN_REQUIRED", details: { feature: route.feature } } });
  });
  test.each(named(closed.filter((r) => r.tokens === false)))("%s: 403 with a personal access token, whatever it names", async (_, route) => {
    expect(await nobody.call(route, { params: somewhere(route), headers: { authorization: `Bearer ${token}` } })).toMatchObject({ status: 403, error: { code: "FORBIDDEN", details: { reason: expect.stringContaining("personal access token") } } });
  });
  test.each(named(closed.filter((r) => !r.enrolment)))("%s: 403 for who must get a second factor first", async (_, route) => {
    expect(await late.call(route, { params: somewhere(route) } as never)).toMatchObject({ status: 403, error: { code: "FORBIDDEN", details: { reason: "mfa_enrolment_required" } } });
  });
  test.each(named(closed.filter((r) => r.path.includes(":") && !r.params && r.method === "get" && !r.produces)))("%s: 404 for what is not there", async (_, route) => {
    expect(await owner.call(route, { params: somewhere(route) } as never)).toMatchObject({ status: 404, error: { code: "NOT_FOUND" } });
  });
});

describe("the OpenAPI document", () => {
  test("describes every route, with its permission, its errors and examples", async () => {
    const document = (await nobody.call(getOpenapi)) as unknown as { openapi: string; paths: Record<string, Record<string, any>> };
    expect(document.openapi).toBe("3.1.0");
    for (const route of all) {
      const operation = document.paths[route.path.replace(/:(\w+)/g, "{$1}")]?.[route.method];
      expect(operation, `${route.method} ${route.path}`).toBeDefined();
      if (typeof route.access === "object") expect(operation["x-permission"]).toBe(route.access.permission);
      const ok = operation.responses[route.status] ?? operation.responses[101];
      if (route.accepted) expect(operation.responses[202].content["application/json"].example).toMatchObject({ success: true, data: { code: "APPROVAL_REQUIRED" } });
      if (!route.produces) expect(ok.content["application/json"].example).toMatchObject({ success: true, error: null });
    }
  });
  test("its example of a body is one that the route accepts", async () => {
    const document = (await nobody.call(getOpenapi)) as unknown as { paths: Record<string, Record<string, any>> };
    const refused = all.flatMap((route) => {
      const example = document.paths[route.path.replace(/:(\w+)/g, "{$1}")]![route.method].requestBody?.content["application/json"]?.example;
      const issues = example && route.body!.safeParse(example).error?.issues;
      return issues ? [{ route: `${route.method} ${route.path}`, issues }] : [];
    });
    expect(refused).toEqual([]);
  });
  test("has a page that loads nothing from elsewhere", async () => {
    const page = await fetchApi("/docs");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect((await page.text()).match(/(?:src|href)="([^"]+)"/g)!.every((link) => /="\/docs\//.test(link))).toBe(true);
    for (const file of ["swagger-ui-bundle.js", "swagger-ui.css", "start.js"]) expect([file, (await fetchApi(`/docs/${file}`)).status]).toEqual([file, 200]);
  });
});
