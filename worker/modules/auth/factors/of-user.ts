import { eq, sql } from "drizzle-orm";
import { twofaSecrets, userPasskeys, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, first } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { insistOutranks } from "#worker/modules/access/public.ts";
import { accountsWhere, shownFactors } from "../accounts.ts";
import { factorEvents } from "../factors-contract.ts";
import { endSessions } from "../sessions.ts";

const rolesOf = (id: string) =>
  db.execute<{ code: string }>(sql`select r.code from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id where ur.user_id = ${id}`);

/** What a user has for a second factor, for who looks after them. */
export async function factorsOf(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(accountsWhere(eq(users.id, id)));
  return shownFactors(first(rows));
}

/** For who lost phone and codes alike: every second factor of somebody who ranks below is taken away, and every session ended. */
export async function resetFactors(ctx: Ctx, id: string) {
  const [rows, { rows: roles }] = await ctx.read(accountsWhere(eq(users.id, id)), rolesOf(id));
  const account = first(rows);
  insistOutranks(ctx, roles.map(({ code }) => code));
  if (!account.mfa.enrolled) throw new AppError("CONFLICT", { reason: "This person has no second factor." });
  return ctx.commit(
    { user_id: id },
    db.delete(twofaSecrets).where(eq(twofaSecrets.id, id)),
    db.delete(userPasskeys).where(eq(userPasskeys.user_id, id)),
    ...endSessions(ctx, { user_id: id, reason: "factors_reset" }),
    ctx.emit(factorEvents["twofa.reset"], { user_id: id }),
    auditEntry("twofa.reset", "users", id),
  );
}
