import type * as z from "zod";
import type { Translate } from "#web/src/kernel/i18n.ts";
import type { QuietHours } from "#worker/modules/notify/routing/routing-contract.ts";
import type { Outgoing } from "./channels.tsx";
import type en from "./text/en.ts";

export type Quiet = z.output<typeof QuietHours>;

/** Quiet hours while they are edited. */
export interface QuietDraft {
  enabled: boolean;
  start: string;
  end: string;
  channels: readonly Outgoing[];
  weekend: boolean;
  weekend_start: string;
  weekend_end: string;
}

export const quietDraft = ({ enabled, start, end, channels, weekend }: Quiet): QuietDraft => ({ enabled, start, end, channels, weekend: weekend !== null, weekend_start: weekend?.start ?? start, weekend_end: weekend?.end ?? end });

export const quietOf = ({ enabled, start, end, channels, weekend, weekend_start, weekend_end }: QuietDraft): Quiet =>
  ({ enabled, start, end, channels: [...channels], weekend: weekend ? { start: weekend_start, end: weekend_end } : null });

/** What is wrong with them, by field; of those that are off nothing matters but that they can be stored. */
export function quietProblems(w: Translate<typeof en>, draft: QuietDraft): { [K in keyof QuietDraft]?: string | undefined } {
  const time = (text: string) => (/^\d\d:\d\d$/.test(text) ? undefined : w("quiet.timeWrong"));
  return {
    start: time(draft.start), end: time(draft.end), channels: draft.channels.length ? undefined : w("quiet.channelsMissing"),
    weekend_start: draft.weekend ? time(draft.weekend_start) : undefined, weekend_end: draft.weekend ? time(draft.weekend_end) : undefined,
  };
}
