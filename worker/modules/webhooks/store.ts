import { sql } from "drizzle-orm";
import * as z from "zod";
import { db, type Statement } from "#worker/kernel/db.ts";
import { NOBODY } from "#worker/kernel/ids.ts";

/** What a provider told, as it came. */
export const ReceivedCalls = z.object({
  received_at: z.iso.datetime(),
  calls: z.array(z.object({ id: z.uuid(), kind: z.string(), dedupe_key: z.string(), raw: z.record(z.string(), z.unknown()) })).min(1),
});
export type ReceivedCalls = z.infer<typeof ReceivedCalls>;

/** Stores calls as they came, once each, in one insert; they are nobody's until they are handled. In one order, so that two inserts of the same calls wait for each other and do not clash. */
export const storeCalls = ({ received_at, calls }: ReceivedCalls): Statement => db.execute(sql`
  insert into webhook_events (tenant_id, id, provider, dedupe_key, body, created_at)
  select ${NOBODY}::uuid, c.id, c.kind, c.dedupe_key, c.raw, ${received_at}::timestamptz
  from jsonb_to_recordset(${JSON.stringify(calls)}::jsonb) as c(id uuid, kind text, dedupe_key text, raw jsonb) order by c.kind, c.dedupe_key
  on conflict do nothing`);

/** The same without what Postgres cannot keep: U+0000, and halves of characters. */
export function storable(raw: object): Record<string, unknown> {
  const text = JSON.stringify(raw);
  const kept = text.replace(/\\(?:u(....)|.)/g, (escape, code?: string) => (code === "0000" ? "" : code?.startsWith("d") ? "\uFFFD" : escape));
  return (kept === text ? raw : JSON.parse(kept)) as Record<string, unknown>;
}
