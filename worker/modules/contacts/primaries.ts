import { and, eq, sql } from "drizzle-orm";
import { contactChannels } from "#db/schema/contacts.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { type ChannelRow, freshChannel, stored } from "./new-contact.ts";

type Wanted = { [type in ChannelRow["type"]]?: string | null | undefined };

const ofType = (contact_id: string, type: ChannelRow["type"]) => and(eq(contactChannels.contact_id, contact_id), eq(contactChannels.type, type));

/** No channel of this type is primary afterwards: goes before the statement that makes another one so. */
export const demote = (ctx: Ctx, contact_id: string, type: ChannelRow["type"]): Statement =>
  db.update(contactChannels).set({ is_primary: false, version: sql`${contactChannels.version} + 1`, updated_at: ctx.now })
    .where(and(ofType(contact_id, type), eq(contactChannels.is_primary, true)));

/** The oldest channel of this type is primary afterwards, unless one is already. */
export const promoteOldest = (ctx: Ctx, contact_id: string, type: ChannelRow["type"]): Statement =>
  db.execute(sql`update contact_channels set is_primary = true, version = version + 1, updated_at = ${ctx.now}
    where id = (select id from contact_channels where contact_id = ${contact_id} and type = ${type} order by is_primary desc, created_at, id limit 1) and not is_primary`);

const changedTo = (ctx: Ctx, channel: ChannelRow, is_primary: boolean): ChannelRow =>
  channel.is_primary === is_primary ? channel : { ...channel, is_primary, version: channel.version + 1, updated_at: ctx.now };
const byAge = (a: ChannelRow, b: ChannelRow) => (a.created_at + a.id < b.created_at + b.id ? -1 : 1);

/** The channels once one was taken away: the oldest left of its type becomes primary. */
export function without(ctx: Ctx, rows: readonly ChannelRow[], gone: ChannelRow): ChannelRow[] {
  const left = rows.filter((channel) => channel.id !== gone.id);
  const heir = gone.is_primary ? left.filter((channel) => channel.type === gone.type).toSorted(byAge)[0] : undefined;
  return left.map((channel) => (channel === heir ? changedTo(ctx, channel, true) : channel));
}

/**
 * Makes `email`, `phone` and `whatsapp` of a contact what they should be: another address replaces the primary one,
 * because verification and consent do not move to it; one the contact has already becomes primary; null takes it away.
 */
export function planPrimaries(ctx: Ctx, contact_id: string, before: readonly ChannelRow[], wanted: Wanted) {
  let channels = [...before];
  const changed: ChannelRow[] = [], statements: Statement[] = [];
  for (const type of ["email", "phone", "whatsapp"] as const) {
    const value = wanted[type];
    const now = before.find((channel) => channel.type === type && channel.is_primary);
    if (value === undefined || value === (now?.value ?? null)) continue;
    const known = before.find((channel) => channel.type === type && channel.value === value);
    if (known) {
      statements.push(demote(ctx, contact_id, type), setPrimary(ctx, known.id));
      channels = channels.map((channel) => (channel.type === type ? changedTo(ctx, channel, channel === known) : channel));
      continue;
    }
    if (now) {
      statements.push(db.delete(contactChannels).where(eq(contactChannels.id, now.id)));
      channels = value === null ? without(ctx, channels, now) : channels.filter((channel) => channel !== now);
    }
    if (value === null) statements.push(promoteOldest(ctx, contact_id, type));
    else {
      const fresh = freshChannel(ctx, contact_id, { type, value, is_primary: true } as Parameters<typeof freshChannel>[2]);
      statements.push(demote(ctx, contact_id, type), db.insert(contactChannels).values(stored(fresh)));
      changed.push(fresh);
      channels = [fresh, ...channels];
    }
  }
  return { channels: channels.toSorted((a, b) => Number(b.is_primary) - Number(a.is_primary) || byAge(a, b)), changed, statements };
}

const setPrimary = (ctx: Ctx, id: string): Statement =>
  db.update(contactChannels).set({ is_primary: true, version: sql`${contactChannels.version} + 1`, updated_at: ctx.now }).where(eq(contactChannels.id, id));
