/** What a person reads and clicks on the way from a sign-up to a sale. */
const en = {
  dir: "ltr", tenant: "Nile Gate Realty", owner: "Karim Adel", colleague: "Salma Farouk", company: "Gulf Holdings",
  sign: { company: "Company name", name: "Your full name", email: "Work email", password: "Password", create: "Create account", sent: "Check your mail", confirmed: "Email confirmed", toSignIn: "Go to sign in", submit: "Sign in" },
  stages: { new: "New", viewing: "Viewing", offer: "Offer", won: "Won" },
  leads: { title: "Leads", none: "No leads yet", import: "Import", see: "See the leads", search: "Search leads", filter: "Filter", status: "Status", source: "Source", new: "New", qualified: "Qualified", referral: "Referral", convert: "Convert" },
  importing: { start: (rows: number) => `Import ${rows} rows`, done: (rows: number) => `${rows} leads added`, holds: (column: string) => new RegExp(`^What .?${column}.? holds`), notes: "Notes", leftOut: "Will be left out", preview: "Preview" },
  convert: { newCompany: "New company", companyName: "Name of the company", submit: "Convert and open the deal", done: /is converted$/, openDeal: "Open the deal" },
  deal: {
    units: /^Units/, add: "Add unit", adding: "Add a unit", unit: "Unit", reserve: "Reserve", held: "Reserved for this deal", taken: /is held by another deal/, wait: "Join the waitlist", waiting: "Waitlist, place 1",
    win: "Mark won", wonOn: /^Won on/, sold: "Sold to this deal", timeline: "Timeline", won: "won the deal", moved: /moved the deal from .*New.* to .*Viewing/, watch: "Watch: be told of every change", stopWatching: "Stop watching", second: "A second home",
  },
  unit: { sold: "Sold", prices: "Price history", sale: "Sale", timeline: "Timeline", changed: /changed the unit from .*Reserved.* to .*Sold/, soldTo: "Sold to" },
  inbox: { none: "Inbox", one: "Inbox, 1 unread", title: "Inbox", won: (deal: string) => `Won: ${deal}` },
};
export type JobWords = typeof en;

const ar: JobWords = {
  dir: "rtl", tenant: "بوابة النيل", owner: "كريم عادل", colleague: "سلمى فاروق", company: "الخليج القابضة",
  sign: { company: "اسم الشركة", name: "اسمك الكامل", email: "بريد العمل", password: "كلمة المرور", create: "إنشاء الحساب", sent: "راجع بريدك", confirmed: "تأكّد البريد", toSignIn: "إلى تسجيل الدخول", submit: "تسجيل الدخول" },
  stages: { new: "جديدة", viewing: "معاينة", offer: "عرض", won: "ناجحة" },
  leads: { title: "العملاء المحتملون", none: "لا عملاء محتملين بعد", import: "استيراد", see: "عرض العملاء", search: "ابحث في العملاء المحتملين", filter: "تصفية", status: "الحالة", source: "المصدر", new: "جديد", qualified: "مؤهل", referral: "ترشيح", convert: "تحويل" },
  importing: { start: (rows) => `استيراد ${rows} صف`, done: (rows) => `أُضيف ${rows} عميل`, holds: (column) => new RegExp(`^محتوى .?${column}.?`), notes: "ملاحظات", leftOut: "لن يُستورد", preview: "المعاينة" },
  convert: { newCompany: "شركة جديدة", companyName: "اسم الشركة", submit: "تحويل وفتح الصفقة", done: /^حُوِّل/, openDeal: "فتح الصفقة" },
  deal: {
    units: /^الوحدات/, add: "إضافة وحدة", adding: "إضافة وحدة", unit: "الوحدة", reserve: "حجز", held: "محجوزة لهذه الصفقة", taken: /محجوزة لصفقة أخرى/, wait: "دخول قائمة الانتظار", waiting: "قائمة الانتظار، الترتيب 1",
    win: "إتمام البيع", wonOn: /^نجحت في/, sold: "بيعت لهذه الصفقة", timeline: "السجل الزمني", won: "سجّل الصفقة كناجحة", moved: /نقل الصفقة من .*جديدة.* إلى .*معاينة/, watch: "متابعة: إشعار بكل تغيير", stopWatching: "إيقاف المتابعة", second: "بيت ثانٍ",
  },
  unit: { sold: "مباعة", prices: "تاريخ السعر", sale: "بيع", timeline: "السجل الزمني", changed: /غيّر حالة الوحدة من .*محجوزة.* إلى .*مباعة/, soldTo: "بيعت لصالح" },
  inbox: { none: "الوارد", one: "الوارد، إشعار واحد غير مقروء", title: "الوارد", won: (deal) => `تم الفوز بالصفقة: ${deal}` },
};

export const WORDS = { en, ar };
