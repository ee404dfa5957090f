import * as z from "zod";
import { template } from "./template.ts";

const Code = z.object({ code: z.string(), expires_min: z.int().positive(), app_name: z.string(), tenant_name: z.string() });
const SignIn = z.object({ full_name: z.string(), tenant_name: z.string(), device: z.string(), place: z.string(), time: z.string(), url: z.url() });

const Change = z.object({ full_name: z.string(), tenant_name: z.string(), url: z.url() });

interface Said { readonly purpose: string; readonly subject: string; readonly text: string }

/**
 * A code goes to the phone it proves, where it comes first: phones offer it to the field that waits for it. Its mirrors
 * say that it was sent and never what it is, since whoever reads them proves nothing about the phone.
 */
const code = <const F extends string>(family: F, en: Said, ar: Said) => {
  const sms = {
    en: `{{ code }} is your {{ app_name }} code ${en.purpose}. It works for {{ expires_min }} minutes. Do not share it with anyone.`,
    ar: `{{ code }} هو رمز {{ app_name | isolate }} ${ar.purpose}. الرمز صالح لمدة {{ expires_min }} دقائق. لا تشاركه مع أي شخص.`,
  };
  return template({
    family, payload: Code, secret: true, severity: "warning",
    en: { subject: en.subject, text: en.text, sms: sms.en, whatsapp: sms.en },
    ar: { subject: ar.subject, text: ar.text, sms: sms.ar, whatsapp: sms.ar },
  });
};

export const securityTemplates = [
  code("otp.verify_phone", {
    purpose: "to verify your phone", subject: "A code to verify your phone was sent",
    text: "Enter the code from the message on your phone in {{ app_name }}. It works for {{ expires_min }} minutes.\n\nIf you did not ask for it, you can ignore it: without the code nothing changes.",
  }, {
    purpose: "لتأكيد رقم هاتفك", subject: "أُرسل رمز تأكيد رقم هاتفك",
    text: "أدخل الرمز المرسل إلى هاتفك في {{ app_name | isolate }}. الرمز صالح لمدة {{ expires_min }} دقائق.\n\nإذا لم تطلبه، فتجاهله: لن يتغيّر شيء دون الرمز.",
  }),
  code("otp.sign_in", {
    purpose: "to sign in to {{ tenant_name }}", subject: "A sign-in code was sent to your phone",
    text: "Someone who knows your password is signing in to {{ tenant_name }} and was asked for the code we sent to your phone. It works for {{ expires_min }} minutes.\n\nIf it is you, enter the code. If not, change your password now and share the code with nobody.",
  }, {
    purpose: "لتسجيل الدخول إلى {{ tenant_name | isolate }}", subject: "أُرسل رمز تسجيل الدخول إلى هاتفك",
    text: "هناك من يعرف كلمة مرورك ويسجّل الدخول الآن إلى {{ tenant_name | isolate }}، وقد طُلب منه الرمز الذي أرسلناه إلى هاتفك. الرمز صالح لمدة {{ expires_min }} دقائق.\n\nإذا كنت أنت، فأدخل الرمز. وإن لم تكن أنت، فغيّر كلمة مرورك الآن ولا تشارك الرمز مع أحد.",
  }),
  template({
    family: "auth.new_sign_in", payload: SignIn, severity: "warning",
    en: {
      subject: "New sign-in to your account at {{ tenant_name }}",
      text: "Hello {{ full_name }},\n\nSomeone signed in to your account with a device or from a country we have not seen before.\n\nDevice: {{ device }}\nPlace: {{ place }}\nTime: {{ time }}\n\nIf it was you, there is nothing to do. If not, end that session and change your password now.",
      action: "Review sessions",
      inbox_title: "New sign-in: {{ device }}, {{ place }}",
      inbox_body: "{{ time }}. If it was not you, end that session and change your password.",
    },
    ar: {
      subject: "تسجيل دخول جديد إلى حسابك لدى {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nتم تسجيل الدخول إلى حسابك من جهاز أو بلد لم نره من قبل.\n\nالجهاز: {{ device | isolate }}\nالمكان: {{ place | isolate }}\nالوقت: {{ time | isolate }}\n\nإذا كنت أنت، فلا حاجة لأي إجراء. وإن لم تكن أنت، فأنهِ تلك الجلسة وغيّر كلمة مرورك الآن.",
      action: "مراجعة الجلسات",
      inbox_title: "تسجيل دخول جديد: {{ device | isolate }}، {{ place | isolate }}",
      inbox_body: "{{ time | isolate }}. إن لم تكن أنت، فأنهِ تلك الجلسة وغيّر كلمة مرورك.",
    },
  }),
  template({
    family: "auth.factor_added", payload: Change, severity: "info",
    en: {
      subject: "A sign-in method was added to your account at {{ tenant_name }}",
      text: "Hello {{ full_name }},\n\nA second factor or a passkey was added to your account. If it was you, there is nothing to do. If not, remove it and change your password now.",
      action: "Review security", inbox_body: "If it was not you, remove it and change your password now.",
    },
    ar: {
      subject: "أُضيفت طريقة دخول إلى حسابك لدى {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nأُضيف إلى حسابك عامل تحقق ثانٍ أو مفتاح مرور. إذا كنت أنت، فلا حاجة لأي إجراء. وإن لم تكن أنت، فأزله وغيّر كلمة مرورك الآن.",
      action: "مراجعة الأمان", inbox_body: "إن لم تكن أنت، فأزلها وغيّر كلمة مرورك الآن.",
    },
  }),
  template({
    family: "auth.factor_removed", payload: Change, severity: "warning",
    en: {
      subject: "A sign-in method was removed from your account at {{ tenant_name }}",
      text: "Hello {{ full_name }},\n\nA second factor or a passkey was removed from your account, by you or by an admin of your workspace. If you did not expect it, change your password and set a second factor up again now.",
      action: "Review security", inbox_body: "If you did not expect it, change your password and set a second factor up again now.",
    },
    ar: {
      subject: "أُزيلت طريقة دخول من حسابك لدى {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nأُزيل من حسابك عامل تحقق ثانٍ أو مفتاح مرور، إمّا من قِبلك أو من قِبل أحد مديري مساحة العمل. إذا لم تتوقع ذلك، فغيّر كلمة مرورك وفعّل عامل تحقق ثانيًا من جديد الآن.",
      action: "مراجعة الأمان", inbox_body: "إذا لم تتوقع ذلك، فغيّر كلمة مرورك وفعّل عامل تحقق ثانيًا من جديد الآن.",
    },
  }),
] as const;
