import { defineWords } from "#web/src/kernel/i18n.ts";

export const inboxWords = defineWords({ en: () => import("./en.ts"), ar: () => import("./ar.ts") });
