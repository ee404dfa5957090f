import { and, desc, gt, type SQL, sql } from "drizzle-orm";
import { signInFailures } from "#db/schema/identity.ts";
import { db, many, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { sha256 } from "#worker/kernel/ids.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";

/** Under which failures of an address are counted. */
export const addressOf = (email: string): Promise<string> => sha256(email);

/** Under which wrong codes of an account are counted beside its address: nothing but its own second factor forgets them. */
export const factorKeyOf = (tenant_id: string, user_id: string): Promise<string> => sha256(`second factor of ${tenant_id}/${user_id}`);

/** The lock of an address, or of any of several keys, if there is one. Only the system may ask. */
export const lockQuery = (keys: string | SQL) =>
  db.select({ retry_after_s: sql<number>`greatest(1, ceil(extract(epoch from ${signInFailures.locked_until} - now())))::int` })
    .from(signInFailures).where(and(sql`${signInFailures.email_hash} = any(${typeof keys === "string" ? many([keys], "text") : keys})`, gt(signInFailures.locked_until, sql`now()`))).orderBy(desc(signInFailures.locked_until));

export function insistUnlocked([lock]: readonly { retry_after_s: number }[]): void {
  if (lock) throw new AppError("AUTH_LOCKED", { retry_after_s: lock.retry_after_s });
}

/** Counts one failure; the fifth locks the address for ten minutes. The same work whether or not anybody has the address. */
export const countFailure = (request_id: string, address: string) =>
  writeAcrossTenants("sign-in", request_id, db.execute(sql`select app.sign_in_failed(${address})`));

/** Forgets the failures; fails the commit with AUTH_LOCKED when other guesses made at the same moment have used them up. */
export const passed = (address: string): Statement => db.execute(sql`select app.sign_in_passed(${address})`);

/** Fails the commit with AUTH_LOCKED, and forgets nothing: what was right is only half of a sign-in. */
export const unlocked = (...keys: string[]): Statement => db.execute(sql`select app.sign_in_unlocked(${many(keys, "text")})`);

/** Forgets the failures and the lock of an address that was proved by mail. */
export const proven = (address: string): Statement => db.execute(sql`select app.sign_in_passed(${address}, true)`);
