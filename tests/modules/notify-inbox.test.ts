import { createScheduledController } from "cloudflare:test";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import * as contract from "#worker/modules/notify/inbox/inbox-contract.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { putMyPreferences } from "#worker/modules/notify/routing/routing-contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { admin, type Client, newTenant, tripsOf } from "../support/harness.ts";
import { actIn } from "../support/queued.ts";

type Told = Partial<Pick<Parameters<typeof notifyUsers>[1], "category" | "severity" | "link_url" | "meta">>;

/** Tells somebody of a lead; the email is left unsent, so that a test decides what becomes of it. */
async function tell(user: Client, lead_name = "Mona", told: Told = {}) {
  const ctx = actIn(user.tenant_id, { silent: true });
  const [recipients] = await ctx.read(recipientsQuery(sql`array[${user.user_id}]::uuid[]`));
  await ctx.commit(null, ...notifyUsers(ctx, {
    recipients, template_code: "lead.assigned", payload: { lead_name, score: 80 }, link_url: "/leads", ...told,
  }));
  const [row] = await admin`select id, dispatch_group_id from notifications_inbox where recipient_user_id = ${user.user_id} order by created_at desc, id desc limit 1`;
  return row as { id: string; dispatch_group_id: string };
}
const ids = (page: { items: { id: string }[] }) => page.items.map((entry) => entry.id);

