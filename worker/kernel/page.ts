import { and, asc, desc, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { db, type Statement } from "./db.ts";
import { invalid } from "./errors.ts";
import type { Page } from "./resource.ts";

interface Listed { limit: number; cursor?: string | undefined; sort: string; total?: boolean | undefined }
interface Position { sort: string; value: string | number; id: string }

/** The columns a list may be ordered by, by the name the query uses. They may not be null. */
export type Sorts = Readonly<Record<string, PgColumn>>;

const TOTAL_STOPS_AT = 10_000;
/** A place in a list ordered by (value, id), as the opaque text a caller sends back. */
export const encode = (position: Position) => Buffer.from(JSON.stringify([position.sort, position.value, position.id])).toString("base64url");

/** What `encode` made for a list in this order; any other cursor is refused. */
export function decode(cursor: string, sort: string): Position {
  try {
    const [was, value, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as [string, string | number, string];
    if (was === sort && (typeof value === "string" || typeof value === "number") && /^[0-9a-f-]{36}$/.test(id)) return { sort, value, id };
  } catch {
    // Not one of ours: answered below like any other cursor of another list.
  }
  throw invalid("cursor", "This cursor does not belong to this list and order. Start again without it.");
}

/** Where, order and limit of one page by (column, id): spread into a query, and closed with `toPage`. */
export function pageOf(table: PgTable & { id: PgColumn }, sorts: Sorts, query: Listed, ...filters: (SQL | undefined)[]) {
  const descending = query.sort.startsWith("-");
  const column = sorts[descending ? query.sort.slice(1) : query.sort]!;
  const after = query.cursor ? decode(query.cursor, query.sort) : undefined;
  const from = after && sql`(${column}, ${table.id}) ${sql.raw(descending ? "<" : ">")} (${sql.param(after.value, column)}, ${after.id}::uuid)`;
  const order = descending ? desc : asc;
  return {
    where: and(...filters, from),
    orderBy: [order(column), order(table.id)],
    limit: query.limit + 1,
    /** Counts what the filters leave, up to 10,000; costs nothing unless asked for. */
    total: (query.total
      ? db.execute<{ total: number }>(sql`select count(*)::int as total from (select from ${table} where ${and(...filters) ?? sql`true`} limit ${TOTAL_STOPS_AT}) counted`)
      : db.execute<{ total: number }>(sql`select`)) satisfies Statement,
  };
}

/** Cuts the row that only says there is more, and points the cursor at the last one kept. */
export function toPage<T extends { id: string }>(rows: T[], query: Listed, counted?: { rows: readonly { total?: number }[] }): Page<T> & { total?: number } {
  const items = rows.slice(0, query.limit);
  const last = items.at(-1) as (T & Record<string, string | number>) | undefined;
  const total = counted?.rows[0]?.total;
  return {
    items,
    next_cursor: rows.length > query.limit ? encode({ sort: query.sort, value: last![query.sort.replace("-", "")]!, id: last!.id }) : null,
    ...(total === undefined ? {} : { total }),
  };
}
