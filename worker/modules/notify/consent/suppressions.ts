import { eq, inArray, like } from "drizzle-orm";
import type * as z from "zod";
import { suppressionList } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, containing, db, deleteOne, first } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { cancelWaiting, normalAddress, type Reason } from "./suppress.ts";
import { type addSuppression, type listSuppressions, Suppression, suppressionEvents } from "./suppression-contract.ts";

const s = suppressionList;
const shown = columns(s, Suppression.omit({ removable: true }));

/** What only the person can take back, and how they do it. */
const LIFTED_BY: Partial<Record<Reason, string>> = {
  stop: "They said STOP. Writing to them again is allowed once they send START, or agree anew: record that as an opt-in.",
  complaint: "They reported a message as spam. Writing to them again is allowed only once they agree anew: record that as an opt-in.",
  unsubscribed: "They unsubscribed. They can subscribe again, or agree anew: record that as an opt-in.",
};
const asShown = <T extends { reason: Reason }>(row: T) => ({ ...row, removable: !LIFTED_BY[row.reason] });

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listSuppressions.query>>) {
  const page = pageOf(s, { occurred_at: s.occurred_at }, query,
    query.channel && inArray(s.channel, query.channel),
    query.reason && inArray(s.reason, query.reason),
    query.q ? like(s.normalized_value, containing(query.q.toLowerCase())) : undefined,
  );
  const [rows, total] = await ctx.read(db.select(shown).from(s).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows.map(asShown), query, total);
}

/** By hand, with a note. DUPLICATE when it was done by hand already, whatever else stands against the address. */
export function add(ctx: Ctx, { channel, value, note, scope }: z.output<NonNullable<typeof addSuppression.body>>) {
  const row = ctx.fresh({ channel, normalized_value: normalAddress({ channel, value }), reason: "manual" as const, scope, detail: note, message_id: null, occurred_at: ctx.now, created_by: ctx.user_id });
  return ctx.commit(asShown(row), db.insert(s).values(row), ...cancelWaiting(ctx, { channel, value, scope, reason: row.reason }), ctx.emit(suppressionEvents["suppression.added"], { suppression_id: row.id, channel, reason: row.reason }));
}

/** CONFLICT for what the person said themselves: the reason says what would lift it. */
export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(db.select(shown).from(s).where(eq(s.id, id)));
  const row = first(rows), reason = LIFTED_BY[row.reason];
  if (reason) throw new AppError("CONFLICT", { suppression_reason: row.reason, reason });
  return ctx.commit({ id }, deleteOne(s, row), ctx.emit(suppressionEvents["suppression.removed"], { suppression_id: id, channel: row.channel, reason: row.reason }));
}
