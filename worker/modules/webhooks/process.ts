import { eq, sql } from "drizzle-orm";
import { webhookEvents } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { newId } from "#worker/kernel/ids.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";
import { applyReport } from "#worker/modules/notify/public.ts";
import { toReport } from "./brevo.ts";

/** A report may overtake the record of its message's sending by this much; later it is of no message of ours. */
const OVERTAKES_MIN = 10;
const GIVEN_UP_AFTER_MS = 3600_000;

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
interface Open extends Record<string, unknown> { id: string; tenant_id: string; message_id: string | null; body: unknown; created_at: string }

/**
 * Finds the message of each stored report, by the ids we sent along or by the provider's, and gives the report to its
 * tenant. Reports of messages we never sent are closed when nothing turned up in ten minutes. What is still open comes back.
 */
async function adopt(ids: readonly string[]) {
  const given = JSON.stringify(ids);
  const open = sql`w.processed_at is null and w.id in (select i::uuid from jsonb_array_elements_text(${given}::jsonb) i)`;
  const [, , , left] = await writeAcrossTenants("webhooks", newId(),
    db.execute(sql`update webhook_events w set tenant_id = m.tenant_id, message_id = m.id from messages_outbox m
      where ${open} and w.message_id is null and m.tenant_id = substring(w.body->>'X-Mailin-custom' from ${`^(${UUID}):${UUID}$`})::uuid and m.id = substring(w.body->>'X-Mailin-custom' from ${`^${UUID}:(${UUID})$`})::uuid`),
    db.execute(sql`update webhook_events w set tenant_id = m.tenant_id, message_id = m.id from messages_outbox m
      where ${open} and w.message_id is null and m.provider_message_id = coalesce(w.body->>'message-id', w.body->>'messageId')`),
    db.execute(sql`update webhook_events w set processed_at = now(), error = 'UNKNOWN_MESSAGE'
      where ${open} and w.message_id is null and w.created_at < now() - ${`${OVERTAKES_MIN} minutes`}::interval`),
    db.execute<Open>(sql`select w.id, w.tenant_id, w.message_id, w.body, to_char(w.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at from webhook_events w where ${open} order by w.id`));
  return left.rows;
}

/**
 * Handles stored reports, each in a commit of its own. What stays open (it came too early, or clashed with a sending
 * under way) the sweeper brings again; what failed for an hour is closed.
 */
export async function processWebhooks(ids: readonly string[], ctxOf: (tenant_id: string, request_id: string) => Ctx): Promise<void> {
  for (const { id, tenant_id, message_id, body, created_at } of await adopt(ids)) {
    if (!message_id) continue;
    try {
      // oxlint-disable-next-line no-await-in-loop -- Reports on one message in the order they came, without clashing.
      await applyReport(ctxOf(tenant_id, id), toReport(body, message_id, created_at), close(id, null));
    } catch (error) {
      log("warn", "webhook", { tenant_id, webhook_id: id, ...describe(error) });
      // oxlint-disable-next-line no-await-in-loop -- Rare.
      if (Date.now() - Date.parse(created_at) > GIVEN_UP_AFTER_MS) await writeAcrossTenants("webhooks", id, close(id, "GAVE_UP"));
    }
  }
}

const close = (id: string, error: string | null) => db.update(webhookEvents).set({ processed_at: new Date().toISOString(), error }).where(eq(webhookEvents.id, id));
