import { and, eq, gte, ilike, inArray, lt, ne, sql } from "drizzle-orm";
import type * as z from "zod";
import { eventLog, eventSubjects } from "#db/schema/kernel.ts";
import { messageAudit, messagesOutbox, notificationsInbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, containing, db, first } from "#worker/kernel/db.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import type { Route } from "../routing/decide.ts";
import { render } from "../templates/render.ts";
import { lacks, type OwnTemplate, ownTemplatesOf, resolve } from "../templates/resolve.ts";
import { familyOf } from "../templates/template.ts";
import { type listMessages, Message, type MessageDetail } from "./messages-contract.ts";

const m = messagesOutbox;
type SendChannel = z.output<typeof Message>["channel"];
/** The real one opens for whoever has it: a reader of the log is not shown it. */
const UNSUBSCRIBE_EXAMPLE = "https://example.com/unsubscribe";
type Row = z.output<typeof Message>;
const shown = columns(m, Message);

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listMessages.query>>) {
  const { status, channel, type, family, error_code, source, from, to, recipient, user_id, contact_id, dispatch_group_id } = query;
  const page = pageOf(m, { created_at: m.created_at }, query,
    status && inArray(m.status, status), channel && inArray(m.channel, channel), type && eq(m.type, type), family ? eq(m.family, family) : undefined, error_code ? eq(m.error_code, error_code) : undefined, source ? eq(m.source, source) : undefined,
    from ? gte(m.created_at, from) : undefined, to ? lt(m.created_at, to) : undefined, recipient ? ilike(m.recipient, containing(recipient)) : undefined,
    user_id ? eq(m.recipient_user_id, user_id) : undefined, contact_id ? eq(m.recipient_contact_id, contact_id) : undefined, dispatch_group_id ? eq(m.dispatch_group_id, dispatch_group_id) : undefined);
  const [rows, total] = await ctx.read(db.select(shown).from(m).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows as Row[], query, total);
}

/** Its words, made again from what is kept. Null for what was secret, and for what is forgotten. */
function contentOf({ template_code, template_id, channel, locale, payload }: typeof m.$inferSelect, own: readonly OwnTemplate[]): z.output<typeof MessageDetail>["content"] {
  const said = resolve(familyOf(template_code), channel as SendChannel, [locale], own, template_id);
  if (!said || said.system?.secret || lacks(said, payload).length) return null;
  const { subject, text, html } = render(said, { unsubscribe_url: UNSUBSCRIBE_EXAMPLE, ...payload });
  return { subject, text, html };
}

/** A message with its copies, what was decided about it and what happened to it. */
export async function get(ctx: Ctx, id: string) {
  const group = sql`(select dispatch_group_id from messages_outbox where id = ${id})`;
  const [rows, siblings, [entry], [audit], steps, own] = await ctx.read(
    db.select().from(m).where(eq(m.id, id)),
    db.select(shown).from(m).where(and(sql`${m.dispatch_group_id} = ${group}`, ne(m.id, id))).orderBy(m.id),
    db.select({ id: notificationsInbox.id, is_read: notificationsInbox.is_read }).from(notificationsInbox).where(sql`${notificationsInbox.dispatch_group_id} = ${group}`),
    db.select({ decisions: messageAudit.decisions }).from(messageAudit).where(sql`${messageAudit.dispatch_group_id} = ${group}`),
    db.select({ at: eventLog.created_at, event: eventLog.name, payload: eventLog.payload }).from(eventLog)
      .innerJoin(eventSubjects, eq(eventSubjects.event_id, eventLog.id)).where(and(eq(eventSubjects.subject_type, "message"), eq(eventSubjects.subject_id, id))).orderBy(eventLog.seq),
    ownTemplatesOf(id),
  );
  const row = first(rows);
  return {
    ...(row as typeof row & Row), group: siblings as Row[], inbox: entry ?? null, routes: (audit?.decisions ?? []) as Route[], content: contentOf(row, own),
    timeline: steps.map(({ at, event, payload: { message_id: _, ...detail } }) => ({ at, event, detail: detail as z.output<typeof MessageDetail>["timeline"][number]["detail"] })),
  };
}
