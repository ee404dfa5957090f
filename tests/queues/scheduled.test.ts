import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { scheduled } from "#worker/scheduled.ts";
import { admin, eventually, newTenant } from "../support/harness.ts";
import { actIn, deliverTo, eventIds, lettersOf, messagesOf } from "../support/queued.ts";

const set = env as { EMAIL_ADAPTER: string };
afterEach(() => void (set.EMAIL_ADAPTER = "mailbox"));
const tick = (cron = "* * * * *") => scheduled(createScheduledController({ cron }));

/** An email whose commit no queue ever heard of. */
async function forgotten() {
  const { tenant_id } = await newTenant(), ctx = actIn(tenant_id, { silent: true }), to = `u@${newId()}.test`;
  await ctx.commit(null, ...queueEmail(ctx, { to, template_code: "auth.invite", locale: "en", payload: { full_name: "M", tenant_name: "T", url: "https://app.test/i", expires_hours: 1 } }));
  return { tenant_id, to, status: async () => (await messagesOf(tenant_id))[0]!["status"] as string, message: async () => (await messagesOf(tenant_id))[0]!, event_ids: await eventIds(tenant_id, "message.queued") };
}
const captured = (to: string) => admin`select id from dev_mailbox where recipient = ${to}`;
/** As if the sender had died after it claimed the message. */
const died = (tenant_id: string, seconds: number, provider = "mailbox") =>
  admin`update messages_outbox set status = 'sending', attempts = 1, provider = ${provider}, claimed_at = now() - make_interval(secs => ${seconds}) where tenant_id = ${tenant_id}`;

test("an event that nobody delivered for a minute is delivered; a younger one is left to the queue", async () => {
  const old = await forgotten(), young = await forgotten();
  await admin`update event_log set created_at = now() - interval '61 seconds' where tenant_id = ${old.tenant_id}`;
  await tick();
  await eventually(async () => (await old.status()) === "sent");
  expect(await young.status()).toBe("queued");
});

test("an event that a dead letter stands for waits for whoever sends it again", async () => {
  const m = await forgotten();
  await admin`update event_log set created_at = now() - interval '61 seconds' where tenant_id = ${m.tenant_id}`;
  await deliverTo("m3core-outbox-dead", [{ tenant_id: m.tenant_id, event_ids: m.event_ids }]);
  const other = await forgotten();
  await admin`update event_log set created_at = now() - interval '61 seconds' where tenant_id = ${other.tenant_id}`;
  await tick();
  await eventually(async () => (await other.status()) === "sent");
  expect(await m.status()).toBe("queued");
});

test("a message that is due and that no queue brought is sent", async () => {
  const m = await forgotten();
  await admin`update messages_outbox set scheduled_at = now() - interval '2 minutes' where tenant_id = ${m.tenant_id}`;
  await tick();
  await eventually(async () => (await m.status()) === "sent");
});

test("a message whose sender died is sent again where that cannot send it twice", async () => {
  const m = await forgotten();
  await deliverTo("m3core-outbox", [{ tenant_id: m.tenant_id, event_ids: m.event_ids }]);
  expect(await captured(m.to)).toHaveLength(1);
  await died(m.tenant_id, 121);
  await admin`update messages_outbox set payload = ${JSON.stringify({ full_name: "M", tenant_name: "T", url: "https://app.test/i", expires_hours: 1 })} where tenant_id = ${m.tenant_id}`;
  await tick();
  await eventually(async () => (await m.status()) === "sent");
  expect(await captured(m.to)).toHaveLength(1);
});

test("a message whose sender may still be alive is left alone", async () => {
  const m = await forgotten();
  await died(m.tenant_id, 60);
  await tick();
  expect(await m.status()).toBe("sending");
});

