import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  title: "الميزات والحدود", admin: "الإدارة", tabs: { plan: "الباقة والاستعمال", tenant: "مساحة العمل", group: "المجموعات", user: "الأشخاص", preview: "من يقرر" },
  on: "مفعّلة", off: "متوقفة", noLimit: "بلا حد", features: "الميزات", limits: "الحدود", find: "ابحث عن ميزة أو حد",
  level: { user: "هذا الشخص", userNamed: "{{ name }}", group: "مجموعة {{ name }}", tenant: "مساحة العمل", plan: "باقة {{ name }}" },
  decided: "{{ says }}، يقرره: {{ level }}", workspaceOnly: "عدد واحد لمساحة العمل كلها، لا يختلف لمجموعة أو شخص.", beats: "ويغلب: {{ levels }}.", beaten: "{{ level }} ({{ says }})", reason: "«{{ reason }}»", reasonBy: "«{{ reason }}»، {{ name }}",
  plan: {
    status: { trialing: "تجربة", active: "سارية", past_due: "تأخر الدفع", cancelled: "ملغاة" }, trial: "{{ plan }} حتى {{ date }}، ثم {{ next }}", current: "الباقة", use: "المستعمل من الحدود", used: "{{ used }} من {{ limit }}", noLimits: "لا حدود في هذه الباقة.", gives: "ما تمنحه الباقة", notIn: "ليست في الباقة", full: "استُنفد",
  },
  overrides: {
    tenantHelp: "ما تختلف فيه مساحة العمل كلها عن باقتها.", groupHelp: "ما يختلف فيه أعضاء مجموعة. وعند تعدد المجموعات يُعتمد الأسخى.", userHelp: "ما يختلف فيه شخص واحد. وهو يغلب المجموعات ومساحة العمل والباقة.", add: "إضافة استثناء", none: "لا استثناءات", noneHelp: "كل شيء كما يقول المستوى التالي.",
    what: "الشيء", says: "القيمة", reason: "السبب", setBy: "وضعه", when: "متى", lift: "رفع الاستثناء", liftTitle: "رفع استثناء {{ name }}؟", liftText: "يعود القرار إلى المستوى التالي من الطلب القادم.", lifted: "رُفع استثناء {{ name }}", saved: "وُضع استثناء {{ name }}", edit: "تغيير", dialog: "استثناء", pickWhat: "ميزة أو حد", whatMissing: "اختر ما تستثنيه.", state: "تكون", limit: "الحد", limitHelp: "الصفر لا يسمح بشيء.", limitWrong: "اكتب عددًا صحيحًا من الصفر.", reasonHelp: "يراه كل من يسأل عن السبب.", reasonMissing: "اذكر السبب.", submit: "حفظ الاستثناء", pickGroup: "المجموعة", pickUser: "الشخص", pickFirst: "اختر مجموعة", pickFirstUser: "اختر شخصًا", pickHelp: "فتظهر استثناءاتها هنا.", gate: "استثناء الميزات والحدود",
  },
  preview: { whom: "لمن", help: "قد تتكلم أربعة مستويات: استثناء الشخص، ثم مجموعاته، ثم مساحة العمل، ثم الباقة. ويقرر أول من يقول شيئًا.", workspace: "مساحة العمل عمومًا" },
} as const satisfies Translation<typeof en>;
