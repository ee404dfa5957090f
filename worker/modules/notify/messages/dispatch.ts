import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { dispatchGroups, messageAudit, messagesOutbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { sha256 } from "#worker/kernel/ids.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import { adapterName } from "../adapters/index.ts";
import type { Route } from "../routing/decide.ts";
import { type Delivered, deliver, type Delivery } from "../routing/deliver.ts";
import { type Address, type Facts, factsOf, factsQuery, policiesOf, wantedOf } from "../routing/facts.ts";
import { ownTemplatesQuery } from "../templates/resolve.ts";
import { familyOf } from "../templates/template.ts";
import { type Asked, deliveryOf } from "./delivery.ts";
import type { dispatch as Dispatch, sendMessage } from "./messages-contract.ts";

type Body = z.output<NonNullable<typeof Dispatch.body>>;

/** Within so long the same words to the same person are the same message, unless the caller says otherwise by a key. */
const SAME_MS = 5 * 60_000;
const keyOf = async (asked: Asked, now: string): Promise<string> =>
  asked.correlation_key ?? `auto:${await sha256(JSON.stringify([asked.channel, asked.to, asked.template_code, asked.payload, asked.type, asked.schedule_at ?? Math.floor(Date.parse(now) / SAME_MS)]))}`;

const groupQuery = (key: string) => db.select({ id: dispatchGroups.id, root_message_id: dispatchGroups.root_message_id, decisions: messageAudit.decisions })
  .from(dispatchGroups).innerJoin(messageAudit, eq(messageAudit.dispatch_group_id, dispatchGroups.id)).where(eq(dispatchGroups.correlation_key, key));
const messagesQuery = (key: string) => db.select({ id: messagesOutbox.id, channel: sql<"email" | "sms" | "whatsapp">`channel`, status: messagesOutbox.status, scheduled_at: messagesOutbox.scheduled_at })
  .from(messagesOutbox).where(sql`dispatch_group_id = (select id from dispatch_groups where correlation_key = ${key})`).orderBy(messagesOutbox.id);

/** Refuses what was asked for when its own channel may not be used; its copies do not stand in for it then. */
function insistAllowed({ channel, decision, reasons: [reason] }: Route, type: Delivery["type"]): void {
  if (decision !== "skip" || !reason) return;
  const { code, message } = reason;
  if (code === "PLAN_REQUIRED") throw new AppError("PLAN_REQUIRED", { feature: `${type === "marketing" ? "marketing" : "notifications"}.${channel}` });
  if (code === "NO_ADDRESS") throw invalid("to", channel === "inbox" ? "Only users of the workspace have an inbox." : `There is no ${channel === "email" ? "email address" : "phone number"} to send this to.`);
  if (["CONSENT_REQUIRED", "STOPPED", "SUPPRESSED", "UNSUBSCRIBED"].includes(code)) throw new AppError("CONSENT_REQUIRED", { channel, reason: code, message });
}

type Dispatched = z.output<typeof Dispatch.returns>;

/** What was answered the first time. */
const asBefore = ({ id, root_message_id, decisions }: { id: string; root_message_id: string | null; decisions: unknown[] }, messages: Dispatched["messages"]): Dispatched =>
  ({ dispatch_group_id: id, message_id: root_message_id, is_duplicate: true, routes: decisions as Route[], messages });

/** Sends what was asked for, once: the answer to the same message again is the first one. One read, one commit, and the meter where messages are capped. */
export const dispatch = (ctx: Ctx, asked: Body): Promise<Dispatched> => dispatchAs(ctx, asked, (made) => made);

async function dispatchAs<A>(ctx: Ctx, asked: Body, answerOf: (made: Dispatched) => A): Promise<A> {
  const wanted = wantedOf(asked.to), key = await keyOf(asked, ctx.now);
  const [found, [known], sent, own] = await ctx.read(factsQuery(wanted), groupQuery(key), messagesQuery(key), ownTemplatesQuery(familyOf(asked.template_code)));
  if (known) return answerOf(asBefore(known, sent));
  const facts = factsOf(found, wanted), delivery = { ...deliveryOf(facts, own, asked, ctx.now), correlation_key: key };
  const { delivered: [made], statements } = deliver(ctx, [delivery]);
  insistAllowed(made!.routes[0]!, delivery.type);
  const release = await reserve(ctx, facts, made!.messages);
  const answer = {
    dispatch_group_id: made!.group_id, message_id: made!.messages.find((m) => !m.is_mirror)?.id ?? null, is_duplicate: false, routes: [...made!.routes],
    messages: made!.messages.map(({ id, channel, status, scheduled_at }) => ({ id, channel: channel as "email" | "sms" | "whatsapp", status: status!, scheduled_at })),
  };
  try {
    return await ctx.commit(answerOf(answer), ...statements);
  } catch (error) {
    await release();
    if (!(error instanceof AppError && error.details?.["constraint"] === "dispatch_groups_correlation_key")) throw error;
    // The same message came twice at the same moment: the other one is sent, and this is its answer.
    const [[first], messages] = await ctx.read(groupQuery(key), messagesQuery(key));
    return answerOf(asBefore(first!, messages));
  }
}

/**
 * Holds a unit of each message before it is stored, in one call. CAP_EXCEEDED when the month is used up, RATE_LIMIT when
 * the minute is: for the message that was asked for; a copy that is too many waits. What it gives back lets go of them.
 */
async function reserve(ctx: Ctx, facts: Facts, messages: Delivered["messages"]): Promise<() => Promise<void>> {
  const meter = meterOf(ctx.tenant_id), throttle = policiesOf(facts).throttle_per_minute;
  const asks = messages.filter((m) => m.status === "queued").map(({ id, channel, scheduled_at, priority }) => {
    const via = channel as Address;
    return { id, metric: `${via}.sent` as const, cap: via === "email" ? null : facts.caps[via], at: scheduled_at, ...(priority ? { per_minute: throttle[via] } : {}) };
  });
  const verdicts = asks.length ? await meter.reserveMany(ctx.tenant_id, asks) : [], held = verdicts.filter((v) => v.granted).map((v) => v.id);
  const release = () => meter.settle({ unused: held });
  const primary = messages.find((m) => !m.is_mirror), refused = verdicts.find((v) => v.id === primary?.id && !v.granted);
  if (!refused) return release;
  await release();
  if (refused.refused === "throttle") throw new AppError("RATE_LIMIT", { retry_after_s: refused.retry_after_s, channel: primary!.channel });
  throw new AppError("CAP_EXCEEDED", { key: `${primary!.channel}.monthlyCap`, limit: facts.caps[primary!.channel as "sms" | "whatsapp"] });
}

/** The seed's facade over the same pipeline. The provider's id is known once it has been sent. */
export function send(ctx: Ctx, { channel, template, to, params, idempotencyKey }: z.output<NonNullable<typeof sendMessage.body>>) {
  const address = channel === "email" ? to.email : to.phone;
  if (!address) throw invalid(channel === "email" ? "to.email" : "to.phone", "Give the address of this channel.");
  const asked = { channel, to: address, template_code: template, payload: params, correlation_key: idempotencyKey };
  return dispatchAs(ctx, asked, ({ dispatch_group_id, message_id, routes }) =>
    ({ ok: routes.some((route) => route.decision !== "skip"), provider: adapterName(channel), providerMessageId: null, messageId: message_id, dispatchGroupId: dispatch_group_id }));
}
