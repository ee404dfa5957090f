import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  search: "البحث في الوارد", markRead: "تعليم كمقروء", markUnread: "تعليم كغير مقروء", archive: "أرشفة", unarchive: "إعادة إلى الوارد", selectAll: "تحديد كل المعروض",
  back: "العودة إلى الوارد", nothingChosen: "لم تُفتح أي رسالة", nothingChosenHelp: "اختر رسالة لقراءتها كاملة ومعرفة القنوات الأخرى التي أُرسلت عبرها.", gone: "لم تعد هذه الرسالة موجودة.",
  show: { label: "العرض", unread: "غير المقروء", read: "المقروء", archived: "المؤرشف" },
  severity: { label: "النوع", info: "معلومة", success: "خبر سار", warning: "يحتاج إلى انتباه", error: "مشكلة" },
  dates: "التاريخ",
  source: {
    label: "الموضوع", billing: "الفوترة", lead: "العملاء المحتملون", deal: "الصفقات", unit: "الوحدات", reservation: "الحجوزات", waitlist: "قوائم الانتظار", approval: "الموافقات", escalation: "التصعيدات", digest: "الملخصات",
    auth: "حسابك", otp: "الرموز", user: "المستخدمون", tenant: "الشركة", template: "قوالب الرسائل",
  },
  open: { any: "فتح", lead: "فتح العميل المحتمل", contact: "فتح جهة الاتصال", company: "فتح الشركة", deal: "فتح الصفقة", unit: "فتح الوحدة", approval_request: "فتح الطلب", task: "فتح المهمة", lead_import: "فتح التقرير" },
  delivery: {
    title: "أُرسلت أيضًا عبر", none: "معروضة هنا فقط.", scheduled: "مجدولة الساعة {{ time }} ({{ zone }})", scheduledDay: "مجدولة الساعة {{ time }} يوم {{ day }} ({{ zone }})", sentAt: "أُرسلت {{ time }}", deliveredAt: "وصلت {{ time }}", openedAt: "فُتحت {{ time }}", failedAt: "فشلت {{ time }}",
    reason: "السبب: {{ reason }}", notSent: "لم تُرسل",
  },
  channel: { email: "البريد الإلكتروني", sms: "رسالة نصية", whatsapp: "واتساب", inbox: "الوارد", push: "إشعار الجوال" },
  status: { queued: "في الانتظار", sending: "قيد الإرسال", sent: "أُرسلت", delivered: "وصلت", failed: "فشلت", bounced: "ارتدّت", expired: "انتهت مهلتها", cancelled: "أُلغيت" },
  reason: {
    PREFERENCE_OFF: "اخترت عدم تلقي هذا عبر هذه القناة.", MIRROR_OFF: "النسخ عبر هذه القناة متوقفة.", NO_ADDRESS: "لا يوجد لك عنوان مؤكد لهذه القناة.", PLAN_REQUIRED: "باقتك لا تشمل هذه القناة.",
    SUPPRESSED: "هذا العنوان مرتدّ أو محظور أو قُدمت منه شكوى.", STOPPED: "طلب هذا الرقم إيقاف الرسائل.", UNSUBSCRIBED: "أُلغي اشتراك هذا العنوان في التسويق.", CONSENT_REQUIRED: "لم توافق على الرسائل التسويقية هنا.", TEMPLATE_MISSING: "لا يوجد نص لهذه القناة.",
    SANDBOX_BLOCKED: "لا يوجد عنوان لهذه القناة في وضع التجربة.", SCHEDULED: "طُلب إرسالها في هذا الوقت.", SNOOZED: "أوقفت الإشعارات مؤقتًا حتى ذلك الحين.", QUIET_HOURS: "تنتظر انتهاء ساعات الهدوء.", CAP_EXCEEDED: "استُنفدت رسائل هذا الشهر.", RATE_LIMIT: "رسائل كثيرة دفعة واحدة؛ ستُرسل بعد قليل.",
  },
} satisfies Translation<typeof en>;
