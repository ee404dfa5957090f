import { eq, sql } from "drizzle-orm";
import { webhookEvents } from "#db/schema/notify.ts";
import type { Ctx, CtxSpec } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { newId } from "#worker/kernel/ids.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";
import { applyReport, type Report } from "#worker/modules/notify/public.ts";
import * as brevo from "./brevo.ts";
import { heardEmail, heardText } from "./inbound.ts";
import * as infobip from "./infobip.ts";
import { heardNotice } from "./oauth.ts";
import { type ReceivedCalls, storeCalls } from "./store.ts";
import { heardStripe } from "./stripe.ts";

/** A report may overtake the record of its message's sending by this much; later it is of no message of ours. */
const OVERTAKES_MIN = 10;
const GIVEN_UP_AFTER_MIN = 60;

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
export interface Open extends Record<string, unknown> { id: string; provider: string; tenant_id: string; message_id: string | null; body: unknown; /** When it was received. */ created_at: string; /** Whether it has been tried for long enough. */ is_old: boolean; /** Whether what it is about should have turned up. */ is_late: boolean }
/** Calls as they came, or the ids of those that are stored. */
export type Awaiting = ReceivedCalls | { readonly webhook_ids: readonly string[] };
/** A context in a tenant; with `effect` it commits at most once. */
export type CtxOf = (tenant_id: string, request_id: string, effect?: CtxSpec["effect"]) => Ctx;
/** Why a call is closed without an effect, or that it is to come again. */
export type Later = { readonly error: string } | "later" | undefined;
type Close = ReturnType<typeof close>;
type Handler = (told: Open & { message_id: string }, ctxOf: CtxOf, closed: Close) => Promise<void>;

const report = (read: (body: unknown, message_id: string, received_at: string) => Report): Handler =>
  ({ tenant_id, id, body, message_id, created_at }, ctxOf, closed) => applyReport(ctxOf(tenant_id, id), read(body, message_id, created_at), closed);

/** What is about a message of ours, by what was stored. */
const OF_MESSAGES: Record<string, Handler> = { brevo: report(brevo.toReport), infobip: report(infobip.toReport), "brevo-inbound": heardEmail };

/** What finds out itself whom it concerns: several tenants at once, or one that no message names. */
const OF_TENANTS: Record<string, (told: Open, ctxOf: CtxOf) => Promise<Later | void>> = { "infobip-inbound": heardText, oauth: heardNotice, stripe: heardStripe };

/**
 * Stores what only just came, and finds the message of each call, by the ids we sent along or by the provider's, and gives the call to its
 * tenant. Reports of messages we never sent are closed when nothing turned up in ten minutes. What is still open comes back.
 */
async function adopt(message: Awaiting) {
  const [ids, store] = "calls" in message ? [message.calls.map(({ id }) => id), storeCalls(message)] : [message.webhook_ids, db.execute(sql`select`)];
  const given = JSON.stringify(ids);
  const late = sql`w.stored_at < now() - ${`${OVERTAKES_MIN} minutes`}::interval`;
  const open = sql`w.processed_at is null and w.id in (select i::uuid from jsonb_array_elements_text(${given}::jsonb) i)`;
  const orphan = sql`${open} and w.message_id is null and w.provider in (select jsonb_array_elements_text(${JSON.stringify(Object.keys(OF_MESSAGES))}::jsonb))`;
  const sentAlong = sql`coalesce(w.body->>'X-Mailin-custom', w.body->>'callbackData')`;
  const [, , , , left] = await writeAcrossTenants("webhooks", newId(), store,
    db.execute(sql`update webhook_events w set tenant_id = m.tenant_id, message_id = m.id from messages_outbox m
      where ${orphan} and m.tenant_id = substring(${sentAlong} from ${`^(${UUID}):${UUID}$`})::uuid and m.id = substring(${sentAlong} from ${`^${UUID}:(${UUID})$`})::uuid`),
    db.execute(sql`update webhook_events w set tenant_id = m.tenant_id, message_id = m.id from messages_outbox m
      where ${orphan} and m.provider_message_id = case w.provider when 'brevo-inbound' then w.body->>'InReplyTo' else coalesce(w.body->>'message-id', w.body->>'messageId') end`),
    db.execute(sql`update webhook_events w set processed_at = now(), error = 'UNKNOWN_MESSAGE' where ${orphan} and ${late}`),
    db.execute<Open>(sql`select w.id, w.provider, w.tenant_id, w.message_id, w.body, to_char(w.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
      w.stored_at < now() - ${`${GIVEN_UP_AFTER_MIN} minutes`}::interval as is_old, ${late} as is_late from webhook_events w where ${open} order by w.id`));
  return left.rows;
}

async function handle(told: Open, ctxOf: CtxOf): Promise<void> {
  const hear = OF_TENANTS[told.provider];
  if (hear) {
    const said = await hear(told, ctxOf);
    if (said !== "later") await writeAcrossTenants("webhooks", told.id, close(told.id, said?.error ?? null));
  } else if (told.message_id) await OF_MESSAGES[told.provider]!({ ...told, message_id: told.message_id }, ctxOf, close(told.id, null));
}

/**
 * Stores calls once, then handles those that are open, each in a commit of its own. What stays open (it came too early, or clashed with a sending
 * under way) the sweeper brings again; what failed for an hour is closed.
 */
export async function processWebhooks(message: Awaiting, ctxOf: CtxOf): Promise<void> {
  for (const told of await adopt(message)) {
    const { id, tenant_id, is_old } = told;
    try {
      // oxlint-disable-next-line no-await-in-loop -- Reports on one message in the order they came, without clashing.
      await handle(told, ctxOf);
    } catch (error) {
      log("warn", "webhook", { tenant_id, webhook_id: id, ...describe(error) });
      // oxlint-disable-next-line no-await-in-loop -- Rare.
      if (is_old) await writeAcrossTenants("webhooks", id, close(id, "GAVE_UP"));
    }
  }
}

const close = (id: string, error: string | null) => db.update(webhookEvents).set({ processed_at: new Date().toISOString(), error }).where(eq(webhookEvents.id, id));
