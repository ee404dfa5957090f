import * as z from "zod";
import { template } from "./template.ts";

const Confirm = z.object({ full_name: z.string(), tenant_name: z.string(), url: z.url() });
const Answered = z.object({ tenant_name: z.string() });

interface Said { readonly subject: string; readonly text: string }
/** The answer to STOP or START, on the channel it came by. */
const answer = <const F extends string>(family: F, en: Said, ar: Said) =>
  template({ family, payload: Answered, channels: ["sms", "whatsapp"], en: { ...en, sms: en.text, whatsapp: en.text }, ar: { ...ar, sms: ar.text, whatsapp: ar.text } });

/** Agreeing to marketing, and taking it back. */
export const consentTemplates = [
  template({
    family: "consent.confirm", payload: Confirm, secret: true, channels: ["email", "sms", "whatsapp"],
    en: {
      subject: "Confirm that you want news from {{ tenant_name }}",
      text: "Hello {{ full_name }},\n\nYou asked to receive news and offers from {{ tenant_name }}. Please confirm that it was you.\n\nIf you do not confirm, you will receive none. You can unsubscribe at any time.",
      action: "Yes, send me news",
    },
    ar: {
      subject: "أكّد رغبتك في تلقي أخبار {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nطلبت تلقي أخبار {{ tenant_name | isolate }} وعروضها. يُرجى تأكيد أن الطلب منك.\n\nإذا لم تؤكد، فلن يصلك شيء منها. يمكنك إلغاء الاشتراك في أي وقت.",
      action: "نعم، أرسلوا لي الأخبار",
    },
  }),
  answer("consent.stopped",
    { subject: "You are unsubscribed", text: "You will receive no more messages from {{ tenant_name }}. Reply START to receive them again." },
    { subject: "تم إلغاء اشتراكك", text: "لن تصلك رسائل أخرى من {{ tenant_name | isolate }}. أرسل START لتلقيها من جديد." }),
  answer("consent.started",
    { subject: "You are subscribed again", text: "You will receive messages from {{ tenant_name }} again. Reply STOP at any time to end them." },
    { subject: "تم تفعيل اشتراكك من جديد", text: "ستصلك رسائل {{ tenant_name | isolate }} من جديد. أرسل STOP في أي وقت لإيقافها." }),
] as const;
