import * as z from "zod";
import { template } from "./template.ts";

const Told = z.object({ full_name: z.string(), url: z.url(), title: z.string(), summary: z.string(), owner_name: z.string(), score: z.int(), since: z.string() });

const LEAD = {
  en: "{{ title }} (score {{ score }}) has been hot since {{ since }} and nobody has got in touch.{% if owner_name != '' %} The lead belongs to {{ owner_name }}.{% else %} The lead has no owner.{% endif %}",
  ar: "العميل المحتمل {{ title | isolate }} (الدرجة {{ score }}) واعد منذ {{ since | isolate }} ولم يتواصل معه أحد.{% if owner_name != '' %} المسؤول عنه: {{ owner_name | isolate }}.{% else %} لا يوجد مسؤول عنه.{% endif %}",
};
const APPROVAL = {
  en: "The request of {{ owner_name }} has been overdue since {{ since }} and nobody has decided it.\n\n{{ title }}, {{ summary }}.",
  ar: "تجاوز طلب {{ owner_name | isolate }} موعده منذ {{ since | isolate }} ولم يُبت فيه.\n\n{{ title | isolate }}، {{ summary | isolate }}.",
};
const TASK = {
  en: "{{ title }} has been overdue since {{ since }} and is not done. It belongs to {{ owner_name }}.",
  ar: "تجاوزت المهمة {{ title | isolate }} موعدها منذ {{ since | isolate }} ولم تُنجز. المسؤول عنها: {{ owner_name | isolate }}.",
};
const hello = { en: "Hello {{ full_name }},\n\n", ar: "مرحبًا {{ full_name | isolate }}،\n\n" };

export const escalationTemplates = [
  template({
    family: "escalation.lead", payload: Told, severity: "warning",
    en: { subject: "Nobody has contacted {{ title }}", text: hello.en + LEAD.en, action: "Open the lead", inbox_body: LEAD.en },
    ar: { subject: "لم يتواصل أحد مع {{ title | isolate }}", text: hello.ar + LEAD.ar, action: "فتح العميل المحتمل", inbox_body: LEAD.ar },
  }),
  template({
    family: "escalation.approval", payload: Told, severity: "warning",
    en: { subject: "Still undecided: {{ title }}", text: hello.en + APPROVAL.en, action: "Look at the request", inbox_body: APPROVAL.en },
    ar: { subject: "ما زال دون قرار: {{ title | isolate }}", text: hello.ar + APPROVAL.ar, action: "عرض الطلب", inbox_body: APPROVAL.ar },
  }),
  template({
    family: "escalation.task", payload: Told, severity: "warning",
    en: { subject: "Still not done: {{ title }}", text: hello.en + TASK.en, action: "Open the task", inbox_body: TASK.en },
    ar: { subject: "ما زالت دون إنجاز: {{ title | isolate }}", text: hello.ar + TASK.ar, action: "فتح المهمة", inbox_body: TASK.ar },
  }),
] as const;
