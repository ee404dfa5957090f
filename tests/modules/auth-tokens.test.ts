import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import * as auth from "#worker/modules/auth/contract.ts";
import * as factors from "#worker/modules/auth/factors-contract.ts";
import * as tokens from "#worker/modules/auth/tokens-contract.ts";
import { createLead, listLeads } from "#worker/modules/leads/contract.ts";
import { changePassword, getMe } from "#worker/modules/me/contract.ts";
import { evictAccess } from "#worker/admission.ts";
import { gateOf } from "#worker/tenant-objects.ts";
import { admin, eventually, newTenant, nobody, tripsOf } from "../support/harness.ts";
import { bearer } from "../support/people.ts";

test("a personal access token works on every normal route, within what it names, and says who acted", async () => {
  const tenant = await newTenant(), { owner } = tenant;
  const made = await owner.ok(tokens.createToken, { body: { name: "Nightly export", permissions: ["lead.read", "lead.create"], expires_in_days: 30 } });
  expect(made.token).toMatch(/^m3k_[\w-]{86}$/);
  const api = bearer(made.token);
  const listed = await nobody.call(listLeads, api);
  expect([listed.status, tripsOf(listed)]).toEqual([200, 1]);
  const lead = await nobody.call(createLead, { body: { first_name: "Mona", phone_e164: "+971501112233" }, ...api });
  expect(lead.status).toBe(201);
  expect((await tenant.audit()).find((row) => row["entity_id"] === lead.data.id)).toMatchObject({ user_id: owner.user_id });
  expect(await nobody.call(auth.listUserSessions, { params: { user_id: owner.user_id }, ...api })).toMatchObject({ status: 403 });
  expect((await nobody.call(getMe, api)).data).toMatchObject({ user: { id: owner.user_id }, permissions: ["lead.create", "lead.read"] });
  const kept = await eventually(async () => (await owner.ok(tokens.listTokens)).items.find((t) => t.last_used_at));
  expect(kept).toMatchObject({ id: made.id, name: "Nightly export" });
  expect(kept).not.toHaveProperty("token");
  const [row] = await admin`select token_hash from personal_access_tokens where id = ${made.id}`;
  expect(made.token).not.toContain(row!["token_hash"]);
});

test("a token can never do more than its owner may at the moment it is used", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ permissions: ["lead.read", "lead.create"] });
  expect(await agent.call(tokens.createToken, { body: { name: "x", permissions: ["lead.read", "user.manage"] } })).toMatchObject({ status: 403, error: { details: { permissions: ["user.manage"] } } });
  const { token } = await agent.ok(tokens.createToken, { body: { name: "x", permissions: ["lead.read"] } });
  expect((await nobody.call(listLeads, bearer(token))).status).toBe(200);
  await admin`delete from user_roles where user_id = ${agent.user_id}`;
  await evictAccess(tenant.tenant_id, agent.user_id);
  expect((await nobody.call(listLeads, bearer(token))).status).toBe(403);
  await admin`update users set status = 'suspended' where id = ${agent.user_id}`;
  await evictAccess(tenant.tenant_id, agent.user_id);
  expect((await nobody.call(listLeads, bearer(token))).status).toBe(401);
});

test("a revoked, expired or guessed token fails on its next request", async () => {
  const { owner, tenant_id } = await newTenant(), make = () => owner.ok(tokens.createToken, { body: { name: "x", permissions: ["lead.read"] } });
  const a = await make(), b = await make();
  for (const { token } of [a, b]) expect((await nobody.call(listLeads, bearer(token))).status).toBe(200);
  expect((await nobody.call(listLeads, bearer(`${a.token.slice(0, -4)}AAAA`))).status).toBe(401);
  await owner.ok(tokens.revokeToken, { params: { token_id: a.id } });
  expect(await nobody.call(listLeads, bearer(a.token))).toMatchObject({ status: 401, error: { code: "AUTH_UNAUTHORIZED" } });
  expect((await owner.call(tokens.revokeToken, { params: { token_id: a.id } })).status).toBe(404);
  expect((await nobody.call(listLeads, bearer(b.token))).status).toBe(200);
  await admin`update personal_access_tokens set expires_at = now() - interval '1 second' where id = ${b.id}`;
  await evictDurableObject(gateOf(tenant_id));
  expect((await nobody.call(listLeads, bearer(b.token))).status).toBe(401);
  expect((await owner.ok(tokens.listTokens)).items).toEqual([]);
});

test("a token manages no tokens, no passwords, no second factors and no sessions", async () => {
  const { owner } = await newTenant(), all = (await owner.ok(getMe)).permissions;
  const { token, id } = await owner.ok(tokens.createToken, { body: { name: "all", permissions: all } });
  const refused = await Promise.all([
    nobody.call(tokens.createToken, { body: { name: "y", permissions: ["lead.read"] }, ...bearer(token) }),
    nobody.call(tokens.listTokens, bearer(token)),
    nobody.call(tokens.revokeToken, { params: { token_id: id }, ...bearer(token) }),
    nobody.call(changePassword, { body: { current_password: "x", new_password: "a long enough one" }, ...bearer(token) }),
    nobody.call(factors.setupTotp, bearer(token)),
    nobody.call(factors.putSecurity, { body: { mfa_policy: "off" }, ...bearer(token) }),
    nobody.call(auth.revokeOtherSessions, bearer(token)),
  ]);
  for (const answer of refused) expect(answer).toMatchObject({ status: 403, error: { code: "FORBIDDEN", details: { reason: expect.stringContaining("personal access token") } } });
});

test("nobody sees or revokes a token of another person, and twenty are enough", async () => {
  const { owner, user } = await newTenant(), other = await user({ permissions: ["lead.read"] });
  const { id } = await owner.ok(tokens.createToken, { body: { name: "mine", permissions: ["lead.read"] } });
  expect((await other.ok(tokens.listTokens)).items).toEqual([]);
  expect((await other.call(tokens.revokeToken, { params: { token_id: id } })).status).toBe(404);
  const made = await Promise.all(Array.from({ length: 22 }, () => other.call(tokens.createToken, { body: { name: "many", permissions: ["lead.read"] } })));
  expect(made.filter((a) => a.status === 201)).toHaveLength(20);
  expect(made.find((a) => a.error)).toMatchObject({ status: 422, error: { code: "LIMIT_REACHED" } });
});
