import { getTableName, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { db, type Statement, type TenantTable } from "./db.ts";

/** What a module lets others do with the open records that people own, without telling what `open` means. */
export interface Ownership {
  /** A select of `kind`, `user_id` and `n`: how many open records each of these users (an array) owns. */
  counts(user_ids: SQL): SQL;
  /** Gives them all to somebody else. Fails the commit with CONFLICT unless there are exactly as many as were counted. */
  handOver(move: { from: string; to: string; counted: number; now: string }): Statement;
}

/** Of a table whose rows have one owner. `isOpen` is about its own columns. */
export function ownership(table: TenantTable & { owner_user_id: PgColumn }, isOpen: SQL = sql`true`): Ownership {
  return {
    counts: (user_ids) => sql`select ${getTableName(table)}::text as kind, ${table.owner_user_id} as user_id, count(*)::int as n from ${table}
      where ${table.owner_user_id} = any(${user_ids}) and ${isOpen} group by 2`,
    handOver: ({ from, to, counted, now }) => db.execute(sql`with moved as (
        update ${table} set owner_user_id = ${to}::uuid, version = version + 1, updated_at = ${now}::timestamptz where ${table.owner_user_id} = ${from}::uuid and ${isOpen} returning 1)
      select case when (select count(*) from moved) = ${counted} then true else app.fail('CONFLICT') end`),
  };
}
