import { and, eq } from "drizzle-orm";
import { messagesOutbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement, updateOne } from "#worker/kernel/db.ts";
import { notifyEvents } from "../contract.ts";

const m = messagesOutbox;
type Status = (typeof m.$inferSelect)["status"];

/** What a provider says became of a message. `temporary`: it will try again itself. `note`: nothing about delivery. */
export interface Report {
  readonly message_id: string;
  readonly provider_message_id: string;
  readonly says: "sent" | "delivered" | "bounced" | "refused" | "temporary" | "note";
  /** The provider's word for it. */
  readonly code: string;
  readonly at: string;
}

/** From which states a report moves a message. A status never moves backwards: reports come in any order. */
const MOVES: Partial<Record<Report["says"], { to: Status; from: readonly Status[]; at: "sent_at" | "delivered_at" | "failed_at" }>> = {
  sent: { to: "sent", from: ["queued", "sending"], at: "sent_at" },
  delivered: { to: "delivered", from: ["queued", "sending", "sent", "failed"], at: "delivered_at" },
  bounced: { to: "bounced", from: ["queued", "sending", "sent", "failed", "delivered"], at: "failed_at" },
  refused: { to: "failed", from: ["queued", "sending", "sent"], at: "failed_at" },
};

function eventOf(ctx: Ctx, status: Status, message_id: string, error_code: string): Statement {
  if (status === "bounced") return ctx.emit(notifyEvents["message.bounced"], { message_id, error_code });
  if (status === "failed") return ctx.emit(notifyEvents["message.failed"], { message_id, error_code });
  return ctx.emit(notifyEvents[status === "delivered" ? "message.delivered" : "message.sent"], { message_id });
}

/** Applies a report in one commit, with whatever marks it as handled. CONFLICT when the message changed meanwhile: try again. */
export async function applyReport(ctx: Ctx, report: Report, handled: Statement): Promise<void> {
  const [[message]] = await ctx.read(db.select().from(m).where(and(eq(m.id, report.message_id))));
  const move = MOVES[report.says], moves = message && move?.from.includes(message.status);
  if (!message || (!moves && report.says !== "temporary")) {
    await ctx.commit(null, handled);
    return;
  }
  const known = { provider_message_id: message.provider_message_id ?? report.provider_message_id, updated_at: ctx.now };
  const bad = report.says === "bounced" || report.says === "refused" || report.says === "temporary";
  const patch = { ...known, ...(moves ? { status: move!.to, [move!.at]: report.at } : {}), error_code: bad ? report.code : null };
  await ctx.commit(null, updateOne(m, message, patch), ...(moves ? [eventOf(ctx, move!.to, message.id, report.code)] : []), handled);
}
