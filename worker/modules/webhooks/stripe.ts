import { env } from "cloudflare:workers";
import { Stripe } from "stripe";
import * as z from "zod";
import { AppError } from "#worker/kernel/errors.ts";
import { isDone } from "#worker/kernel/events.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { applyNews, type News, tenantOf } from "#worker/modules/billing/public.ts";
import type { CtxOf, Later, Open } from "./process.ts";
import { keep } from "./receive.ts";

const EFFECT = "webhooks.stripe", TOLERANCE_S = 300;

const Id = z.string().min(1).max(255), Seconds = z.int().positive().max(253_402_300_799);
const Event = z.looseObject({ id: Id, type: Id, created: Seconds, data: z.looseObject({ object: z.looseObject({}) }) });

/** An event of Stripe is proved by its signature over the bytes as they came, and is the same by its id. */
export async function receiveStripe(ctx: PublicCtx, { raw, text }: { raw: Request; text: string }) {
  const signature = raw.headers.get("stripe-signature"), secret = env.STRIPE_WEBHOOK_SECRET;
  const { data: event } = Event.safeParse(await verified(text, signature, secret));
  if (!event) throw new AppError("DLR_INVALID", { reason: "Send one event of Stripe, with `id`, `type`, `created` and `data.object`." });
  return keep(ctx, [{ kind: "stripe", raw: event, is: [event.id] }], 0);
}

async function verified(text: string, signature: string | null, secret: string | undefined): Promise<unknown> {
  try {
    if (secret && signature) return await Stripe.webhooks.constructEventAsync(text, signature, secret, TOLERANCE_S, Stripe.createSubtleCryptoProvider());
  } catch (error) {
    // Anything else is of a kind that a webhook of this sort never sends.
    if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return undefined;
  }
  throw new AppError("AUTH_UNAUTHORIZED", { reason: "This call is not signed by Stripe for this address, or too long ago." });
}

/** An id, or the whole of what it is the id of. */
const Ref = z.union([Id, z.looseObject({ id: Id }).transform(({ id }) => id)]).nullish().transform((id) => id ?? null);
const Metadata = z.record(z.string(), z.unknown()).nullish();
const Ends = Seconds.nullish();
const Subscription = z.looseObject({
  id: Id, customer: Ref, status: z.string(), created: Seconds, start_date: Ends, current_period_end: Ends, canceled_at: Ends, ended_at: Ends, metadata: Metadata,
  items: z.looseObject({ data: z.array(z.looseObject({ current_period_end: Ends })) }).nullish(),
});
/** Since 2025-03-31 what an invoice is for stands in `parent`. */
const Details = z.looseObject({ subscription: Ref, metadata: Metadata }).nullish();
const Invoice = z.looseObject({
  id: Id.nullish(), customer: Ref, subscription: Ref, subscription_details: Details, parent: z.looseObject({ subscription_details: Details }).nullish(), metadata: Metadata,
  billing_reason: z.string().nullish(), amount_due: z.int().nullish(), currency: z.string().nullish(),
});
const Charge = z.looseObject({ customer: Ref, amount: z.int().nullish(), currency: z.string().nullish(), metadata: Metadata });

const STATUS: Record<string, "trialing" | "active" | "past_due" | "cancelled"> = {
  trialing: "trialing", active: "active", past_due: "past_due", unpaid: "past_due", paused: "past_due", canceled: "cancelled",
};
const time = (seconds: number | null | undefined) => (seconds ? new Date(seconds * 1000).toISOString() : null);
const tenantIn = (...all: z.output<typeof Metadata>[]) => all.map((one) => z.uuid().safeParse(one?.["tenant_id"] ?? one?.["tenantId"]).data).find(Boolean) ?? null;
const money = (amount: number | null | undefined, currency: string | null | undefined) => ({ amount_minor: amount ?? null, currency: currency?.toUpperCase() ?? null });

type Reader = (object: unknown, at: string) => News;
const standing = (begins: boolean, over = false): Reader => (object, at) => {
  const { id, customer, status, created, start_date, current_period_end, canceled_at, ended_at, items, metadata } = Subscription.parse(object);
  const ends = Math.max(0, ...(items?.data ?? []).map((item) => item.current_period_end ?? 0)) || current_period_end, is_over = over || status === "canceled";
  return {
    provider: "stripe", says: "standing", at, customer_id: customer, subscription_id: id, tenant_id: tenantIn(metadata), begins, status: is_over ? "cancelled" : (STATUS[status] ?? null),
    made_at: time(created)!, started_at: time(start_date ?? created)!, ends_at: is_over ? (time(ended_at ?? canceled_at) ?? at) : time(ends),
  };
};
function invoiceIn(object: unknown, at: string) {
  const invoice = Invoice.parse(object), { customer, subscription, parent, subscription_details: old, metadata } = invoice, details = parent?.subscription_details;
  return { invoice, about: { provider: "stripe", at, customer_id: customer, subscription_id: details?.subscription ?? subscription, tenant_id: tenantIn(details?.metadata, old?.metadata, metadata) } as const };
}
const paid: Reader = (object, at) => ({ ...invoiceIn(object, at).about, says: "paid" });

/** What is used, by its type. */
const READERS: Record<string, Reader> = {
  "customer.subscription.created": standing(true), "customer.subscription.updated": standing(false), "customer.subscription.deleted": standing(false, true),
  "invoice.paid": paid, "invoice.payment_succeeded": paid,
  "invoice.payment_failed"(object, at) {
    const { invoice, about } = invoiceIn(object, at), { id, billing_reason, amount_due, currency } = invoice;
    return { ...about, says: "payment_failed", of: billing_reason === "subscription_create" ? "first" : "renewal", external_invoice_id: id ?? null, ...money(amount_due, currency) };
  },
  "charge.failed"(object, at) {
    const { customer, amount, currency, metadata } = Charge.parse(object);
    return { provider: "stripe", at, customer_id: customer, subscription_id: null, tenant_id: tenantIn(metadata), says: "payment_failed", of: "charge", external_invoice_id: null, ...money(amount, currency) };
  },
};

/** A stored event as news of a subscription. Waits a while for a customer nobody knows: what names them may be on its way. */
export async function heardStripe({ id, body, is_late }: Open, ctxOf: CtxOf): Promise<Later> {
  const { type, created, data: { object } } = Event.parse(body), read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (!read) return { error: "NOT_USED" };
  const news = read(object, time(created)!), tenant_id = await tenantOf(news, id);
  if (!tenant_id) return is_late ? { error: "UNKNOWN_TENANT" } : "later";
  try {
    await applyNews(ctxOf(tenant_id, id, { event_id: id, subscriber: EFFECT }), news);
  } catch (error) {
    if (!isDone(error)) throw error;
  }
  return undefined;
}
