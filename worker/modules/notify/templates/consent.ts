import * as z from "zod";
import { template } from "./template.ts";

const Tenant = z.object({ tenant_name: z.string() });

const stopped = <const C extends string>(code: C) => template({
  code, payload: Tenant,
  en: { subject: "Messages stopped", text: "{{ tenant_name }} will not write to you here any more. Reply START to hear from us again." },
  ar: { subject: "تم إيقاف الرسائل", text: "لن تصلك رسائل أخرى هنا من {{ tenant_name | isolate }}. أرسل «ابدأ» لاستقبالها من جديد." },
});
const started = <const C extends string>(code: C) => template({
  code, payload: Tenant,
  en: { subject: "Messages resumed", text: "{{ tenant_name }} may write to you here again. Reply STOP to end it." },
  ar: { subject: "تم استئناف الرسائل", text: "ستصلك رسائل {{ tenant_name | isolate }} هنا من جديد. أرسل «إيقاف» لإيقافها." },
});

/** What people are asked and told about being written to, and what STOP and START are answered with. */
export const consentTemplates = [
  template({
    code: "consent.confirm", payload: z.object({ full_name: z.string(), tenant_name: z.string(), url: z.url() }), secret: true,
    en: {
      subject: "Please confirm: news from {{ tenant_name }}",
      text: "Hello {{ full_name }},\n\n{{ tenant_name }} would like to send you news and offers. Please confirm that you want them. If you did not ask for this, do nothing and you will hear no more.",
      action: "Yes, send me news",
    },
    ar: {
      subject: "يرجى التأكيد: أخبار من {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nتودّ {{ tenant_name | isolate }} أن ترسل إليك أخبارها وعروضها. يرجى تأكيد رغبتك في ذلك. إذا لم تطلب هذا، فلا تفعل شيئًا ولن تصلك رسائل أخرى.",
      action: "نعم، أرسلوا لي الأخبار",
    },
  }),
  stopped("consent.sms.stopped"), stopped("consent.whatsapp.stopped"), started("consent.sms.started"), started("consent.whatsapp.started"),
] as const;
