import { createScheduledController } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { startPhone } from "#worker/modules/auth/factors-contract.ts";
import { dispatch, getMessage } from "#worker/modules/notify/messages/messages-contract.ts";
import { requeueMessage } from "#worker/modules/notify/sending/sending-contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import { admin, eventually, newTenant } from "../support/harness.ts";
import { cancelAll, queueMany } from "../support/outgoing.ts";
import { deliverTo, eventIds, messagesOf } from "../support/queued.ts";
import { newPhone } from "../support/second-factor.ts";

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const tick = () => scheduled(createScheduledController({ cron: "* * * * *" }));
const lead = { lead_name: "Karim", score: 85 };

test("a code is good for as long as it works; the copies that tell of it are not held to that", async () => {
  const { owner, tenant_id } = await newTenant(), { expires_at } = await owner.ok(startPhone, { body: { phone_e164: newPhone(), channel: "sms" } });
  const [code, copy] = (await messagesOf(tenant_id)).toSorted((a, b) => Number(a["is_mirror"]) - Number(b["is_mirror"]));
  expect([code!["channel"], Math.abs(Date.parse(code!["expires_at"]) - Date.parse(expires_at)) < 1000]).toEqual(["sms", true]);
  expect([copy!["channel"], copy!["expires_at"]]).toEqual(["email", null]);
});

test("what waited for too long is not sent, by ticket or alone: it expires, says so, and gives its unit back", async () => {
  const { owner, tenant_id, events } = await newTenant();
  const asked = { channel: "sms", to: newPhone(), template_code: "lead.assigned", payload: lead, mirror: false } as const;
  const { message_id } = await owner.ok(dispatch, { body: { ...asked, schedule_at: inMinutes(60), expires_at: inMinutes(90) } }), params = { message_id: message_id! };
  expect((await owner.ok(getMessage, { params })).expires_at).toEqual(expect.any(String));
  await admin`update messages_outbox set scheduled_at = now() - interval '2 minutes', expires_at = now() - interval '1 minute' where id = ${message_id}`;
  await deliverTo("m3core-outbox", [{ tenant_id, message_id }, { tenant_id, drain: "sms", until: inMinutes(1) }]);
  expect((await messagesOf(tenant_id))[0]).toMatchObject({ status: "queued", attempts: 0 });
  await tick();
  expect(await owner.ok(getMessage, { params })).toMatchObject({ status: "expired", error_code: "EXPIRED", failed_at: expect.any(String), timeline: expect.arrayContaining([expect.objectContaining({ event: "message.expired" })]) });
  expect(await admin`select 1 from dev_mailbox where tenant_id = ${tenant_id}`).toEqual([]);
  await eventually(async () => (await meterOf(tenant_id).used(tenant_id, "sms.sent")) === 0);
  expect(await owner.call(requeueMessage, { params })).toMatchObject({ status: 409, error: { details: { expires_at: expect.any(String) } } });
  await tick();
  expect((await events()).filter((name) => name === "message.expired")).toHaveLength(1);
});

test("what leaves in time leaves; a moment that is past before it could leave is refused", async () => {
  const { owner, tenant_id } = await newTenant(), asked = { channel: "email", to: "mona@nilegate.test", template_code: "lead.assigned", payload: lead } as const;
  await owner.ok(dispatch, { body: { ...asked, expires_at: inMinutes(1) } });
  await eventually(async () => (await messagesOf(tenant_id))[0]!["status"] === "sent");
  for (const wrong of [{ expires_at: inMinutes(-1) }, { schedule_at: inMinutes(10), expires_at: inMinutes(5) }])
    expect(await owner.call(dispatch, { body: { ...asked, to: "nobody@nilegate.test", ...wrong } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "expires_at" }] } } });
});

describe("quiet hours that have begun since a message was asked for", () => {
  const clock = (minutes: number) => inMinutes(minutes).slice(11, 16);
  const quiet = (from: number, to: number) => JSON.stringify({ hours: { enabled: true, channels: ["sms"], start: clock(from), end: clock(to), weekend: null }, timezone: "UTC", weekend: [] });
  const queued = async (hours: string | null) => {
    const { tenant_id } = await newTenant();
    await queueMany(tenant_id, 1, { channel: "sms", to: newPhone() });
    await admin`update messages_outbox set quiet = ${hours}::jsonb, attempts = 2, error_code = 'infobip.429' where tenant_id = ${tenant_id}`;
    await deliverTo("m3core-outbox", [{ tenant_id, drain: "sms", until: inMinutes(0) }]);
    return { tenant_id, message: (await messagesOf(tenant_id))[0]! };
  };

  test("hold it until they end, without spending an attempt", async () => {
    const { tenant_id, message } = await queued(quiet(-60, 60));
    expect(message).toMatchObject({ status: "queued", attempts: 2, defer_reason: "QUIET_HOURS" });
    expect(new Date(message["scheduled_at"]).toISOString().slice(11, 16)).toBe(clock(60));
    expect(await eventIds(tenant_id, "message.deferred")).toHaveLength(1);
    await cancelAll(tenant_id);
  });
  test("do not hold what is due as they end, what was asked for outside of any, nor security messages", async () => {
    expect((await queued(quiet(60, 120))).message).toMatchObject({ status: "sent", attempts: 3 });
    expect((await queued(null)).message["status"]).toBe("sent");
    const { owner, tenant_id } = await newTenant();
    await owner.ok(startPhone, { body: { phone_e164: newPhone(), channel: "sms" } });
    await owner.ok(dispatch, { body: { channel: "sms", to: newPhone(), template_code: "lead.assigned", payload: lead, mirror: false } });
    const kept = (await messagesOf(tenant_id)).filter((row) => row["channel"] === "sms").map(({ family, quiet: window }) => [family, window?.timezone]);
    expect(kept).toEqual([["otp.verify_phone", undefined], ["lead.assigned", "Africa/Cairo"]]);
  });
});
