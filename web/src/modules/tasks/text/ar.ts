import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  title: "المهام", search: "البحث في المهام", newTask: "مهمة جديدة", addTask: "إضافة مهمة", name: "العنوان", description: "الوصف", status: "الحالة", priority: "الأولوية", due: "الموعد", owner: "المسؤول", related: "تخص", remind: "التذكيرات", created: "أُنشئت", createdBy: "أنشأها", completed: "أُنجزت",
  statuses: { open: "مفتوحة", in_progress: "قيد التنفيذ", done: "منجزة", cancelled: "ملغاة" }, priorities: { low: "منخفضة", medium: "متوسطة", high: "عالية" },
  views: { open: "المفتوحة", today: "اليوم", overdue: "المتأخرة", upcoming: "القادمة", done: "المنجزة", all: "الكل" }, everybody: "الجميع",
  none: { open: "لا شيء عليك إنجازه", today: "لا مهام مستحقة اليوم", overdue: "لا مهام متأخرة", upcoming: "لا مهام قادمة", done: "لم تُنجز مهام بعد", all: "لا مهام بعد" }, noneHelp: "تحدد المهمة ما ينبغي عمله وموعده والمسؤول عنه، ويصلك تذكير في الوقت المناسب.", noneRecord: "لا مهام بعد", noneRecordHelp: "أضف ما ينبغي عمله بعد ذلك.",
  noDue: "بلا موعد", dueAt: "الموعد {{ date }}", overdueSince: "متأخرة منذ {{ date }}", doneAt: "أُنجزت {{ date }}",
  complete: "إنجاز", completeOne: "إنجاز: {{ title }}", reopenOne: "إعادة فتح: {{ title }}", reopen: "إعادة الفتح", completedOne: "أُنجزت: {{ title }}", reopenedOne: "فُتحت من جديد: {{ title }}", undo: "تراجع",
  form: { titleMissing: "اكتب ما ينبغي عمله.", remindHelp: "في صندوق الوارد وبالبريد الإلكتروني، وتتحرك مع الموعد.", remindNeedsDue: "اختر الموعد أولًا.", relatedHelp: "عميل محتمل أو جهة اتصال أو شركة أو صفقة أو وحدة.", also: "وأيضًا عبر", ownerMissing: "اختر مسؤولًا.", remindPast: "مضى وقت أحد التذكيرات." },
  before: { 0: "عند حلول الموعد", 15: "قبل الموعد بـ 15 دقيقة", 60: "قبل الموعد بساعة", 1440: "قبل الموعد بيوم", 10080: "قبل الموعد بأسبوع" }, beforeMinutes: { zero: "عند حلول الموعد", one: "قبل الموعد بدقيقة", two: "قبل الموعد بدقيقتين", few: "قبل الموعد بـ {{ count }} دقائق", many: "قبل الموعد بـ {{ count }} دقيقة", other: "قبل الموعد بـ {{ count }} دقيقة" }, sms: "رسالة SMS", whatsapp: "واتساب",
  reminder: { pending: "{{ date }}", sent: "{{ date }}، أُرسل", cancelled: "{{ date }}، أُلغي" }, noReminders: "لا يوجد",
  made: "أُضيفت المهمة", saved: "تم الحفظ.", edit: "تعديل", remove: { action: "حذف المهمة", title: "حذف هذه المهمة؟", text: "تُحذف تذكيراتها أيضًا. لا يمكن التراجع عن ذلك.", done: "حُذفت المهمة" },
  errors: { CONFLICT: "المهمة المنجزة أو الملغاة تُفتح من جديد أولًا.", LIMIT: "تسمح باقتكم بـ {{ limit }} مهمة مفتوحة وقد استُخدمت كلها. أنجز بعضها أولًا.", NOT_FOUND: "لم تعد هذه المهمة موجودة." },
} satisfies Translation<typeof en>;
