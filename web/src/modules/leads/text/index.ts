import { defineWords, type Translate } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export const leadWords = defineWords({ en: () => import("./en.ts"), ar: () => import("./ar.ts") });
/** What useWords(leadWords) gives, for functions that are handed it. */
export type LeadSay = Translate<typeof en>;
