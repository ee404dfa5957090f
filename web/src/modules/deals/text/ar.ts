import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  title: "الصفقات", sales: "المبيعات", board: "لوحة", list: "قائمة", view: "طريقة عرض الصفقات", newDeal: "صفقة جديدة", search: "ابحث في الصفقات", pipeline: "مسار المبيعات", openDeals: "صفقات مفتوحة", weighted: "المتوقع", allOwners: "الجميع", noOwner: "بلا مسؤول", someone: "شخص آخر",
  name: "الاسم", amount: "القيمة", stage: "المرحلة", owner: "المسؤول", contact: "جهة الاتصال", company: "الشركة", status: "الحالة", closeDate: "موعد الإغلاق", closing: "الإغلاق", created: "أُنشئت", updated: "آخر تحديث", unit: "الوحدة", units: "الوحدات", inStage: "في المرحلة", currency: "العملة",
  statuses: { open: "مفتوحة", won: "ناجحة", lost: "خاسرة" },
  unitsCount: { zero: "لا وحدات", one: "وحدة واحدة", two: "وحدتان", few: "{{ count }} وحدات", many: "{{ count }} وحدة", other: "{{ count }} وحدة" }, noUnits: "بلا وحدة بعد",
  days: { zero: "اليوم", one: "يوم", two: "يومان", few: "{{ count }} أيام", many: "{{ count }} يومًا", other: "{{ count }} يوم" },
  daysInStage: { zero: "في هذه المرحلة منذ اليوم", one: "في هذه المرحلة منذ يوم", two: "في هذه المرحلة منذ يومين", few: "في هذه المرحلة منذ {{ count }} أيام", many: "في هذه المرحلة منذ {{ count }} يومًا", other: "في هذه المرحلة منذ {{ count }} يوم" },
  silent: { zero: "ساكنة", one: "ساكنة منذ يوم", two: "ساكنة منذ يومين", few: "ساكنة {{ count }} أيام", many: "ساكنة {{ count }} يومًا", other: "ساكنة {{ count }} يوم" }, closedOn: "أُغلقت في {{ date }}", overdue: "فات موعد الإغلاق",
  loadMore: { zero: "عرض المزيد", one: "عرض صفقة أخرى", two: "عرض صفقتين أخريين", few: "عرض {{ count }} صفقات أخرى", many: "عرض {{ count }} صفقة أخرى", other: "عرض {{ count }} صفقة أخرى" }, emptyColumn: "لا صفقات هنا",
  views: { all: "الكل", mine: "صفقاتي", open: "المفتوحة", won: "الناجحة", lost: "الخاسرة" },
  none: "لا صفقات بعد", noneHelp: "تتابع الصفقة بيعة واحدة من أول حديث إلى توقيع العقد. ابدأ بالاسم والقيمة، والوحدات والأشخاص تأتي لاحقًا.", noneFound: "لا صفقة مطابقة", noneFoundHelp: "خفّف البحث، أو اعرض صفقات الجميع.", clear: "مسح التصفية",
  noPipeline: "لا مسار مبيعات بعد", noPipelineHelp: "يُعدّ المسؤول المراحل التي تمر بها صفقاتكم.",
  moved: "{{ name }} الآن في مرحلة {{ stage }}", movedBack: "عادت {{ name }} إلى مرحلة {{ stage }}. {{ reason }}", open: "فتح",
  form: {
    nameHelp: "كما تسميها حين تتحدث عنها", nameMissing: "اكتب اسمًا للصفقة.", amountHelp: "إن تُركت فارغة فهي مجموع وحداتها.", contactHelp: "اكتب اسمًا أو رقمًا أو بريدًا", stageHelp: "", create: "إنشاء الصفقة", created: "أُنشئت {{ name }}", limit: "باقتك لا تسمح بصفقات أكثر. أغلق بعضها أو اطّلع على باقات أكبر.",
  },
  win: { action: "إتمام البيع", title: "تسجيل {{ name }} كصفقة ناجحة؟", text: "تصبح وحداتها المحجوزة مباعة، ويُصرف من ينتظرها. لا يُعاد فتح الصفقة الناجحة.", done: "نجحت {{ name }}" },
  askAhead: { action: "طلب الموافقة", notNeeded: "لا تحتاج {{ name }} إلى موافقة بوضعها الحالي" },
  lose: { action: "خسارة الصفقة", title: "لماذا خسرنا {{ name }}؟", text: "تنتقل وحداتها إلى التالي في الانتظار، أو تعود متاحة.", reason: "السبب", reasonMissing: "اختر سببًا.", note: "ملاحظة", notePlaceholder: "ما الذي كان سيغيّر النتيجة؟", done: "سُجلت {{ name }} كخاسرة" },
  move: { next: "نقل إلى {{ stage }}", change: "نقل إلى مرحلة أخرى", path: "مراحل {{ pipeline }}", step: "المرحلة {{ place }} من {{ total }}" },
  closed: { won: "نجحت في {{ date }}", lost: "خُسرت في {{ date }}", lostWhy: "{{ reason }}", help: "الصفقة المغلقة تُقرأ ولا تُعدّل." },
  remove: { action: "حذف الصفقة", title: "حذف {{ name }}؟", text: "تُحرَّر وحداتها. ويبقى تاريخها في سجل التدقيق.", done: "حُذفت {{ name }}" },
  tabs: { details: "التفاصيل", timeline: "السجل الزمني", units: "الوحدات", related: "المرتبطون" },
  details: { edit: "تعديل التفاصيل", saved: "تم الحفظ", updatedAt: "آخر تعديل", createdAt: "أُنشئت", probability: "الاحتمال", pipeline: "مسار المبيعات", lostReason: "السبب", lostNote: "ملاحظة" },
  unitsTab: {
    none: "لا وحدة مرتبطة", noneHelp: "اربط الوحدة موضوع الصفقة. حجزها يثبّتها لهذه الصفقة، وإن كانت محجوزة لغيرها وقفت هذه الصفقة في قائمة الانتظار.", add: "إضافة وحدة", code: "الوحدة", price: "السعر في هذه الصفقة", listPrice: "السعر المعلن", reservation: "الحجز", reserve: "حجز", release: "إلغاء الحجز", unlink: "فك الربط", actions: "إجراءات {{ unit }}",
    linked: "مرتبطة بلا حجز", held: "محجوزة لهذه الصفقة", heldUntil: "محجوزة حتى {{ date }}", waiting: "قائمة الانتظار، الترتيب {{ place }}", sold: "بيعت لهذه الصفقة", ended: "أُلغي الحجز",
    releaseTitle: "إلغاء حجز {{ unit }}؟", releaseText: "تنتقل إلى التالي في الانتظار، وإلا تصبح متاحة.", unlinkTitle: "فك ربط {{ unit }} بهذه الصفقة؟", unlinkText: "ينتهي حجزها أيضًا.",
    reserved: "حُجزت {{ unit }} لهذه الصفقة", waitlisted: "{{ unit }} محجوزة: هذه الصفقة رقم {{ place }} في قائمة انتظارها", linkedDone: "رُبطت {{ unit }}", released: "أُلغي حجز {{ unit }}", unlinked: "فُكّ ربط {{ unit }}",
  },
  addUnit: {
    title: "إضافة وحدة", unit: "الوحدة", search: "اكتب رمزًا أو مشروعًا", onlyAvailable: "المتاحة فقط", price: "السعر في هذه الصفقة", priceHelp: "سعر الوحدة نفسه ما لم تتفقوا على غيره.", reserve: "حجزها لهذه الصفقة", until: "محجوزة حتى", untilHelp: "بلا تاريخ تبقى محجوزة حتى يُلغى الحجز أو تُباع.",
    taken: "{{ unit }} محجوزة لصفقة أخرى", takenHelp: "تدخل هذه الصفقة قائمة انتظارها، وتنالها فور إلغاء حجزها.", soldHelp: "الوحدة المباعة أو الموقوفة أو غير المتاحة تُربط ولا تُحجز.", link: "ربط", reserveAction: "حجز", waitAction: "دخول قائمة الانتظار", missing: "اختر وحدة.",
  },
  related: {
    missing: "اختر من تضيفه.", contacts: "جهات الاتصال", companies: "الشركات", noContacts: "لا أحد مرتبط بعد", noCompanies: "لا شركة مرتبطة بعد", addContact: "إضافة جهة اتصال", addCompany: "إضافة شركة", role: "الدور", remove: "إزالة {{ name }}", primary: "جهة الاتصال الرئيسية", makePrimary: "اجعلها الرئيسية", saved: "تم الحفظ",
    role_decision_maker: "صاحب القرار", role_influencer: "له رأي", role_other: "طرف آخر", role_primary: "الرئيسية", role_secondary: "طرف آخر",
  },
  side: { next: "الخطوة التالية", contact: "جهة الاتصال", noContact: "لا جهة اتصال بعد. اربط واحدة لتتصل بها أو تراسلها من هنا.", about: "عن الصفقة", phone: "الهاتف", email: "البريد", call: "اتصال", whatsapp: "واتساب", write: "بريد", note: "ملاحظة", waitingFor: "اختر الخطوة التالية", tasks: "المهام", noTasks: "لا مهام مفتوحة" },
  errors: {
    DEAL_CLOSED: "هذه الصفقة مغلقة بالفعل.", UNIT_RESERVED: "هذه الوحدة محجوزة لصفقة أخرى.", UNIT_UNAVAILABLE: "لا يمكن حجز هذه الوحدة بحالتها الحالية.", PRECONDITION_FAILED: "غيّرها شخص آخر قبلك، وما تراه الآن هو الأحدث.",
    CONFLICT: "لا يتوافق هذا مع المحفوظ الآن. راجعه من جديد.", notHeld: "الصفقة لا تحجز {{ units }}. احجزها أو فكّ ربطها أولًا.", unitDuplicate: "هذه الوحدة مرتبطة بالصفقة من قبل.",
  },
} satisfies Translation<typeof en>;
