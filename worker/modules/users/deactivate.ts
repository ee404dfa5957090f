import { sql } from "drizzle-orm";
import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { assert, db, first, many } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import type { Ownership } from "#worker/kernel/ownership.ts";
import { keepingAnOwner } from "#worker/modules/access/public.ts";
import { endSessions } from "#worker/modules/auth/public.ts";
import { taskOwnership } from "#worker/modules/activities/public.ts";
import { companyOwnership, contactOwnership } from "#worker/modules/contacts/public.ts";
import { dealOwnership } from "#worker/modules/deals/public.ts";
import { leadOwnership } from "#worker/modules/leads/public.ts";
import { type Deactivate, type OpenRecords, userEvents } from "./contract.ts";
import { outranked, type Step, tellByMail, turn, type Workspace, workspaceQuery } from "./lifecycle.ts";
import { memberById, type MemberRow } from "./members.ts";

type Counts = z.output<typeof OpenRecords>;

/** Everything that somebody has to work on when its owner leaves. */
const OWNED: Record<keyof Counts, Ownership> = { leads: leadOwnership, deals: dealOwnership, contacts: contactOwnership, companies: companyOwnership, tasks: taskOwnership };
const KINDS = Object.keys(OWNED) as (keyof Counts)[];

interface Counted extends Record<string, unknown> { kind: keyof Counts; user_id: string; n: number }
/** How many open records these users own. For ctx.read. */
export const openRecordsQuery = (user_ids: readonly string[]) => db.execute<Counted>(sql.join(KINDS.map((kind) => OWNED[kind].counts(many(user_ids, "uuid"))), sql` union all `));
export const openRecordsOf = (user_id: string, rows: readonly Counted[]): Counts =>
  Object.fromEntries(KINDS.map((kind) => [kind, rows.find((row) => row.kind === kind && row.user_id === user_id)?.n ?? 0])) as Counts;

/** The one who takes over: active, and nobody who leaves. */
export function successorOf(rows: readonly MemberRow[], leaving: readonly string[]): MemberRow | undefined {
  const [successor] = rows;
  if (successor?.status !== "active" || leaving.includes(successor.id)) throw invalid("reassign_to_user_id", "Name an active user who stays.");
  return successor;
}

/** Closes an account that ranks below the caller. What it owns goes to the successor in the same commit; OPEN_RECORDS without one. */
export function deactivate(ctx: Ctx, member: MemberRow, place: Workspace, open: Counts, successor: MemberRow | undefined): Step {
  outranked(ctx, member);
  const { after, statements } = turn(ctx, member, ["active", "suspended"], "deactivated");
  const total = KINDS.reduce((sum, kind) => sum + open[kind], 0), user_id = member.id, to = successor?.id ?? user_id;
  if (total && !successor) throw new AppError("OPEN_RECORDS", { open_records: open, reason: "Send reassign_to_user_id." });
  return {
    after,
    statements: [
      // Whoever is giving this account a record at this moment finishes first, and whoever comes later is refused.
      db.execute(sql`select from users where id = ${user_id}::uuid for update`),
      ...statements,
      ...KINDS.map((kind) => OWNED[kind].handOver({ from: user_id, to, counted: open[kind], now: ctx.now })),
      ...(successor ? [assert(sql`exists (select from users where id = ${to}::uuid and status = 'active')`, "CONFLICT")] : []),
      ctx.emit(userEvents["user.deactivated"], { user_id, reassigned_to_user_id: successor?.id ?? null, reassigned: open }),
      ...endSessions(ctx, { user_id, reason: "deactivated" }),
      ...tellByMail(ctx, member, place, "user.deactivated"),
    ],
  };
}

export async function deactivateOne(ctx: Ctx, id: string, { reassign_to_user_id }: z.output<typeof Deactivate>) {
  const [rows, [place], { rows: counted }, successors] = await ctx.read(memberById(id), workspaceQuery(), openRecordsQuery([id]), memberById(reassign_to_user_id ?? id));
  const member = first(rows), reassigned = openRecordsOf(id, counted);
  const { after, statements } = deactivate(ctx, member, place!, reassigned, reassign_to_user_id ? successorOf(successors, [id]) : undefined);
  return ctx.commit({ user: after, reassigned }, ...keepingAnOwner(...statements));
}
