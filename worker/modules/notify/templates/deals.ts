import * as z from "zod";
import { template } from "./template.ts";

const AboutDeal = z.object({ full_name: z.string(), url: z.url(), deal_name: z.string(), amount: z.string() });
const Moved = AboutDeal.extend({ stage: z.string(), stage_ar: z.string() });
const AboutUnit = z.object({ full_name: z.string(), url: z.url(), deal_name: z.string(), unit_code: z.string(), project_name: z.string() });

const OPEN_DEAL = { en: "Open the deal", ar: "فتح الصفقة" }, OPEN_UNIT = { en: "Open the unit", ar: "فتح الوحدة" };

export const dealTemplates = [
  template({
    family: "deal.assigned", payload: AboutDeal,
    en: {
      subject: "New deal: {{ deal_name }}",
      text: "Hello {{ full_name }},\n\n{{ deal_name }} ({{ amount }}) is your deal now.",
      action: OPEN_DEAL.en, inbox_body: "The deal is yours now. {{ amount }}.",
    },
    ar: {
      subject: "صفقة جديدة: {{ deal_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nأصبحت الصفقة {{ deal_name | isolate }} بقيمة {{ amount | isolate }} ضمن مسؤوليتك.",
      action: OPEN_DEAL.ar, inbox_body: "أصبحت الصفقة ضمن مسؤوليتك. {{ amount | isolate }}.",
    },
  }),
  template({
    family: "deal.stage_moved", payload: Moved,
    en: {
      subject: "{{ deal_name }} moved to {{ stage }}",
      text: "Hello {{ full_name }},\n\nThe deal {{ deal_name }} ({{ amount }}) is now in the stage {{ stage }}.",
      action: OPEN_DEAL.en, inbox_body: "{{ amount }}",
    },
    ar: {
      subject: "انتقلت {{ deal_name | isolate }} إلى {{ stage_ar | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nالصفقة {{ deal_name | isolate }} بقيمة {{ amount | isolate }} أصبحت في مرحلة {{ stage_ar | isolate }}.",
      action: OPEN_DEAL.ar, inbox_body: "{{ amount | isolate }}",
    },
  }),
  template({
    family: "deal.won", payload: AboutDeal, severity: "success",
    en: {
      subject: "Won: {{ deal_name }}",
      text: "Hello {{ full_name }},\n\nThe deal {{ deal_name }} is won: {{ amount }}.",
      action: OPEN_DEAL.en, inbox_body: "The deal is won: {{ amount }}.",
    },
    ar: {
      subject: "تم الفوز بالصفقة: {{ deal_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nتم الفوز بالصفقة {{ deal_name | isolate }} بقيمة {{ amount | isolate }}.",
      action: OPEN_DEAL.ar, inbox_body: "تم الفوز بالصفقة بقيمة {{ amount | isolate }}.",
    },
  }),
  template({
    family: "deal.lost", payload: AboutDeal.extend({ reason: z.string(), reason_ar: z.string() }), severity: "warning",
    en: {
      subject: "Lost: {{ deal_name }}",
      text: "Hello {{ full_name }},\n\nThe deal {{ deal_name }} ({{ amount }}) is lost. Reason: {{ reason }}.",
      action: OPEN_DEAL.en, inbox_body: "The deal is lost ({{ amount }}). Reason: {{ reason }}.",
    },
    ar: {
      subject: "خسارة الصفقة: {{ deal_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nتمت خسارة الصفقة {{ deal_name | isolate }} بقيمة {{ amount | isolate }}. السبب: {{ reason_ar | isolate }}.",
      action: OPEN_DEAL.ar, inbox_body: "تمت خسارة الصفقة ({{ amount | isolate }}). السبب: {{ reason_ar | isolate }}.",
    },
  }),
  template({
    family: "unit.reserved", payload: AboutUnit,
    en: {
      subject: "Unit {{ unit_code }} is reserved",
      text: "Hello {{ full_name }},\n\nUnit {{ unit_code }} in {{ project_name }} is reserved for the deal {{ deal_name }}.",
      action: OPEN_UNIT.en, inbox_body: "{{ project_name }}: reserved for the deal {{ deal_name }}.",
    },
    ar: {
      subject: "تم حجز الوحدة {{ unit_code | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nتم حجز الوحدة {{ unit_code | isolate }} في {{ project_name | isolate }} للصفقة {{ deal_name | isolate }}.",
      action: OPEN_UNIT.ar, inbox_body: "{{ project_name | isolate }}: محجوزة للصفقة {{ deal_name | isolate }}.",
    },
  }),
  template({
    family: "reservation.expired", payload: AboutUnit, severity: "warning",
    en: {
      subject: "Your reservation of unit {{ unit_code }} has expired",
      text: "Hello {{ full_name }},\n\nThe reservation of unit {{ unit_code }} in {{ project_name }} for the deal {{ deal_name }} has expired. The unit went to whoever was next, or is available again.",
      action: OPEN_DEAL.en, inbox_body: "{{ project_name }}: the reservation for {{ deal_name }} has expired.",
    },
    ar: {
      subject: "انتهت مدة حجز الوحدة {{ unit_code | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nانتهت مدة حجز الوحدة {{ unit_code | isolate }} في {{ project_name | isolate }} للصفقة {{ deal_name | isolate }}. انتقلت الوحدة إلى التالي في قائمة الانتظار أو أصبحت متاحة.",
      action: OPEN_DEAL.ar, inbox_body: "{{ project_name | isolate }}: انتهت مدة الحجز للصفقة {{ deal_name | isolate }}.",
    },
  }),
  template({
    family: "waitlist.promoted", payload: AboutUnit, severity: "success",
    en: {
      subject: "Unit {{ unit_code }} is now reserved for your deal",
      text: "Hello {{ full_name }},\n\nUnit {{ unit_code }} in {{ project_name }} became free and your deal {{ deal_name }} was next: it is reserved for it now.",
      action: OPEN_DEAL.en, inbox_body: "{{ project_name }}: {{ deal_name }} was next on the waitlist and holds the unit now.",
    },
    ar: {
      subject: "الوحدة {{ unit_code | isolate }} محجوزة الآن لصفقتك",
      text: "مرحبًا {{ full_name | isolate }}،\n\nأصبحت الوحدة {{ unit_code | isolate }} في {{ project_name | isolate }} متاحة وكانت صفقتك {{ deal_name | isolate }} التالية، وهي محجوزة لها الآن.",
      action: OPEN_DEAL.ar, inbox_body: "{{ project_name | isolate }}: كانت {{ deal_name | isolate }} التالية في قائمة الانتظار وأصبحت الوحدة محجوزة لها.",
    },
  }),
  template({
    family: "waitlist.closed", payload: AboutUnit, severity: "warning",
    en: {
      subject: "Unit {{ unit_code }} was sold to another buyer",
      text: "Hello {{ full_name }},\n\nYour deal {{ deal_name }} was waiting for unit {{ unit_code }} in {{ project_name }}. The unit is sold, so the wait is over. Offer another unit to your customer.",
      action: OPEN_DEAL.en, inbox_body: "{{ project_name }}: {{ deal_name }} was waiting for it.",
    },
    ar: {
      subject: "بيعت الوحدة {{ unit_code | isolate }} لمشترٍ آخر",
      text: "مرحبًا {{ full_name | isolate }}،\n\nكانت صفقتك {{ deal_name | isolate }} في انتظار الوحدة {{ unit_code | isolate }} في {{ project_name | isolate }}. بيعت الوحدة وانتهى الانتظار. اعرض على عميلك وحدة أخرى.",
      action: OPEN_DEAL.ar, inbox_body: "{{ project_name | isolate }}: كانت {{ deal_name | isolate }} في انتظارها.",
    },
  }),
] as const;
