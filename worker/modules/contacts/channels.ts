import { sql } from "drizzle-orm";
import * as z from "zod";
import { contactChannels } from "#db/schema/contacts.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, deleteOne, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { Email, PhoneE164 } from "#worker/kernel/resource.ts";
import { contactById } from "./contact-row.ts";
import { type ChannelPatch, contactEvents, type NewChannel } from "./contract.ts";
import { namingDuplicates } from "./matches.ts";
import { type ChannelRow, freshChannel, stored } from "./new-contact.ts";
import { demote, promoteOldest } from "./primaries.ts";

/** Changes to the channels of one contact follow one another: its row is locked first, and shows that it changed. */
const touch = (ctx: Ctx, contact_id: string): Statement =>
  db.execute(sql`with hit as (update contacts set version = version + 1, updated_at = ${ctx.now} where id = ${contact_id} returning id)
    select case when exists (select from hit) then true else app.fail('NOT_FOUND') end`);

export async function add(ctx: Ctx, contact_id: string, body: z.output<typeof NewChannel>) {
  const [rows] = await ctx.read(contactById(contact_id));
  const { channels } = first(rows);
  const is_primary = body.is_primary || !channels.some((other) => other.type === body.type);
  const channel = freshChannel(ctx, contact_id, { ...body, is_primary });
  return namingDuplicates(ctx, [channel], ctx.commit(
    channel,
    touch(ctx, contact_id),
    ...(is_primary ? [demote(ctx, contact_id, body.type)] : []),
    db.insert(contactChannels).values(stored(channel)),
    ctx.emit(contactEvents["contact.channel.added"], { contact_id, channel_id: channel.id, type: channel.type }),
  ));
}

export async function patch(ctx: Ctx, contact_id: string, id: string, body: z.output<typeof ChannelPatch>) {
  const [rows] = await ctx.read(contactById(contact_id));
  const before = channelOf(first(rows).channels, id);
  const value = body.value === undefined ? before.value : addressOf(before.type, body.value);
  const anew = value === before.value ? {} : { value, value_e164: before.type === "email" ? null : value, verified_at: null, opt_in: false, opt_in_source: null, opt_out_at: null };
  const after = ctx.next(before, { ...body, ...anew });
  const { id: _, version: __, ...row } = stored(after);
  return namingDuplicates(ctx, [after], ctx.commit(
    after,
    touch(ctx, contact_id),
    ...(body.is_primary && !before.is_primary ? [demote(ctx, contact_id, before.type)] : []),
    updateOne(contactChannels, before, row),
    ctx.emit(contactEvents["contact.channel.updated"], { contact_id, channel_id: id, type: before.type, fields: Object.keys(body) }),
  ));
}

export async function remove(ctx: Ctx, contact_id: string, id: string) {
  const [rows] = await ctx.read(contactById(contact_id));
  const channel = channelOf(first(rows).channels, id);
  ctx.next(channel, {});
  return ctx.commit(
    { id },
    touch(ctx, contact_id),
    deleteOne(contactChannels, channel),
    promoteOldest(ctx, contact_id, channel.type),
    ctx.emit(contactEvents["contact.channel.removed"], { contact_id, channel_id: id, type: channel.type }),
  );
}

function channelOf(channels: readonly ChannelRow[], id: string): ChannelRow {
  const channel = channels.find((one) => one.id === id);
  if (!channel) throw new AppError("NOT_FOUND");
  return channel;
}

function addressOf(type: ChannelRow["type"], value: string): string {
  const read = z.safeParse(type === "email" ? Email : PhoneE164, value);
  if (!read.success) throw invalid("value", read.error.issues[0]!.message);
  return read.data;
}
