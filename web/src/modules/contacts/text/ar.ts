import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  title: "جهات الاتصال", sales: "المبيعات", search: "ابحث في جهات الاتصال", newContact: "جهة اتصال جديدة", open: "فتح",
  name: "الاسم", firstName: "الاسم الأول", lastName: "اسم العائلة", phone: "الهاتف", whatsapp: "واتساب", email: "البريد", company: "الشركة", jobTitle: "المسمى الوظيفي", stage: "المرحلة", owner: "المسؤول", noOwner: "بلا مسؤول", language: "اللغة", notes: "ملاحظات", created: "أُضيفت", updated: "آخر تحديث",
  stages: { lead: "عميل محتمل", prospect: "مهتم", customer: "عميل", inactive: "غير نشط" }, languages: { en: "الإنجليزية", ar: "العربية" }, views: { all: "الكل", mine: "جهاتي", customers: "العملاء", unassigned: "بلا مسؤول" },
  none: "لا جهات اتصال بعد", noneHelp: "جهة الاتصال شخص تبيع له. تُنشأ عند تحويل عميل محتمل، أو اكتب واحدة الآن.",
  form: { create: "إضافة جهة الاتصال", created: "أُضيف {{ name }} إلى جهات الاتصال", firstMissing: "اكتب الاسم الأول.", phoneWrong: "هذا الرقم لا يبدو صحيحًا.", emailWrong: "اكتب عنوانًا مثل name@company.com.", duplicate: "هذا مسجّل لغيره", duplicateHelp: "{{ name }} له {{ reason }} نفسه.", openExisting: "فتح {{ name }}", similar: "ربما هو الشخص نفسه", similarHelp: "يمكنك مع ذلك إنشاء جهة اتصال جديدة.", limit: "باقتك لا تسمح بجهات اتصال أكثر. اطّلع على باقات أكبر.", companySearch: "اكتب اسمًا أو موقعًا" },
  reasons: { email: "البريد", phone: "رقم الهاتف", whatsapp: "رقم واتساب", name_phone: "الاسم ورقم قريب", name_company: "الاسم والشركة" },
  tabs: { timeline: "السجل الزمني", details: "التفاصيل", channels: "وسائل التواصل", deals: "الصفقات" }, details: { edit: "تعديل التفاصيل", saved: "تم الحفظ" },
  side: { reach: "التواصل", about: "عن جهة الاتصال", call: "اتصال", whatsapp: "واتساب", write: "بريد" },
  remove: { action: "حذف جهة الاتصال", title: "حذف {{ name }}؟", text: "تُحذف معها ملاحظاتها ومكالماتها. لا يمكن التراجع عن ذلك.", done: "حُذف {{ name }}", refused: "ترتبط بها صفقة أو عميل محوَّل، لذلك تبقى." },
  channels: {
    add: "إضافة", types: { email: "بريد", phone: "هاتف", whatsapp: "واتساب" }, type: "النوع", value: "العنوان أو الرقم", primary: "الرئيسي", makePrimary: "اجعله الرئيسي", remove: "حذف", actions: "إجراءات {{ value }}", none: "لا وسيلة للوصول إلى هذا الشخص بعد", noneHelp: "أضف رقمًا أو بريدًا.", added: "تمت الإضافة", removed: "تم الحذف", changed: "تم الحفظ",
    removeTitle: "حذف {{ value }}؟", removeText: "تُحذف معه الموافقة والتوثيق.", verified: "موثّق", consent: "وافق على المراسلة", optedOut: "ألغى الاشتراك", unknownConsent: "لم تُطلب الموافقة", missing: "اكتب العنوان أو الرقم.", addTitle: "إضافة وسيلة للوصول إلى {{ name }}", edit: "تعديل", editTitle: "تعديل {{ value }}", editHelp: "العنوان الجديد يبدأ بلا موافقة ولا توثيق.",
  },
  deals: { none: "لا صفقات بعد", noneHelp: "تظهر هنا الصفقات مع جهة الاتصال هذه.", newDeal: "صفقة جديدة" },
  errors: { DUPLICATE: "هذا العنوان أو الرقم لجهة اتصال أخرى.", PRECONDITION_FAILED: "غيّرها شخص آخر قبلك، وما تراه الآن هو الأحدث.", CONFLICT: "لا يتوافق هذا مع المحفوظ الآن. راجعه من جديد." },
} satisfies Translation<typeof en>;