describe("the inbox", () => {
  test("is narrowed by category, severity, source, time and words, and counts what is unread of each category in the same round trip", async () => {
    const { owner } = await newTenant();
    const old = await tell(owner, "منى السيد"), approval = await tell(owner, "Omar", { category: "approvals", severity: "warning" }), task = await tell(owner, "Hala", { category: "tasks" });
    await admin`update notifications_inbox set created_at = '2026-01-01T10:00:00Z' where id = ${old.id}`;
    await admin`update notifications_inbox set source = 'deal' where id = ${task.id}`;
    const found = async (query: object) => ids(await owner.ok(contract.listNotifications, { query }));
    expect(await found({ category: "approvals" })).toEqual([approval.id]);
    expect(await found({ severity: "info", source: "lead" })).toEqual([old.id]);
    expect(await found({ from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z" })).toEqual([old.id]);
    expect(await found({ q: "منى" })).toEqual([old.id]);
    expect(await found({ q: "100%" })).toEqual([]);
    const narrow = await owner.call(contract.listNotificationsAlias, { query: { category: "tasks", is_read: "true" } });
    expect([narrow.data.items, narrow.data.unread, narrow.data.unread_count, tripsOf(narrow)]).toEqual([[], { approvals: 1, tasks: 1, system: 1, marketing: 0 }, 3, 1]);
    expect(await owner.call(contract.listNotifications, { query: { severity: "loud" as never } })).toMatchObject({ status: 422 });
  });

  test("is marked read by a filter, and back to unread", async () => {
    const { owner } = await newTenant(), approval = await tell(owner, "A", { category: "approvals" }), other = await tell(owner);
    const unread = async () => (await owner.ok(contract.listNotifications)).unread;
    await owner.ok(contract.readNotifications, { body: { filter: { category: "approvals" } } });
    expect(await unread()).toMatchObject({ approvals: 0, system: 1 });
    await owner.ok(contract.readNotifications, { body: { ids: [approval.id, other.id], is_read: false } });
    expect(await unread()).toMatchObject({ approvals: 1, system: 1 });
    expect((await owner.ok(contract.getNotification, { params: { notification_id: approval.id } })).read_at).toBeNull();
    expect(await owner.call(contract.readNotifications, { body: { filter: {} } })).toMatchObject({ status: 422 });
    expect((await admin`select name from event_log where tenant_id = ${owner.tenant_id} and name like 'notification.%' order by seq`).map((e) => e["name"]).slice(2)).toEqual(["notification.read", "notification.unread"]);
  });

  test("what is archived leaves the list and the counts, is found under its filter, and comes back", async () => {
    const tenant = await newTenant(), { owner } = tenant, colleague = await tenant.user({ role: "admin" });
    const kept = await tell(owner), gone = await tell(owner, "Old");
    await colleague.ok(contract.archiveNotifications, { body: { ids: [gone.id] } });
    expect(ids(await owner.ok(contract.listNotifications))).toEqual([gone.id, kept.id]);
    await owner.ok(contract.archiveNotifications, { body: { ids: [gone.id, newId()] } });
    const left = await owner.ok(contract.listNotifications);
    expect([ids(left), left.unread_count]).toEqual([[kept.id], 1]);
    expect(ids(await owner.ok(contract.listNotifications, { query: { archived: "true", q: "old" } }))).toEqual([gone.id]);
    await owner.ok(contract.archiveNotifications, { body: { ids: [gone.id], archived: false } });
    expect((await owner.ok(contract.listNotifications)).unread_count).toBe(2);
  });

  test("archives by itself what is older than ninety days", async () => {
    const { owner } = await newTenant(), old = await tell(owner), young = await tell(owner);
    await admin`update notifications_inbox set created_at = now() - interval '91 days' where id = ${old.id}`;
    await admin`update notifications_inbox set created_at = now() - interval '89 days' where id = ${young.id}`;
    await scheduled(createScheduledController({ cron: "17 * * * *" }));
    expect(ids(await owner.ok(contract.listNotifications))).toEqual([young.id]);
    expect(ids(await owner.ok(contract.listNotifications, { query: { archived: "true" } }))).toEqual([old.id]);
  });
});

describe("an entry", () => {
  const lead_id = newId();
  const opened = async (options: Told = {}) => {
    const { owner } = await newTenant(), entry = await tell(owner, "Mona", options);
    return { owner, entry, get: () => owner.ok(contract.getNotification, { params: { notification_id: entry.id } }) };
  };

  test("shows the records it is about, and the same message on other channels", async () => {
    const { owner, get } = await opened({ meta: { lead_id, step: 1 } });
    const shown = await get();
    expect(shown.related).toEqual([{ type: "lead", id: lead_id, link_url: `/leads/${lead_id}` }]);
    expect(shown.channels).toMatchObject([{ channel: "email", status: "queued", recipient: owner.email, scheduled: null, error_code: null }]);
  });

  test("says until when a message waits, on the reader's own clock, and why", async () => {
    const { owner, entry, get } = await opened();
    await admin`update user_profiles set timezone = 'Asia/Dubai' where id = ${owner.user_id}`;
    await admin`update messages_outbox set scheduled_at = '2030-01-15T04:00:00Z', defer_reason = 'QUIET_HOURS' where dispatch_group_id = ${entry.dispatch_group_id}`;
    expect((await get()).channels[0]!.scheduled).toEqual({ at: "2030-01-15T04:00:00.000Z", at_local: "08:00", timezone: "Asia/Dubai", reason: "QUIET_HOURS" });
  });

  test("says on which channels it was not sent, and why", async () => {
    const { owner } = await newTenant();
    await owner.ok(putMyPreferences, { body: { prefs: { email: { transactional: false } } } });
    const { id } = await tell(owner), shown = await owner.ok(contract.getNotification, { params: { notification_id: id } });
    expect([shown.channels, shown.not_sent]).toEqual([[], [{ channel: "email", reasons: [expect.objectContaining({ code: "PREFERENCE_OFF" })] }]]);
  });

  test("says when a message was delivered or why it failed", async () => {
    const { entry, get } = await opened();
    await admin`update messages_outbox set status = 'failed', error_code = 'MAILBOX_FULL', failed_at = '2026-11-21T09:00:00Z' where dispatch_group_id = ${entry.dispatch_group_id}`;
    expect((await get()).channels).toMatchObject([{ status: "failed", error_code: "MAILBOX_FULL", failed_at: "2026-11-21T09:00:00.000Z", delivered_at: null, scheduled: null }]);
  });
});

describe("somebody else's inbox", () => {
  test("is shown to who may see it, and that they looked is on record", async () => {
    const tenant = await newTenant(), agent = await tenant.user({ role: "staff" }), entry = await tell(agent), params = { user_id: agent.user_id };
    expect(ids(await tenant.owner.ok(contract.listUserNotifications, { params }))).toEqual([entry.id]);
    expect((await tenant.audit()).filter((row) => row["action"] === "inbox.read")).toMatchObject([{ actor_id: `user:${tenant.owner.user_id}`, entity_id: agent.user_id }]);
    expect(await agent.call(contract.listUserNotifications, { params: { user_id: tenant.owner.user_id } })).toMatchObject({ status: 403 });
    expect(await (await newTenant()).owner.call(contract.listUserNotifications, { params })).toMatchObject({ status: 404 });
  });
});
