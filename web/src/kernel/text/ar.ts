import type { Translation } from "../i18n.ts";
import type en from "./en.ts";

export default {
  app: "M3Core",
  action: {
    save: "حفظ", saving: "جارٍ الحفظ…", cancel: "إلغاء", close: "إغلاق", back: "رجوع", next: "التالي", previous: "السابق", done: "تم", add: "إضافة", edit: "تعديل",
    remove: "إزالة", delete: "حذف", retry: "إعادة المحاولة", clear: "مسح", undo: "تراجع", more: "المزيد", copy: "نسخ", copied: "نُسخ", open: "فتح", reload: "إعادة التحميل",
    confirm: "تأكيد", apply: "تطبيق", reset: "إعادة الضبط", export: "تصدير", import: "استيراد", new: "جديد", select: "تحديد", selectAll: "تحديد الكل", search: "بحث", show: "إظهار", hide: "إخفاء",
  },
  field: {
    optional: "اختياري", choose: "اختر…", noMatch: "لا نتائج مطابقة", loading: "جارٍ التحميل…", savedAs: "يُحفظ هكذا", country: "الدولة", currency: "العملة",
    phoneInvalid: "هذا الرقم لا يبدو صحيحًا في {{ country }}.", moneyInvalid: "اكتب مبلغًا، مثل {{ example }}.",
    decimals: { zero: "لا كسور في هذه العملة", one: "منزلة عشرية واحدة في هذه العملة", two: "منزلتان عشريتان في هذه العملة", few: "{{ count }} منازل عشرية في هذه العملة", other: "{{ count }} منزلة عشرية في هذه العملة" },
    required: "هذا الحقل مطلوب.", date: "اختر تاريخًا", openCalendar: "فتح التقويم", previousMonth: "الشهر السابق", nextMonth: "الشهر التالي", removeValue: "إزالة {{ name }}",
    showPassword: "إظهار كلمة المرور", hidePassword: "إخفاء كلمة المرور", options: { zero: "لا خيارات", one: "خيار واحد", two: "خياران", few: "{{ count }} خيارات", many: "{{ count }} خيارًا", other: "{{ count }} خيار" },
  },
  resend: { now: "أرسله من جديد", wait: { zero: "أرسله من جديد", one: "إعادة الإرسال بعد ثانية", two: "إعادة الإرسال بعد ثانيتين", few: "إعادة الإرسال بعد {{ count }} ثوانٍ", many: "إعادة الإرسال بعد {{ count }} ثانية", other: "إعادة الإرسال بعد {{ count }} ثانية" }, sent: "أُرسل من جديد." },
  code: { label: "رمز من ستة أرقام", confirm: "تأكيد", short: "الرمز ستة أرقام." },
  file: { drop: "أفلت ملفًا هنا", or: "أو اختر ملفًا من هذا الجهاز", choose: "اختيار ملف", tooBig: "{{ name }} أكبر من {{ limit }}.", wrongKind: "{{ name }} ليس من الأنواع: {{ kinds }}.", remove: "إزالة {{ name }}" },
  list: {
    selected: { zero: "لا شيء محدد", one: "عنصر واحد محدد", two: "عنصران محددان", few: "{{ count }} عناصر محددة", many: "{{ count }} عنصرًا محددًا", other: "{{ count }} عنصر محدد" }, clearSelection: "إلغاء التحديد", filter: "تصفية", removeFilter: "إزالة تصفية {{ name }}", clearFilters: "مسح التصفية",
    columns: "الأعمدة", sort: "ترتيب", saveView: "حفظ العرض", viewName: "اسم العرض", savedView: "حُفظ العرض", allRows: "الكل", updatedNow: "حُدّث الآن", updated: "حُدّث {{ when }}", sortedBy: "ترتيب حسب {{ name }}", ascending: "تصاعدي", descending: "تنازلي",
    rows: { zero: "لا صفوف", one: "صف واحد", two: "صفان", few: "{{ count }} صفوف", many: "{{ count }} صفًا", other: "{{ count }} صف" }, selectRow: "تحديد الصف", editCell: "تعديل {{ name }}", notSaved: "لم يُحفظ: {{ reason }}", bulk: "إجراءات على المحدد",
    nothingHere: "لا شيء هنا بعد", nothingFound: "لا شيء يطابق هذه التصفية", tryFewer: "أزل تصفية أو خفّف البحث.", of: "من", and: "{{ first }}، +{{ rest }}", anyValue: "أي قيمة", deleteView: "حذف العرض",
  },
  board: {
    help: "اضغط مفتاح المسافة لرفع البطاقة، ومفاتيح الأسهم لتحريكها، والمسافة لإفلاتها، وEscape لإعادتها.",
    lifted: "رُفعت {{ card }}. هي في {{ column }}، الموضع {{ place }} من {{ total }}.", moved: "{{ card }} فوق {{ column }}، الموضع {{ place }} من {{ total }}.",
    dropped: "أُفلتت {{ card }} في {{ column }}، الموضع {{ place }}.", cancelled: "أُلغي النقل. عادت {{ card }} إلى {{ column }}.", empty: "لا بطاقات", movedBy: "نقلها {{ name }}",
    cards: { zero: "لا بطاقات", one: "بطاقة واحدة", two: "بطاقتان", few: "{{ count }} بطاقات", many: "{{ count }} بطاقة", other: "{{ count }} بطاقة" },
  },
  state: {
    loading: "جارٍ التحميل", error: "تعذّر التحميل", errorHelp: "أعد المحاولة. إن تكرر الأمر فأعطِ فريق الدعم الرقم أدناه.", requestId: "رقم الطلب", offline: "أنت غير متصل. قد يكون المعروض قديمًا، والتغييرات تنتظر عودة الاتصال.",
    backOnline: "عاد الاتصال", notFound: "لا توجد صفحة بهذا العنوان", notFoundHelp: "قد يكون الرابط قديمًا، أو حُذف السجل.", home: "إلى الصفحة الأولى", forbidden: "لا يمكنك فتح هذه الصفحة", forbiddenHelp: "دورك لا يشمل {{ permission }}. اطلبها من مسؤول شركتك.",
    crashed: "حدث عطل في هذه الصفحة", crashedHelp: "بياناتك سليمة. أعد تحميل الصفحة، وإن تكرر العطل فأخبر فريق الدعم.", newVersion: "توجد نسخة جديدة",
  },
  gate: { role: "لا يمكنك فعل هذا", roleHelp: "اطلب {{ permission }} من أحد المسؤولين.", plan: "هذا ضمن باقة أكبر", planHelp: "باقتك لا تشمل {{ feature }}.", ask: "اطلب من مسؤول", plans: "عرض باقتك", asked: "نُسخ. أرسله إلى مسؤول شركتك." },
  conflict: {
    title: "سبقك أحدهم بالحفظ", help: "غيّر {{ name }} هذا أثناء تعديلك.", unknown: "شخص آخر", field: "الحقل", original: "قبل", theirs: "قيمته", yours: "قيمتك",
    takeTheirs: "أخذ كل قيمه", saveChosen: "حفظ المختار", empty: "فارغ",
  },
  unsaved: { title: "المغادرة بلا حفظ؟", help: "سيضيع ما غيّرته في هذه الصفحة.", leave: "مغادرة", stay: "متابعة التعديل" },
  nav: {
    label: "التنقل الرئيسي", skip: "تجاوز إلى المحتوى", collapse: "طيّ التنقل", expand: "توسيع التنقل", breadcrumb: "مسار التنقل", home: "الرئيسية", more: "المزيد", menu: "القائمة",
    group: { work: "العمل", sales: "المبيعات", inventory: "المخزون", marketing: "التسويق", telemarketing: "التسويق الهاتفي", insights: "التحليلات", admin: "الإدارة" },
    dashboard: "لوحة المعلومات", inbox: "الوارد", tasks: "المهام", leads: "العملاء المحتملون", contacts: "جهات الاتصال", companies: "الشركات", deals: "الصفقات", projects: "المشاريع", units: "الوحدات", floorplans: "مخططات الأدوار",
    campaigns: "الحملات", audiences: "الجماهير", callsheet: "كشف المكالمات", reports: "التقارير", approvals: "الموافقات", users: "المستخدمون", roles: "الأدوار", groups: "المجموعات", entitlements: "الميزات والحدود", audit: "سجل التدقيق", templates: "قوالب الرسائل", messages: "الرسائل", suppression: "قائمة المنع", notificationPolicies: "سياسات الإشعارات", company: "إعدادات الشركة", billing: "الباقة والفواتير", settings: "الإعدادات", help: "المساعدة والاختصارات",
  },
  create: { title: "إنشاء", lead: "عميل محتمل جديد", contact: "جهة اتصال جديدة", company: "شركة جديدة", deal: "صفقة جديدة", task: "مهمة جديدة", unit: "وحدة جديدة", invite: "دعوة مستخدم" },
  palette: { label: "البحث والأوامر", placeholder: "ابحث أو اكتب أمرًا…", searchbox: "ابحث في العملاء والصفقات والوحدات…", go: "انتقال إلى", doGroup: "تنفيذ", results: "النتائج", none: "لا نتائج لـ «{{ query }}»", move: "تحريك", open: "فتح", theme: "تبديل المظهر", language: "تبديل اللغة" },
  shortcuts: { title: "اختصارات لوحة المفاتيح", help: "عرض الاختصارات", search: "بحث", palette: "لوحة الأوامر", create: "إنشاء سريع", inbox: "فتح الوارد", navigation: "طيّ التنقل أو توسيعه", move: "التحرك في القائمة", open: "فتح الصف", select: "تحديد الصف", close: "إغلاق المفتوح", general: "عام", lists: "القوائم واللوحات", boardMove: "رفع بطاقة أو إفلاتها" },
  user: { menu: "حسابك", profile: "الملف الشخصي", settings: "الإعدادات", signOut: "تسجيل الخروج", theme: "المظهر", light: "فاتح", dark: "داكن", system: "مثل الجهاز", contrast: "تباين عالٍ", density: "الكثافة", compact: "مدمجة", comfortable: "مريحة", language: "اللغة", digits: "الأرقام", tenant: "الشركة" },
  inbox: {
    title: "الوارد", open: { zero: "الوارد", one: "الوارد، إشعار واحد غير مقروء", two: "الوارد، إشعاران غير مقروءين", few: "الوارد، {{ count }} إشعارات غير مقروءة", many: "الوارد، {{ count }} إشعارًا غير مقروء", other: "الوارد، {{ count }} إشعار غير مقروء" }, markAll: "تعليم الكل كمقروء", markRead: "تعليم كمقروء", unread: "غير مقروء", tabs: { all: "الكل", approvals: "الموافقات", tasks: "المهام والتذكيرات", system: "النظام", marketing: "التسويق" }, tasks: "المهام", whole: "فتح صفحة الوارد", select: "تحديد: {{ title }}",
    empty: "لا جديد", emptyHelp: "تظهر هنا الإسنادات والموافقات والتذكيرات.", older: "عرض الأقدم", approve: "موافقة", reject: "رفض",
  },
  time: { today: "اليوم", yesterday: "أمس", justNow: "الآن", overdue: "متأخر" },
  error: {
    network: "تعذّر الوصول إلى الخادم. تحقق من الاتصال.", unknown: "حدث خطأ. أعد المحاولة.", FORBIDDEN: "دورك لا يسمح بهذا.", PLAN_REQUIRED: "باقتك لا تشمل هذا.",
    LIMIT_REACHED: "بلغت حدًا من حدود باقتك.", CAP_EXCEEDED: "استُنفد حد هذا الشهر.", RATE_LIMIT: "محاولات كثيرة. انتظر قليلًا.", NOT_FOUND: "لم يعد موجودًا.", CONFLICT: "غيّر شخص آخر هذا قبلك.", DUPLICATE: "هذا موجود من قبل.",
    VALIDATION_FAILED: "بعض الحقول تحتاج إلى مراجعة.", INTERNAL: "حدث خطأ من جهتنا.", PROVIDER_ERROR: "لم يقبل مزود الخدمة هذا.", AUTH_TOKEN_EXPIRED: "انتهت جلستك. سجّل الدخول من جديد.",
  },
} satisfies Translation<typeof en>;
