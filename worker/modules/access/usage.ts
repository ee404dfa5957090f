import { sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { type LimitKey, LIMIT_TABLES } from "#worker/kernel/resource.ts";

/** Tables of which some callers see a part only: a part of them would be a wrong number. */
const SEEN_IN_PART = new Set(["leads", "contacts", "companies", "deals", "open_tasks"]);
const isCounted = (ctx: Ctx, key: string): key is LimitKey => key in LIMIT_TABLES && !(ctx.access?.sees && SEEN_IN_PART.has(LIMIT_TABLES[key as LimitKey]));

/** What is used of these limits: rows now, and messages this month. Says nothing of a limit that is not counted. */
export const usedQuery = (ctx: Ctx, keys: readonly string[]) => {
  const rows = keys.filter((key) => isCounted(ctx, key)).map((key) => sql`${key}::text, (select count(*) from ${sql.identifier(LIMIT_TABLES[key as LimitKey])})`);
  const months = keys.filter((key) => key.endsWith(".monthlyCap")).map((key) =>
    sql`${key}::text, coalesce((select value from usage_counters where key = ${key.replace(".monthlyCap", ".sent")} and period_start = date_trunc('month', now())::date), 0)`);
  return db.execute<{ used: Record<string, number> }>(sql`select jsonb_build_object(${sql.join([...rows, ...months], sql`, `)}) as used`);
};
