import { sql } from "drizzle-orm";
import type * as z from "zod";
import { users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { many, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { Permission } from "#worker/kernel/permissions.ts";
import { keepingAnOwner } from "#worker/modules/access/public.ts";
import type { Bulk, bulkUsers as BulkUsers } from "./contract.ts";
import { deactivate, openRecordsOf, openRecordsQuery, successorOf } from "./deactivate.ts";
import { inviterQuery, remail, withdraw } from "./invite.ts";
import { forceOut, reactivate, resetPassword, suspend, workspaceQuery } from "./lifecycle.ts";
import { membersWhere, memberById, type MemberRow } from "./members.ts";
import { seatsQuery } from "./seats.ts";

type Request = z.output<typeof Bulk>;
type Result = z.output<typeof BulkUsers.returns>["results"][number];

/** The same that one by one needs. */
const NEEDS: Record<Request["action"], Permission> = {
  suspend: "user.suspend", reactivate: "user.reinstate", deactivate: "user.deactivate", force_logout: "user.forceLogout", reset_password: "user.manage",
  resend_invite: "user.invite", revoke_invite: "user.invite",
};

/**
 * One commit for all accounts the action is allowed on; the others are told why not. What others change meanwhile refuses
 * the commit as a whole, so that no account is ever half done.
 */
export async function bulk(ctx: Ctx, { action, user_ids, reassign_to_user_id }: Request) {
  if (!ctx.can(NEEDS[action])) throw new AppError("FORBIDDEN", { permission: NEEDS[action] });
  const ids = [...new Set(user_ids)], all = many(ids, "uuid");
  const [members, [place], { rows: counted }, successors, inviters, [seats]] = await ctx.read(
    membersWhere(sql`${users.id} = any(${all})`), workspaceQuery(), openRecordsQuery(ids), memberById(reassign_to_user_id ?? ids[0]!), inviterQuery(all), seatsQuery());
  const successor = reassign_to_user_id && action === "deactivate" ? successorOf(successors, ids) : undefined;
  let free = seats ? seats.limit - seats.used : Infinity;

  const statementsFor = async (member: MemberRow): Promise<Statement[]> => {
    switch (action) {
      case "suspend": return (await suspend(ctx, member, place!)).statements;
      case "force_logout": return (await forceOut(ctx, member, place!)).statements;
      case "reset_password": return (await resetPassword(ctx, member, place!)).statements;
      case "deactivate": return deactivate(ctx, member, place!, openRecordsOf(member.id, counted), successor).statements;
      case "resend_invite": return (await remail(ctx, member, inviters, place!)).statements;
      case "revoke_invite": return withdraw(ctx, member, inviters);
      case "reactivate": {
        const { statements } = await reactivate(ctx, member, place!);
        if (free < 1) throw new AppError("LIMIT_REACHED", { key: "users.max", limit: seats!.limit });
        free--;
        return statements;
      }
    }
  };

  const results: Result[] = [], statements: Statement[] = [];
  for (const user_id of ids) {
    try {
      const member = members.find((m) => m.id === user_id);
      if (!member) throw new AppError("NOT_FOUND");
      // oxlint-disable-next-line no-await-in-loop -- Each takes a seat of those before it; nothing here waits for the network.
      statements.push(...(await statementsFor(member)));
      results.push({ user_id, done: true, error: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push({ user_id, done: false, error: { code: error.code, message: error.message, details: error.details } });
    }
  }
  const done = results.filter((result) => result.done).length, answer = { done, failed: results.length - done, results };
  return done ? ctx.commit(answer, ...keepingAnOwner(...(action === "reactivate" ? ctx.within("users.max", ...statements) : statements))) : answer;
}
