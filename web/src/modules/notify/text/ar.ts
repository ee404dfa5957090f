import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  channel: { email: "البريد الإلكتروني", sms: "رسائل SMS", whatsapp: "واتساب", inbox: "الوارد" },
  type: { transactional: "خدمية", marketing: "تسويقية" },
  status: { queued: "في الانتظار", scheduled: "مجدولة", sending: "جارٍ الإرسال", sent: "أُرسلت", delivered: "وصلت", failed: "فشلت", bounced: "ارتدّت", expired: "انتهت مهلتها", cancelled: "أُلغيت" },
  locale: { en: "الإنجليزية", ar: "العربية" },
  copy: "نسخة", until: "مجدولة إلى {{ time }}", yes: "نعم", no: "لا",
  reason: {
    PREFERENCE_OFF: "لا يريد صاحبها هذا على هذه القناة.", MIRROR_OFF: "النسخ على هذه القناة موقوفة.", NO_ADDRESS: "لا عنوان له على هذه القناة.", PLAN_REQUIRED: "باقتكم لا تشمل هذه القناة.",
    SUPPRESSED: "ارتدّت رسائل هذا العنوان أو حُجب.", STOPPED: "أرسل كلمة STOP على هذه القناة.", UNSUBSCRIBED: "ألغى اشتراكه في الرسائل التسويقية.", CONSENT_REQUIRED: "لم يوافق على الرسائل التسويقية على هذه القناة.",
    TEMPLATE_MISSING: "لا قالب لهذه القناة.", SANDBOX_BLOCKED: "لا عنوان لهذه القناة في وضع التجربة.", SANDBOX_REDIRECTED: "وضع التجربة يرسلها إلى عنوان التجربة.", SCHEDULED: "طُلب إرسالها في هذا الوقت.",
    SNOOZED: "أوقف صاحبها إشعاراته مؤقتًا.", QUIET_HOURS: "تنتظر نهاية ساعات الهدوء.", CAP_EXCEEDED: "استُنفدت رسائل هذا الشهر على هذه القناة.", SECURITY: "رسالة أمان: لا تمنعها التفضيلات ولا ساعات الهدوء.", RATE_LIMIT: "رسائل كثيرة في وقت واحد: تنتظر دورها.",
  },
  failure: {
    CAP_EXCEEDED: "استُنفدت رسائل هذا الشهر على هذه القناة.", TEMPLATE_MISSING: "لم يكن لهذه القناة قالب.", TEMPLATE_VARIABLES_MISSING: "نقصت القالب قيمة.", OUTCOME_UNKNOWN: "لا يُعرف هل خرجت: ضاع رد مزود الخدمة.", GAVE_UP: "طالت المحاولات دون جدوى.", UNKNOWN: "لم يُذكر سبب.", INTERNAL: "حدث خطأ من جهتنا.",
    SUPPRESSED: "هذا العنوان في قائمة المنع.", CANCELLED: "أُلغيت.", adapter: { unknown: "لا مزود خدمة لهذه القناة." },
    brevo: { no_api_key: "مفتاح مزود البريد ناقص.", timeout: "لم يجب مزود البريد في الوقت المتاح.", unreachable: "تعذّر الوصول إلى مزود البريد.", not_understood: "لم يُفهم رد مزود البريد.", "401": "لم يقبل مزود البريد المفتاح.", "429": "طلب مزود البريد التمهل." },
    infobip: { no_api_key: "مفتاح مزود الخدمة ناقص.", no_sender: "لا اسم مُرسِل عند مزود الخدمة.", timeout: "لم يجب مزود الخدمة في الوقت المتاح.", unreachable: "تعذّر الوصول إلى مزود الخدمة.", not_understood: "لم يُفهم رد مزود الخدمة.", "401": "لم يقبل مزود الخدمة المفتاح.", rejected_not_enough_credits: "نفد الرصيد عند مزود الخدمة.", rejected_sender: "لا يعرف مزود الخدمة اسم المُرسِل هذا.", rejected_flooding_filter: "رسائل كثيرة إلى هذا الرقم في وقت قصير." },
    hard_bounce: "لا صندوق بريد بهذا العنوان.", soft_bounce: "صندوق البريد ممتلئ أو لم يجب.", invalid_email: "هذا ليس عنوان بريد.", blocked: "حجب مزود الخدمة هذا العنوان.", spam: "أُبلغ عنها كرسالة مزعجة.", error: "لم يستطع مزود الخدمة إرسالها.",
    other: "رد مزود الخدمة: «{{ code }}».",
  },
  route: {
    send: "تُرسل", defer: "تنتظر حتى {{ time }}", skip: "لا تُرسل", zone: "الأوقات بتوقيت {{ zone }}.", none: "لم يتقرر بشأنها شيء.",
  },
  prefs: {
    intro: "اختر كيف تصلك الإشعارات. وما لا تختاره تقرره مجموعاتك ومساحة العمل.", kinds: "الرسائل", transactional: "رسائل خدمية", transactionalHelp: "إسنادات وموافقات وتذكيرات.", marketing: "رسائل تسويقية", marketingHelp: "أخبار وعروض.", all: "الإشعارات في الوارد",
    mirrors: "النسخ", mirrorsHelp: "يمكن أن تصلك رسالة SMS أو واتساب في مكان آخر أيضًا.", email_on_sms: "نسخة من كل رسالة SMS إلى بريدي", email_on_whatsapp: "نسخة من كل رسالة واتساب إلى بريدي", inbox_on_all: "كل رسالة في الوارد أيضًا",
    source: { user: "اختيارك", group: "قررته مجموعتك {{ name }}", tenant: "قررته مساحة العمل" }, notAgreed: "موقوفة حتى توافق عليها", follow: "كما في مساحة العمل", followLabel: "كما في مساحة العمل: {{ name }}", security: "أما الرموز ورسائل الأمان فتصلك دائمًا.",
    again: "تغيّر هذا في نافذة أخرى، وأُضيف تغييرك إليه.",
    snooze: "إيقاف مؤقت", snoozeHelp: "ينتظر البريد ورسائل SMS وواتساب. ويستمر الوارد، وتصل رسائل الأمان دائمًا.", snoozed: "موقوفة حتى {{ time }}", snoozeNone: "لا شيء موقوف", snoozeEnd: "إنهاء الإيقاف", snoozeUntil: "إيقاف حتى…", hour: "ساعة واحدة", evening: "حتى مساء اليوم", morning: "حتى صباح الغد", pick: "تاريخ ووقت…", pickTitle: "إيقاف حتى", pickLabel: "التاريخ والوقت", pickWrong: "اختر وقتًا خلال الأيام الثلاثين القادمة.", pause: "إيقاف", paused: "أُوقفت الإشعارات.", ended: "انتهى الإيقاف.",
    quiet: "ساعات الهدوء", quietOwn: "ساعات هدوء خاصة بي", quietTenant: "ساعات الهدوء في مساحة العمل", quietWho: "أي ساعات هدوء تسري عليّ", quietNow: "من {{ start }} إلى {{ end }} على {{ channels }}", quietOff: "لا ساعات هدوء", quietSaved: "حُفظت ساعات هدوئك.", quietRefused: "لا تسمح مساحة عملك بساعات هدوء خاصة، فتسري عليك ساعاتها.", zone: "بتوقيتك، {{ zone }}.", zoneChange: "تغييره", changed: "تغيّرت ساعات هدوئك في نافذة أخرى. المعروض ما هي عليه الآن.",
  },
  quiet: {
    enabled: "تأجيل الرسائل في ساعات الهدوء", help: "ما يقع فيها ينتظر نهايتها، ولا يضيع شيء.", start: "من", end: "إلى", channels: "على هذه القنوات", channelsMissing: "اختر قناة واحدة على الأقل.", weekend: "ساعات أخرى في أيام العطلة", weekendStart: "في أيام العطلة، من", weekendEnd: "في أيام العطلة، إلى", overnight: "تنتهي في اليوم التالي.", timeWrong: "اكتب الوقت مثل 21:00.",
  },
  policies: {
    title: "سياسات الإشعارات", intro: "كيف تخاطب مساحة عملك أفرادها وعملاءها. تسري من الرسالة التالية.", save: "حفظ السياسات", saved: "حُفظت السياسات.", sandboxOn: "وضع التجربة يعمل", sandboxOnHelp: "لا تصل رسالة إلى صاحبها، ما عدا رسائل الأمان.",
    quiet: "ساعات الهدوء", quietHelp: "بتوقيت من تُكتب إليه الرسالة.", usersMay: "يحق للأفراد اختيار ساعات هدوء خاصة", security: "تصل رسائل الأمان في ساعات الهدوء", securityHelp: "لا تنتظر الرموز ولا تنبيهات الدخول.",
    mirroring: "نسخ رسائل SMS وواتساب", mirrorEmail: "بالبريد أيضًا", mirrorInbox: "في الوارد أيضًا", mirrorMarketing: "والتسويقية أيضًا", mirrorMarketingHelp: "ويبقى بريدها مشروطًا بالموافقة على البريد.",
    defaults: "ما يسري ما لم يختر الأفراد", defaultsHelp: "للمجموعات والأفراد أن يقرروا غير ذلك. والتسويق يحتاج إلى موافقة دائمًا.", groupRule: "من كان في عدة مجموعات", most_permissive: "ما تسمح به إحداها فهو مسموح", ignore: "لا تقرر المجموعات شيئًا",
    consent: "الموافقة", stop: "إرسال الرسائل الخدمية بعد STOP", stopHelp: "أما التسويقية فتتوقف في كل حال. وقوانين بعض الدول تمنع هذا أيضًا.", doubleOptIn: "تأكيد الموافقة بخطوة ثانية", doubleOptInHelp: "لا تُعد الموافقة قائمة إلا بعد الرد على رسالة تسأل عنها.",
    sandbox: "وضع التجربة", sandboxSwitch: "إرسال كل شيء إلى عناوين التجربة", sandboxHelp: "القناة التي لا عنوان تجربة لها لا يُرسل عليها شيء. ورسائل الأمان تصل إلى أصحابها.", sandboxEmail: "بريد التجربة", sandboxPhone: "هاتف التجربة", phoneWrong: "اكتب رقمًا كاملًا.", emailWrong: "اكتب عنوان بريد.",
    throttle: "السرعة والحفظ", throttleShort: "الرسائل في الدقيقة", throttleHelp: "عدد الرسائل في الدقيقة لكل قناة. وما زاد ينتظر دوره.", perMinute: "في الدقيقة", throttleWrong: "اكتب عددًا من 1 إلى 10,000.", retention: "تُنسى نصوص الرسائل بعد", days: "يومًا", retentionWrong: "اكتب عددًا من 1 إلى 365.",
    groups: "المجموعات", groupsHelp: "ما تقوله المجموعة يسري على أعضائها ما لم يختاروا بأنفسهم.", groupsNone: "لا مجموعات بعد", groupsNoneHelp: "أنشئ أولًا مجموعات للأفراد، مثل فرع أو فريق.", groupsOpen: "فتح المجموعات", groupSays: { zero: "لا إعدادات", one: "إعداد واحد", two: "إعدادان", few: "{{ count }} إعدادات", many: "{{ count }} إعدادًا", other: "{{ count }} إعداد" }, groupSilent: "لا تقرر شيئًا", groupEdit: "تغيير", groupTitle: "كيف تصل الإشعارات إلى أعضاء {{ name }}", groupSaved: "حُفظ لمجموعة {{ name }}.", unset: "تقرره مساحة العمل", on: "يعمل", off: "موقوف", ignored: "لا تقرر المجموعات شيئًا الآن: القاعدة أعلاه تستثنيها.", groupConflict: "غيّر شخص آخر إعدادات هذه المجموعة قبلك. المعروض ما هي عليه الآن، فاختر من جديد.",
  },
  escalations: {
    title: "التصعيد", leads: "العملاء المحتملون الساخنون", approvals: "الموافقات المتأخرة", tasks: "المهام", steps: { zero: "لا خطوات", one: "خطوة واحدة", two: "خطوتان", few: "{{ count }} خطوات", many: "{{ count }} خطوة", other: "{{ count }} خطوة" },
  },
  intent: {
    channel: "القناة", who: "إلى", user: "زميل", contact: "جهة اتصال", address: "عنوان", userLabel: "الزميل", contactLabel: "جهة الاتصال", addressLabel: "بريد أو هاتف", addressHelp: "الهاتف مع رمز الدولة، مثل \u2066+201001234567\u2069.", template: "القالب", templateHelp: "رمزه، مثل \u2066lead.assigned\u2069.", type: "النوع", schedule: "وقت الإرسال", copies: "نسخة إلى البريد والوارد", variables: "قيم القالب",
    whoMissing: "حدد لمن هي.", toWrong: "لا عنوان كهذا. الهاتف يحتاج إلى رمز الدولة، مثل \u2066+201001234567\u2069.", noAddress: "لا عنوان له على هذه القناة.", templateMissing: "اكتب رمز قالب.", templateWrong: "لا قالب بهذا الرمز.", variablesMissing: "يحتاج القالب إلى قيم أخرى. وهي مبيّنة أدناه.", gone: "لم يعد هذا الشخص أو جهة الاتصال موجودًا.", scheduleWrong: "اختر وقتًا خلال السنة القادمة.",
    consent: "{{ channel }}: {{ reason }}", plan: "باقتكم لا تشمل {{ channel }}.", cap: { zero: "باقتكم لا تشمل رسائل {{ channel }}.", one: "استُنفدت رسالة هذا الشهر على {{ channel }}.", two: "استُنفدت رسالتا هذا الشهر على {{ channel }}.", few: "استُنفدت رسائل هذا الشهر على {{ channel }}، وهي {{ count }}.", many: "استُنفدت رسائل هذا الشهر على {{ channel }}، وهي {{ count }}.", other: "استُنفدت رسائل هذا الشهر على {{ channel }}، وهي {{ count }}." },
    throttle: { zero: "رسائل كثيرة في وقت واحد. أعد المحاولة الآن.", one: "رسائل كثيرة في وقت واحد. أعد المحاولة بعد ثانية.", two: "رسائل كثيرة في وقت واحد. أعد المحاولة بعد ثانيتين.", few: "رسائل كثيرة في وقت واحد. أعد المحاولة بعد {{ count }} ثوانٍ.", many: "رسائل كثيرة في وقت واحد. أعد المحاولة بعد {{ count }} ثانية.", other: "رسائل كثيرة في وقت واحد. أعد المحاولة بعد {{ count }} ثانية." },
  },
  preview: { title: "تجربة القواعد", help: "انظر ما يحدث لرسالة الآن. لا يُرسل شيء.", run: "عرض ما يحدث", result: "ما يحدث الآن", for: "إلى {{ name }}" },
  messages: {
    title: "الرسائل", none: "لا رسائل بعد", noneHelp: "يُدرج هنا ما يُرسل بالبريد ورسائل SMS وواتساب، وما صار إليه.", send: "إرسال رسالة", health: "حال الرسائل", recipient: "المستلم", what: "الرسالة", channel: "القناة", status: "الحالة", type: "النوع", when: "طُلبت", source: "من", row: "{{ family }} إلى {{ recipient }}",
    filters: { status: "الحالة", channel: "القناة", type: "النوع", dates: "التواريخ", recipient: "المستلم", family: "الرسالة" }, views: { waiting: "في الانتظار", failed: "الفاشلة" },
  },
  message: {
    to: "إلى", template: "القالب", language: "اللغة", kind: "النوع", provider: "مزود الخدمة", providerId: "رقمها لدى المزود", attempts: "المحاولات", segments: "أجزاء SMS", asked: "طُلبت", leaves: "تخرج", sent: "أُرسلت", delivered: "وصلت", opened: "فُتحت", source: "من", failedTitle: "لم تصل",
    timeline: "ما حدث", timelineNone: "لم يُسجَّل شيء بعد.", routing: "لماذا ذهبت حيث ذهبت", group: "أُرسلت أيضًا", inboxRead: "في الوارد، مقروءة", inboxUnread: "في الوارد، غير مقروءة", open: "فتح: {{ channel }}، {{ status }}", content: "النص", contentNone: "النص غير محفوظ: كان سريًا، أو نُسي بعد المدة التي حددتها مساحة عملك.", frame: "البريد كما أُرسل", subject: "الموضوع", requeue: "إرسال من جديد", requeued: "في طريقها من جديد.", requeueAsk: "إرسال هذه الرسالة من جديد؟", requeueGone: "نصها لم يعد محفوظًا. أرسل رسالة جديدة.", requeueHelp: "تذهب إلى العنوان نفسه بالنص نفسه.",
  },
  event: {
    message_queued: "جاهزة للإرسال", message_sent: "استلمها مزود الخدمة", message_delivered: "وصلت", message_failed: "فشلت: {{ reason }}", message_bounced: "ارتدّت: {{ reason }}", message_opened: "فُتحت", message_clicked: "فُتح رابط فيها", message_deferred: "تنتظر حتى {{ time }}. {{ reason }}", message_retried: "محاولة بلا جدوى: {{ reason }} والتالية في {{ time }}.", message_requeued: "أُرسلت من جديد يدويًا", message_cancelled: "أُلغيت", message_expired: "انتهت مهلتها",
  },
  send: { title: "إرسال رسالة", help: "تتبع سياساتكم، وموافقة المستلم وتفضيلاته.", preview: "عرض ما يحدث", submit: "إرسال", sent: "الرسالة في طريقها.", deferred: "تنتظر الرسالة حتى {{ time }}.", duplicate: "أُرسلت الرسالة نفسها قبل لحظات، ولم تُرسل مرتين.", nowhere: "لا تذهب الرسالة إلى أي مكان. الأسباب أدناه." },
  suppression: {
    title: "قائمة المنع", search: "ابحث عن بريد أو رقم", none: "لا أحد في القائمة", noneHelp: "تُدرج هنا العناوين التي ارتدّت رسائلها أو اشتكت أو ألغت اشتراكها أو أرسلت STOP، ولا يُكتب إليها.", address: "العنوان", channel: "القناة", reason: "السبب", scope: "الممنوع", when: "منذ", detail: "ملاحظة", by: "أضافه", system: "النظام",
    reasons: { bounce: "ارتدّت الرسائل", complaint: "بلاغ إزعاج", manual: "أُضيف يدويًا", stop: "أرسل STOP", unsubscribed: "ألغى اشتراكه" }, scopes: { all: "كل شيء", marketing: "التسويق" }, scopeHelp: { all: "لا يُرسل إليه شيء.", marketing: "تصل إليه الرسائل الخدمية." },
    filters: { reason: "السبب", channel: "القناة" }, add: "منع عنوان", addHelp: "لا يُرسل إليه شيء من الآن.", email: "البريد", phone: "الهاتف", note: "ملاحظة", noteHelp: "السبب، لمن يراجع لاحقًا.", noteMissing: "اذكر السبب.", added: "{{ value }} في قائمة المنع.", duplicate: "هذا العنوان مُنع يدويًا من قبل.",
    lift: "رفع المنع", liftTitle: "الكتابة إلى {{ value }} من جديد؟", liftBounce: "ارتدّت رسائله. إن كان العنوان خطأ فسترتد ثانية، وذلك يضر بسمعة إرسالكم.", liftManual: "تصل إليه الرسائل بدءًا من التالية.", lifted: "صار من الممكن الكتابة إلى {{ value }}.", cannot: "لا يمكن رفع هذا المنع هنا",
    whyNot: { stop: "أرسل STOP. يُسمح بالكتابة إليه إذا أرسل START، أو وافق من جديد: سجّل ذلك كموافقة.", complaint: "أبلغ عن رسالة مزعجة. لا يُسمح بالكتابة إليه إلا إذا وافق من جديد: سجّل ذلك كموافقة.", unsubscribed: "ألغى اشتراكه. له أن يشترك ثانية، أو يوافق من جديد: سجّل ذلك كموافقة." },
    history: "تاريخه في سجل التدقيق", message: "الرسالة التي جاء منها", row: "{{ value }}: {{ reason }}",
  },
  health: {
    title: "حال الرسائل", days: "المدة", lastDays: { zero: "اليوم", one: "آخر 24 ساعة", two: "آخر يومين", few: "آخر {{ count }} أيام", many: "آخر {{ count }} يومًا", other: "آخر {{ count }} يوم" }, none: "لم يُرسل شيء في هذه المدة", noneHelp: "تظهر الأرقام مع أولى الرسائل.",
    waiting: "تنتظر الآن", deferred: { zero: "لا شيء مجدول", one: "رسالة مجدولة لوقت لاحق", two: "رسالتان مجدولتان لوقت لاحق", few: "{{ count }} رسائل مجدولة لوقت لاحق", many: "{{ count }} رسالة مجدولة لوقت لاحق", other: "{{ count }} رسالة مجدولة لوقت لاحق" }, oldest: "أقدمها تنتظر منذ {{ time }}", noWait: "لا شيء ينتظر", time: "زمن الإرسال", p95: "19 من 20 خلال {{ time }}", delivery: "وصلت", deliveryHelp: "مما عُرف مصيره", read: "المقروء في الوارد", readOf: "{{ read }} من {{ count }}", mirrored: "وصلت بالبريد أو الوارد أيضًا", mirroredOf: "{{ covered }} من {{ count }} رسالة SMS وواتساب", dead: "متروكة", deadHelp: "تنتظر قرار شخص",
    trend: "المرسل في اليوم", trendHelp: "ما أُرسل وما فشل في كل يوم", day: "اليوم", sent: "أُرسلت", failed: "فشلت", total: "الكل", share: "نسبة الوصول", byChannel: "الوصول حسب القناة", rate: "وصلت", bounced: "ارتدّت", opened: "فُتحت", clicked: "نُقرت", failures: "لماذا فشلت رسائل", failuresNone: "لم يفشل شيء", reason: "السبب", count: "الرسائل", openLog: "عرضها", caps: "استهلاك هذا الشهر", capOf: "{{ used }} من {{ cap }}", noCap: "{{ used }}، بلا حد", providers: "مزودو الخدمة", providerOk: "يعمل", providerOpen: "موقوف حتى {{ time }}", providerFails: { zero: "لا إخفاق", one: "إخفاق واحد", two: "إخفاقان متتاليان", few: "{{ count }} إخفاقات متتالية", many: "{{ count }} إخفاقًا متتاليًا", other: "{{ count }} إخفاق متتالٍ" }, providersNone: "لم يخفق مزود خدمة مؤخرًا.", table: "عرض كجدول", noneYet: "—",
  },
} satisfies Translation<typeof en>;
