import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  title: "الموافقات", policiesTitle: "سياسات الموافقة",
  views: { to_decide: "بانتظار قراري", requested: "طلباتي", all: "الكل", stats: "الإحصاءات" },
  state: "الحالة", action: "الإجراء", record: "السجل", asked: "المطلوب", requester: "مقدم الطلب", step: "الخطوة", due: "الموعد", created: "قُدّم", decided: "حُسم",
  states: { pending: "قيد الانتظار", approved: "تمت الموافقة", rejected: "مرفوض", cancelled: "مسحوب", failed: "تعذّر التنفيذ" },
  actions: { deal_discount: "خصم على صفقة", deal_value: "قيمة صفقة", unit_price: "تغيير سعر وحدة", unit_status: "تغيير حالة وحدة" },
  objects: { deal: "الصفقة", unit: "الوحدة" },
  roles: { super_admin: "المالك", admin: "مدير النظام", staff: "موظف", sales_manager: "مدير مبيعات", sales_agent: "مندوب مبيعات", inventory_manager: "مدير المخزون العقاري", marketing_manager: "مدير تسويق", finance_manager: "مدير مالي", telemarketing_agent: "مندوب تسويق هاتفي" },
  dynamic: { owner_manager: "مدير المسؤول عن السجل", pipeline_owner: "المسؤول عن مسار المبيعات", project_owner: "المسؤول عن المشروع" },
  from: "من", to: "إلى",
  stepOf: "{{ step }} من {{ total }}", dueIn: "الموعد {{ when }}", overdue: "متأخر، كان موعده {{ when }}",
  none: { to_decide: "لا شيء بانتظارك", to_decideHelp: "تظهر هنا وفي الوارد الطلبات التي يمكنك البت فيها.", requested: "لم تقدّم أي طلب", requestedHelp: "حين يحتاج تغيير أجريته إلى موافقة تتابعه من هنا.", all: "لا طلبات بعد", allHelp: "تحدد السياسات أي التغييرات ينتظر الموافقة. من دونها لا ينتظر شيء." },
  sent: { said: "{{ title }}: أُرسل الطلب للموافقة. لن يتغيّر شيء قبلها.", see: "عرض الطلب" },
  policies: "السياسات", delegate: "المفوَّضون",
  request: {
    details: "التفاصيل", steps: "الخطوات", step: "الخطوة {{ step }}", openRecord: "فتح {{ record }}", policy: "لماذا ينتظر", always: "كل تغيير من هذا النوع", own: "هذا طلبك أنت، فيبت فيه غيرك.", waitsFor: "بانتظار {{ names }}.", waitsForNobody: "لا أحد يستطيع البت في هذه الخطوة الآن. تواصل مع مدير النظام.", voted: "وافقت على هذه الخطوة، وهي بانتظار آخرين.",
    decisionTitle: "قرارك", comment: "تعليق", commentHelp: "يقرؤه مقدم الطلب. لازم عند الرفض.", commentMissing: "اكتب السبب ليعرف {{ name }} ما الذي يغيّره.", approve: "موافقة", reject: "رفض", approveLast: "موافقة وتنفيذ", approved: "تمت الموافقة", approvedNext: "تمت الموافقة، وفُتحت الخطوة التالية.", approvedMore: "تمت الموافقة، والطلب بانتظار آخرين أيضًا.", rejected: "رُفض الطلب ولم يتغيّر شيء.", notPossible: "تمت الموافقة لكن تعذّر التنفيذ.",
    cancel: "سحب الطلب", cancelTitle: "سحب هذا الطلب؟", cancelText: "لن يتغيّر شيء، ولن يحتاج أحد إلى البت فيه.", cancelled: "سُحب الطلب",
    moved: "تغيّر شيء أثناء عرضك للطلب. ما تراه الآن هو الأحدث.", notYours: "لا يمكنك البت في هذه الخطوة.",
    closed_approved: "تمت الموافقة والتنفيذ {{ when }}", closed_rejected: "رُفض {{ when }}", closed_cancelled: "سُحب {{ when }}", closed_failed: "تمت الموافقة لكن تعذّر التنفيذ", nothingChanged: "لم يتغيّر شيء.", escalated: "متأخر: صُعّد الطلب {{ when }}",
    behalf: "نيابة عن {{ name }}", did_approve: "وافق", did_reject: "رفض", ofRequired: { zero: "{{ done }} من {{ count }} موافقة", one: "{{ done }} من موافقة واحدة", two: "{{ done }} من موافقتين", few: "{{ done }} من {{ count }} موافقات", many: "{{ done }} من {{ count }} موافقة", other: "{{ done }} من {{ count }} موافقة" },
    step_waiting: "لم تُفتح بعد", step_open: "مفتوحة", step_approved: "تمت الموافقة", step_rejected: "مرفوضة", step_skipped: "لم يُوصل إليها", within: { one: "خلال ساعة", two: "خلال ساعتين", few: "خلال {{ count }} ساعات", many: "خلال {{ count }} ساعة", other: "خلال {{ count }} ساعة" }, mayDecide: "يمكنهم البت: {{ names }}",
    failure_PRECONDITION_FAILED: "تغيّر السجل بعد تقديم الطلب.", failure_DEAL_CLOSED: "أُغلقت الصفقة في هذه الأثناء.", failure_NOT_FOUND: "لم يعد السجل موجودًا.", failure_CONFLICT: "لا يتوافق مع المسجل الآن.", failure_LIMIT_REACHED: "بُلغ حد من حدود الباقة.", failure_UNIT_UNAVAILABLE: "لم تعد الوحدة متاحة.",
    failure_REQUESTER_NOT_ALLOWED: "لم يعد مسموحًا لمقدم الطلب بهذا الإجراء.", failure_REQUESTER_NOT_ALLOWED_INACTIVE: "لم يعد حساب مقدم الطلب نشطًا.", failure_REQUESTER_NOT_ALLOWED_FORBIDDEN: "لم تعد لدى مقدم الطلب الصلاحية اللازمة.", failure_REQUESTER_NOT_ALLOWED_MODULE_OFF: "عُطّلت وحدة النظام التي يتبعها هذا الإجراء.", failure_REQUESTER_NOT_ALLOWED_PLAN_REQUIRED: "لم تعد الباقة تشمل هذا الإجراء.",
  },
  stats: {
    month: "آخر 30 يومًا", quarter: "آخر 90 يومًا", year: "آخر 12 شهرًا", all: "كل الوقت", help: "الطلبات المقدّمة في هذه المدة", none: "لا طلبات في هذه المدة", noneHelp: "متى انتظرت تغييرات الموافقة رأيت هنا عددها وكيف انتهت وكم استغرق البت فيها.",
    overdue: { zero: "لا متأخر", one: "طلب متأخر", two: "طلبان متأخران", few: "{{ count }} طلبات متأخرة", many: "{{ count }} طلبًا متأخرًا", other: "{{ count }} طلب متأخر" }, median: "بُتّ في نصفها خلال", soon: "أقل من دقيقة", byPolicy: "الطلبات حسب السياسة", time: "وسيط مدة البت", noTime: "لم يُبت في شيء في هذه المدة.",
  },
  notice: { why: "سبب الرفض", back: "رجوع", waits: "الطلب بانتظار آخرين، لا بانتظارك.", stepDecided: "بُتّ في هذه الخطوة، وفُتحت خطوة أخرى.", notYours: "لم يعد البت في هذا الطلب من اختصاصك.", offline: "لا اتصال بالإنترنت. يمكنك البت عند عودته." },
  mark: { title: "الموافقة", waiting: "بانتظار الموافقة", see: "عرض الطلب" },
  policy: {
    new: "سياسة جديدة", none: "لا سياسات بعد", noneHelp: "تحدد السياسة أي التغييرات ينتظر حتى يوافق عليه أحد: خصم يتجاوز 10٪، أو سعر ينخفض، أو صفقة تتجاوز قيمة معينة.", name: "الاسم", nameMissing: "اكتب اسمًا للسياسة.", action: "عند", active: "مفعّلة", switchOn: "تفعيل {{ name }}", switchedOn: "فُعّلت {{ name }}", switchedOff: "عُطّلت {{ name }}",
    limit: { zero: "لا سياسات مفعّلة في باقتك", one: "{{ used }} من سياسة مفعّلة واحدة في باقتك", two: "{{ used }} من سياستين مفعّلتين في باقتك", few: "{{ used }} من {{ count }} سياسات مفعّلة في باقتك", many: "{{ used }} من {{ count }} سياسة مفعّلة في باقتك", other: "{{ used }} من {{ count }} سياسة مفعّلة في باقتك" }, limitReached: "لا تسمح باقتك بسياسات مفعّلة أكثر. عطّل واحدة أو اطّلع على باقات أكبر.", always: "دائمًا",
    create: "إنشاء السياسة", save: "حفظ السياسة", created: "أُنشئت {{ name }}", saved: "حُفظت {{ name }}", remove: "حذف السياسة", removeTitle: "حذف {{ name }}؟", removeText: "يستمر البت بها في الطلبات المقدّمة، ولن تنتظر التغييرات الجديدة.", removed: "حُذفت {{ name }}",
    general: "عام", activeHelp: "تنتظر التغييرات الجديدة من الآن. وتحتفظ الطلبات المقدّمة بالخطوات التي بدأت بها.", self: "يمكن لمقدم الطلب الموافقة على طلبه", selfHelp: "فقط إن كان من أصحاب القرار أصلًا.", duplicate: "توجد سياسة بهذا الاسم.",
    conflict: "حفظ شخص آخر هذه السياسة قبلك. تغييراتك ما زالت هنا، أو حمّل ما حفظه لتبدأ من جديد.", loadTheirs: "تحميل ما حُفظ", unknownAction: "لم يعد هذا الإجراء موجودًا.",
  },
  condition: {
    title: "متى", help: "لا ينتظر التغيير إلا إذا تحقق هذا.", mode: "طريقة كتابة الشرط", mode_always: "دائمًا", mode_form: "إذا…", mode_text: "تعبير", joint: "كيف ترتبط الأسطر", all: "إذا تحققت كلها", any: "إذا تحقق أي منها", allShort: "و", anyShort: "أو", field: "الحقل", op: "المقارنة", value: "القيمة", add: "إضافة سطر", addGroup: "إضافة مجموعة", remove: "إزالة السطر", removeGroup: "إزالة المجموعة", group: "مجموعة",
    eq: "يساوي", ne: "لا يساوي", gt: "أكثر من", gte: "لا يقل عن", lt: "أقل من", lte: "لا يزيد على", in: "واحد من", valueMissing: "اكتب قيمة.", listHelp: "مفصولة بفواصل", text: "التعبير", textHelp: "بلغة CEL، بهذه الحقول: {{ fields }}. المبالغ بأصغر وحدة من عملتها.", textMissing: "اكتب التعبير.", preview: "في صورة تعبير",
    fields: { amount_minor: "القيمة", currency: "العملة", list_price_minor: "السعر المعلن لوحداتها", discount_minor: "الخصم", discount_percent: "نسبة الخصم", units_count: "عدد الوحدات", price_minor: "السعر", old_price_minor: "السعر السابق", old_currency: "العملة السابقة", change_minor: "التغيير", change_percent: "نسبة التغيير", old_status: "الحالة السابقة", status: "الحالة الجديدة" },
    statuses: { available: "متاحة", reserved: "محجوزة", sold: "مباعة", hold: "موقوفة", unavailable: "غير متاحة" },
  },
  steps: {
    title: "من يقرر", help: "تُفتح الخطوات واحدة بعد أخرى. ويُبلَّغ صاحب القرار في الوارد وبالبريد.", add: "إضافة خطوة", up: "تقديم الخطوة {{ step }}", down: "تأخير الخطوة {{ step }}", remove: "إزالة الخطوة {{ step }}", kind: "كم شخصًا يقرر", flat: "واحد منهم", flatHelp: "تكفي موافقة واحدة.", sequential: "واحد منهم بالتتابع", sequentialHelp: "تكفي موافقة واحدة بعد الخطوة السابقة.", parallel: "عدة أشخاص", parallelHelp: "بعدد الأشخاص الذي تحدده، كل منهم مرة واحدة.", required: "عدد الموافقات", requiredWrong: "اكتب عددًا من 1 إلى 20.",
    mode: "صاحب القرار", role: "دور", group: "مجموعة", user: "شخص", dynamic: "بحسب السجل", whoRole: "الدور", whoGroup: "المجموعة", whoUser: "الشخص", whoDynamic: "من", whoMissing: "اختر من يقرر.", sla: "ساعات البت", slaHelp: "يُذكَّر بعد ثلاثة أرباعها. تُترك فارغة بلا موعد.", slaWrong: "اكتب ساعات صحيحة من 1 إلى 8760.", hours: "س", escalate: "عند التأخر", escalateNone: "أصحاب الخطوة التالية، وإلا فالمديرون", escalateTo: "يمكنه البت عندئذ أيضًا", threshold: "متى تُطلب هذه الخطوة",
  },
  delegation: {
    title: "المفوَّضون", help: "في غيابك يمكن لغيرك البت فيما يُطلب منك. لكن لا يمكنه البت فيما طلبه هو.", to: "المفوَّض", toMissing: "اختر شخصًا.", from: "من", until: "حتى", untilMissing: "اختر يومًا.", untilBefore: "ينتهي هذا قبل أن يبدأ.", save: "إضافة مفوَّض", given: "يقرر نيابة عنك", received: "تقرر نيابة عن", period: "من {{ from }} إلى {{ until }}", end: "إنهاء", ended: "انتهى التفويض", endTitle: "إنهاء تفويض {{ name }}؟", endText: "تعود القرارات إليك من الآن.", saved: "يمكن لـ{{ name }} البت نيابة عنك", none: "لا أحد مفوَّض عنك.",
  },
} satisfies Translation<typeof en>;
