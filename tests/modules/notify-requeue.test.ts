import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { requeueMessage } from "#worker/modules/notify/sending/sending-contract.ts";
import { admin, eventually, newTenant } from "../support/harness.ts";
import { actIn, deliverTo, eventIds, lettersOf, messagesOf } from "../support/queued.ts";

const set = env as { EMAIL_ADAPTER: string; BREVO_API_KEY?: string };
beforeEach(() => admin`delete from provider_circuits`);
afterEach(() => Object.assign(set, { EMAIL_ADAPTER: "mailbox", BREVO_API_KEY: "test-api-key" }));

/** A message in this status, with a dead letter where it failed. */
async function message(status: string) {
  const tenant = await newTenant(), { tenant_id } = tenant, ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...queueEmail(ctx, { to: `u@${newId()}.test`, template_code: "auth.invite", locale: "en", payload: { full_name: "M", tenant_name: "T", url: "https://app.test/i", expires_hours: 1 } }));
  const [{ id }] = (await messagesOf(tenant_id)) as [{ id: string }];
  if (status === "failed") {
    Object.assign(set, { EMAIL_ADAPTER: "brevo", BREVO_API_KEY: "wrong" });
    await deliverTo("m3core-outbox", [{ tenant_id, message_id: id }]);
    Object.assign(set, { EMAIL_ADAPTER: "mailbox", BREVO_API_KEY: "test-api-key" });
  } else await admin`update messages_outbox set status = ${status} where id = ${id}`;
  return { ...tenant, params: { message_id: id }, now: async () => (await messagesOf(tenant_id))[0]! };
}

test.each(["failed", "expired", "cancelled"])("a message that %s is sent again as if for the first time", async (status) => {
  const { owner, params, now } = await message(status);
  expect(await owner.ok(requeueMessage, { params })).toMatchObject({ id: params.message_id, status: "queued" });
  await eventually(async () => (await now())["status"] === "sent");
  expect(await now()).toMatchObject({ attempts: 1, error_code: null, failed_at: null });
});

test.each(["queued", "sending", "sent", "delivered", "bounced"])("one that is %s is not", async (status) => {
  const { owner, params } = await message(status);
  expect(await owner.call(requeueMessage, { params })).toMatchObject({ status: 409, error: { code: "CONFLICT", details: { status, reason: expect.stringContaining("failed, expired or was cancelled") } } });
});

test("one whose words are no longer kept cannot be, and says so", async () => {
  const { owner, params } = await message("expired");
  await admin`update messages_outbox set payload = '{}' where id = ${params.message_id}`;
  expect(await owner.call(requeueMessage, { params })).toMatchObject({ status: 409, error: { details: { reason: expect.stringContaining("no longer kept") } } });
});

test("its dead letter is done with, and three who ask at once send it once", async () => {
  const { owner, params, tenant_id, now } = await message("failed");
  expect(await lettersOf(tenant_id)).toMatchObject([{ requeued_at: null }]);
  const answers = await Promise.all([1, 2, 3].map(() => owner.call(requeueMessage, { params })));
  expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409]);
  await eventually(async () => (await now())["status"] === "sent");
  expect(await lettersOf(tenant_id)).toMatchObject([{ requeued_at: expect.any(String) }]);
  expect(await eventIds(tenant_id, "message.sent")).toHaveLength(1);
});

test("another tenant's is not found; without the permission it is refused", async () => {
  const { user, params } = await message("failed"), other = await newTenant();
  expect(await other.owner.call(requeueMessage, { params })).toMatchObject({ status: 404 });
  expect(await (await user({ permissions: ["notify.outbox.read"] })).call(requeueMessage, { params })).toMatchObject({ status: 403 });
});
