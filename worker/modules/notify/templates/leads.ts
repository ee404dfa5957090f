import * as z from "zod";
import { template } from "./template.ts";

const Told = z.object({ full_name: z.string(), url: z.url(), lead_name: z.string(), score: z.int() });
const Finished = z.object({ full_name: z.string(), url: z.url(), file_name: z.string(), created: z.int(), duplicates: z.int(), failed: z.int(), stopped: z.boolean() });

export const leadTemplates = [
  template({
    family: "lead.assigned", payload: Told,
    en: {
      subject: "New lead: {{ lead_name }}",
      text: "Hello {{ full_name }},\n\n{{ lead_name }} is your lead now. Its score is {{ score }}.",
      action: "Open the lead",
      inbox_title: "New lead: {{ lead_name }}", inbox_body: "The lead is yours now. Score {{ score }}.",
    },
    ar: {
      subject: "عميل محتمل جديد: {{ lead_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nأصبح العميل المحتمل {{ lead_name | isolate }} ضمن مسؤوليتك. درجته {{ score }}.",
      action: "فتح العميل المحتمل",
      inbox_title: "عميل محتمل جديد: {{ lead_name | isolate }}", inbox_body: "أصبح العميل المحتمل ضمن مسؤوليتك. الدرجة {{ score }}.",
    },
  }),
  template({
    family: "lead.hot", payload: Told, severity: "warning",
    en: {
      subject: "{{ lead_name }} is hot: score {{ score }}",
      text: "Hello {{ full_name }},\n\nThe score of your lead {{ lead_name }} has risen to {{ score }}. It is a good time to call.",
      action: "Open the lead",
      inbox_title: "{{ lead_name }} is hot", inbox_body: "The score has risen to {{ score }}. It is a good time to call.",
    },
    ar: {
      subject: "ارتفعت درجة {{ lead_name | isolate }} إلى {{ score }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nارتفعت درجة العميل المحتمل {{ lead_name | isolate }} إلى {{ score }}. هذا وقت مناسب للاتصال به.",
      action: "فتح العميل المحتمل",
      inbox_title: "{{ lead_name | isolate }} عميل واعد", inbox_body: "ارتفعت الدرجة إلى {{ score }}. هذا وقت مناسب للاتصال.",
    },
  }),
  template({
    family: "lead.converted", payload: Told, severity: "success",
    en: {
      subject: "{{ lead_name }} was converted",
      text: "Hello {{ full_name }},\n\nThe lead {{ lead_name }} has become a contact.",
      action: "Open the lead",
      inbox_title: "{{ lead_name }} was converted", inbox_body: "The lead has become a contact.",
    },
    ar: {
      subject: "تم تحويل العميل المحتمل {{ lead_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nأصبح العميل المحتمل {{ lead_name | isolate }} جهة اتصال.",
      action: "فتح العميل المحتمل",
      inbox_title: "تم تحويل {{ lead_name | isolate }}", inbox_body: "أصبح العميل المحتمل جهة اتصال.",
    },
  }),
  template({
    family: "lead.import_finished", payload: Finished,
    en: {
      subject: "{% if stopped %}Import stopped: {% else %}Import finished: {% endif %}{{ file_name }}",
      text: "Hello {{ full_name }},\n\n{% if stopped %}The import of {{ file_name }} stopped before its end.{% else %}The import of {{ file_name }} has finished.{% endif %}\n\nCreated: {{ created }}\nDuplicates left out: {{ duplicates }}\nRows with errors: {{ failed }}",
      action: "Open the report",
      inbox_body: "Created {{ created }}, duplicates {{ duplicates }}, errors {{ failed }}.",
    },
    ar: {
      subject: "{% if stopped %}توقف الاستيراد: {% else %}اكتمل الاستيراد: {% endif %}{{ file_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\n{% if stopped %}توقف استيراد الملف {{ file_name | isolate }} قبل نهايته.{% else %}اكتمل استيراد الملف {{ file_name | isolate }}.{% endif %}\n\nأُضيف: {{ created }}\nمكرر لم يُضف: {{ duplicates }}\nصفوف بها أخطاء: {{ failed }}",
      action: "فتح التقرير",
      inbox_body: "أُضيف {{ created }}، مكرر {{ duplicates }}، أخطاء {{ failed }}.",
    },
  }),
] as const;
