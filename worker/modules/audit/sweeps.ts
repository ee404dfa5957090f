import { sql } from "drizzle-orm";
import { db } from "#worker/kernel/db.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";
import { AUDIT_DAYS } from "#worker/modules/business/contract.ts";

const PER_SEAL = 10_000, SEALS = 20, PER_PURGE = 50_000;

/** Links what was written since the last time to the chains of its tenants. */
export async function sealAudit(request_id: string): Promise<{ sealed: number }> {
  let sealed = 0;
  for (let turn = 0, more = true; more && turn < SEALS; turn++) {
    // oxlint-disable-next-line no-await-in-loop -- Each call takes up where the one before ended.
    const [{ rows: [row] }] = await writeAcrossTenants("audit", request_id, db.execute<{ n: number }>(sql`select app.seal_audit(${PER_SEAL}) as n`));
    sealed += row!.n;
    more = row!.n === PER_SEAL;
  }
  return { sealed };
}

/** Forgets audit rows that are older than their tenants keep them; what is left can still be verified. */
export async function purgeAudit(request_id: string): Promise<{ purged: number }> {
  const [{ rows: [row] }] = await writeAcrossTenants("audit", request_id, db.execute<{ n: number }>(sql`select app.purge_audit(${AUDIT_DAYS.least}, ${PER_PURGE}) as n`));
  return { purged: row!.n };
}
