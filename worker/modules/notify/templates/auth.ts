import * as z from "zod";
import { template } from "./template.ts";

const Link = z.object({ full_name: z.string(), tenant_name: z.string(), url: z.url(), expires_hours: z.int().positive() });

export const authTemplates = [
  template({
    family: "auth.verify_email", payload: Link, secret: true, channels: ["email"],
    en: {
      subject: "Verify your email for {{ tenant_name }}",
      text: "Hello {{ full_name }},\n\nConfirm this email address to finish setting up your account at {{ tenant_name }}.\n\nThe link works once, for {{ expires_hours }} {% if expires_hours == 1 %}hour{% else %}hours{% endif %}. If you did not ask for it, you can ignore this message.",
      action: "Verify email",
    },
    ar: {
      subject: "تأكيد بريدك الإلكتروني لدى {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nأكّد عنوان بريدك الإلكتروني لإكمال إعداد حسابك لدى {{ tenant_name | isolate }}.\n\nيعمل الرابط مرة واحدة خلال {{ expires_hours | hours_ar }}. إذا لم تطلب ذلك، فتجاهل هذه الرسالة.",
      action: "تأكيد البريد الإلكتروني",
    },
  }),
  template({
    family: "auth.reset_password", payload: Link, secret: true, channels: ["email"], severity: "warning",
    en: {
      subject: "Reset your password for {{ tenant_name }}",
      text: "Hello {{ full_name }},\n\nSomeone asked to reset the password of your account at {{ tenant_name }}. If it was you, choose a new one here.\n\nThe link works once, for {{ expires_hours }} {% if expires_hours == 1 %}hour{% else %}hours{% endif %}. If it was not you, ignore this message: your password stays as it is.",
      action: "Choose a new password",
    },
    ar: {
      subject: "إعادة تعيين كلمة المرور لدى {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nطُلبت إعادة تعيين كلمة مرور حسابك لدى {{ tenant_name | isolate }}. إذا كنت أنت من طلبها، فاختر كلمة مرور جديدة من هنا.\n\nيعمل الرابط مرة واحدة خلال {{ expires_hours | hours_ar }}. إذا لم تكن أنت، فتجاهل هذه الرسالة: ستبقى كلمة مرورك كما هي.",
      action: "اختيار كلمة مرور جديدة",
    },
  }),
  template({
    family: "auth.password_reset_by_admin", payload: Link, secret: true, channels: ["email"], severity: "warning",
    en: {
      subject: "Choose a new password for {{ tenant_name }}",
      text: "Hello {{ full_name }},\n\nAn admin of {{ tenant_name }} reset the password of your account. Your old password no longer works and you are signed out everywhere.\n\nChoose a new one here. The link works once, for {{ expires_hours }} {% if expires_hours == 1 %}hour{% else %}hours{% endif %}.",
      action: "Choose a new password",
    },
    ar: {
      subject: "اختر كلمة مرور جديدة لدى {{ tenant_name | isolate }}",
      text: "مرحبًا {{ full_name | isolate }}،\n\nأعاد أحد المسؤولين في {{ tenant_name | isolate }} تعيين كلمة مرور حسابك. لم تعد كلمة المرور القديمة صالحة، وتم تسجيل خروجك من جميع الأجهزة.\n\nاختر كلمة مرور جديدة من هنا. يعمل الرابط مرة واحدة خلال {{ expires_hours | hours_ar }}.",
      action: "اختيار كلمة مرور جديدة",
    },
  }),
  template({
    family: "auth.invite", payload: Link, secret: true,
    en: {
      subject: "You are invited to {{ tenant_name }} on M3Core",
      text: "Hello {{ full_name }},\n\n{{ tenant_name }} invites you to work with them on M3Core. Choose a password to join.\n\nThe invitation works once, for {{ expires_hours }} {% if expires_hours == 1 %}hour{% else %}hours{% endif %}.",
      action: "Join {{ tenant_name }}",
    },
    ar: {
      subject: "دعوة للانضمام إلى {{ tenant_name | isolate }} على M3Core",
      text: "مرحبًا {{ full_name | isolate }}،\n\nتدعوك {{ tenant_name | isolate }} إلى العمل معها على M3Core. اختر كلمة مرور للانضمام.\n\nتعمل الدعوة مرة واحدة خلال {{ expires_hours | hours_ar }}.",
      action: "الانضمام إلى {{ tenant_name | isolate }}",
    },
  }),
] as const;
