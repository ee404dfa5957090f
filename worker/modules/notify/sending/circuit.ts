import { sql } from "drizzle-orm";
import { db } from "#worker/kernel/db.ts";

/** A provider's account: `own` is the tenant's. `open_until`: nobody asks it before then; past, and one message tries it out. */
export interface Circuit extends Record<string, unknown> { provider: string; own: boolean; failures: number; open_until: string | null }

/** The accounts that a tenant sends through and that have failed lately; none where all is well. */
export const circuitsQuery = (tenant_id: string) => db.execute<Circuit>(sql`
  select split_part(key, ':', 1) as provider, position(':' in key) > 0 as own, failures, to_char(open_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as open_until
  from provider_circuits where failures > 0 and split_part(key, ':', 2) in ('', ${tenant_id}) order by key`);
