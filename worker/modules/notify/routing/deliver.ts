import { dispatchGroups, messageAudit, messagesOutbox, notificationsInbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { insertMany, type Statement } from "#worker/kernel/db.ts";
import { notifyEvents } from "../contract.ts";
import { announce } from "../sending/announce.ts";
import type { Address, Facts } from "./facts.ts";
import { type Channel, decide, quietOn, type Route, standingOf, type Wish } from "./decide.ts";
import type { Quiet } from "./quiet-hours.ts";
import { familyOf, isSecurity } from "../templates/template.ts";

const PRIORITY = { security: 0, transactional: 1, marketing: 2 } as const;

export interface InboxWords {
  readonly title: string;
  readonly body: string;
  readonly category: "approvals" | "tasks" | "system" | "marketing";
  readonly severity: "info" | "success" | "warning" | "error";
  readonly link_url: string | null;
  readonly meta: Record<string, unknown>;
}

/** One thing to say to one recipient. */
export interface Delivery {
  readonly facts: Facts;
  readonly template_code: string;
  readonly locale: "en" | "ar";
  readonly payload: Record<string, unknown>;
  readonly type: "transactional" | "marketing";
  readonly wishes: readonly Wish[];
  /** Left out where no wish is for the inbox. */
  readonly inbox?: InboxWords;
  /** Channels that have no words for it: a copy on one of them fails alone. */
  readonly wordless?: readonly Channel[];
  readonly schedule_at?: string | undefined;
  /** After this moment the message is not sent any more. Its copies stand alone: they tell of it also later. */
  readonly expires_at?: string | undefined;
  /** Under which it is sent once. */
  readonly correlation_key?: string | undefined;
  /** The module and action it comes from. */
  readonly source?: string | undefined;
  readonly meta?: Record<string, unknown>;
}

/** What a delivery comes to: where it goes, the rows of it, and the statements that store them all in the caller's commit. */
export interface Delivered {
  readonly routes: readonly Route[];
  readonly group_id: string;
  readonly messages: readonly (typeof messagesOutbox.$inferInsert & { id: string })[];
}

type MessageRow = typeof messagesOutbox.$inferInsert & { id: string; created_at: string; updated_at: string; version: number };

function messageRow(ctx: Ctx, d: Delivery, family: string, dispatch_group_id: string, route: Route, quiet: Quiet | null): MessageRow {
  const wordless = d.wordless?.includes(route.channel) ?? false;
  return ctx.fresh({
    channel: route.channel, recipient: route.to!, template_code: d.template_code, family, locale: d.locale, payload: wordless ? {} : d.payload, type: d.type,
    status: wordless ? ("failed" as const) : ("queued" as const), error_code: wordless ? "TEMPLATE_MISSING" : null, failed_at: wordless ? ctx.now : null,
    dispatch_group_id, attempts: 0, scheduled_at: route.at!, expires_at: route.is_mirror ? null : (d.expires_at ?? null), quiet, is_mirror: route.is_mirror, priority: PRIORITY[isSecurity(family) ? "security" : d.type],
    defer_reason: route.decision === "defer" ? (route.reasons.at(-1)?.code ?? null) : null,
    recipient_user_id: d.facts.user?.id ?? null, recipient_contact_id: d.facts.contact?.id ?? null, source: d.source ?? null, meta: d.meta ?? {},
  });
}

/** What is told of new messages: those that leave now are sent by it; a cron sends what waits. */
function eventsOf(ctx: Ctx, rows: readonly MessageRow[]): Statement[] {
  return [
    ...announce(ctx, rows.filter((row) => row.status === "queued" && !row.defer_reason).map(({ id, channel }) => ({ id, channel: channel as Address }))),
    ...rows.flatMap(({ id: message_id, status, scheduled_at, defer_reason }) => {
      if (status === "failed") return [ctx.emit(notifyEvents["message.failed"], { message_id, error_code: "TEMPLATE_MISSING" })];
      return defer_reason ? [ctx.emit(notifyEvents["message.deferred"], { message_id, until: scheduled_at, reason: defer_reason })] : [];
    }),
  ];
}

/**
 * Decides for every wish of every delivery and stores what comes of it with the caller's commit: one group, its messages
 * and inbox entry, and why each went where it went. Mirrors stand and fail alone.
 */
export function deliver(ctx: Ctx, deliveries: readonly Delivery[]): { delivered: readonly Delivered[]; statements: Statement[] } {
  const each = deliveries.map((d) => {
    const family = familyOf(d.template_code), about = { type: d.type, security: isSecurity(family), schedule_at: d.schedule_at };
    const standing = standingOf(d.facts), routes = d.wishes.map((wish) => decide(standing, about, wish, ctx.now));
    const group = ctx.fresh({}), going = routes.filter((route) => route.decision !== "skip");
    const messages = going.filter((route) => route.channel !== "inbox").map((route) => messageRow(ctx, d, family, group.id, route, quietOn(standing, about, route.channel)));
    const entries = going.filter((route) => route.channel === "inbox").map(() =>
      ctx.fresh({ ...d.inbox!, recipient_user_id: d.facts.user!.id, is_read: false, dispatch_group_id: group.id, source: d.source ?? null }));
    const root = messages.find((m) => !m.is_mirror);
    const { settings, quiet_hours, timezone, snooze_until, consents } = standing.effective;
    const audit = ctx.fresh({
      outbox_id: root?.id ?? null, dispatch_group_id: group.id, policy_snapshot: d.facts.policies,
      preferences_snapshot: { settings, quiet_hours, timezone, snooze_until, consents, suppressed: d.facts.suppressed },
      routed_channels: going.map((route) => route.channel), decisions: routes,
    });
    return { routes, group: { ...group, correlation_key: d.correlation_key ?? `group:${group.id}`, root_message_id: root?.id ?? null }, messages, entries, audit };
  });
  if (!each.length) return { delivered: [], statements: [] };
  const rows = each.flatMap((e) => e.messages), entries = each.flatMap((e) => e.entries);
  return {
    delivered: each.map(({ routes, group, messages }) => ({ routes, group_id: group.id, messages })),
    statements: [
      insertMany(dispatchGroups, each.map((e) => e.group)),
      insertMany(messageAudit, each.map((e) => e.audit)),
      ...(entries.length ? [insertMany(notificationsInbox, entries)] : []),
      ...(rows.length ? [insertMany(messagesOutbox, rows)] : []),
      ...each.filter((e) => e.messages.some((m) => m.is_mirror)).map((e) => ctx.emit(notifyEvents["dispatch.group.created"], { dispatch_group_id: e.group.id })),
      ...entries.map((e) => ctx.emit(notifyEvents["notification.created"], { notification_id: e.id, user_id: e.recipient_user_id, category: e.category, severity: e.severity })),
      ...eventsOf(ctx, rows),
    ],
  };
}

/** The channels a message on this one goes to: itself and, for SMS and WhatsApp, its copies by email and in the inbox. */
export function wishesFor(channel: Channel, mirror: boolean | { email?: boolean | undefined; inbox?: boolean | undefined } | undefined): Wish[] {
  if (channel !== "sms" && channel !== "whatsapp") return [{ channel }];
  const asked = (copy: "email" | "inbox") => (typeof mirror === "object" ? (mirror[copy] ?? true) : (mirror ?? true));
  return [{ channel }, { channel: "email", primary: channel, asked: asked("email") }, { channel: "inbox", primary: channel, asked: asked("inbox") }];
}
