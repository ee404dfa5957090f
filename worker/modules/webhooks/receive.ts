import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { db } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { newId } from "#worker/kernel/ids.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";
import { authenticate } from "./authenticate.ts";
import { dedupeKey, readReports } from "./brevo.ts";

/** A report belongs to nobody until it is handled. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** U+0000, which Postgres cannot keep, is dropped from what is stored. */
const storable = (_key: string, value: unknown) => (typeof value === "string" ? value.replaceAll("\0", "") : value);

/** Stores each report once, as it came, and answers; the queue handles them. */
export async function receiveBrevo(ctx: PublicCtx, request: Request, body: unknown) {
  await authenticate(request, env.BREVO_WEBHOOK_TOKEN);
  const read = readReports(body);
  if (!read) throw new AppError("DLR_INVALID", { reason: "Send one report, or an array of at most 500: each with `event` and `message-id`." });
  const rows = JSON.stringify(await Promise.all(read.events.map(async ({ raw, event }) => ({ id: newId(), dedupe_key: await dedupeKey(event), body: raw }))), storable);
  const [stored] = await writeAcrossTenants("brevo-webhook", ctx.request_id, db.execute<{ id: string }>(sql`
    insert into webhook_events (tenant_id, id, provider, dedupe_key, body)
    select ${NOBODY}::uuid, r.id, 'brevo', r.dedupe_key, r.body from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, dedupe_key text, body jsonb)
    on conflict on constraint webhook_events_dedupe_key do nothing returning id`));
  const webhook_ids = stored.rows.map(({ id }) => id);
  if (webhook_ids.length) await env.WEBHOOKS_QUEUE.send({ webhook_ids });
  return { accepted: webhook_ids.length, duplicates: read.events.length - webhook_ids.length, refused: read.refused };
}
