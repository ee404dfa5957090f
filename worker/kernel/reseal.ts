import { getTableName, sql } from "drizzle-orm";
import { db, type TenantTable } from "./db.ts";
import { describe, log } from "./log.ts";
import { currentSeal, reseal } from "./seal.ts";
import { readAcrossTenants, writeAcrossTenants } from "./system.ts";

/** A column whose values are sealed, each for its own tenant, table and row. */
export interface SealedColumn { readonly table: TenantTable; readonly column: string }

interface Sealed extends Record<string, unknown> { tenant_id: string; id: string; sealed: string }
const PER_BATCH = 200, BATCHES = 25;

/**
 * Puts what older keys sealed under the current one, a batch at a time. A value that changes in between is left as it
 * is: whoever changed it sealed it anew. What does not open is logged and stays.
 */
export async function resealAll(request_id: string, columns: readonly SealedColumn[]): Promise<{ resealed: number }> {
  let resealed = 0;
  for (const column of columns) {
    for (let batch = 0; batch < BATCHES; batch++) {
      // oxlint-disable-next-line no-await-in-loop -- A batch begins where the one before ended.
      const done = await resealBatch(request_id, column);
      resealed += done;
      if (done < PER_BATCH) break;
    }
  }
  return { resealed };
}

async function resealBatch(request_id: string, { table, column }: SealedColumn): Promise<number> {
  const name = sql.identifier(column), current = await currentSeal();
  const [{ rows }] = await readAcrossTenants("reseal", request_id, db.execute<Sealed>(sql`
    select tenant_id, id, ${name} as sealed from ${table} where not starts_with(${name}, ${current}) order by tenant_id, id limit ${PER_BATCH}`));
  const fresh = (await Promise.all(rows.map((row) => renew(getTableName(table), row)))).filter((row) => row !== undefined);
  if (fresh.length) await writeAcrossTenants("reseal", request_id, db.execute(sql`
    update ${table} t set ${name} = n.sealed from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as n(tenant_id uuid, id uuid, was text, sealed text)
    where t.tenant_id = n.tenant_id and t.id = n.id and t.${name} = n.was`));
  return fresh.length;
}

async function renew(table: string, { tenant_id, id, sealed }: Sealed) {
  try {
    return { tenant_id, id, was: sealed, sealed: await reseal(sealed, { tenant_id, table, id }) };
  } catch (error) {
    log("error", "A sealed value does not open", { tenant_id, table, id, ...describe(error) });
    return undefined;
  }
}
