import { sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { notifyEvents } from "../contract.ts";

const TENANTS = 500;
/** What still waits when it is no longer good for anything. No claim takes it. */
const STALE = sql`status = 'queued' and expires_at <= now()`;

/** Gives up what has waited for too long, behind a provider that is away or a throttle: it is not sent, and says so. */
export async function expireMessages(request_id: string, ctxOf: (tenant_id: string) => Ctx): Promise<{ tenants: number }> {
  const [{ rows }] = await readAcrossTenants("sweeper", request_id, db.execute<{ tenant_id: string }>(sql`select distinct tenant_id from messages_outbox where ${STALE} limit ${TENANTS}`));
  for (const { tenant_id } of rows) {
    const ctx = ctxOf(tenant_id), ended = sql`status = 'expired', error_code = 'EXPIRED', failed_at = ${ctx.now}, defer_reason = null, updated_at = ${ctx.now}, version = version + 1`;
    // oxlint-disable-next-line no-await-in-loop -- They are few, and each is a commit in another tenant.
    await ctx.commit(null, db.execute(sql`update messages_outbox set ${ended} where ${STALE}`),
      ctx.emitFound(notifyEvents["message.expired"], sql`select id as message_id from messages_outbox where status = 'expired' and error_code = 'EXPIRED' and failed_at = ${ctx.now}::timestamptz`));
  }
  return { tenants: rows.length };
}
