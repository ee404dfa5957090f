import * as z from "zod";
import { template } from "./template.ts";

const Code = z.object({ code: z.string(), expires_min: z.int().positive(), app_name: z.string(), tenant_name: z.string() });
const SignIn = z.object({ full_name: z.string(), tenant_name: z.string(), device: z.string(), place: z.string(), time: z.string(), url: z.url() });

const Change = z.object({ full_name: z.string(), tenant_name: z.string(), url: z.url() });

/** The code comes first: phones offer it to the field that waits for it. */
const code = <const C extends string>(name: C, en: string, ar: string) => template({
  code: name, payload: Code, secret: true,
  en: { subject: "{{ code }}", text: `{{ code }} is your {{ app_name }} code ${en}. It works for {{ expires_min }} minutes. Do not share it with anyone.` },
  ar: { subject: "{{ code }}", text: `{{ code }} هو رمز {{ app_name | isolate }} ${ar}. الرمز صالح لمدة {{ expires_min }} دقائق. لا تشاركه مع أي شخص.` },
});

export const securityTemplates = [
  code("otp.sms.verify_phone", "to verify your phone", "لتأكيد رقم هاتفك"),
  code("otp.whatsapp.verify_phone", "to verify your phone", "لتأكيد رقم هاتفك"),
  code("otp.sms.sign_in", "to sign in to {{ tenant_name }}", "لتسجيل الدخول إلى {{ tenant_name | isolate }}"),
  code("otp.whatsapp.sign_in", "to sign in to {{ tenant_name }}", "لتسجيل الدخول إلى {{ tenant_name | isolate }}"),
  template({
    code: "auth.new_sign_in", payload: SignIn, severity: "warning",
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
    code: "auth.factor_added", payload: Change, severity: "info",
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
    code: "auth.factor_removed", payload: Change, severity: "warning",
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
