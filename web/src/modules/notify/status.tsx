import CalendarClock from "lucide-solid/icons/calendar-clock";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleSlash from "lucide-solid/icons/circle-slash";
import CircleX from "lucide-solid/icons/circle-x";
import Hourglass from "lucide-solid/icons/hourglass";
import Send from "lucide-solid/icons/send";
import Undo2 from "lucide-solid/icons/undo-2";
import type * as z from "zod";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge, type Tone } from "#web/src/ui/badge.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import type { MessageStatus } from "#worker/modules/notify/messages/messages-contract.ts";
import { notifyWords } from "./text/index.ts";
import { momentText } from "./when.ts";

export type Status = z.output<typeof MessageStatus>;
const LOOK: Record<Status | "scheduled", { tone: Tone; icon: IconType; pointing?: boolean }> = {
  queued: { tone: "info", icon: Hourglass }, scheduled: { tone: "violet", icon: CalendarClock }, sending: { tone: "info", icon: Send, pointing: true }, sent: { tone: "accent", icon: Send, pointing: true },
  delivered: { tone: "success", icon: CircleCheck }, failed: { tone: "danger", icon: CircleX }, bounced: { tone: "danger", icon: Undo2, pointing: true }, expired: { tone: "neutral", icon: CircleSlash }, cancelled: { tone: "neutral", icon: CircleSlash },
};

/** Does it wait for a later time, rather than for its turn? */
export const isScheduled = ({ status, scheduled_at }: { status: Status; scheduled_at: string }) => status === "queued" && Date.parse(scheduled_at) > Date.now();

/** How far a message has come: colour, icon and word; for one that is scheduled, until when. */
export function MessageStatusBadge(props: { message: { status: Status; scheduled_at: string } }) {
  const w = useWords(notifyWords);
  const state = () => (isScheduled(props.message) ? "scheduled" : props.message.status);
  return <StatusBadge tone={LOOK[state()].tone} icon={LOOK[state()].icon} pointing={LOOK[state()].pointing}>{isScheduled(props.message) ? w("until", { time: momentText(props.message.scheduled_at) }) : w(`status.${props.message.status}`)}</StatusBadge>;
}
