import type { Translation } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export default {
  groups: { lead: "العملاء المحتملون", contact: "جهات الاتصال", company: "الشركات", deal: "الصفقات", unit: "الوحدات" },
} satisfies Translation<typeof en>;
