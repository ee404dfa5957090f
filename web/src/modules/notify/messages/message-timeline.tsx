import CalendarClock from "lucide-solid/icons/calendar-clock";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleX from "lucide-solid/icons/circle-x";
import Eye from "lucide-solid/icons/eye";
import Hourglass from "lucide-solid/icons/hourglass";
import MousePointerClick from "lucide-solid/icons/mouse-pointer-click";
import RotateCw from "lucide-solid/icons/rotate-cw";
import Send from "lucide-solid/icons/send";
import Undo2 from "lucide-solid/icons/undo-2";
import { type Translate, useWords } from "#web/src/kernel/i18n.ts";
import type { Tone } from "#web/src/ui/badge.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import { Timeline } from "#web/src/ui/record-parts.tsx";
import { failureText, reasonText } from "../reasons.ts";
import type en from "../text/en.ts";
import { notifyWords } from "../text/index.ts";
import { momentText } from "../when.ts";
import type { Step } from "./message-data.ts";

const LOOKS: Record<string, { icon: IconType; pointing?: boolean; tone?: Tone }> = {
  "message.queued": { icon: Hourglass }, "message.sent": { icon: Send, pointing: true, tone: "accent" }, "message.delivered": { icon: CircleCheck, tone: "success" }, "message.failed": { icon: CircleX, tone: "danger" }, "message.bounced": { icon: Undo2, pointing: true, tone: "danger" },
  "message.opened": { icon: Eye }, "message.clicked": { icon: MousePointerClick }, "message.deferred": { icon: CalendarClock, tone: "violet" }, "message.retried": { icon: RotateCw, tone: "warning" },
};
const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);

/** A step in words; its name where we have none for it. */
function words(w: Translate<typeof en>, { event, detail }: Step) {
  const time = textOf(detail["until"]) ?? textOf(detail["at"]), code = textOf(detail["error_code"]), why = textOf(detail["reason"]);
  return w.maybe(`event.${event.replaceAll(".", "_")}`, { time: time ? momentText(time) : "", reason: why ? reasonText(w, why) : failureText(w, code) }) ?? event;
}

/** What happened to a message, newest first. */
export function MessageTimeline(props: { steps: readonly Step[] }) {
  const w = useWords(notifyWords);
  const items = () => props.steps.map((step, at) => ({ id: String(at), at: step.at, ...(LOOKS[step.event] ?? { icon: Hourglass }), what: words(w, step) })).toReversed();
  return <Timeline items={items()} empty={<p class="muted">{w("message.timelineNone")}</p>} />;
}
