import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  areas: {
    leads: "العملاء المحتملون", contacts: "جهات الاتصال والشركات", deals: "الصفقات", inventory: "المخزون العقاري", floorplans: "المخططات", work: "الأنشطة والمهام", marketing: "التسويق", telemarketing: "التسويق الهاتفي",
    insights: "اللوحات والتقارير", approvals: "الموافقات", notifications: "الإشعارات", people: "المستخدمون والصلاحيات", security: "الأمان والإعدادات", billing: "الفوترة",
  },
  resources: { lead: "العملاء المحتملون", contact: "جهات الاتصال", company: "الشركات", deal: "الصفقات", task: "المهام" },
  scopes: { own: "سجلاته", team: "فريقه", all: "الكل" },
  scopeHelp: { own: "السجلات التي يملكها فقط", team: "سجلات كل من في مجموعاته", all: "سجلات الجميع" },
  errors: {
    rank: "هذا الحساب ليس أدنى رتبة من حسابك، فلا يمكنك تغييره.", missing: "هذا يمنح أكثر مما يُسمح لك به: {{ names }}.", wider: "هذا الدور يرى أكثر منك: {{ names }}.", ownersOnly: "هذا الدور أعلى رتبة منك، فلا يمكنك منحه أو سحبه.", needs: "تحتاج إلى صلاحية: {{ name }}.", LAST_OWNER: "لا بد لمساحة العمل من مالك. اجعل شخصًا آخر مالكًا أولًا.",
    seats: "كل مقاعد باقتك مشغولة. أخلِ مقعدًا بإيقاف أحد أو تعطيله، أو اطّلع على باقات أكبر.", limit: "باقتك تسمح بعدد {{ limit }} منها، وكلها مستعملة.", limitPlain: "باقتك لا تسمح بأكثر من ذلك.", PRECONDITION_FAILED: "غيّره شخص آخر قبلك. ما تراه الآن هو الأحدث.",
    cycle: "هذا يصنع حلقة: {{ path }}.", inUse: "ما زال مستعملًا: الأشخاص {{ users }}، والمجموعات {{ groups }}، ومواضع الشجرة {{ tree }}. انزعه منهم أولًا.", codeInUse: { one: "يحمله شخص واحد. أوقف استعماله بدل الحذف، أو أعطه غيره.", two: "يحمله شخصان. أوقف استعماله بدل الحذف، أو أعطهما غيره.", few: "يحمله {{ count }} أشخاص. أوقف استعماله بدل الحذف، أو أعطهم غيره.", other: "يحمله {{ count }} شخصًا. أوقف استعماله بدل الحذف، أو أعطهم غيره." },
    rankRole: "المالك والمدير رتبتان تُمنحان للأشخاص، لا للمجموعات ولا للأدوار.", CONFLICT: "لا يتوافق هذا مع المحفوظ الآن. راجعه من جديد.", DUPLICATE: "هذا الرمز مستعمل بالفعل.",
    status: { invited: "لم ينضم هذا الشخص بعد.", active: "هذا الحساب نشط.", suspended: "هذا الحساب موقوف.", deactivated: "هذا الحساب معطّل." },
  },
  permissions: {
    "user.invite": "دعوة أشخاص", "user.read": "عرض المستخدمين", "user.update": "تعديل المستخدمين", "user.delete": "حذف الحسابات غير المستعملة", "user.manage": "إنشاء الحسابات وإعادة تعيين كلمات المرور", "user.suspend": "إيقاف المستخدمين", "user.deactivate": "تعطيل المستخدمين", "user.reinstate": "إعادة المستخدمين", "user.forceLogout": "إخراج المستخدمين",
    "role.read": "عرض الأدوار والمجموعات", "role.assign": "منح الأدوار", "roles.manage": "إنشاء الأدوار وتعديلها", "roles.hierarchy.manage": "تعديل شجرة الأدوار", "groups.manage": "إنشاء المجموعات وتعديلها", "groups.members.manage": "تعديل أعضاء المجموعات",
    "entitlements.view": "عرض الميزات والحدود", "entitlements.overrides.manage": "استثناء الميزات والحدود", "seats.view": "عرض المقاعد", "plan.view": "عرض الباقة", "code.manage": "إدارة الرموز والمسميات", "audit.read": "عرض سجل التدقيق", "audit.export": "تصدير سجل التدقيق", "privacy.manage": "معالجة طلبات الخصوصية",
    "session.read.self": "عرض جلساته", "session.revoke.self": "إنهاء جلساته", "session.revoke.tenant": "عرض جلسات الآخرين وإنهاؤها", "twofa.manage.self": "إدارة تحققه الثنائي", "twofa.manage.tenant": "إدارة التحقق الثنائي للآخرين", "phone.verify.start": "بدء توثيق هاتف", "phone.verify.confirm": "تأكيد هاتف",
    "approvals.policies.manage": "إدارة سياسات الموافقة", "approvals.requests.read": "عرض طلبات الموافقة", "approvals.decide": "الموافقة والرفض",
    "notify.templates.manage": "إدارة قوالب الرسائل", "notify.templates.approve": "اعتماد قوالب الرسائل", "notify.send.test": "إرسال رسائل تجريبية", "notify.outbox.read": "عرض الرسائل المرسلة", "notify.inbox.read.self": "قراءة وارده", "notify.inbox.read.tenant": "قراءة وارد الآخرين",
    "notify.preferences.update.self": "تعديل إعدادات إشعاراته", "notify.preferences.update.user": "تعديل إعدادات الآخرين", "notify.policies.manage": "إدارة قواعد الإشعارات", "notify.suppression.read": "عرض العناوين المحظورة", "notify.suppression.manage": "إدارة العناوين المحظورة", "notify.digests.manage": "إدارة الملخصات", "notify.routing.preview": "معاينة مسار الرسائل",
    "contact.read": "عرض جهات الاتصال", "contact.create": "إنشاء جهات الاتصال", "contact.update": "تعديل جهات الاتصال", "contact.delete": "حذف جهات الاتصال", "contact.merge": "دمج جهات الاتصال", "contact.consent.manage": "إدارة الموافقات التسويقية",
    "company.read": "عرض الشركات", "company.create": "إنشاء الشركات", "company.update": "تعديل الشركات", "company.delete": "حذف الشركات", "customfields.manage": "إدارة الحقول المخصصة",
    "activity.read": "عرض الأنشطة", "activity.create": "تسجيل الأنشطة", "activity.update": "تعديل الأنشطة", "activity.delete": "حذف الأنشطة", "task.read": "عرض المهام", "task.create": "إنشاء المهام", "task.update": "تعديل المهام", "task.delete": "حذف المهام", "task.complete": "إتمام المهام",
    "pipeline.manage": "إدارة مسارات البيع", "deal.read": "عرض الصفقات", "deal.create": "إنشاء الصفقات", "deal.update": "تعديل الصفقات", "deal.delete": "حذف الصفقات", "deal.stage.move": "نقل المرحلة", "deal.mark.win": "تسجيل الكسب", "deal.mark.loss": "تسجيل الخسارة",
    "lead.read": "عرض العملاء المحتملين", "lead.create": "إنشاء العملاء المحتملين", "lead.update": "تعديل العملاء المحتملين", "lead.delete": "حذف العملاء المحتملين", "lead.convert": "تحويل العملاء المحتملين", "lead.import": "استيراد العملاء المحتملين",
    "project.manage": "إدارة المشاريع", "building.manage": "إدارة المباني", "unit.read": "عرض الوحدات", "unit.update": "إنشاء الوحدات وتعديلها", "unit.delete": "حذف الوحدات", "unit.price.update": "تغيير السعر", "unit.status.update": "تغيير حالة الوحدة", "unit.reserve": "حجز الوحدات", "unit.component.manage": "إدارة أجزاء الوحدات",
    "overlay.read": "عرض المخططات", "overlay.manage": "إدارة المخططات", "overlay.publish": "نشر المخططات", "layer.manage": "إدارة الطبقات", "shape.manage": "رسم الأشكال", "shape.link": "ربط الأشكال بالوحدات", "shape.validate": "فحص الأشكال",
    "campaign.manage": "إدارة الحملات", "campaign.send": "إرسال الحملات", "campaign.view": "عرض الحملات", "campaign.email": "حملات البريد", "campaign.sms": "حملات الرسائل القصيرة", "campaign.whatsapp": "حملات واتساب", "campaign.inapp": "حملات داخل التطبيق",
    "telemarketing.manage_campaigns": "إدارة حملات الاتصال", "telemarketing.manage_lists": "إدارة قوائم الاتصال", "telemarketing.make_calls": "إجراء المكالمات", "telemarketing.listen_recordings": "سماع التسجيلات",
    "dashboard.view": "عرض اللوحات", "dashboard.manage": "إدارة اللوحات", "reports.view": "عرض التقارير", "reports.manage": "إدارة التقارير", "reports.export": "تصدير التقارير",
    "billing.view": "عرض الفوترة", "billing.manage_promos": "إدارة العروض", "billing.view_invoices": "عرض الفواتير", "billing.preview": "معاينة تغيير الباقة",
  },
  features: {
    "twofa.totp": "التحقق الثنائي بتطبيق", "twofa.sms": "التحقق الثنائي برسالة قصيرة", "twofa.whatsapp": "التحقق الثنائي بواتساب", "plan.view": "صفحة الباقة", "notifications.sms": "إشعارات الرسائل القصيرة", "notifications.whatsapp": "إشعارات واتساب", "marketing.sms": "التسويق بالرسائل القصيرة", "marketing.whatsapp": "التسويق بواتساب",
    "contacts.customFields": "حقول مخصصة لجهات الاتصال", "contacts.privateRecords": "جهات اتصال خاصة", "tasks.recurring": "مهام متكررة", "activities.emailSync": "مزامنة البريد", "deals.multiPipelines": "عدة مسارات بيع", "deals.customFields": "حقول مخصصة للصفقات",
    "leads.import": "استيراد العملاء المحتملين", "leads.scoring": "تقييم العملاء المحتملين", "units.customFields": "حقول مخصصة للوحدات", "units.bulkEdit": "تعديل الوحدات بالجملة", "inventory.codeManagement": "رموز المخزون", "maps.enabled": "المخططات", "maps.componentShapes": "أشكال أجزاء الوحدات",
    "maps.publicViews": "مخططات عامة", "campaign.sms.enabled": "حملات الرسائل القصيرة", "campaign.whatsapp.enabled": "حملات واتساب", "telemarketing.enabled": "التسويق الهاتفي", "dashboard.customize": "لوحات خاصة", "dashboard.share": "لوحات مشتركة",
    "dashboard.customSQL": "لوحات بلغة SQL", "rbac.roleHierarchy": "شجرة الأدوار", "rbac.groups": "المجموعات", "admin.entitlementsOverrides": "استثناء الميزات والحدود", "admin.customDictionaries": "مسميات وأقسام خاصة",
  },
  limits: {
    "users.max": "المقاعد", "roles.max": "الأدوار", "groups.max": "المجموعات", "contacts.max": "جهات الاتصال", "companies.max": "الشركات", "deals.max": "الصفقات", "leads.max": "العملاء المحتملون", "tasks.max": "المهام المفتوحة", "units.max": "الوحدات", "customFields.max": "الحقول المخصصة",
    "approvals.policies.max": "سياسات الموافقة", "sms.monthlyCap": "رسائل قصيرة شهريًا", "whatsapp.monthlyCap": "رسائل واتساب شهريًا",
  },
} as const satisfies Translation<typeof en>;
