import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { personalAccessTokens } from "#db/schema/identity.ts";
import { db, send } from "#worker/kernel/db.ts";

const t = personalAccessTokens;

/** Notes that a token was used, to within five minutes: not a write for every request. */
export async function touchToken(tenant_id: string, id: string): Promise<void> {
  const who = { role: "app_tenant", tenant_id, actor_id: "system:tenant-gate", request_id: id, ip: null, user_agent: null } as const;
  await send("write", who, [db.update(t).set({ last_used_at: sql`now()` }).where(and(eq(t.id, id), or(isNull(t.last_used_at), lt(t.last_used_at, sql`now() - interval '5 minutes'`))))]);
}
