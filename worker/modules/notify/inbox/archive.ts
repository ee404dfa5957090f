import { sql } from "drizzle-orm";
import { db } from "#worker/kernel/db.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";

const PER_SWEEP = 20_000;

/** What is older than 90 days goes into the archive, where it can still be found. */
export async function archiveOldNotifications(request_id: string): Promise<{ archived: number }> {
  const [{ rowCount }] = await writeAcrossTenants("purge", request_id, db.execute(sql`
    update notifications_inbox n set archived_at = now() from (
      select tenant_id, id from notifications_inbox where archived_at is null and created_at < now() - interval '90 days' order by created_at limit ${PER_SWEEP}) old
    where n.tenant_id = old.tenant_id and n.id = old.id`));
  return { archived: rowCount ?? 0 };
}
