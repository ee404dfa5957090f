import { defineWords, type Translate } from "#web/src/kernel/i18n.ts";
import type en from "./en.ts";

export const userWords = defineWords({ en: () => import("./en.ts"), ar: () => import("./ar.ts") });
export type UserSay = Translate<typeof en>;
