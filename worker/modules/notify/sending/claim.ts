import { sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, send } from "#worker/kernel/db.ts";
import type { messagesOutbox } from "#db/schema/notify.ts";
import { adapterName } from "../adapters/index.ts";
import type { Quiet } from "../routing/quiet-hours.ts";
import { Policies } from "../routing/routing-contract.ts";
import { type OwnTemplate, ownTemplatesQuery } from "../templates/resolve.ts";

export type SendChannel = "email" | "sms" | "whatsapp";
export const CHANNELS: readonly SendChannel[] = ["email", "sms", "whatsapp"];

/** What to send: one message (`again`: also one that failed for good), or what a tenant has due on a channel, most urgent first. */
export type Wanted = { readonly message_id: string; readonly again?: boolean | undefined } | { readonly channel: SendChannel };

export type Message = Omit<typeof messagesOutbox.$inferSelect, "channel" | "quiet"> & { readonly channel: SendChannel; readonly quiet: Quiet | null };
/** A message that only its claimer sends. `tried_at` is the claim before this one; `unwanted`: since it was queued its address was suppressed. */
export type Claimed = Message & { readonly claimed_at: string; readonly tried_at: string | null; readonly unwanted: boolean };

/** What holds for everything that leaves on one channel of one tenant. */
export interface Lane {
  readonly channel: SendChannel;
  readonly provider: string;
  /** The key of the provider's account in provider_circuits. */
  readonly circuit: string;
  /** Until when nobody asks the provider, if it has stopped to answer. */
  readonly open_until: string | null;
  /** The tenant's own account with the provider, sealed. */
  readonly credentials: { readonly id: string; readonly data: string } | null;
  /** The workspace's language, and its own words for what was claimed. */
  readonly locale: string;
  readonly templates: readonly OwnTemplate[];
  readonly cap: number | null;
  readonly per_minute: number;
  /** More of what was wanted is due than was claimed. */
  readonly more: boolean;
}

/** Messages of one claim. */
const BATCH = 20;
/** A queue may be a little early and a clock a little late. */
const SLACK = sql`interval '5 seconds'`;
const PER_MINUTE = JSON.stringify(Policies.parse({}).throttle_per_minute);

/**
 * Takes what is wanted and due, so that nobody else sends it, and reads what its sending depends on: one round trip. Takes
 * nothing while the provider's circuit is open, and one message when it is time to try it out.
 */
export async function claim(ctx: Ctx, wanted: Wanted): Promise<{ messages: Claimed[]; lane: Lane | undefined }> {
  const one = "message_id" in wanted ? wanted : undefined;
  const which = one ? sql`id = ${one.message_id} and status in ('queued', ${one.again ? "failed" : "queued"})` : sql`channel = lane.channel and status = 'queued'`;
  const due = sql`${which} and scheduled_at <= now() + ${SLACK} and (expires_at is null or expires_at > now())`;
  const lane = sql`lane as (
    select c.channel, c.provider, c.provider || coalesce(':' || own.tenant_id, '') as circuit, own.id as own_id, own.data as own_data
    from (select channel, ${JSON.stringify(Object.fromEntries(CHANNELS.map((channel) => [channel, adapterName(channel)])))}::jsonb ->> channel as provider
      from ${one ? sql`messages_outbox where id = ${one.message_id}` : sql`(select ${(wanted as { channel: string }).channel}::text as channel) given`}) c
    left join provider_credentials own on own.provider = c.provider)`;
  const take = db.execute<{ message: Claimed }>(sql`
    with ${lane}, room as materialized (select app.provider_room(circuit, ${one ? 1 : BATCH}) as n from lane),
    due as materialized (select m.tenant_id, m.id, m.claimed_at as tried_at from lane, lateral (
      select tenant_id, id, claimed_at from messages_outbox where ${due} order by priority, scheduled_at, id limit (select n from room) for update skip locked) m),
    taken as (update messages_outbox m set status = 'sending', claimed_at = now(), updated_at = now(), version = version + 1, provider = lane.provider, defer_reason = null,
        attempts = case status when 'failed' then 1 else attempts + 1 end
      from due, lane where m.tenant_id = due.tenant_id and m.id = due.id returning m.*, due.tried_at)
    select to_jsonb(taken) || jsonb_build_object('unwanted', priority > 0 and exists (select from suppression_list s
        where s.channel = taken.channel and s.normalized_value = case taken.channel when 'email' then lower(recipient) else recipient end and s.updated_at > taken.created_at
          and (type = 'marketing' or (s.scope = 'all' and (s.reason <> 'stop' or not coalesce((select (value->>'allow_transactional_over_stop')::boolean from notification_policies), false)))))) as message
    from taken order by priority, scheduled_at, id`);
  const cap = sql`case channel when 'sms' then 'sms.monthlyCap' when 'whatsapp' then 'whatsapp.monthlyCap' end`;
  const facts = db.execute<Omit<Lane, "templates"> & Record<string, unknown>>(sql`
    with ${lane} select channel, provider, circuit, (select to_char(open_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from provider_circuits where key = circuit and open_until > now()) as open_until,
      case when own_id is not null then jsonb_build_object('id', own_id, 'data', own_data) end as credentials,
      (select locale from tenants where id = app.tenant_id()) as locale, app.tenant_limit(${cap})::float8 as cap,
      coalesce((select value->'throttle_per_minute'->>channel from notification_policies), ${PER_MINUTE}::jsonb ->> channel)::int as per_minute,
      exists (select from messages_outbox where ${due}) as more from lane`);
  const mine = sql`(select family, template_id from messages_outbox where status = 'sending' and claimed_at = now()::timestamptz(3))`;
  const templates = ownTemplatesQuery(sql`any(array(select family from ${mine} m))`, sql`any(array(select template_id from ${mine} m))`);
  const [taken, { rows: [found] }, own] = await send("write", { ...ctx, role: "app_tenant" }, [take, facts, templates] as const);
  return { messages: taken.rows.map(({ message }) => message), lane: found && { ...found, templates: own } };
}
