import Ban from "lucide-solid/icons/ban";
import Flag from "lucide-solid/icons/flag";
import Hand from "lucide-solid/icons/hand";
import MailX from "lucide-solid/icons/mail-x";
import Undo2 from "lucide-solid/icons/undo-2";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge, type Tone } from "#web/src/ui/badge.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import { notifyWords } from "../text/index.ts";
import type { Reason } from "./suppressed.ts";

const LOOK: Record<Reason, { tone: Tone; icon: IconType; pointing?: boolean }> = {
  bounce: { tone: "warning", icon: Undo2, pointing: true }, complaint: { tone: "danger", icon: Flag }, manual: { tone: "neutral", icon: Ban }, stop: { tone: "danger", icon: Hand }, unsubscribed: { tone: "info", icon: MailX },
};

/** Why an address is not written to: colour, icon and word. */
export function ReasonBadge(props: { reason: Reason }) {
  const w = useWords(notifyWords);
  return <StatusBadge tone={LOOK[props.reason].tone} icon={LOOK[props.reason].icon} pointing={LOOK[props.reason].pointing}>{w(`suppression.reasons.${props.reason}`)}</StatusBadge>;
}
