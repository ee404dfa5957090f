import ArrowLeftRight from "lucide-solid/icons/arrow-left-right";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CircleX from "lucide-solid/icons/circle-x";
import MessageCircle from "lucide-solid/icons/message-circle";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import type { Status } from "./lead-data.ts";
import { leadWords } from "./text/index.ts";

const LOOK = {
  new: { tone: "info", icon: CircleDashed },
  contacted: { tone: "accent", icon: MessageCircle },
  qualified: { tone: "success", icon: CircleCheck },
  disqualified: { tone: "neutral", icon: CircleX },
  converted: { tone: "violet", icon: ArrowLeftRight },
} as const;

/** Where a lead stands: colour, icon and word. */
export function LeadStatus(props: { status: Status }) {
  const w = useWords(leadWords);
  return <StatusBadge tone={LOOK[props.status].tone} icon={LOOK[props.status].icon}>{w(`statuses.${props.status}`)}</StatusBadge>;
}
