import type { Translate } from "#web/src/kernel/i18n.ts";
import type en from "./text/en.ts";

type Say = Translate<typeof en>;

/** Why a channel is used, waits or is left out, in the reader's language. */
export const reasonText = (w: Say, code: string) => w.maybe(`reason.${code}`) ?? code;

/** Why a message did not arrive: in words where we know the provider's word, else with that word. */
export const failureText = (w: Say, code: string | null | undefined) => (code ? (w.maybe(`failure.${code}`) ?? w("failure.other", { code })) : w("failure.UNKNOWN"));
