import type * as z from "zod";
import { type Effective, PREFERENCE_KEYS, type Prefs as PrefsSchema } from "#worker/modules/notify/routing/routing-contract.ts";

export type Prefs = z.output<typeof PrefsSchema>;
export type PreferenceKey = z.output<typeof Effective>["settings"][number]["key"];
export { PREFERENCE_KEYS };

export const MIRRORS = ["mirror.email_on_sms", "mirror.email_on_whatsapp", "mirror.inbox_on_all"] as const satisfies readonly PreferenceKey[];

type Loose = Readonly<Record<string, Readonly<Record<string, boolean | undefined>> | undefined>>;
const split = (key: PreferenceKey) => key.split(".") as [string, string];

/** What one level says about a preference; undefined where it leaves it to the next. */
export const said = (prefs: Prefs, key: PreferenceKey) => (prefs as Loose)[split(key)[0]]?.[split(key)[1]];

/** The same with one preference said, or with `undefined` left to the next level. */
export function say<P extends Prefs>(prefs: P, key: PreferenceKey, value: boolean | undefined): P {
  const [part, kind] = split(key);
  const { [kind]: _, ...others } = (prefs as Loose)[part] ?? {};
  const next = value === undefined ? others : { ...others, [kind]: value };
  const { [part]: __, ...rest } = prefs as Loose;
  return (Object.keys(next).length ? { ...rest, [part]: next } : rest) as P;
}
