import { env } from "cloudflare:workers";
import { and, inArray, sql } from "drizzle-orm";
import { tenantExports } from "#db/schema/business.ts";
import { db, many, updateOne } from "#worker/kernel/db.ts";
import type { JobHandler } from "#worker/kernel/jobs.ts";
import { readAcrossTenants, writeAcrossTenants } from "#worker/kernel/system.ts";
import { privacyEvents } from "./contract.ts";
import { exportById, partKey } from "./export-tenant.ts";

const PAGE_ROWS = 1000, PART_ROWS = 5000, PART_CHARS = 4_000_000, LINK_HOURS = 24, STALLED = "6 hours", PER_SWEEP = 20;

/** Tables that are how the product works rather than what a tenant has in it: keys to accounts, and what is on its way. */
const NOT_EXPORTED = [
  "auth_challenges", "auth_tokens", "dead_letters", "dev_mailbox", "event_effects", "idempotency_keys", "personal_access_tokens", "phone_verification", "sessions", "tenant_exports", "twofa_secrets", "user_passkeys", "webhook_events",
];
const tablesQuery = db.execute<{ name: string }>(sql`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all(${many(NOT_EXPORTED, "text")}) order by 1`);
const pageQuery = (table: string, after: unknown) =>
  db.execute<{ record: object; key: unknown }>(sql`select record, key from app.export_page(${table}::regclass, ${after === undefined ? null : JSON.stringify(after)}::jsonb, ${PAGE_ROWS})`);

/** Writes the next part: as many rows as one part holds, table after table, and how far it came. A part that is written twice is the same. */
export const runExport: JobHandler = async (job) => {
  const [[stored], { rows: tables }] = await job.ctx().read(exportById(job.id), tablesQuery);
  if (stored?.status !== "running") return "done";
  const names = tables.map(({ name }) => name), from = stored.position.table;
  let index = from === undefined ? 0 : names.findIndex((name) => name >= from), { after } = stored.position, text = "", rows_written = 0;
  while (index < names.length && index >= 0 && rows_written < PART_ROWS && text.length < PART_CHARS) {
    const table = names[index]!;
    // oxlint-disable-next-line no-await-in-loop -- Each page starts after the last key of the one before.
    const [{ rows }] = await job.ctx().read(pageQuery(table, after));
    text += rows.map(({ record }) => `${JSON.stringify({ table, row: record })}\n`).join("");
    rows_written += rows.length;
    const isLast = rows.length < PAGE_ROWS;
    after = isLast ? undefined : rows.at(-1)!.key;
    if (isLast) index++;
  }
  const ended = index < 0 || index >= names.length, bytes = new TextEncoder().encode(text), ctx = job.ctx();
  await env.MEDIA.put(partKey(stored, stored.parts), bytes);
  await ctx.commit(
    null,
    updateOne(tenantExports, stored, {
      parts: stored.parts + 1, row_count: stored.row_count + rows_written, byte_count: stored.byte_count + bytes.length, updated_at: ctx.now,
      position: ended ? {} : { table: names[index]!, ...(after === undefined ? {} : { after }) },
      ...(ended ? { status: "done" as const, finished_at: ctx.now, expires_at: new Date(Date.parse(ctx.now) + LINK_HOURS * 3_600_000).toISOString() } : {}),
    }),
    ...(ended ? [ctx.emit(privacyEvents["tenant.export.finished"], { export_id: stored.id, requested_by: stored.requested_by })] : []),
  );
  return ended ? "done" : "again";
};

/** Removes the files of exports whose link has expired, and of those that stand still: they have failed, and another may start. */
export async function expireExports(request_id: string): Promise<{ expired: number }> {
  const isOver = sql`${tenantExports.status} = 'done' and ${tenantExports.expires_at} < now() or ${tenantExports.status} = 'running' and ${tenantExports.updated_at} < now() - ${STALLED}::interval`;
  const [rows] = await readAcrossTenants("sweeper", request_id, db.select().from(tenantExports).where(isOver).limit(PER_SWEEP));
  if (!rows.length) return { expired: 0 };
  // A part that was written but not counted goes too. R2 deletes at most a thousand at once.
  const keys = rows.flatMap((row) => Array.from({ length: row.parts + 1 }, (_, part) => partKey(row, part)));
  await Promise.all(Array.from({ length: Math.ceil(keys.length / 1000) }, (_, i) => env.MEDIA.delete(keys.slice(i * 1000, i * 1000 + 1000))));
  const over = db.update(tenantExports).set({ status: sql`case ${tenantExports.status} when 'done' then 'expired' else 'failed' end`, updated_at: sql`now()`, version: sql`${tenantExports.version} + 1` });
  await writeAcrossTenants("sweeper", request_id, over.where(and(inArray(tenantExports.id, rows.map((row) => row.id)), isOver)));
  return { expired: rows.length };
}