test("where asking again might send it twice, its outcome is unknown: it fails and a person decides", async () => {
  const m = await forgotten();
  await died(m.tenant_id, 11 * 60, "brevo");
  await tick();
  expect(await m.message()).toMatchObject({ status: "failed", error_code: "OUTCOME_UNKNOWN" });
  expect(await eventIds(m.tenant_id, "message.failed")).toHaveLength(1);
  expect(await lettersOf(m.tenant_id)).toMatchObject([{ body: { message_id: (await m.message())["id"], again: true } }]);
});

test("Brevo is asked again within ten minutes, since it knows the message by its key", async () => {
  set.EMAIL_ADAPTER = "brevo";
  const m = await forgotten(), { id } = await m.message(), send = () => deliverTo("m3core-outbox", [{ tenant_id: m.tenant_id, message_id: id }]);
  await send();
  await died(m.tenant_id, 5 * 60, "brevo");
  await admin`update messages_outbox set payload = ${JSON.stringify({ full_name: "M", tenant_name: "T", url: "https://app.test/i", expires_hours: 1 })} where tenant_id = ${m.tenant_id}`;
  await tick();
  await eventually(async () => (await m.status()) === "sent");
  expect(await (await fetch(`${env.BREVO_BASE_URL}/sent?to=${encodeURIComponent(m.to)}`)).json()).toHaveLength(1);
});

test("a provider's call that was stored but never handled is handled", async () => {
  const m = await forgotten(), { id, tenant_id } = { id: newId(), tenant_id: "00000000-0000-0000-0000-000000000000" };
  const body = { event: "delivered", "message-id": `<${id}@x>`, "X-Mailin-custom": `${m.tenant_id}:${(await m.message())["id"]}` };
  await admin`insert into webhook_events (tenant_id, id, provider, dedupe_key, body, stored_at) values (${tenant_id}, ${id}, 'brevo', ${id}, ${JSON.stringify(body)}, now() - interval '3 minutes')`;
  await tick();
  await eventually(async () => (await m.status()) === "delivered");
});

test("every hour what has served its time goes, and nothing else", async () => {
  const { tenant_id, owner } = await newTenant(), m = await forgotten();
  const aged = async (table: string, ages: string[], insert: (age: string) => Promise<unknown>) => {
    for (const age of ages) await insert(age);
    return async () => (await admin.query(`select count(*)::int as n from ${table} where tenant_id = $1`, [tenant_id]))[0]!["n"] as number;
  };
  const left = await Promise.all([
    aged("idempotency_keys", ["23 hours", "25 hours"], (age) => admin`insert into idempotency_keys (tenant_id, key, request_hash, answer, created_at) values (${tenant_id}, ${age}, 'h', '{}', now() - ${age}::interval)`),
    aged("webhook_events", ["6 days", "8 days"], (age) => admin`insert into webhook_events (tenant_id, id, provider, dedupe_key, body, created_at, processed_at) values (${tenant_id}, ${newId()}, 'brevo', ${newId()}, '{}', now() - ${age}::interval, now())`),
    aged("dev_mailbox", ["6 days", "8 days"], (age) => admin`insert into dev_mailbox (tenant_id, id, channel, recipient, body_text, created_at) values (${tenant_id}, ${newId()}, 'email', 'x', 'x', now() - ${age}::interval)`),
    aged("auth_tokens", ["1 hour", "25 hours"], (age) => admin`insert into auth_tokens (tenant_id, id, user_id, purpose, token_hash, expires_at) values (${tenant_id}, ${newId()}, ${owner.user_id}, ${age === "1 hour" ? "verify_email" : "reset_password"}, 'h', now() - ${age}::interval)`),
  ]);
  await admin`update messages_outbox set status = 'failed', created_at = now() - interval '25 hours' where tenant_id = ${m.tenant_id}`;
  await tick("17 * * * *");
  expect(await Promise.all(left.map((count) => count()))).toEqual([1, 1, 1, 1]);
  expect((await m.message())["payload"]).toEqual({});
});
