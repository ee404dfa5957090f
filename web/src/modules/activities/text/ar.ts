import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  all: "الكل", notes: "الملاحظات", calls: "المكالمات", changes: "التغييرات", filter: "ما الذي يظهر", none: "لم يحدث شيء بعد", noneHelp: "تظهر هنا الملاحظات والمكالمات والتغييرات.", noneKind: "لا شيء من هذا النوع بعد", more: "عرض الأقدم", system: "M3Core",
  note: "ملاحظة", call: "مكالمة", notePlaceholder: "اكتب ملاحظة…", callPlaceholder: "ماذا دار في المكالمة؟", save: "حفظ الملاحظة", saveCall: "تسجيل المكالمة", saved: "أُضيفت إلى السجل", missing: "اكتب شيئًا أولًا.", written: "ما الذي حدث",
  did_note: "كتب ملاحظة", did_call: "سجّل مكالمة", did_email: "سجّل رسالة بريد", did_meeting: "سجّل اجتماعًا", task_open: "لديه مهمة", task_in_progress: "يعمل على مهمة", task_done: "أنجز مهمة", task_cancelled: "كانت لديه مهمة وأُلغيت", taskDue: "موعدها {{ date }}",
  watch: { on: "متابعة: إشعار بكل تغيير", off: "إيقاف المتابعة", count: { zero: "لا أحد يتابع", one: "يتابع شخص واحد", two: "يتابع شخصان", few: "يتابع {{ count }} أشخاص", many: "يتابع {{ count }} شخصًا", other: "يتابع {{ count }} شخص" } },
  fields: {
    name: "الاسم", first_name: "الاسم الأول", last_name: "اسم العائلة", email: "البريد", phone_e164: "الهاتف", phone: "الهاتف", whatsapp_e164: "واتساب", source: "المصدر", source_detail: "تفاصيل المصدر", status: "الحالة", owner_user_id: "المسؤول",
    company_name: "الشركة", company_id: "الشركة", interest: "الاهتمام", budget_minor: "الميزانية", amount_minor: "القيمة", currency: "العملة", country: "البلد", city: "المدينة", address: "العنوان", notes: "الملاحظات", disqualified_reason: "السبب",
    job_title: "المسمى الوظيفي", lifecycle_stage: "المرحلة", locale: "اللغة", domain: "الموقع", industry_code: "النشاط", close_date: "موعد الإغلاق", contacts: "جهات الاتصال", companies: "الشركات", units: "الوحدات", stage_id: "المرحلة", value: "العنوان", is_primary: "العنوان الرئيسي",
  },
  channels: { email: "بريدًا إلكترونيًا", phone: "رقم هاتف", whatsapp: "رقم واتساب" },
  events: {
    lead_created: "أضاف العميل المحتمل", lead_created_import: "استورد العميل المحتمل", lead_updated: "عدّل {{ fields }}", lead_scored: "غيّر التقييم من {{ before }} إلى {{ after }}", lead_converted: "حوّل العميل المحتمل",
    contact_created: "أضاف جهة الاتصال", contact_updated: "عدّل {{ fields }}", contact_channel_added: "أضاف {{ channel }}", contact_channel_updated: "عدّل {{ channel }}", contact_channel_removed: "حذف {{ channel }}",
    company_created: "أضاف الشركة", company_updated: "عدّل {{ fields }}",
    deal_created: "أنشأ الصفقة", deal_updated: "عدّل {{ fields }}", deal_deleted: "حذف الصفقة", deal_assigned: "أسند الصفقة إلى {{ person }}", deal_stage_moved: "نقل الصفقة من {{ from }} إلى {{ to }}", deal_won: "سجّل الصفقة كناجحة", deal_lost: "سجّل الصفقة كخاسرة: {{ reason }}",
    unit_created: "أضاف الوحدة", unit_updated: "عدّل {{ fields }}", unit_status_changed: "غيّر حالة الوحدة من {{ from }} إلى {{ to }}", unit_price_changed: "غيّر السعر من {{ before }} إلى {{ after }}", unit_price_scheduled: "حدّد السعر {{ after }} ابتداءً من {{ date }}",
    unit_reserved: "حجز {{ unit }} لصالح {{ deal }}", unit_waitlisted: "أدخل {{ deal }} قائمة انتظار {{ unit }}", unit_released: "ألغى حجز {{ unit }}", unit_released_released: "ألغى حجز {{ unit }}", unit_released_expired: "انتهت مدة حجز {{ unit }}", unit_released_sold: "انتهى انتظار {{ unit }} لأنها بيعت", waitlist_promoted: "انتقلت {{ unit }} إلى {{ deal }}، التالية في الانتظار",
    unit_reserved_on_deal: "حجز {{ unit }}", unit_reserved_on_unit: "حجزها لصالح {{ deal }}", unit_waitlisted_on_deal: "دخل قائمة انتظار {{ unit }}", unit_waitlisted_on_unit: "أدخل {{ deal }} قائمة الانتظار", waitlist_promoted_on_deal: "نال {{ unit }} بعد الانتظار", waitlist_promoted_on_unit: "انتقلت إلى {{ deal }}، التالية في الانتظار", unit_status_changed_on_deal: "غيّر حالة {{ unit }} من {{ from }} إلى {{ to }}",
    approval_requested: "طلب الموافقة", approval_step_opened: "", approval_step_due_soon: "", approval_step_escalated: "صعّد الطلب لتأخر البت فيه", approval_step_decided_approve: "وافق على الطلب", approval_step_decided_reject: "رفض الطلب",
    approval_closed_approved: "", approval_closed_rejected: "", approval_closed_cancelled: "سحب الطلب", approval_closed_failed: "تعذّر تنفيذ ما تمت الموافقة عليه",
    unknown: "{{ type }}", unknown_unit: "وحدة", unknown_deal: "صفقة", unknown_person: "شخص ما", unknown_fields: "البيانات",
  },
} satisfies Translation<typeof en>;
