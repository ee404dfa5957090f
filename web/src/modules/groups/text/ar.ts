import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  title: "المجموعات", admin: "الإدارة", newGroup: "مجموعة جديدة", name: "الاسم", code: "الرمز", description: "الغرض منها", members: "الأعضاء", roles: "الأدوار الافتراضية", state: "الحالة", created: "أُنشئت", on: "مستعملة", off: "متوقفة", noRoles: "لا شيء",
  filter: { state: "الحالة" },
  none: "لا مجموعات بعد", noneHelp: "المجموعة فرع أو فريق: تمنح أعضاءها أدوارًا، وتحدد معنى «فريقه».", count: { zero: "لا أحد", one: "عضو واحد", two: "عضوان", few: "{{ count }} أعضاء", many: "{{ count }} عضوًا", other: "{{ count }} عضو" },
  form: { create: "إنشاء المجموعة", created: "أُنشئت {{ name }}", saved: "حُفظ", nameMissing: "اكتب اسمًا.", codeHelp: "تذكر الملفات المجموعة به، ولا يتغير لاحقًا.", codeWrong: "حروف لاتينية صغيرة وأرقام وشرطات سفلية، وأوله حرف.", rolesHelp: "ما يُسمح به لكل عضو لكونه فيها." },
  tabs: { members: "الأعضاء", details: "التفاصيل", overrides: "الميزات والحدود" },
  details: { edit: "تعديل المجموعة", isActive: "مستعملة", isActiveHelp: "إذا أُوقفت لا تمنح شيئًا، ويبقى أعضاؤها فيها." },
  member: { add: "إضافة أعضاء", pick: "الأشخاص", missing: "اختر أحدًا.", submit: { zero: "إضافة", one: "إضافة شخص واحد", two: "إضافة شخصين", few: "إضافة {{ count }} أشخاص", many: "إضافة {{ count }} شخصًا", other: "إضافة {{ count }} شخص" }, added: { zero: "لم يُضف أحد", one: "أُضيف شخص واحد", two: "أُضيف شخصان", few: "أُضيف {{ count }} أشخاص", many: "أُضيف {{ count }} شخصًا", other: "أُضيف {{ count }} شخص" }, remove: { one: "إخراج شخص واحد", two: "إخراج شخصين", few: "إخراج {{ count }} أشخاص", many: "إخراج {{ count }} شخصًا", other: "إخراج {{ count }} شخص" }, removeTitle: { one: "إخراج شخص واحد من {{ name }}؟", two: "إخراج شخصين من {{ name }}؟", few: "إخراج {{ count }} أشخاص من {{ name }}؟", many: "إخراج {{ count }} شخصًا من {{ name }}؟", other: "إخراج {{ count }} شخص من {{ name }}؟" }, removeText: "يفقدون ما كانت تمنحهم هذه المجموعة وحدها، من طلبهم التالي.", removed: { one: "أُخرج شخص واحد", two: "أُخرج شخصان", few: "أُخرج {{ count }} أشخاص", many: "أُخرج {{ count }} شخصًا", other: "أُخرج {{ count }} شخص" }, none: "لا أحد في هذه المجموعة", noneHelp: "أضف أشخاصًا لتمنحهم أدوارها.", since: "منذ {{ date }}", select: "اختيار {{ name }}", selectAll: "اختيار الكل" },
  remove: { action: "حذف المجموعة", title: "حذف {{ name }}؟", text: "يفقد أعضاؤها ما كانت تمنحهم، من طلبهم التالي.", done: "حُذفت {{ name }}" },
  statuses: { invited: "مدعو", active: "نشط", suspended: "موقوف", deactivated: "معطّل" },
  gate: "المجموعات",
} as const satisfies Translation<typeof en>;
