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

/** What STOP and START are answered with. */
export const consentTemplates = [stopped("consent.sms.stopped"), stopped("consent.whatsapp.stopped"), started("consent.sms.started"), started("consent.whatsapp.started")] as const;
