import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { getNotification, listNotifications } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { putInfobipCredentials } from "#worker/modules/notify/sending/sending-contract.ts";
import { syncTemplateApprovals, sweepTemplateApprovals } from "#worker/modules/notify/templates/watch-approvals.ts";
import * as contract from "#worker/modules/notify/templates/templates-contract.ts";
import { admin, type Client, eventually, newTenant } from "../support/harness.ts";
import { actIn } from "../support/queued.ts";

const set = env as { WHATSAPP_ADAPTER: string; INFOBIP_API_KEY?: string; INFOBIP_BASE_URL: string }, BASE = env.INFOBIP_BASE_URL;
afterEach(() => Object.assign(set, { WHATSAPP_ADAPTER: "mailbox", INFOBIP_API_KEY: "test-api-key", INFOBIP_BASE_URL: BASE }));

const variables = { first_name: { type: "string", example: "Mona" }, url: { type: "url", example: "https://lake.test" } } as const;
const of = (template: { id: string }) => ({ params: { template_id: template.id } });
let families = 0;
/** A version that is approved here. What the provider will decide is in its name. */
async function version(by: Client, decision: string, more: object = {}) {
  const draft = await by.ok(contract.createTemplate, { body: { family: `promo.${decision}${++families}`, channel: "whatsapp", locale: "en", type: "marketing", body: "Hi {{ first_name }}, see {{ url }} today", variables, ...more } as never });
  return by.ok(contract.approveTemplate, of(draft));
}
/** A tenant whose own sender at Infobip nobody else has. */
async function withAccount() {
  set.WHATSAPP_ADAPTER = "infobip";
  const tenant = await newTenant(), whatsapp_sender = `+2010${Math.floor(10_000_000 + Math.random() * 89_999_999)}`;
  await tenant.owner.ok(putInfobipCredentials, { body: { base_url: BASE, api_key: "infobip-key-77aa", sms_sender: "NileGulf", whatsapp_sender } });
  const atInfobip = async () => ((await (await fetch(`${BASE}/whatsapp/2/senders/${whatsapp_sender.slice(1)}/templates`, { headers: { authorization: "App any-key" } })).json()) as { templates: any[] }).templates;
  return { ...tenant, atInfobip };
}
const run = (tenant_id: string) => syncTemplateApprovals({ tenant_id, id: tenant_id, request_id: newId(), ctx: () => actIn(tenant_id) });

