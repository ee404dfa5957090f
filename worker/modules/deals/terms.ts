import { sql } from "drizzle-orm";
import { db } from "#worker/kernel/db.ts";
import { money } from "#worker/kernel/money.ts";
import type { GuardedAction } from "#worker/modules/approvals/public.ts";

const fields: GuardedAction["fields"] = [
  { name: "amount_minor", type: "money", label: "Amount", label_ar: "المبلغ" },
  { name: "currency", type: "text", label: "Currency", label_ar: "العملة" },
  { name: "list_price_minor", type: "money", label: "List price of its units", label_ar: "السعر المعلن لوحداتها" },
  { name: "discount_minor", type: "money", label: "Discount", label_ar: "الخصم" },
  { name: "discount_percent", type: "percent", label: "Discount, percent", label_ar: "نسبة الخصم" },
  { name: "units_count", type: "integer", label: "Units", label_ar: "عدد الوحدات" },
];

export const dealActions: readonly GuardedAction[] = [
  { code: "deal.discount", object_type: "deal", label: "Deal discount", label_ar: "خصم على صفقة", fields },
  { code: "deal.value", object_type: "deal", label: "Deal value", label_ar: "قيمة صفقة", fields },
];

/** What the units of a deal are listed at. */
export interface Listed extends Record<string, unknown> { units_count: number; list_price_minor: number }
export const listedQuery = (deal_id: string) => db.execute<Listed>(sql`
  select count(*)::int as units_count, coalesce(sum(u.price_minor), 0)::float8 as list_price_minor from unit_deals ud join units u on u.id = ud.unit_id where ud.deal_id = ${deal_id}`);

interface Priced { name: string; amount_minor: number; currency: string; owner_user_id: string | null }

/** What approval policies judge of a deal. A discount is what its amount is below the list price of its units. */
export function termsOf({ name, amount_minor, currency, owner_user_id }: Priced, { units_count, list_price_minor }: Listed) {
  const discount_minor = Math.max(0, list_price_minor - amount_minor);
  const discount_percent = discount_minor && Math.round((discount_minor / list_price_minor) * 10_000) / 100;
  return {
    actions: discount_minor ? ["deal.discount", "deal.value"] : ["deal.value"],
    facts: { amount_minor, currency, list_price_minor, discount_minor, discount_percent, units_count },
    title: name, summary: `${money(amount_minor, currency)}${discount_minor ? ` (-${discount_percent}%)` : ""}`, owner_user_id,
  };
}
