import { type SQL, sql } from "drizzle-orm";
import { suppressionList } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, many, type Statement } from "#worker/kernel/db.ts";
import { privacyEvents } from "#worker/modules/privacy/contract.ts";
import { notifyEvents } from "../contract.ts";
import { suppressionEvents } from "./suppression-contract.ts";

const s = suppressionList;
export type Reason = (typeof s.$inferSelect)["reason"];
interface Address {
  readonly channel: "email" | "sms" | "whatsapp";
  readonly value: string;
  /** The caller keeps the contact's consent on record, and tells of it, itself. */
  readonly on_record?: boolean | undefined;
}
interface Suppressed extends Address { readonly reason: Reason; readonly scope: "all" | "marketing"; readonly detail?: string | undefined; readonly message_id?: string | undefined; readonly at: string }

/** What the person has said, as against what a provider or a colleague found: it takes their consent back. */
const THEIR_WORD: readonly Reason[] = ["stop", "complaint", "unsubscribed"];

/** An address as suppressions keep it: a lower-case email, a number in E.164. */
export const normalAddress = ({ channel, value }: Address): string => (channel === "email" ? value.trim().toLowerCase() : value.trim());

/** The contact's channel with this address: an SMS goes to a phone, a WhatsApp message to the number kept for it or else to a phone. */
const ownChannels = (at: Address): SQL => {
  const types = { email: ["email"], sms: ["phone"], whatsapp: ["whatsapp", "phone"] }[at.channel];
  return sql`(select id, contact_id, opt_in_source, opt_out_at from contact_channels where type = any(${many(types, "text")}) and normalized_value = ${normalAddress(at)} order by array_position(${many(types, "text")}, type) limit 1)`;
};
const subjectsOf = (at: Address): SQL => sql`(select 'contact', contact_id from ${ownChannels(at)} own
  union all select 'user', u.id from users u join user_profiles p on p.tenant_id = u.tenant_id and p.id = u.id where ${normalAddress(at)} = ${at.channel === "email" ? sql`u.email` : sql`p.phone_e164`})`;

const ofContact = (at: Address, when: SQL): SQL => sql`select contact_id, ${at.channel}::text as channel, 'marketing' as purpose from ${ownChannels(at)} own where ${when}`;

/** A line in the contact's own record of what they agreed to and took back. */
const recordConsent = (ctx: Ctx, given: Address & { readonly at: string }, status: "granted" | "withdrawn", proof: string, when: SQL): Statement =>
  db.execute(sql`insert into contact_consents (id, contact_id, channel, purpose, status, proof, given_at) select ${ctx.fresh({}).id}, contact_id, ${given.channel}, 'marketing', ${status}, ${proof}, ${given.at}
    from ${ownChannels(given)} own where ${when}`);

/** A STOP holds back what is not advertising too, unless the workspace decides otherwise. */
const STOP_HOLDS_ALL = sql`not coalesce((select (value->>'allow_transactional_over_stop')::boolean from notification_policies), false)`;

export const ADDRESS_HELD = "This address is not to be written to any more: see the suppression list.";
/** Why a message may not be sent to its address any more. For ctx.read. */
export const heldBackQuery = (message_id: string | SQL) => db.execute<{ reason: Reason }>(sql`
  select s.reason from messages_outbox m join suppression_list s on s.channel = m.channel and s.normalized_value = lower(m.recipient)
  where m.id = ${message_id} and (m.type = 'marketing' or case s.reason when 'stop' then ${STOP_HOLDS_ALL} else s.scope = 'all' end) limit 1`);

const WHY: Record<Reason, string> = { stop: "STOPPED", unsubscribed: "UNSUBSCRIBED", bounce: "SUPPRESSED", complaint: "SUPPRESSED", manual: "SUPPRESSED" };

/**
 * What still waits for the address and would be refused now does not leave: advertising, and anything else unless it is
 * narrower than that or the workspace sends over a STOP. Security messages are about to leave, or an answer to this.
 */
export function cancelWaiting(ctx: Ctx, { scope, reason, ...at }: Pick<Suppressed, "channel" | "value" | "scope" | "reason">): Statement[] {
  const to = sql`channel = ${at.channel} and lower(recipient) = ${normalAddress(at).toLowerCase()}`, over = reason === "stop" ? STOP_HOLDS_ALL : sql`true`;
  const refused = scope === "all" ? sql`(type = 'marketing' or ${over})` : sql`type = 'marketing'`;
  return [
    db.execute(sql`update messages_outbox set status = 'cancelled', error_code = ${WHY[reason]}, failed_at = ${ctx.now}, updated_at = ${ctx.now}, version = version + 1 where ${to} and status = 'queued' and priority > 0 and ${refused}`),
    ctx.emitFound(notifyEvents["message.cancelled"], sql`select id as message_id, error_code from messages_outbox where ${to} and status = 'cancelled' and failed_at = ${ctx.now}::timestamptz`),
  ];
}

