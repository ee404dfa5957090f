import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { db } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { newId, NOBODY } from "#worker/kernel/ids.ts";
import type { Input } from "#worker/kernel/request.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";
import { authenticate } from "./authenticate.ts";
import { dedupeKey, type Source, type Told } from "./source.ts";

const PER_QUEUE_MESSAGE = 100;

/** U+0000, which Postgres cannot keep, is dropped from what is stored. */
const storable = (_key: string, value: unknown) => (typeof value === "string" ? value.replaceAll("\0", "") : value);

/** What a provider that we share a secret with tells. */
export async function receive(source: Source, ctx: PublicCtx, { raw, text, body }: Pick<Input, "raw" | "text" | "body">) {
  await authenticate(raw, text, source.secrets());
  const entries = source.entries(body), told = entries.length > source.most ? [] : entries.flatMap((entry) => source.read(entry) ?? []);
  if (!told.length) throw new AppError("DLR_INVALID", { reason: source.expects });
  return keep(ctx, told, entries.length - told.length);
}

/** Stores what is told once, as it came, in one insert, and answers; it is nobody's until the queue handles it. */
export async function keep(ctx: PublicCtx, told: readonly Told[], refused: number) {
  const rows = JSON.stringify(await Promise.all(told.map(async (one) => ({ id: newId(), provider: one.kind, dedupe_key: await dedupeKey(one), body: one.raw }))), storable);
  const [stored] = await writeAcrossTenants("webhook", ctx.request_id, db.execute<{ id: string }>(sql`
    insert into webhook_events (tenant_id, id, provider, dedupe_key, body)
    select ${NOBODY}::uuid, r.id, r.provider, r.dedupe_key, r.body from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, provider text, dedupe_key text, body jsonb)
    on conflict on constraint webhook_events_dedupe_key do nothing returning id`));
  const ids = stored.rows.map(({ id }) => id).toSorted();
  const batches = Array.from({ length: Math.ceil(ids.length / PER_QUEUE_MESSAGE) }, (_, i) => ({ body: { webhook_ids: ids.slice(i * PER_QUEUE_MESSAGE, (i + 1) * PER_QUEUE_MESSAGE) } }));
  if (batches.length) await env.WEBHOOKS_QUEUE.sendBatch(batches);
  return { accepted: ids.length, duplicates: told.length - ids.length, refused };
}
