import { describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { createContact } from "#worker/modules/contacts/contract.ts";
import { optIn, optOut } from "#worker/modules/notify/consent/consent-contract.ts";
import { suppress, unsuppress } from "#worker/modules/notify/consent/suppress.ts";
import { addSuppression, listSuppressions, removeSuppression } from "#worker/modules/notify/consent/suppression-contract.ts";
import { requeueDeadLetter } from "#worker/modules/notify/sending/sending-contract.ts";
import { requeueMessage } from "#worker/modules/notify/sending/sending-contract.ts";
import { listConsents, recordConsent } from "#worker/modules/privacy/contract.ts";
import { admin, newTenant, tripsOf } from "../support/harness.ts";
import { actIn } from "../support/queued.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 12, minutes)).toISOString();
const phone = () => `+2010${Math.floor(1e7 + Math.random() * 8.9e7)}`;

describe("the suppression centre", () => {
  test("takes an address with a note, once, and lists what stands, by channel, reason and part of the address", async () => {
    const { owner, audit, events } = await newTenant();
    const made = await owner.call(addSuppression, { body: { channel: "email", value: " Mona@Example.com ", note: "Asked by phone." } });
    expect(made).toMatchObject({ status: 201, data: { channel: "email", normalized_value: "mona@example.com", reason: "manual", scope: "all", detail: "Asked by phone.", created_by: owner.user_id, removable: true } });
    expect(await owner.call(addSuppression, { body: { channel: "email", value: "mona@example.com", note: "Again." } })).toMatchObject({ status: 409, error: { code: "DUPLICATE" } });
    await owner.ok(addSuppression, { body: { channel: "sms", value: "+201001234567", note: "Wrong person.", scope: "marketing" } });
    const found = async (query: object) => (await owner.ok(listSuppressions, { query })).items.map((row) => row.normalized_value);
    expect(await found({})).toEqual(["+201001234567", "mona@example.com"]);
    expect(await found({ channel: "sms,whatsapp" })).toEqual(["+201001234567"]);
    expect(await found({ reason: "stop" })).toEqual([]);
    expect(await found({ q: "MONA@" })).toEqual(["mona@example.com"]);
    expect(await found({ q: "_" })).toEqual([]);
    expect(tripsOf(await owner.call(listSuppressions, { query: { total: true } as never }))).toBe(1);
    expect(await events()).toEqual(["suppression.added", "suppression.added"]);
    expect((await audit()).filter((row) => row["entity_type"] === "suppression_list")).toHaveLength(2);
  });

  test.each([[{ channel: "email", value: "+201001234567", note: "x" }], [{ channel: "sms", value: "01001234567", note: "x" }], [{ channel: "sms", value: "+201001234567" }], [{ channel: "push", value: "x", note: "x" }]])("refuses %o", async (body) => {
    expect(await (await newTenant()).owner.call(addSuppression, { body: body as never })).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED" } });
  });

  test("what a colleague or a bounce put there may be taken away; what the person said may not, and it says what would lift it", async () => {
    const { tenant_id, owner, events } = await newTenant();
    for (const reason of ["bounce", "stop", "complaint", "unsubscribed"] as const) {
      const ctx = actIn(tenant_id);
      await ctx.commit(null, ...suppress(ctx, { channel: "email", value: `${reason}@x.test`, reason, scope: "all", at: at(0) }));
    }
    for (const { id, reason, removable } of (await owner.ok(listSuppressions)).items) {
      const answer = await owner.call(removeSuppression, { params: { suppression_id: id } });
      expect([reason, removable, answer.status]).toEqual([reason, reason === "bounce", reason === "bounce" ? 200 : 409]);
      if (!removable) expect(answer.error).toMatchObject({ code: "CONFLICT", details: { suppression_reason: reason, reason: expect.stringContaining("opt-in") } });
    }
    expect((await owner.ok(listSuppressions, { query: { reason: "bounce" } })).items).toEqual([]);
    expect((await events()).at(-1)).toBe("suppression.removed");
    expect(await owner.call(removeSuppression, { params: { suppression_id: newId() } })).toMatchObject({ status: 404 });
  });

  test("is read and kept by two permissions, and belongs to one workspace", async () => {
    const mine = await newTenant(), theirs = await newTenant(), reader = await mine.user({ permissions: ["notify.suppression.read"] });
    const { id } = await mine.owner.ok(addSuppression, { body: { channel: "email", value: "a@b.test", note: "x" } });
    expect((await reader.ok(listSuppressions)).items).toHaveLength(1);
    expect(await reader.call(removeSuppression, { params: { suppression_id: id } })).toMatchObject({ status: 403 });
    expect((await theirs.owner.ok(listSuppressions)).items).toEqual([]);
    expect(await theirs.owner.call(removeSuppression, { params: { suppression_id: id } })).toMatchObject({ status: 404 });
  });
});

describe("suppressing", () => {
  /** A contact who agreed to SMS marketing. */
  async function agreed() {
    const tenant = await newTenant(), value = phone();
    const { id } = await tenant.owner.ok(createContact, { body: { first_name: "Mona", phone_e164: value } as never });
    await tenant.owner.ok(recordConsent, { params: { contact_id: id }, body: { channel: "sms", purpose: "marketing", status: "granted", proof: "Form" } });
    await admin`insert into channel_opt_ins (tenant_id, id, subject_type, subject_id, channel, status, consent_source, consent_at) values (${tenant.tenant_id}, ${newId()}, 'contact', ${id}, 'sms', 'confirmed', 'form', ${at(-60)})`;
    await admin`update contact_channels set opt_out_at = null where contact_id = ${id}`;
    const stop = async (minutes: number) => { const ctx = actIn(tenant.tenant_id); await ctx.commit(null, ...suppress(ctx, { channel: "sms", value, reason: "stop", scope: "all", detail: "STOP", at: at(minutes) })); };
    const start = async (minutes: number) => { const ctx = actIn(tenant.tenant_id); await ctx.commit(null, ...unsuppress(ctx, { channel: "sms", value, reasons: ["stop"], at: at(minutes) })); };
    const state = async () => {
      const [[channel], [optIn], list] = await Promise.all([
        admin`select opt_in, opt_out_at is not null as out from contact_channels where contact_id = ${id}`, admin`select status from channel_opt_ins where subject_id = ${id}`,
        admin`select reason from suppression_list where tenant_id = ${tenant.tenant_id}`]);
      return { ...channel, status: optIn!["status"], reasons: list.map((row) => row["reason"]) };
    };
    return { ...tenant, id, value, stop, start, state, told: async () => (await tenant.events()).filter((name) => /opted|suppression/.test(name)) };
  }

  test("by the person withdraws their consent and tells of it once; lifting it restores what it took", async () => {
    const c = await agreed();
    await c.stop(0);
    await c.stop(0);
    expect(await c.state()).toEqual({ opt_in: false, out: true, status: "withdrawn", reasons: ["stop"] });
    await c.start(5);
    expect(await c.state()).toEqual({ opt_in: true, out: false, status: "confirmed", reasons: [] });
    expect(await c.told()).toEqual(["contact.opted_in", "contact.opted_out", "suppression.added", "contact.opted_in", "suppression.removed"]);
    const subjects = await admin`select count(*)::int as n from event_subjects where tenant_id = ${c.tenant_id} and subject_id = ${c.id} and event_id in (select id from event_log where name like 'contact.opted_%')`;
    expect(subjects[0]!["n"]).toBe(3);
  });

  test("a START that is older than the STOP lifts nothing, in whatever order they come", async () => {
    const c = await agreed();
    await c.stop(0);
    await c.stop(10);
    await c.start(5);
    expect(await c.state()).toMatchObject({ reasons: ["stop"], out: true });
  });

  test("a START gives no consent that was not there, and lifts no other reason", async () => {
    const c = await agreed(), ctx = actIn(c.tenant_id);
    await c.owner.ok(recordConsent, { params: { contact_id: c.id }, body: { channel: "sms", purpose: "marketing", status: "withdrawn", proof: "Call" } });
    await ctx.commit(null, ...suppress(ctx, { channel: "sms", value: c.value, reason: "bounce", scope: "all", at: at(0) }));
    await c.stop(1);
    await c.start(2);
    expect(await c.state()).toMatchObject({ opt_in: false, out: true, reasons: ["bounce"] });
  });

  test("an opt-out through the API is on record, and told of, once; an opt-in lifts what the person had said", async () => {
    const c = await agreed(), subject = { subject_type: "contact", subject_id: c.id, channel: "sms" } as const;
    await c.stop(0);
    await c.owner.ok(optOut, { body: { ...subject, reason: "By phone" } });
    expect((await c.state()).reasons.toSorted()).toEqual(["stop", "unsubscribed"]);
    await c.owner.ok(optIn, { body: { ...subject, consent_source: "form" } });
    expect(await c.state()).toEqual({ opt_in: true, out: false, status: "confirmed", reasons: [] });
    expect((await c.owner.ok(listConsents, { params: { contact_id: c.id }, query: { sort: "given_at" } })).items.map((row) => [row.status, row.proof]).toSorted())
      .toEqual([["granted", "Form"], ["granted", "form"], ["withdrawn", "By phone"], ["withdrawn", "STOP"]]);
    expect((await c.told()).filter((name) => name.startsWith("contact."))).toEqual(["contact.opted_in", "contact.opted_out", "contact.opted_out", "contact.opted_in"]);
  });

  /** What waits for an address: a security message, a transactional one, an advertisement, and one to somebody else. */
  async function waiting(tenant_id: string, channel: string, to: string) {
    for (const [i, [recipient, type]] of ([[to, "transactional"], [to, "transactional"], [to, "marketing"], ["+201000000009", "marketing"]] as const).entries())
      await admin`insert into messages_outbox (tenant_id, id, channel, recipient, template_code, family, type, priority, status, scheduled_at) values (${tenant_id}, ${newId()}, ${channel}, ${recipient}, 'x', 'x', ${type}, ${Math.min(i, 2)}, 'queued', now() + interval '8 hours')`;
    return async () => (await admin`select status, error_code from messages_outbox where tenant_id = ${tenant_id} order by id`).map((m) => m["error_code"] ?? m["status"]);
  }

  test.each([
    ["stop", "all", {}, ["queued", "STOPPED", "STOPPED", "queued"]], ["stop", "all", { allow_transactional_over_stop: true }, ["queued", "queued", "STOPPED", "queued"]],
    ["unsubscribed", "marketing", {}, ["queued", "queued", "UNSUBSCRIBED", "queued"]], ["bounce", "all", {}, ["queued", "SUPPRESSED", "SUPPRESSED", "queued"]],
  ] as const)("%s for %s cancels what waits and would be refused now (policy %o)", async (reason, scope, policy, becomes) => {
    const { tenant_id, owner, events } = await newTenant(), to = phone(), ctx = actIn(tenant_id), states = await waiting(tenant_id, "sms", to);
    await admin`insert into notification_policies (tenant_id, id, value) values (${tenant_id}, ${tenant_id}, ${JSON.stringify(policy)}::jsonb)`;
    await ctx.commit(null, ...suppress(ctx, { channel: "sms", value: to, reason, scope, at: at(0) }));
    expect(await states()).toEqual(becomes);
    expect((await events()).filter((name) => name === "message.cancelled")).toHaveLength(becomes.filter((state) => state !== "queued").length);
    const [cancelled] = await admin`update messages_outbox set payload = '{"x": 1}' where tenant_id = ${tenant_id} and status = 'cancelled' returning id`;
    expect(await owner.call(requeueMessage, { params: { message_id: cancelled!["id"] } })).toMatchObject({ status: 409, error: { details: { suppression_reason: reason } } });
    const letter = newId();
    await admin`insert into dead_letters (tenant_id, id, queue, body) values (${tenant_id}, ${letter}, 'm3core-outbox', ${JSON.stringify({ tenant_id, message_id: cancelled!["id"], again: true })}::jsonb)`;
    expect(await owner.call(requeueDeadLetter, { params: { dead_letter_id: letter } })).toMatchObject({ status: 409, error: { details: { suppression_reason: reason } } });
    const ids = (await admin`select id from event_log where tenant_id = ${tenant_id} order by seq`).map((row) => row["id"] as string);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/.test(id))).toBe(true);
  });

  test("a wider scope wins over a narrower one, and stays", async () => {
    const { tenant_id } = await newTenant();
    for (const scope of ["marketing", "all", "marketing"] as const) {
      const ctx = actIn(tenant_id);
      await ctx.commit(null, ...suppress(ctx, { channel: "email", value: "A@b.test", reason: "complaint", scope, at: at(0) }));
    }
    expect(await admin`select scope, normalized_value from suppression_list where tenant_id = ${tenant_id}`).toEqual([{ scope: "all", normalized_value: "a@b.test" }]);
  });
});
