import { expect, test } from "vitest";
import { getPlan } from "#worker/modules/access/contract.ts";
import { getBusiness, patchBusiness } from "#worker/modules/business/contract.ts";
import { admin, newTenant, nobody } from "../support/harness.ts";
import { bearer, signIn, signUpVerified } from "../support/people.ts";

test("while the trial runs its plan gives the features, and the tenant's own plan the limits; afterwards both come from the latter", async () => {
  const { email, tenant } = await signUpVerified();
  const mine = bearer((await signIn(email)).data.access_token);
  const during = (await nobody.call(getPlan, mine)).data;
  expect(during).toMatchObject({ plan: { code: "DevFree" }, status: "trialing", trial: { plan_code: "DevPro" }, limits: { "users.max": 3 }, usage: expect.arrayContaining([{ key: "users.max", used: 1, limit: 3 }, { key: "approvals.policies.max", used: 0, limit: 2 }]) });
  expect(during.features).toContain("twofa.whatsapp");
  await admin`update tenant_plan set trial_ends_at = now() where tenant_id = ${tenant.id}`;
  const after = (await nobody.call(getPlan, bearer((await signIn(email)).data.access_token))).data;
  expect(after.trial).toBeNull();
  expect(after.features).not.toContain("twofa.whatsapp");
  expect(after.features).toContain("plan.view");
});

test("the workspace's settings are read by all and changed by who manages it", async () => {
  const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" });
  const changed = await tenant.owner.call(patchBusiness, { body: { name: "النيل والخليج", timezone: "Asia/Dubai", currency: "AED", week_start: 1 } });
  expect(changed).toMatchObject({ status: 200, data: { name: "النيل والخليج", currency: "AED", version: 2 } });
  expect(await agent.ok(getBusiness)).toEqual(changed.data);
  expect((await agent.call(patchBusiness, { body: { name: "Mine" } })).status).toBe(403);
  expect((await tenant.owner.call(patchBusiness, { body: { name: "Late" }, headers: { "if-match": '"1"' } })).status).toBe(412);
  for (const body of [{ currency: "egp" }, { timezone: "Nowhere" }, { week_start: 7 }, { country: "XX" }])
    expect([body, (await tenant.owner.call(patchBusiness, { body: body as never })).status]).toEqual([body, 422]);
});
