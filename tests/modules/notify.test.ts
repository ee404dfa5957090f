import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { newId } from "#worker/kernel/ids.ts";
import { listMailbox } from "#worker/modules/dev-mailbox/contract.ts";
import * as contract from "#worker/modules/notify/inbox/inbox-contract.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { admin, type Client, eventually, newTenant, nobody, tripsOf } from "../support/harness.ts";
import { actIn, messagesOf } from "../support/queued.ts";

const words = { tenant_name: "Gulf Homes", expires_hours: 48 };

async function tell(user: Client, options: { locale?: string; full_name?: string; category?: "system" | "tasks"; at?: string } = {}) {
  const { locale = "en", full_name = "Mona", category } = options;
  const ctx = actIn(user.tenant_id), [[recipient]] = await ctx.read(recipientsQuery(sql`array[${user.user_id}]::uuid[]`));
  await ctx.commit(null, ...notifyUsers(ctx, {
    recipients: [{ ...recipient!, full_name, locale }], template_code: "auth.invite", payload: words, link_url: "/welcome", category, meta: { step: 1 },
  }));
  const { items } = await user.ok(contract.listNotifications, { query: { limit: 1 } });
  if (options.at) await admin`update notifications_inbox set created_at = ${options.at} where id = ${items[0]!.id}`;
  return items[0]!;
}

describe("telling a user", () => {
  test("leaves an inbox entry at once and sends an email, in the user's language, in one dispatch group", async () => {
    const { owner, tenant_id } = await newTenant();
    const entry = await tell(owner, { locale: "ar", full_name: "منى" });
    expect(entry).toMatchObject({ title: "دعوة للانضمام إلى \u2068Gulf Homes\u2069 على M3Core", severity: "info", category: "system", link_url: "/welcome", is_read: false, read_at: null, meta: { step: 1 } });
    const [mail] = await eventually(async () => {
      const { items } = (await nobody.call(listMailbox, { query: { to: owner.email, channel: "email" } })).data as { items: Record<string, string>[] };
      return items.length > 0 && items;
    });
    expect(mail!["html"]).toContain('href="http://localhost:5173/welcome"');
    const [message] = await messagesOf(tenant_id), [row] = await admin`select dispatch_group_id from notifications_inbox where id = ${entry.id}`;
    expect(message!["dispatch_group_id"]).toBe(row!["dispatch_group_id"]);
    expect(await admin`select id from dispatch_groups where id = ${row!["dispatch_group_id"]}`).toHaveLength(1);
  });

  test("telling nobody changes nothing", async () => {
    const { tenant_id } = await newTenant(), ctx = actIn(tenant_id);
    expect(notifyUsers(ctx, { recipients: [], template_code: "auth.invite", payload: words, link_url: "/" })).toEqual([]);
  });
});

describe("the inbox", () => {
  test("lists newest first, by pages, with filters, and counts what is unread whatever the filters", async () => {
    const { owner } = await newTenant();
    const old = await tell(owner, { at: "2026-01-01T00:00:00.000Z" }), task = await tell(owner, { category: "tasks" }), last = await tell(owner);
    const ids = (page: { items: { id: string }[] }) => page.items.map((e) => e.id);
    const first = await owner.ok(contract.listNotifications, { query: { limit: 2 } });
    expect([ids(first), first.unread_count]).toEqual([[last.id, task.id], 3]);
    expect(ids(await owner.ok(contract.listNotifications, { query: { limit: 2, cursor: first.next_cursor! } }))).toEqual([old.id]);
    expect(ids(await owner.ok(contract.listNotifications, { query: { category: "tasks" } }))).toEqual([task.id]);
    expect(ids(await owner.ok(contract.listNotifications, { query: { since: "2026-06-01T00:00:00.000Z" } }))).toEqual([last.id, task.id]);
    await owner.ok(contract.readNotification, { params: { notification_id: task.id } });
    const unread = await owner.call(contract.listNotifications, { query: { is_read: "false" } });
    expect([ids(unread.data), unread.data.unread_count, tripsOf(unread)]).toEqual([[last.id, old.id], 2, 1]);
    expect(ids(await owner.ok(contract.listNotifications, { query: { is_read: "true" } }))).toEqual([task.id]);
  });

  test("an entry is read once: the first time stands", async () => {
    const { owner } = await newTenant(), params = { notification_id: (await tell(owner)).id };
    const first = await owner.ok(contract.readNotification, { params });
    expect(first).toMatchObject({ is_read: true, read_at: expect.any(String) });
    expect(await owner.ok(contract.readNotification, { params })).toEqual(first);
    expect(await owner.ok(contract.getNotification, { params })).toMatchObject(first);
  });

  test("some or all are marked as read together", async () => {
    const { owner } = await newTenant(), a = await tell(owner), b = await tell(owner);
    const unread = async () => (await owner.ok(contract.listNotifications)).unread_count;
    await owner.ok(contract.readNotifications, { body: { ids: [a.id, a.id, newId()] } });
    expect(await unread()).toBe(1);
    await owner.ok(contract.readNotifications, { body: { all: true } });
    expect(await unread()).toBe(0);
    expect((await owner.ok(contract.getNotification, { params: { notification_id: b.id } })).is_read).toBe(true);
    for (const body of [{}, { ids: [] }, { all: false }, { ids: [a.id], all: true }])
      expect(await owner.call(contract.readNotifications, { body: body as never })).toMatchObject({ status: 422 });
  });

  test("belongs to one person: a colleague and another tenant see and change nothing of it", async () => {
    const tenant = await newTenant(), entry = await tell(tenant.owner), params = { notification_id: entry.id };
    for (const other of [await tenant.user({ role: "admin" }), (await newTenant()).owner]) {
      expect((await other.ok(contract.listNotifications)).items).toEqual([]);
      expect(await other.call(contract.getNotification, { params })).toMatchObject({ status: 404 });
      expect(await other.call(contract.readNotification, { params })).toMatchObject({ status: 404 });
      await other.ok(contract.readNotifications, { body: { ids: [entry.id] } });
      await other.ok(contract.readNotifications, { body: { all: true } });
    }
    expect((await tenant.owner.ok(contract.getNotification, { params })).is_read).toBe(false);
  });
});
