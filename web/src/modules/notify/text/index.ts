import { defineWords } from "#web/src/kernel/i18n.ts";

export const notifyWords = defineWords({ en: () => import("./en.ts"), ar: () => import("./ar.ts") });