describe("a WhatsApp version", () => {
  test("is submitted with placeholders in their order, examples and category, through the tenant's own account", async () => {
    const { owner, atInfobip, events } = await withAccount(), mine = await version(owner, "wait");
    expect(mine).toMatchObject({ provider_decides: true, provider_status: null, in_use: false });
    const submitted = await owner.ok(contract.submitTemplate, of(mine));
    expect(submitted).toMatchObject({ provider_status: "pending", provider_template_id: `promo_wait${families}_v1`, submitted_by: owner.user_id, submitted_at: expect.any(String), in_use: false });
    expect(await atInfobip()).toMatchObject([{ name: submitted.provider_template_id, language: "en", category: "MARKETING", structure: { type: "TEXT", body: { text: "Hi {{1}}, see {{2}} today", examples: ["Mona", "https://lake.test"] } } }]);
    expect(await owner.call(contract.submitTemplate, of(mine))).toMatchObject({ status: 409, error: { details: { provider_status: "pending" } } });
    expect((await owner.ok(contract.syncTemplate, of(mine))).version).toBe(submitted.version);
    expect((await events()).at(-1)).toBe("template.submitted");
  });

  test.each([["approve", "approved", null], ["reject", "rejected", "INVALID_FORMAT"], ["pause", "paused", null], ["disable", "disabled", null], ["appeal", "pending", null], ["delete", null, null]])("%s: the provider's word is read on demand: %s", async (decision, provider_status, provider_reason) => {
    const { owner, events } = await withAccount(), mine = await version(owner, decision);
    await owner.ok(contract.submitTemplate, of(mine));
    expect(await owner.ok(contract.syncTemplate, of(mine))).toMatchObject({ provider_status, provider_reason, in_use: provider_status === "approved" });
    expect((await events()).includes("template.provider_decided")).toBe(provider_status !== "pending");
  });

  test("is looked after every hour, and whoever submitted it is told in the inbox", async () => {
    const { owner, tenant_id, user } = await withAccount(), writer = await user({ permissions: ["notify.templates.manage", "notify.templates.approve", "notify.inbox.read.self"] });
    const good = await version(owner, "approve"), bad = await version(owner, "reject", { name: "Launch" });
    for (const one of [good, bad]) await writer.ok(contract.submitTemplate, of(one));
    expect((await sweepTemplateApprovals(newId())).tenants).toBeGreaterThanOrEqual(1);
    await run(tenant_id);
    const told = await eventually(async () => { const { items } = await writer.ok(listNotifications); return items.length === 2 ? items : undefined; });
    expect(told.map(({ title }) => title).toSorted()).toEqual(["WhatsApp: “Launch” is rejected", `WhatsApp: “${good.name}” is approved`]);
    expect(await writer.ok(getNotification, { params: { notification_id: told.find(({ title }) => title.includes("Launch"))!.id } })).toMatchObject({ body: expect.stringContaining("Reason: INVALID_FORMAT"), link_url: expect.stringContaining(bad.id) });
    expect((await owner.ok(listNotifications)).items).toEqual([]);
    const versions = await admin`select version from message_templates where tenant_id = ${tenant_id} order by id`;
    await run(tenant_id);
    expect(await admin`select version from message_templates where tenant_id = ${tenant_id} order by id`).toEqual(versions);
  });

  test("whose answer was lost is submitted once; another's name is not taken", async () => {
    const { owner, tenant_id, atInfobip } = await withAccount(), mine = await version(owner, "wait");
    const { provider_template_id } = await owner.ok(contract.submitTemplate, of(mine));
    await admin`update message_templates set provider_status = null where tenant_id = ${tenant_id}`;
    expect((await owner.ok(contract.submitTemplate, of(mine))).provider_status).toBe("pending");
    expect(await atInfobip()).toHaveLength(1);
    const other = await version(owner, "wait", { body: "Other words", provider_template_id });
    expect(await owner.call(contract.submitTemplate, of(other))).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { provider_template_id } } });
    expect((await owner.ok(contract.patchTemplate, { ...of(other), body: { provider_template_id: "another_name" } })).provider_status).toBeNull();
    expect((await owner.ok(contract.submitTemplate, of(other))).provider_template_id).toBe("another_name");
  });

  test("is not submitted as a draft, with words that branch, or under a name WhatsApp does not take", async () => {
    const { owner } = await withAccount(), body = { family: "promo.draft", channel: "whatsapp", locale: "en", body: "Hi {{ first_name }} there", variables } as const;
    expect(await owner.call(contract.submitTemplate, of(await owner.ok(contract.createTemplate, { body })))).toMatchObject({ status: 409, error: { details: { status: "draft" } } });
    expect(await owner.call(contract.submitTemplate, of(await version(owner, "wait", { channel: "sms" })))).toMatchObject({ status: 409 });
    expect(await owner.call(contract.submitTemplate, of(await version(owner, "wait", { body: "{% if first_name %}Hi{% endif %}" })))).toMatchObject({ status: 422, error: { details: { issues: [{ path: "body" }] } } });
    expect(await owner.call(contract.submitTemplate, of(await version(owner, "wait", { provider_template_id: "Promo Launch" })))).toMatchObject({ status: 422, error: { details: { issues: [{ path: "provider_template_id" }] } } });
    expect(await owner.call(contract.syncTemplate, of(await version(owner, "wait")))).toMatchObject({ status: 409 });
  });

  test("that the provider refuses says why; a provider that cannot be asked is PROVIDER_ERROR, and nothing has changed", async () => {
    const { owner, tenant_id } = await withAccount(), ends = await version(owner, "wait", { body: "Hi {{ first_name }}" }), mine = await version(owner, "wait");
    expect(await owner.call(contract.submitTemplate, of(ends))).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED", details: { issues: [{ path: "body", message: "Body cannot start or end with a placeholder." }] } } });
    const account = (more: object) => owner.ok(putInfobipCredentials, { body: { base_url: BASE, api_key: "infobip-key-77aa", sms_sender: "NileGulf", whatsapp_sender: "+201000000001", ...more } });
    await account({ api_key: "wrong-key-0000" });
    expect(await owner.call(contract.submitTemplate, of(mine))).toMatchObject({ status: 502, error: { code: "PROVIDER_ERROR", details: { code: "infobip.unauthorized" } } });
    await account({ base_url: "http://127.0.0.1:9" });
    expect(await owner.call(contract.submitTemplate, of(mine))).toMatchObject({ status: 502, error: { details: { code: "infobip.unreachable" } } });
    expect((await owner.ok(contract.getTemplate, of(mine))).provider_status).toBeNull();
    expect(await run(tenant_id)).toBe("done");
  });

  test("has no decision set by hand where a provider decides; elsewhere it may be, and a submission is approved at once", async () => {
    const { owner } = await withAccount(), mine = await version(owner, "wait"), patch = () => owner.call(contract.patchTemplate, { ...of(mine), body: { provider_status: "approved" as const } });
    expect(await patch()).toMatchObject({ status: 422, error: { details: { issues: [{ path: "provider_status" }] } } });
    set.WHATSAPP_ADAPTER = "devstub";
    expect((await owner.ok(contract.submitTemplate, of(mine)))).toMatchObject({ provider_decides: false, provider_status: "approved", in_use: true });
    expect((await patch()).status).toBe(200);
    expect(await sweepTemplateApprovals(newId())).toEqual({ tenants: 0 });
  });

  test("is submitted by those who may put it to use", async () => {
    const { owner, user } = await withAccount(), mine = await version(owner, "wait"), writer = await user({ permissions: ["notify.templates.manage"] });
    expect(await writer.call(contract.submitTemplate, of(mine))).toMatchObject({ status: 403 });
  });
});
