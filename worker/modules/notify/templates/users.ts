import * as z from "zod";
import { template } from "./template.ts";

const Account = z.object({ full_name: z.string(), tenant_name: z.string(), url: z.url() });
const Told = z.object({ full_name: z.string(), url: z.url() });
const Received = Told.extend({ from_name: z.string(), leads: z.int(), deals: z.int(), contacts: z.int(), companies: z.int(), tasks: z.int() });

/** What becomes of accounts, and of the work of those who leave. */
export const userTemplates = [
  template({
    family: "user.suspended", payload: Account, severity: "warning",
    en: {
      subject: "Your account at {{ tenant_name }} is suspended",
      text: "Hello {{ full_name }},\n\nYour account at {{ tenant_name }} was suspended. You are signed out and cannot sign in for now. Your work is kept.\n\nIf you think this is a mistake, speak to an admin of {{ tenant_name }}.",
    },
    ar: {
      subject: "تم تعليق حسابك لدى {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nتم تعليق حسابك لدى {{ tenant_name | isolate }}. تم تسجيل خروجك، ولا يمكنك تسجيل الدخول في الوقت الحالي. عملك محفوظ.\n\nإذا كنت ترى أن هذا حدث عن طريق الخطأ، فتواصل مع أحد المسؤولين في {{ tenant_name | isolate }}.",
    },
  }),
  template({
    family: "user.deactivated", payload: Account, severity: "warning",
    en: {
      subject: "Your account at {{ tenant_name }} is closed",
      text: "Hello {{ full_name }},\n\nYour account at {{ tenant_name }} was closed and you are signed out. What you did there stays on record; open work was handed over.\n\nIf you think this is a mistake, speak to an admin of {{ tenant_name }}.",
    },
    ar: {
      subject: "تم إغلاق حسابك لدى {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nتم إغلاق حسابك لدى {{ tenant_name | isolate }} وتسجيل خروجك. يبقى ما أنجزته مسجلًا، وقد سُلّمت الأعمال المفتوحة إلى زملائك.\n\nإذا كنت ترى أن هذا حدث عن طريق الخطأ، فتواصل مع أحد المسؤولين في {{ tenant_name | isolate }}.",
    },
  }),
  template({
    family: "user.reinstated", payload: Account, severity: "success",
    en: {
      subject: "Welcome back to {{ tenant_name }}",
      text: "Hello {{ full_name }},\n\nYour account at {{ tenant_name }} works again. Sign in with the password you had.",
      action: "Sign in",
    },
    ar: {
      subject: "مرحبًا بعودتك إلى {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nعاد حسابك لدى {{ tenant_name | isolate }} إلى العمل. سجّل الدخول بكلمة المرور التي كانت لديك.",
      action: "تسجيل الدخول",
    },
  }),
  template({
    family: "user.records_received", payload: Received,
    en: {
      subject: "The work of {{ from_name }} is yours now",
      text: "Hello {{ full_name }},\n\n{{ from_name }} has left, and what they were working on is yours now.\n\nLeads: {{ leads }}\nDeals: {{ deals }}\nContacts: {{ contacts }}\nCompanies: {{ companies }}\nTasks: {{ tasks }}",
      action: "Open the deals",
      inbox_title: "The work of {{ from_name }} is yours now", inbox_body: "Leads: {{ leads }}, deals: {{ deals }}, contacts: {{ contacts }}, companies: {{ companies }}, tasks: {{ tasks }}.",
    },
    ar: {
      subject: "أصبحت أعمال {{ from_name | isolate }} ضمن مسؤوليتك",
      text: "مرحبًا {{ full_name | isolate }}،\n\nغادر {{ from_name | isolate }}، وأصبح ما كان يعمل عليه ضمن مسؤوليتك.\n\nالعملاء المحتملون: {{ leads }}\nالصفقات: {{ deals }}\nجهات الاتصال: {{ contacts }}\nالشركات: {{ companies }}\nالمهام: {{ tasks }}",
      action: "فتح الصفقات",
      inbox_title: "أصبحت أعمال {{ from_name | isolate }} ضمن مسؤوليتك", inbox_body: "العملاء المحتملون: {{ leads }}، الصفقات: {{ deals }}، جهات الاتصال: {{ contacts }}، الشركات: {{ companies }}، المهام: {{ tasks }}.",
    },
  }),
  template({
    family: "user.joined", payload: Told.extend({ member_name: z.string() }), severity: "success",
    en: {
      subject: "{{ member_name }} has joined",
      text: "Hello {{ full_name }},\n\n{{ member_name }}, whom you invited, has joined and can start to work.",
      action: "Open their account",
      inbox_title: "{{ member_name }} has joined", inbox_body: "They accepted your invitation and can start to work.",
    },
    ar: {
      subject: "انضم {{ member_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nقبِل {{ member_name | isolate }} دعوتك وانضم إلى مساحة العمل، ويمكنه بدء العمل الآن.",
      action: "فتح الحساب",
      inbox_title: "انضم {{ member_name | isolate }}", inbox_body: "قُبلت دعوتك، ويمكن بدء العمل الآن.",
    },
  }),
  template({
    family: "tenant.export_ready", payload: Told, severity: "success",
    en: {
      subject: "The copy of your workspace's data is ready",
      text: "Hello {{ full_name }},\n\nThe copy you asked for is ready. It can be downloaded for 24 hours; keep it as safely as the workspace itself.",
      action: "Open the exports",
      inbox_title: "Your export is ready", inbox_body: "It can be downloaded for 24 hours.",
    },
    ar: {
      subject: "نسخة بيانات مساحة العمل جاهزة",
      text: "مرحبًا {{ full_name | isolate }}،\n\nأصبحت النسخة التي طلبتها جاهزة. يمكن تنزيلها خلال 24 ساعة، فاحفظها بالعناية نفسها التي تحفظ بها مساحة العمل.",
      action: "فتح عمليات التصدير",
      inbox_title: "نسخة البيانات جاهزة", inbox_body: "يمكن تنزيلها خلال 24 ساعة.",
    },
  }),
  template({
    family: "tenant.seats_full", payload: Told.extend({ limit: z.int() }), severity: "warning",
    en: {
      subject: "All {{ limit }} seats of your plan are taken",
      text: "Hello {{ full_name }},\n\nAll {{ limit }} seats of your plan are taken. To invite more people, take an invitation back, suspend an account that is not needed, or choose a larger plan.",
      action: "Open the users",
      inbox_title: "All seats are taken", inbox_body: "All {{ limit }} seats of your plan are in use.",
    },
    ar: {
      subject: "جميع مقاعد باقتك ({{ limit }}) مشغولة",
      text: "مرحبًا {{ full_name | isolate }}،\n\nجميع مقاعد باقتك ({{ limit }}) مشغولة. لدعوة أشخاص آخرين، اسحب دعوة لم تُقبل بعد، أو علّق حسابًا لم تعد بحاجة إليه، أو اختر باقة أكبر.",
      action: "فتح المستخدمين",
      inbox_title: "جميع المقاعد مشغولة", inbox_body: "جميع مقاعد باقتك ({{ limit }}) مستخدمة.",
    },
  }),
] as const;
