import type * as z from "zod";
import type { tenantPlan } from "#db/schema/identity.ts";
import type { PlanStatus } from "./contract.ts";

export type Plan = typeof tenantPlan.$inferSelect;
type Status = z.output<typeof PlanStatus>;

interface About {
  readonly provider: "stripe";
  /** When it happened at the provider. */
  readonly at: string;
  readonly customer_id: string | null;
  readonly subscription_id: string | null;
  /** Whom the provider was told it belongs to, when it was made. */
  readonly tenant_id: string | null;
}
/** Of a subscription how it stands; `begins`: it was only just made. */
interface Standing extends About { readonly says: "standing"; readonly status: Status | null; readonly begins: boolean; readonly made_at: string; readonly started_at: string; readonly ends_at: string | null }
interface Paid extends About { readonly says: "paid" }
/** `of`: a renewal, the first payment of a subscription, or a charge that does not say what it is for. */
interface PaymentFailed extends About { readonly says: "payment_failed"; readonly of: "renewal" | "first" | "charge"; readonly external_invoice_id: string | null; readonly amount_minor: number | null; readonly currency: string | null }

/** What a payment provider tells, in our words. */
export type News = Standing | Paid | PaymentFailed;
/** What becomes of a plan. `tells`: its admins are to hear that a payment failed. */
interface Effect { readonly patch: Partial<Plan>; readonly tells: boolean }

/** A provider tells one failed payment in several ways, within moments; its next try is days later. */
const SAME_FAILURE_MS = 10 * 60_000;

/**
 * What news make of a plan, whatever came before them and however often: the newest count, a subscription that is over
 * stays so, and one gives way only to one made later. Undefined when they change nothing.
 */
export function effectOf(plan: Plan, news: News): Effect | undefined {
  const isOld = plan.external_at !== null && news.at < plan.external_at;
  const known = { external_at: isOld ? plan.external_at : news.at, external_customer_id: news.customer_id ?? plan.external_customer_id, billing_provider: news.provider };
  if (news.says === "standing") return standing(plan, news, isOld, known);
  const isOther = plan.external_sub_id !== null && news.subscription_id !== null && plan.external_sub_id !== news.subscription_id;
  if (isOther || plan.status === "cancelled" || (isOld && plan.status !== "past_due")) return undefined;
  if (news.says === "paid") return isOld ? undefined : { patch: { ...known, status: plan.status === "past_due" ? "active" : plan.status }, tells: false };
  // Whoever has not begun to pay cannot fall behind.
  const lapses = news.of === "renewal" || (news.of === "charge" && plan.external_sub_id !== null);
  const tells = plan.payment_failed_at === null || Math.abs(Date.parse(news.at) - Date.parse(plan.payment_failed_at)) > SAME_FAILURE_MS;
  return { patch: { ...known, ...(lapses ? { status: "past_due" } : {}), payment_failed_at: news.at }, tells };
}

function standing(plan: Plan, { status, subscription_id, begins, made_at, started_at, ends_at, at }: Standing, isOld: boolean, known: Partial<Plan>): Effect | undefined {
  if (!status) return undefined;
  const isSame = plan.external_sub_id === subscription_id;
  const isNext = plan.external_sub_id === null || (!isSame && status !== "cancelled" && made_at > (plan.external_sub_at ?? plan.started_at!));
  const isStale = plan.status === "cancelled" || isOld || (begins && at === plan.external_at);
  if (!isNext && (!isSame || isStale)) return undefined;
  return { patch: { ...known, ...(isNext ? { external_at: at, started_at } : {}), status, ends_at, external_sub_id: subscription_id, external_sub_at: made_at }, tells: false };
}
