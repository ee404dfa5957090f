import { describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { listActivities } from "#worker/modules/activities/contract.ts";
import { createContact } from "#worker/modules/contacts/contract.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { inboundEmailWebhook } from "#worker/modules/webhooks/contract.ts";
import { admin, eventually, newTenant, nobody } from "../support/harness.ts";
import { actIn, deliverTo, eventIds, messagesOf } from "../support/queued.ts";

const headers = { authorization: `Basic ${btoa("brevo:test-webhook-token")}` };
const post = (items: unknown, given: Record<string, string> = headers) => nobody.call(inboundEmailWebhook, { body: items, headers: given });

/** A contact who was written to by email, and what they answer. */
async function written() {
  const tenant = await newTenant(), { tenant_id, owner } = tenant, email = `mona-${newId()}@example.com`;
  const contact = await owner.ok(createContact, { body: { first_name: "Mona", email } as never });
  const ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...queueEmail(ctx, { to: email, template_code: "auth.invite", locale: "en", payload: { full_name: "M", tenant_name: "T", url: "https://app.test/i", expires_hours: 1 } }));
  await deliverTo("m3core-outbox", [{ tenant_id, event_ids: await eventIds(tenant_id, "message.queued") }]);
  const [message] = await messagesOf(tenant_id);
  const reply = (more: object = {}) => ({
    Uuid: [newId()], MessageId: `<${newId()}@mail.example.com>`, InReplyTo: message!["provider_message_id"], From: { Name: "Mona", Address: email.toUpperCase() }, To: [{ Address: "reply@in.m3core.test" }],
    SentAtDate: "Fri, 20 Nov 2026 20:04:20 +0000", Subject: "Re: Viewing", RawTextBody: "Thursday suits me.\n\n> When?", ExtractedMarkdownMessage: "Thursday suits me.", Headers: { "Return-Path": email }, Attachments: [{ Name: "id.pdf", DownloadToken: "t" }], ...more,
  });
  const comes = async (item: ReturnType<typeof reply>) => {
    expect((await post({ items: [item] })).data).toEqual({ accepted: 1, refused: 0 });
    return eventually(async () => (await admin`select * from webhook_events where body->'Uuid'->>0 = ${item.Uuid[0]!} and processed_at is not null`)[0]);
  };
  const timeline = async () => (await owner.ok(listActivities, { query: { subject: `contact:${contact.id}` } })).items;
  return { ...tenant, email, contact, message: message!, reply, comes, timeline, suppressed: () => admin`select channel, normalized_value, reason, scope, message_id from suppression_list where tenant_id = ${tenant_id}` };
}

describe("a reply by email", () => {
  test("is part of the contact's timeline, once, as it was written", async () => {
    const w = await written(), item = w.reply();
    expect(await w.comes(item)).toMatchObject({ tenant_id: w.tenant_id, provider: "brevo-inbound", error: null });
    expect((await post({ items: [item] })).data).toEqual({ accepted: 1, refused: 0 });
    expect(await w.timeline()).toMatchObject([{ type: "email", direction: "inbound", title: "Re: Viewing", body: "Thursday suits me.", started_at: "2026-11-20T20:04:20.000Z", subject_id: w.contact.id }]);
    expect(await w.suppressed()).toEqual([]);
    expect(await w.events()).toContain("activity.created");
  });

  test.each([["its first line", { ExtractedMarkdownMessage: "Unsubscribe\n\nMona" }], ["its subject", { Subject: "unsubscribe", ExtractedMarkdownMessage: "", RawTextBody: "" }], ["Arabic", { ExtractedMarkdownMessage: "إلغاء الاشتراك" }]])("that unsubscribes by %s ends marketing to that address", async (_, more) => {
    const w = await written();
    await w.comes(w.reply(more));
    expect(await w.suppressed()).toEqual([{ channel: "email", normalized_value: w.email, reason: "unsubscribed", scope: "marketing", message_id: w.message["id"] }]);
    expect(await w.events()).toContain("contact.opted_out");
  });

  test("of a machine says nothing, and one of a stranger to a message of ours is only kept", async () => {
    const w = await written();
    await w.comes(w.reply({ Headers: { "Auto-Submitted": "auto-replied" }, Subject: "unsubscribe" }));
    await w.comes(w.reply({ From: { Address: "somebody@else.test" }, Subject: null, ExtractedMarkdownMessage: null, RawTextBody: null }));
    expect([await w.timeline(), await w.suppressed()]).toEqual([[], []]);
  });

  test("to no message of ours waits ten minutes, then is closed", async () => {
    const w = await written(), item = w.reply({ InReplyTo: "<unknown@elsewhere>" });
    await post({ items: [item] });
    const { id } = await eventually(async () => (await admin`update webhook_events set stored_at = now() - interval '11 minutes' where body->'Uuid'->>0 = ${item.Uuid[0]!} returning id`)[0] as { id: string } | undefined);
    await deliverTo("m3core-webhooks", [{ webhook_ids: [id] }]);
    expect(await admin`select error from webhook_events where id = ${id}`).toEqual([{ error: "UNKNOWN_MESSAGE" }]);
  });

  test.each([["nothing", {}], ["an empty list", { items: [] }], ["no sender", { items: [{ Subject: "x" }] }], ["reports", [{ event: "delivered", "message-id": "x" }]]])("with %s is not understood", async (_, body) => {
    expect(await post(body)).toMatchObject({ status: 422, error: { code: "DLR_INVALID" } });
    expect(await post(body, {})).toMatchObject({ status: 401 });
  });
});
