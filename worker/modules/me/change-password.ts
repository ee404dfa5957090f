import { eq } from "drizzle-orm";
import { users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, first } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { addressOf, countFailure, endSessions, hashPassword, insistOnGoodPassword, insistUnlocked, isPassword, lockQuery, passed, setPassword } from "#worker/modules/auth/public.ts";

/**
 * Who holds a session still has to know the password: guesses here are counted with those at sign-in. Three trips, since
 * the lock belongs to no tenant.
 */
export async function changePassword(ctx: Ctx, { current_password, new_password }: { current_password: string; new_password: string }) {
  const [rows] = await ctx.read(db.select({ id: users.id, email: users.email, password_hash: users.password_hash }).from(users).where(eq(users.id, ctx.user_id!)));
  const user = first(rows), address = await addressOf(user.email);
  const [lock] = await readAcrossTenants("sign-in", ctx.request_id, lockQuery(address));
  insistUnlocked(lock);
  if (!(await isPassword(user.password_hash, current_password))) {
    await countFailure(ctx.request_id, address);
    throw invalid("current_password", "This is not your current password.");
  }
  insistOnGoodPassword(new_password, user.email, "new_password");
  return ctx.commit(
    { changed: true as const },
    passed(address),
    ...setPassword(ctx, user.id, await hashPassword(new_password)),
    ...endSessions(ctx, { user_id: user.id, keep: ctx.session_id, reason: "password_changed" }),
    auditEntry("user.password_changed", "users", user.id),
  );
}
