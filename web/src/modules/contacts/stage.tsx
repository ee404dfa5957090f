import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CircleDot from "lucide-solid/icons/circle-dot";
import CircleX from "lucide-solid/icons/circle-x";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import type { ContactRow } from "./contact-data.ts";
import { contactWords } from "./text/index.ts";

const LOOK = {
  lead: { tone: "info", icon: CircleDashed },
  prospect: { tone: "accent", icon: CircleDot },
  customer: { tone: "success", icon: CircleCheck },
  inactive: { tone: "neutral", icon: CircleX },
} as const;

/** How far a contact is on the way to a customer: colour, icon and word. */
export function ContactStage(props: { stage: ContactRow["lifecycle_stage"] }) {
  const w = useWords(contactWords);
  return <StatusBadge tone={LOOK[props.stage].tone} icon={LOOK[props.stage].icon}>{w(`stages.${props.stage}`)}</StatusBadge>;
}
