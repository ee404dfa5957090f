import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  title: "الشركات", sales: "المبيعات", search: "ابحث في الشركات", newCompany: "شركة جديدة", open: "فتح",
  name: "الاسم", domain: "الموقع", phone: "الهاتف", industry: "النشاط", country: "البلد", city: "المدينة", address: "العنوان", status: "الحالة", owner: "المسؤول", noOwner: "بلا مسؤول", contacts: "جهات الاتصال", created: "أُضيفت", updated: "آخر تحديث",
  statuses: { active: "نشطة", inactive: "غير نشطة" }, views: { all: "الكل", mine: "شركاتي", unassigned: "بلا مسؤول" },
  people: { zero: "لا جهات اتصال", one: "جهة اتصال واحدة", two: "جهتا اتصال", few: "{{ count }} جهات اتصال", many: "{{ count }} جهة اتصال", other: "{{ count }} جهة اتصال" },
  none: "لا شركات بعد", noneHelp: "الشركة جهة عمل أو وسيط أو مستثمر تنتمي إليه جهات اتصالك. ويمكن إنشاؤها عند تحويل عميل محتمل.",
  form: { create: "إضافة الشركة", created: "أُضيفت {{ name }} إلى الشركات", nameMissing: "اكتب الاسم.", domainHelp: "مثل example.com", domainWrong: "اكتب موقعًا مثل example.com.", phoneWrong: "هذا الرقم لا يبدو صحيحًا.", limit: "باقتك لا تسمح بشركات أكثر. اطّلع على باقات أكبر." },
  tabs: { timeline: "السجل الزمني", details: "التفاصيل", contacts: "جهات الاتصال", deals: "الصفقات" }, details: { edit: "تعديل التفاصيل", saved: "تم الحفظ" }, side: { reach: "التواصل", about: "عن الشركة" },
  contactsTab: { none: "لا جهات اتصال بعد", noneHelp: "يظهر هنا من ينتمي إلى هذه الشركة.", add: "جهة اتصال جديدة" }, deals: { none: "لا صفقات بعد", noneHelp: "تظهر هنا الصفقات مع هذه الشركة." },
  remove: { action: "حذف الشركة", title: "حذف {{ name }}؟", text: "تُحذف معها ملاحظاتها ومكالماتها. لا يمكن التراجع عن ذلك.", done: "حُذفت {{ name }}", refused: "ترتبط بها جهة اتصال أو صفقة، لذلك تبقى." },
  errors: { PRECONDITION_FAILED: "غيّرها شخص آخر قبلك، وما تراه الآن هو الأحدث.", CONFLICT: "لا يتوافق هذا مع المحفوظ الآن. راجعه من جديد." },
} satisfies Translation<typeof en>;
