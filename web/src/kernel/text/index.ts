import { defineWords, wordsOf } from "../i18n.ts";

const core = defineWords({ en: () => import("./en.ts"), ar: () => import("./ar.ts") });

/** Loaded before the first paint (main.tsx), so every component of the kit may use it without waiting. */
export const loadCore = core.load;
export const t = wordsOf(core);