/**
 * For a commit: nothing of this scope is sent to the address any more. Once however often; a wider scope and a newer time
 * win. What waits for it is cancelled. What the person said themselves also withdraws their consent, and `contact.opted_out` tells of a contact's.
 */
export function suppress(ctx: Ctx, given: Suppressed): Statement[] {
  const { channel, reason, scope, at } = given, theirs = THEIR_WORD.includes(reason);
  const row = ctx.fresh({ channel, normalized_value: normalAddress(given), reason, scope, detail: given.detail ?? null, message_id: given.message_id ?? null, occurred_at: at, created_by: ctx.user_id });
  const isNew = sql`exists (select from suppression_list where id = ${row.id})`;
  return [
    db.insert(s).values(row).onConflictDoUpdate({
      target: [s.tenant_id, s.channel, s.normalized_value, s.reason],
      set: { scope: sql`case when ${s.scope} = 'all' then 'all' else excluded.scope end`, detail: sql`coalesce(excluded.detail, ${s.detail})`, message_id: sql`coalesce(excluded.message_id, ${s.message_id})`,
        occurred_at: sql`greatest(${s.occurred_at}, excluded.occurred_at)`, updated_at: ctx.now, version: sql`${s.version} + 1` },
      setWhere: sql`excluded.occurred_at > ${s.occurred_at} or (excluded.scope = 'all' and ${s.scope} <> 'all')`,
    }),
    ...(theirs ? [
      db.execute(sql`update contact_channels set opt_in = false, opt_out_at = ${at}, updated_at = ${ctx.now}, version = version + 1
        where id in (select id from ${ownChannels(given)} own) and (opt_out_at is null or opt_out_at < ${at}::timestamptz)`),
      db.execute(sql`update channel_opt_ins set status = 'withdrawn', withdrawn_at = ${at}, updated_at = ${ctx.now}, version = version + 1
        where channel = ${channel} and status <> 'withdrawn' and consent_at <= ${at}::timestamptz and (subject_type, subject_id) in ${subjectsOf(given)}`),
      ...(given.on_record ? [] : [recordConsent(ctx, given, "withdrawn", row.detail ?? reason, isNew), ctx.emitFound(privacyEvents["contact.opted_out"], ofContact(given, isNew))]),
    ] : []),
    ...cancelWaiting(ctx, given),
    ctx.emitFound(suppressionEvents["suppression.added"], sql`select id as suppression_id, channel, reason from suppression_list where id = ${row.id}`),
  ];
}

/**
 * For a commit: lifts what stood against the address for these reasons since before `at`. Consent that was withdrawn by
 * it, and nothing else, is as it was before, with `proof` on record; `contact.opted_in` tells of a contact's.
 */
export function unsuppress(ctx: Ctx, given: Address & { readonly reasons: readonly Reason[]; readonly at: string; readonly proof?: string }): Statement[] {
  const { channel, reasons, at } = given;
  const standing = (which: readonly Reason[]) => sql`from suppression_list where channel = ${channel} and normalized_value = ${normalAddress(given)} and reason = any(${many(which, "text")}) and occurred_at <= ${at}::timestamptz`;
  return [
    ...(given.on_record ? [] : [ctx.emitFound(privacyEvents["contact.opted_in"], ofContact(given, sql`exists (select ${standing(reasons.filter((r) => THEIR_WORD.includes(r)))})`))]),
    ...reasons.map((reason) => ctx.emitFound(suppressionEvents["suppression.removed"], sql`select id as suppression_id, channel, reason ${standing([reason])}`)),
    ...(given.proof ? [recordConsent(ctx, given, "granted", given.proof, sql`own.opt_in_source is not null and own.opt_out_at in (select occurred_at ${standing(reasons)})`)] : []),
    db.execute(sql`update contact_channels set opt_in = opt_in_source is not null, opt_out_at = null, updated_at = ${ctx.now}, version = version + 1
      where id in (select id from ${ownChannels(given)} own) and opt_out_at in (select occurred_at ${standing(reasons)})`),
    db.execute(sql`update channel_opt_ins set status = 'confirmed', withdrawn_at = null, updated_at = ${ctx.now}, version = version + 1
      where channel = ${channel} and status = 'withdrawn' and withdrawn_at in (select occurred_at ${standing(reasons)}) and (subject_type, subject_id) in ${subjectsOf(given)}`),
    db.execute(sql`delete ${standing(reasons)}`),
  ];
}
