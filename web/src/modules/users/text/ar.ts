import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  title: "المستخدمون", admin: "الإدارة", search: "ابحث في المستخدمين", invite: "دعوة", name: "الاسم", email: "البريد", role: "الدور", roles: "الأدوار", status: "الحالة", jobTitle: "المسمى الوظيفي", jobTitleText: "المسمى الوظيفي بكلماته", department: "القسم", lastSeen: "آخر دخول", created: "أُضيف", updated: "عُدّل", phone: "الهاتف", language: "اللغة", never: "لم يدخل", you: "أنت",
  statuses: { invited: "مدعو", active: "نشط", suspended: "موقوف", deactivated: "معطّل" },
  views: { all: "الجميع", active: "النشطون", invited: "المدعوون", suspended: "الموقوفون", deactivated: "المعطّلون" },
  none: "لا أحد هنا بعد", noneHelp: "ادعُ زملاءك. كل واحد يشغل مقعدًا من باقتك منذ دعوته.",
  languages: { en: "الإنجليزية", ar: "العربية" },
  seats: {
    label: "المقاعد", used: "{{ used }} من {{ limit }} مقعدًا", usedOnly: { zero: "لا مقعد مشغول", one: "مقعد واحد مشغول", two: "مقعدان مشغولان", few: "{{ count }} مقاعد مشغولة", many: "{{ count }} مقعدًا مشغولًا", other: "{{ count }} مقعد مشغول" }, free: { zero: "لا مقعد خاليًا", one: "مقعد واحد خالٍ", two: "مقعدان خاليان", few: "{{ count }} مقاعد خالية", many: "{{ count }} مقعدًا خاليًا", other: "{{ count }} مقعد خالٍ" }, full: "كل المقاعد مشغولة", fullHelp: "أوقف أحدًا أو عطّله لتخلي مقعدًا، أو اطّلع على باقات أكبر.",
    byStatus: "من يشغل مقعدًا", byRole: "المقاعد حسب الدور", severalRoles: "من له عدة أدوار يُعد في كل منها.", suspendedFree: "الحسابات الموقوفة والمعطّلة لا تشغل مقاعد.", plans: "عرض الباقات",
  },
  inviting: {
    title: "دعوة زميل", help: "يصله رابط بالبريد صالح 7 أيام، ويشغل مقعدًا من الآن.", submit: "إرسال الدعوة", emailWrong: "اكتب عنوانًا مثل name@company.com.", roleMissing: "اختر دورًا.", nameHelp: "يمكنه تغييره عند الانضمام.",
    sent: "دُعي {{ email }}", exists: "للعنوان {{ email }} حساب بالفعل", openExisting: "فتحه", roleHelp: "يمكنك منح أدوار لا تستطيع أكثر منك.",
  },
  pending: { resend: "إعادة الإرسال", resent: "أُرسلت الدعوة من جديد إلى {{ email }}، والرابط السابق لم يعد يعمل.", revoke: "سحب الدعوة", revokeTitle: "سحب دعوة {{ name }}؟", revokeText: "يتوقف الرابط ويخلو المقعد.", revoked: "سُحبت دعوة {{ name }}", banner: "لم ينضم {{ name }} بعد", bannerHelp: "أُرسلت الدعوة إلى {{ email }}." },
  actions: {
    suspend: "إيقاف", reactivate: "إعادة", deactivate: "تعطيل", forceLogout: "إخراج من كل الأجهزة", resetPassword: "إعادة تعيين كلمة المرور", more: "إجراءات أخرى",
    suspendTitle: "إيقاف {{ name }}؟", suspendText: "يخرج فورًا ولا يستطيع الدخول. تبقى سجلاته له، ويخلو مقعده.", suspended: "أُوقف {{ name }}", reactivated: "عاد {{ name }}",
    logoutTitle: "إخراج {{ name }} من كل الأجهزة؟", logoutText: "تنتهي كل جلسة عند طلبها التالي، ويمكنه الدخول من جديد.", loggedOut: { zero: "لم يكن {{ name }} داخلًا من أي جهاز", one: "انتهت جلسة واحدة لـ{{ name }}", two: "انتهت جلستان لـ{{ name }}", few: "انتهت {{ count }} جلسات لـ{{ name }}", many: "انتهت {{ count }} جلسة لـ{{ name }}", other: "انتهت {{ count }} جلسة لـ{{ name }}" },
    resetTitle: "إعادة تعيين كلمة مرور {{ name }}؟", resetText: "تنتهي كلمة المرور وكل الجلسات فورًا، ويُرسل رابط لاختيار غيرها إلى {{ email }}.", reset: "أُرسل رابط اختيار كلمة مرور جديدة إلى {{ email }}",
    rankBlocked: "هذا الحساب ليس أدنى رتبة من حسابك.", self: "هذا حسابك. كلمة مرورك وجلساتك في ملفك الشخصي.",
  },
  deactivating: {
    title: "تعطيل {{ name }}", help: "يُغلق الحساب حتى يعيده أحد. يبقى تاريخه ويخلو مقعده. وما هو مفتوح يُسلَّم: ستُسأل لمن.", submit: "تعطيل", owns: "لا بد أن يتسلم أحد ما زال له",
    leads: { zero: "لا عملاء مفتوحين", one: "عميل محتمل مفتوح واحد", two: "عميلان محتملان مفتوحان", few: "{{ count }} عملاء محتملين مفتوحين", many: "{{ count }} عميلًا محتملًا مفتوحًا", other: "{{ count }} عميل محتمل مفتوح" }, deals: { zero: "لا صفقات مفتوحة", one: "صفقة مفتوحة واحدة", two: "صفقتان مفتوحتان", few: "{{ count }} صفقات مفتوحة", many: "{{ count }} صفقة مفتوحة", other: "{{ count }} صفقة مفتوحة" }, contacts: { zero: "لا جهات اتصال", one: "جهة اتصال واحدة", two: "جهتا اتصال", few: "{{ count }} جهات اتصال", many: "{{ count }} جهة اتصال", other: "{{ count }} جهة اتصال" }, companies: { zero: "لا شركات", one: "شركة واحدة", two: "شركتان", few: "{{ count }} شركات", many: "{{ count }} شركة", other: "{{ count }} شركة" }, tasks: { zero: "لا مهام مفتوحة", one: "مهمة مفتوحة واحدة", two: "مهمتان مفتوحتان", few: "{{ count }} مهام مفتوحة", many: "{{ count }} مهمة مفتوحة", other: "{{ count }} مهمة مفتوحة" },
    to: "من يتسلمها", toHelp: "يُبلَّغ بما تسلمه.", toMissing: "اختر من يتسلمها.", done: "عُطّل {{ name }}", moved: "عُطّل {{ name }}، وذهب ما كان مفتوحًا إلى {{ to }}",
  },
  bulk: {
    suspendTitle: { one: "إيقاف شخص واحد؟", two: "إيقاف شخصين؟", few: "إيقاف {{ count }} أشخاص؟", many: "إيقاف {{ count }} شخصًا؟", other: "إيقاف {{ count }} شخص؟" }, reactivateTitle: { one: "إعادة شخص واحد؟", two: "إعادة شخصين؟", few: "إعادة {{ count }} أشخاص؟", many: "إعادة {{ count }} شخصًا؟", other: "إعادة {{ count }} شخص؟" }, force_logoutTitle: { one: "إخراج شخص واحد من كل الأجهزة؟", two: "إخراج شخصين من كل الأجهزة؟", few: "إخراج {{ count }} أشخاص من كل الأجهزة؟", many: "إخراج {{ count }} شخصًا من كل الأجهزة؟", other: "إخراج {{ count }} شخص من كل الأجهزة؟" },
    suspendText: "يخرجون فورًا وتخلو مقاعدهم.", reactivateText: "كل واحد يشغل مقعدًا.", force_logoutText: "تنتهي جلساتهم عند الطلب التالي.",
    suspendDone: { one: "أُوقف شخص واحد", two: "أُوقف شخصان", few: "أُوقف {{ count }} أشخاص", many: "أُوقف {{ count }} شخصًا", other: "أُوقف {{ count }} شخص" }, reactivateDone: { one: "عاد شخص واحد", two: "عاد شخصان", few: "عاد {{ count }} أشخاص", many: "عاد {{ count }} شخصًا", other: "عاد {{ count }} شخص" }, force_logoutDone: { one: "أُخرج شخص واحد", two: "أُخرج شخصان", few: "أُخرج {{ count }} أشخاص", many: "أُخرج {{ count }} شخصًا", other: "أُخرج {{ count }} شخص" },
    refused: { one: "رُفض واحد", two: "رُفض اثنان", few: "رُفض {{ count }}", many: "رُفض {{ count }}", other: "رُفض {{ count }}" }, nothing: "لم يتغير شيء", reason: "السبب",
  },
  tabs: { profile: "الملف", roles: "الأدوار والمجموعات", access: "الصلاحيات", sessions: "الجلسات", activity: "النشاط" },
  profile: { edit: "تعديل الملف", saved: "حُفظ", nameMissing: "اكتب اسمًا.", locale: "لغة الرسائل" },
  rolesTab: {
    own: "أدواره", edit: "تغيير الأدوار", help: "ما يُسمح به لهذا الشخص هو مجموع أدواره ومجموعاته، ويسري التغيير من طلبه التالي.", submit: "حفظ الأدوار", missing: "اختر دورًا واحدًا على الأقل.", saved: "تغيرت أدوار {{ name }}",
    groups: "المجموعات", noGroups: "ليس في أي مجموعة", noGroupsHelp: "المجموعات تمنح أدوارًا وتحدد معنى «فريقه».", addGroup: "إضافة إلى مجموعة", groupPick: "المجموعة", addAction: "إضافة", leave: "إخراج من {{ group }}", left: "لم يعد {{ name }} في {{ group }}", joined: "صار {{ name }} في {{ group }}", gives: "تمنح {{ roles }}", givesNothing: "لا تمنح أدوارًا", inactive: "متوقفة",
  },
  access: {
    permissions: "الصلاحيات", entitlements: "الميزات والحدود", find: "ابحث عن صلاحية", granted: "ممنوحة", refused: "مرفوضة", all: "الكل", visibility: "السجلات التي يراها",
    sum: { zero: "لا صلاحية ممنوحة", one: "صلاحية واحدة ممنوحة", two: "صلاحيتان ممنوحتان", few: "{{ count }} صلاحيات ممنوحة", many: "{{ count }} صلاحية ممنوحة", other: "{{ count }} صلاحية ممنوحة" }, of: "من {{ total }}",
    fromRole: "من دور {{ role }}", fromGroup: "من دور {{ role }} عبر مجموعة {{ group }}", fromBelow: "من دور {{ role }} الذي يعلو {{ below }}", fromGroupBelow: "من دور {{ role }} عبر مجموعة {{ group }}، وهو يعلو {{ below }}",
    noRole: "لا يمنحها أي من أدواره.", groupInactive: "لا تمنحها إلا مجموعة متوقفة: {{ groups }}.", accountInactive: "أدواره تمنحها، لكن الحساب غير نشط.", wouldGive: "تأتي مع {{ roles }}.", nobodyGives: "لا دور يمنحها.",
    filter: "أي الصلاحيات", nothing: "لا شيء مطابق", nothingHelp: "جرّب كلمة أقصر.",
  },
  sessions: {
    none: "ليس داخلًا من أي جهاز", noneHelp: "تظهر الجلسات هنا عندما يدخل {{ name }}.", endOne: "إنهاء الجلسة", endOneTitle: "إنهاء جلسة {{ name }} على {{ device }}؟", endOneText: "تتوقف عند طلبها التالي، وتبقى الجلسات الأخرى.", endAll: "إنهاء كل الجلسات", endAllTitle: "إنهاء كل جلسات {{ name }}؟", endAllText: "تنتهي كل جلسة عند طلبها التالي.", ended: { zero: "لم تكن هناك جلسات", one: "انتهت جلسة واحدة", two: "انتهت جلستان", few: "انتهت {{ count }} جلسات", many: "انتهت {{ count }} جلسة", other: "انتهت {{ count }} جلسة" },
    since: "منذ", lastUsed: "آخر استعمال", current: "هذه الجلسة", unknownDevice: "جهاز غير معروف",
  },
  activity: { none: "لا شيء في السجل بعد", noneHelp: "يظهر هنا ما يفعله {{ name }} وما يُفعل بحسابه.", by: "ما فعله {{ name }}", to: "ما جرى لحساب {{ name }}", which: "أي القيود", actions: { insert: "أنشأ", update: "غيّر", delete: "حذف", "auth.sessions_revoked": "أنهى الجلسات", "auth.session_revoked": "أنهى جلسة", "user.force_logout": "أخرجه من كل الأجهزة", "user.password_reset": "أعاد تعيين كلمة المرور" }, entities: { users: "الحساب", user_profiles: "الملف", user_roles: "الأدوار", group_members: "عضوية المجموعة", invites: "الدعوة", sessions: "الجلسة", leads: "عميل محتمل", contacts: "جهة اتصال", companies: "شركة", deals: "صفقة", units: "وحدة", roles: "دور", groups: "مجموعة", tenants: "مساحة العمل" }, changed: "تغيّر: {{ fields }}", as: "{{ impersonator }} باسم {{ name }}" },
  dictionaries: {
    title: "المسميات والأقسام", open: "المسميات والأقسام", jobTitles: "المسميات الوظيفية", departments: "الأقسام", add: "إضافة", addTitle: { job: "مسمى وظيفي جديد", department: "قسم جديد" }, code: "الرمز", codeHelp: "حروف لاتينية صغيرة وأرقام وشرطات سفلية. لا يتغير لاحقًا.", codeWrong: "حروف لاتينية صغيرة وأرقام وشرطات سفلية، وأوله حرف.",
    nameEn: "الاسم بالإنجليزية", nameAr: "الاسم بالعربية", nameMissing: "اكتب اسمًا.", inUse: "مستعمل", retired: "أُوقف", retire: "إيقاف", restore: "استعماله من جديد", remove: "حذف", removeTitle: "حذف {{ name }}؟", removeText: "الرمز الذي يحمله أشخاص لا يُحذف؛ أوقف استعماله بدلًا من ذلك.", editTitle: "تعديل {{ name }}", saved: "حُفظ", removed: "حُذف {{ name }}", none: "لا شيء هنا بعد", noneHelp: "أضف الأول، فيمكن اختياره في ملف الشخص.", gateTitle: "مسميات وأقسام خاصة",
  },
} as const satisfies Translation<typeof en>;
