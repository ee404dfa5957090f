import * as z from "zod";
import { template } from "./template.ts";

/** What people are asked and told about being written to. */
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
] as const;
