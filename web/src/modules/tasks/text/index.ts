import { defineWords, type Translate } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export const taskWords = defineWords({ en: () => import("./en.ts"), ar: () => import("./ar.ts") });
/** What useWords(taskWords) gives, for functions that are handed it. */
export type TaskSay = Translate<typeof en>;
