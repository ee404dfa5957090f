import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  title: "إلغاء الاشتراك", help: "لن ترسل {{ tenant }} أخبارًا أو عروضًا أخرى إلى {{ address }}. ستصلك الرسائل المتعلقة بمعاملاتك معهم كالمعتاد.", submit: "إلغاء الاشتراك",
  doneTitle: "تم إلغاء اشتراكك", done: "لن ترسل {{ tenant }} أخبارًا أو عروضًا أخرى إلى {{ address }}.", undo: "أريدها من جديد",
  failed: "تعذّر ذلك. حاول مرة أخرى بعد قليل.", deadTitle: "هذا الرابط لا يعمل", dead: "الرابط غير مكتمل. افتحه من الرسالة مرة أخرى.",
  confirmTitle: "الأخبار والعروض", confirmHelp: "اضغط الزر لتأكيد رغبتك في تلقيها.", confirmSubmit: "نعم، أرسلوا لي الأخبار", confirmed: "شكرًا لك. يمكن أن ترسل إليك {{ tenant }} أخبارها وعروضها الآن، وتوضح كل رسالة كيفية إيقافها.",
  confirmDead: "استُخدم الرابط من قبل أو أنه غير مكتمل. افتحه من الرسالة مرة أخرى.",
} satisfies Translation<typeof en>;
