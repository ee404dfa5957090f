import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDot from "lucide-solid/icons/circle-dot";
import CircleX from "lucide-solid/icons/circle-x";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { dealWords } from "./text/index.ts";

const LOOK = {
  open: { tone: "info", icon: CircleDot },
  won: { tone: "success", icon: CircleCheck },
  lost: { tone: "danger", icon: CircleX },
} as const;

/** Open, won or lost: colour, icon and word. */
export function DealStatus(props: { status: keyof typeof LOOK }) {
  const w = useWords(dealWords);
  return <StatusBadge tone={LOOK[props.status].tone} icon={LOOK[props.status].icon}>{w(`statuses.${props.status}`)}</StatusBadge>;
}
