import { eq, sql } from "drizzle-orm";
import { auditHeads, auditLogs } from "#db/schema/kernel.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";

const PAGE = 20_000;

interface Checked extends Record<string, unknown> {
  checked: string; last_number: string | null; last_hash: string | null; broken_number: string | null; broken_id: string | null; reason: "missing" | "changed" | "relinked" | "redacted" | null;
}
const checkQuery = (after_number: number, after_hash: string) => db.execute<Checked>(sql`
  select checked, last_number, encode(last_hash, 'hex') as last_hash, broken_number, broken_id, reason from app.verify_audit(${after_number}, decode(${after_hash}, 'hex'), ${PAGE})`);

/** Follows the chain from the first row that is kept to the last that was sealed, and stops at the first row that is not as it was. */
export async function verify(ctx: Ctx) {
  const [[head], { rows: [unsealed] }] = await ctx.read(db.select().from(auditHeads), db.execute<{ n: number }>(sql`select count(*)::int as n from audit_logs where number is null`));
  const first_number = head?.kept_from ?? 1, last_number = head?.number ?? 0;
  let at = { number: first_number - 1, hash: head?.kept_hash ?? "" }, checked = 0, broken: { number: number; id: string | null; reason: Checked["reason"] } | undefined;
  while (at.number < last_number && !broken) {
    // oxlint-disable-next-line no-await-in-loop -- Each page starts from the hash that the one before ended with.
    const [{ rows: [page] }] = await ctx.readAgain("a chain is longer than a page", checkQuery(at.number, at.hash));
    checked += Number(page?.checked ?? 0);
    if (page?.reason) broken = { number: Number(page.broken_number), id: page.broken_id, reason: page.reason };
    else if (page?.last_number) at = { number: Number(page.last_number), hash: page.last_hash! };
    else broken = { number: at.number + 1, id: null, reason: "missing" };
  }
  if (!broken && head && at.hash !== head.hash) broken = { number: last_number, id: null, reason: "relinked" };
  return { is_intact: !broken, checked, waiting: unsealed!.n, first_number, last_number, last_hash: head?.hash ?? null, broken: broken ? await describe(ctx, broken) : null };
}

async function describe<B extends { id: string | null; reason: Checked["reason"] }>(ctx: Ctx, broken: B) {
  const { entity_type, entity_id, created_at } = auditLogs;
  const [[row]] = broken.id ? await ctx.readAgain("only the check tells which row is broken", db.select({ entity_type, entity_id, created_at }).from(auditLogs).where(eq(auditLogs.id, broken.id))) : [[]];
  return { ...broken, reason: broken.reason!, entity_type: row?.entity_type ?? null, entity_id: row?.entity_id ?? null, created_at: row?.created_at ?? null };
}
