import { and, eq, sql } from "drizzle-orm";
import { authStates } from "#db/schema/identity.ts";
import { db } from "#worker/kernel/db.ts";
import { sha256 } from "#worker/kernel/ids.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";

type Kind = "oauth" | "passkey";

/** Remembers something for ten minutes under a key that only its holder knows. */
export async function remember(request_id: string, kind: Kind, key: string, payload: Record<string, unknown>): Promise<void> {
  await writeAcrossTenants("sign-in", request_id, db.insert(authStates).values({ key_hash: await sha256(key), kind, payload, expires_at: new Date(Date.now() + 600_000).toISOString() }));
}

/** What was remembered, once: of two who ask at the same moment, one gets it. */
export async function take<T>(request_id: string, kind: Kind, key: string): Promise<T | undefined> {
  const [[taken]] = await writeAcrossTenants("sign-in", request_id,
    db.delete(authStates).where(and(eq(authStates.key_hash, await sha256(key)), eq(authStates.kind, kind), sql`${authStates.expires_at} > now()`)).returning({ payload: authStates.payload }));
  return taken?.payload as T | undefined;
}
