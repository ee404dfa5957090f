import type { Locale } from "./template.ts";

type Example = string | number | boolean;
const ID = "0198f7a2-5f6e-7c31-9f2a-3a3f6f1f4b11";

/** What the product's variables look like, for previews and tests: by name, and by language where that matters. */
const EXAMPLES: Readonly<Record<string, Example | Readonly<Record<Locale, Example>>>> = {
  full_name: { en: "Mona El-Sayed", ar: "منى السيد" }, requester_name: { en: "Omar Haddad", ar: "عمر حداد" }, decider_name: { en: "Layla Nasser", ar: "ليلى ناصر" },
  from_name: { en: "Omar Haddad", ar: "عمر حداد" }, member_name: { en: "Omar Haddad", ar: "عمر حداد" }, lead_name: { en: "Karim Adel", ar: "كريم عادل" },
  tenant_name: "Nile & Gulf Realty", app_name: "M3Core", url: `https://app.m3core.app/leads/${ID}`, unsubscribe_url: "https://app.m3core.app/unsubscribe?token=example",
  code: "482913", expires_min: 10, expires_hours: 24, device: "Chrome, Windows", place: { en: "Cairo, Egypt", ar: "القاهرة، مصر" }, time: { en: "20 Nov 2026, 11:30", ar: "20 نوفمبر 2026، 11:30" },
  action: "Discount above 5%", action_ar: "خصم أعلى من 5%", title: { en: "Lake Residence A-1204", ar: "ليك ريزيدنس A-1204" }, summary: { en: "8% off EGP 8,450,000", ar: "خصم 8% من 8,450,000 ج.م" },
  comment: { en: "Agreed with finance.", ar: "بالاتفاق مع المالية." }, deal_name: { en: "Karim Adel, A-1204", ar: "كريم عادل، A-1204" }, amount: { en: "EGP 8,450,000", ar: "8,450,000 ج.م" },
  stage: "Negotiation", stage_ar: "التفاوض", unit_code: "A-1204", project_name: { en: "Lake Residence", ar: "ليك ريزيدنس" }, reason: "Price", reason_ar: "السعر",
  template_name: { en: "Launch of phase 1", ar: "افتتاح المرحلة الأولى" }, decision: "rejected", why: { en: "The body ends with a variable.", ar: "ينتهي النص بمتغير." },
  score: 85, due: { en: "21 Nov, 16:00", ar: "٢١ نوفمبر، ٠٤:٠٠ م" }, record_name: { en: "Karim Adel", ar: "كريم عادل" }, file_name: "leads-november.csv", created: 1204, duplicates: 31, failed: 15, stopped: false, leads: 12, deals: 4, contacts: 30, companies: 2, tasks: 6, limit: 10,
};

/** Undefined for a name that no product message uses. */
export function exampleFor(name: string, locale: Locale): Example | undefined {
  const example = EXAMPLES[name];
  return typeof example === "object" ? example[locale] : example;
}
