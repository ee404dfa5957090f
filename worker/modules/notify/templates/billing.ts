import * as z from "zod";
import { template } from "./template.ts";

export const billingTemplates = [
  template({
    family: "billing.payment_failed", payload: z.object({ full_name: z.string(), url: z.url(), tenant_name: z.string() }), severity: "error",
    en: {
      subject: "The payment for {{ tenant_name }} failed",
      text: "Hello {{ full_name }},\n\nThe payment for the plan of {{ tenant_name }} did not go through. Please check the card on file and its limit. We try again in the next days; if no payment goes through, some features will stop.",
      action: "See the plan",
      inbox_title: "The payment for your plan failed", inbox_body: "Please check the card on file. If no payment goes through, some features will stop.",
    },
    ar: {
      subject: "تعذّر سداد اشتراك {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nتعذّر تحصيل قيمة باقة {{ tenant_name | isolate }}. يُرجى التحقق من البطاقة المسجلة وحدّها الائتماني. سنعيد المحاولة خلال الأيام القادمة، وإذا لم يتم السداد فستتوقف بعض الميزات.",
      action: "عرض الباقة",
      inbox_title: "تعذّر سداد قيمة باقتك", inbox_body: "يُرجى التحقق من البطاقة المسجلة. إذا لم يتم السداد فستتوقف بعض الميزات.",
    },
  }),
] as const;
