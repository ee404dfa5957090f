import type { Ctx } from "#worker/kernel/ctx.ts";
import type { Statement } from "#worker/kernel/db.ts";
import { notifyEvents } from "../contract.ts";
import type { SendChannel } from "./claim.ts";

/** So many messages go out by their own events; more of them by a ticket. */
const ALONE = 20;

/** The events that have new messages sent, in the commit that queues them: of each, or one for all where they are many. */
export function announce(ctx: Ctx, messages: readonly { readonly id: string; readonly channel: SendChannel }[]): Statement[] {
  if (messages.length <= ALONE) return messages.map(({ id }) => ctx.emit(notifyEvents["message.queued"], { message_id: id }));
  return [ctx.emit(notifyEvents["messages.queued"], { channels: [...new Set(messages.map(({ channel }) => channel))], count: messages.length })];
}
