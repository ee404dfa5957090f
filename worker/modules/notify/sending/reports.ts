import { eq } from "drizzle-orm";
import { messagesOutbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement, updateOne } from "#worker/kernel/db.ts";
import { suppress } from "../consent/suppress.ts";
import { recordUsage } from "#worker/modules/billing/public.ts";
import { notifyEvents } from "../contract.ts";
import { usedBy } from "./record.ts";

const m = messagesOutbox;
type Message = typeof m.$inferSelect;
type Status = Message["status"];

/** What a provider says became of a message. `temporary`: it will try again itself. `note`: nothing about delivery. */
export interface Report {
  readonly message_id: string;
  readonly provider_message_id: string;
  readonly says: "sent" | "delivered" | "bounced" | "refused" | "expired" | "temporary" | "opened" | "clicked" | "note";
  /** The provider's word for it. */
  readonly code: string;
  readonly at: string;
  /** Whom the provider says it is about, who in test mode is not the recipient. */
  readonly address?: string | undefined;
  /** Why the address is not written to from now on. */
  readonly suppresses?: { readonly reason: "bounce" | "complaint" | "unsubscribed"; readonly scope: "all" | "marketing" } | undefined;
}

/** From which states a report moves a message. A status never moves backwards: reports come in any order. */
const MOVES: Partial<Record<Report["says"], { to: Status; from: readonly Status[]; at: "sent_at" | "delivered_at" | "failed_at" }>> = {
  sent: { to: "sent", from: ["queued", "sending"], at: "sent_at" },
  delivered: { to: "delivered", from: ["queued", "sending", "sent", "failed", "expired"], at: "delivered_at" },
  bounced: { to: "bounced", from: ["queued", "sending", "sent", "failed", "expired", "delivered"], at: "failed_at" },
  refused: { to: "failed", from: ["queued", "sending", "sent"], at: "failed_at" },
  expired: { to: "expired", from: ["queued", "sending", "sent"], at: "failed_at" },
};
const WENT: readonly Status[] = ["sent", "delivered", "bounced"];
const BAD: readonly Report["says"][] = ["bounced", "refused", "expired", "temporary"];

/** What the recipient did with it, the first time: a click also shows that it was opened. */
function seen(ctx: Ctx, { opened_at, clicked_at, id: message_id }: Message, { says, at }: Report): { patch: Partial<Message>; events: Statement[] } {
  const opens = (says === "opened" || says === "clicked") && !opened_at, clicks = says === "clicked" && !clicked_at;
  return {
    patch: { ...(opens ? { opened_at: at } : {}), ...(clicks ? { clicked_at: at } : {}) },
    events: [...(opens ? [ctx.emit(notifyEvents["message.opened"], { message_id })] : []), ...(clicks ? [ctx.emit(notifyEvents["message.clicked"], { message_id })] : [])],
  };
}

function eventOf(ctx: Ctx, status: Status, message_id: string, error_code: string): Statement {
  if (status === "bounced") return ctx.emit(notifyEvents["message.bounced"], { message_id, error_code });
  if (status === "failed" || status === "expired") return ctx.emit(notifyEvents["message.failed"], { message_id, error_code });
  return ctx.emit(notifyEvents[status === "delivered" ? "message.delivered" : "message.sent"], { message_id });
}

/** Applies a report in one commit, with whatever marks it as handled. CONFLICT when the message changed meanwhile: try again. */
export async function applyReport(ctx: Ctx, report: Report, handled: Statement): Promise<void> {
  const [[message]] = await ctx.read(db.select().from(m).where(eq(m.id, report.message_id)));
  await ctx.commit(null, ...(message ? changesOf(ctx, message, report) : []), handled);
}

function changesOf(ctx: Ctx, message: Message, report: Report): Statement[] {
  const { says, code, at, suppresses } = report, move = MOVES[says], moves = move?.from.includes(message.status), { patch, events } = seen(ctx, message, report);
  const channel = message.channel as "email" | "sms" | "whatsapp";
  const suppressed = suppresses ? suppress(ctx, { ...suppresses, channel, value: report.address || message.recipient, detail: code, message_id: message.id, at }) : [];
  if (!moves && !events.length && says !== "temporary") return suppressed;
  const known = { provider_message_id: message.provider_message_id ?? report.provider_message_id, updated_at: ctx.now };
  const told = moves ? { status: move!.to, [move!.at]: at } : {}, error_code = BAD.includes(says) ? code : moves ? null : message.error_code;
  // It went out, though nobody on our side has recorded it: its sender died, or comes later.
  const used = moves && !message.sent_at && WENT.includes(move!.to) ? recordUsage([usedBy({ ...message, channel }, message.segments)]) : [];
  return [updateOne(m, message, { ...known, ...patch, ...told, error_code }), ...(moves ? [eventOf(ctx, move!.to, message.id, code)] : []), ...events, ...used, ...suppressed];
}
