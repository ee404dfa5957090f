import * as z from "zod";
import { template, type Words } from "./template.ts";

const Item = z.object({ title: z.string(), detail: z.string(), url: z.url() });

/** The heading of each section, in English and Arabic. */
const HEADINGS = {
  new_leads: ["Your new leads", "عملاؤك المحتملون الجدد"],
  activities: ["Activity of others on your records", "نشاط زملائك على سجلاتك"],
  moved_deals: ["Your deals that moved to another stage", "صفقاتك التي انتقلت إلى مرحلة أخرى"],
  my_won_deals: ["Your deals won", "صفقاتك الرابحة"],
  my_lost_deals: ["Your deals lost", "صفقاتك الخاسرة"],
  closing_deals: ["Your deals expected to close within a week", "صفقاتك المتوقع إغلاقها خلال أسبوع"],
  late_deals: ["Your deals past their expected close date", "صفقاتك التي تجاوزت موعد الإغلاق المتوقع"],
  expiring_reservations: ["Reservations that end within a day", "حجوزات تنتهي خلال يوم"],
  expired_reservations: ["Reservations that ran out", "حجوزات انتهت مدتها"],
  due_tasks: ["Your tasks due today", "مهامك المستحقة اليوم"],
  overdue_tasks: ["Your overdue tasks", "مهامك المتأخرة"],
  waiting_approvals: ["Waiting for your approval", "في انتظار موافقتك"],
  overdue_approvals: ["Overdue: waiting for your approval", "متأخرة: في انتظار موافقتك"],
  untouched_leads: ["Your leads that nobody has contacted", "عملاؤك المحتملون الذين لم يتواصل معهم أحد"],
  pipeline: ["Open deals by stage", "الصفقات المفتوحة حسب المرحلة"],
  new_deals: ["New deals", "صفقات جديدة"],
  won_deals: ["Won", "صفقات رابحة"],
  lost_deals: ["Lost", "صفقات خاسرة"],
  new_units: ["New units by project", "وحدات جديدة حسب المشروع"],
  changed_prices: ["New prices", "أسعار جديدة"],
  reserved_units: ["Reserved", "وحدات محجوزة"],
  released_units: ["Released", "وحدات أُلغي حجزها"],
  sold_units: ["Sold", "وحدات مباعة"],
  marketing: ["Marketing messages", "الرسائل التسويقية"],
} as const;
type Heading = keyof typeof HEADINGS;

const Items = z.array(Item).meta({ examples: [[{ title: "Mona El-Sayed", detail: "EGP 8,450,000", url: "https://example.com/leads" }]] });
const Total = z.int().meta({ examples: [2] });
/** Of each section its first items, and how many there are. */
const told = (keys: readonly Heading[]) => z.object({ full_name: z.string(), url: z.url(), ...Object.fromEntries(keys.flatMap((key) => [[key, Items], [`${key}_total`, Total]] as const)) });

const HELLO = { en: "Hello {{ full_name }},", ar: "مرحبًا {{ full_name | isolate }}،" };
const MORE = { en: "and {{ more }} more", ar: "و{{ more }} غيرها" };

function words(locale: "en" | "ar", title: string, action: string, keys: readonly Heading[]): Words {
  const heading = (key: Heading) => HEADINGS[key][locale === "en" ? 0 : 1], end = locale === "en" ? "right" : "left";
  const each = (line: (key: Heading) => string) => keys.map((key) => `{% if ${key}_total > 0 %}{% assign more = ${key}_total | minus: ${key}.size %}${line(key)}{% endif %}`).join("");
  return {
    subject: title, action, inbox_title: title,
    inbox_body: each((key) => `${heading(key)}: {{ ${key}_total }}\n`),
    text: HELLO[locale] + each((key) => `\n\n${heading(key)} ({{ ${key}_total }})\n{% for item in ${key} %}- {{ item.title | isolate }}{% if item.detail != '' %}: {{ item.detail | isolate }}{% endif %}\n{% endfor %}{% if more > 0 %}${MORE[locale]}\n{% endif %}`),
    html: `<p style="margin:0 0 16px">${HELLO[locale]}</p>` + each((key) => `
<h2 style="margin:24px 0 4px;font-size:16px;line-height:1.4">${heading(key)} <span class="quiet" style="color:#5f6368;font-weight:400">{{ ${key}_total }}</span></h2>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse">{% for item in ${key} %}
<tr><td style="padding:8px 0;border-bottom:1px solid #c9cdd3"><a href="{{ item.url }}" style="color:inherit">{{ item.title | isolate }}</a></td><td class="quiet" style="padding:8px 0;border-bottom:1px solid #c9cdd3;color:#5f6368;text-align:${end}">{{ item.detail | isolate }}</td></tr>{% endfor %}
</table>{% if more > 0 %}<p class="quiet" style="margin:8px 0 0;color:#5f6368">${MORE[locale]}</p>{% endif %}`),
  };
}

const digest = <const C extends string>(kind: C, en: string, ar: string, ...keys: Heading[]) => template({
  family: `digest.${kind}`, payload: told(keys), channels: ["email", "inbox"], en: words("en", en, "Open M3Core", keys), ar: words("ar", ar, "فتح M3Core", keys),
});

export const digestTemplates = [
  digest("daily.activity", "What happened since your last summary", "ما حدث منذ آخر ملخص", "new_leads", "activities", "moved_deals", "my_won_deals", "my_lost_deals"),
  digest("daily.tasks", "What waits for you today", "ما ينتظرك اليوم", "overdue_tasks", "due_tasks", "waiting_approvals", "expiring_reservations", "untouched_leads"),
  digest("daily.deals", "Your deals today", "صفقاتك اليوم", "late_deals", "closing_deals", "moved_deals", "my_won_deals", "my_lost_deals"),
  digest("daily.overdue", "What is overdue", "ما تجاوز موعده", "overdue_tasks", "overdue_approvals", "expired_reservations", "late_deals"),
  digest("weekly.pipeline", "The pipeline this week", "خط المبيعات هذا الأسبوع", "pipeline", "new_deals", "won_deals", "lost_deals"),
  digest("inventory.changes", "What changed in the inventory", "ما تغيّر في المخزون العقاري", "new_units", "changed_prices", "reserved_units", "released_units", "sold_units"),
  digest("marketing.summary", "How marketing messages fared", "نتائج الرسائل التسويقية", "marketing"),
] as const;
