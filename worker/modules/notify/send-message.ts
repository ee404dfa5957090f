import { env } from "cloudflare:workers";
import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { deadLetters } from "#db/schema/kernel.ts";
import { planLimits, tenantPlan, tenants } from "#db/schema/identity.ts";
import { messagesOutbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, orFail, send, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { newId } from "#worker/kernel/ids.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import { ProviderError } from "./adapters/adapter.ts";
import { adapterFor, adapterName } from "./adapters/index.ts";
import { notifyEvents } from "./contract.ts";
import { findTemplate } from "./templates/index.ts";
import { render } from "./templates/render.ts";
import { type OwnTemplate, ownTemplatesOf, resolveOrFail } from "./templates/resolve.ts";

const m = messagesOutbox;
export type Message = typeof m.$inferSelect & { channel: "email" | "sms" | "whatsapp" };

/** After the first try a message is tried again this long after each that failed for a passing reason. */
export const RETRY_AFTER_S = [60, 300, 900] as const;
/** A queue may be a little early and a clock a little late. */
const SLACK_S = 5;
const CAPS: Record<string, string> = { sms: "sms.monthlyCap", whatsapp: "whatsapp.monthlyCap" };

type Failure = { code: string; fault: ProviderError["fault"] };
/** What the sender must know beside the message. */
interface Known { cap: number | null; templates: readonly OwnTemplate[]; locale: string }
type Outcome = { provider_message_id: string | null } | Failure;

/**
 * Sends a queued message that is due, and records how it went. Whoever claims it first sends it: a second delivery, or
 * one of a message that is sent already, finds nothing to claim. `again` also takes a message that had failed for good.
 */
export async function sendMessage(ctx: Ctx, message_id: string, options: { again?: boolean | undefined } = {}): Promise<void> {
  const { message, ...known } = await claim(ctx, message_id, options.again ?? false);
  if (!message) return;
  const outcome = await attempt(ctx, message, known);
  if (!("fault" in outcome)) return recordSent(ctx, message, outcome.provider_message_id);
  const wait_s = outcome.fault === "passing" ? RETRY_AFTER_S[message.attempts - 1] : undefined;
  return wait_s === undefined ? recordFailed(ctx, message, outcome) : recordRetry(ctx, message, outcome, wait_s);
}

/** Takes the message, in one round trip, so that nobody else sends it; and reads the caps it must respect and the words there are. */
async function claim(ctx: Ctx, id: string, again: boolean): Promise<Known & { message?: Message | undefined }> {
  const provider = sql`case ${m.channel} when 'email' then ${adapterName("email")} when 'sms' then ${adapterName("sms")} when 'whatsapp' then ${adapterName("whatsapp")} end`;
  const take = db.update(m)
    .set({ status: "sending", claimed_at: sql`now()`, updated_at: sql`now()`, version: sql`${m.version} + 1`, provider, attempts: sql`case ${m.status} when 'failed' then 1 else ${m.attempts} + 1 end` })
    .where(and(eq(m.id, id), inArray(m.status, again ? ["queued", "failed"] : ["queued"]), lte(m.scheduled_at, sql`now() + ${`${SLACK_S} seconds`}::interval`)))
    .returning();
  const caps = db.select({ key: planLimits.key, value: planLimits.limit_value }).from(tenantPlan)
    .innerJoin(planLimits, eq(planLimits.plan_code, tenantPlan.plan_code)).where(inArray(planLimits.key, Object.values(CAPS)));
  const home = db.select({ locale: tenants.locale }).from(tenants).where(eq(tenants.id, ctx.tenant_id));
  const [[message], limits, templates, [tenant]] = await send("write", { ...ctx, role: "app_tenant" }, [take, caps, ownTemplatesOf(id), home] as const);
  return { message: message as Message | undefined, templates, locale: tenant?.locale ?? "en", cap: limits.find(({ key }) => key === CAPS[message?.channel ?? ""])?.value ?? null };
}

/** Everything that happens outside the database, or why it did not. Never throws: what is claimed must be recorded. */
async function attempt(ctx: Ctx, message: Message, { cap, templates, locale: home }: Known): Promise<Outcome> {
  const { id, channel, recipient: to, template_code, locale, payload } = message, { tenant_id, request_id } = ctx;
  try {
    const adapter = adapterFor(channel, message.provider ?? undefined);
    const words = render(resolveOrFail(template_code, channel, [locale, home], templates, message.template_id), payload);
    const { granted } = await meterOf(tenant_id).reserve({ tenant_id, metric: `${channel}.sent`, id, cap });
    if (!granted) return { code: "CAP_EXCEEDED", fault: "account" };
    return await adapter.send({ id, tenant_id, request_id, channel, to, template_code, ...words });
  } catch (error) {
    if (error instanceof ProviderError) return error;
    if (error instanceof AppError) return { code: error.code, fault: "account" };
    log("error", "sending failed", { tenant_id, message_id: id, ...describe(error) });
    return { code: "INTERNAL", fault: "passing" };
  }
}

/** A report of the provider may have come first: what it said of the status stands. */
async function recordSent(ctx: Ctx, message: Message, provider_message_id: string | null): Promise<void> {
  await ctx.commit(null,
    db.update(m).set({
      status: sql`case ${m.status} when 'sending' then 'sent' else ${m.status} end`, sent_at: sql`coalesce(${m.sent_at}, now())`,
      provider_message_id: sql`coalesce(${m.provider_message_id}, ${provider_message_id}::text)`, error_code: null,
      updated_at: sql`now()`, version: sql`${m.version} + 1`, ...(findTemplate(message.template_code)?.secret ? { payload: {} } : {}),
    }).where(and(eq(m.id, message.id), eq(m.attempts, message.attempts))),
    ctx.emit(notifyEvents["message.sent"], { message_id: message.id }));
  await meterOf(ctx.tenant_id).confirm(message.id);
}

async function recordRetry(ctx: Ctx, message: Message, { code }: Failure, delaySeconds: number): Promise<void> {
  const scheduled_at = new Date(Date.now() + delaySeconds * 1000).toISOString();
  await settle(ctx, message, { status: "queued", error_code: code, scheduled_at });
  await env.OUTBOX_QUEUE.send({ tenant_id: ctx.tenant_id, message_id: message.id }, { delaySeconds });
}

async function recordFailed(ctx: Ctx, message: Message, failure: Failure): Promise<void> {
  await settle(ctx, message, { status: "failed", error_code: failure.code, failed_at: ctx.now }, ...gaveUp(ctx, message.id, failure));
  await meterOf(ctx.tenant_id).release(message.id);
}

/** The event of a failure and, unless the message itself is what is wrong, a dead letter that sends it again. */
export function gaveUp(ctx: Ctx, message_id: string, { code, fault }: Failure): Statement[] {
  const body = { tenant_id: ctx.tenant_id, message_id, again: true };
  return [
    ctx.emit(notifyEvents["message.failed"], { message_id, error_code: code }),
    ...(fault === "message" ? [] : [db.insert(deadLetters).values({ tenant_id: ctx.tenant_id, id: newId(), queue: "m3core-outbox", body })]),
  ];
}

/** Records what became of our claim, unless a report of the provider already knows better. */
export async function settle(ctx: Ctx, message: Pick<Message, "id" | "attempts">, patch: Partial<typeof m.$inferInsert>, ...more: Statement[]): Promise<boolean> {
  const ours = and(eq(m.id, message.id), eq(m.attempts, message.attempts), eq(m.status, "sending"));
  const change = db.update(m).set({ ...patch, updated_at: ctx.now, version: sql`${m.version} + 1` }).where(ours).returning({ id: m.id });
  try {
    await ctx.commit(null, orFail(change, "CONFLICT"), ...more);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "CONFLICT") return false;
    throw error;
  }
}
