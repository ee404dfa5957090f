import CircleCheck from "lucide-solid/icons/circle-check";
import CircleSlash from "lucide-solid/icons/circle-slash";
import Mail from "lucide-solid/icons/mail";
import Pause from "lucide-solid/icons/pause";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { userWords } from "./text/index.ts";
import type { Status } from "./user-data.ts";

const LOOK = {
  invited: { tone: "info", icon: Mail },
  active: { tone: "success", icon: CircleCheck },
  suspended: { tone: "warning", icon: Pause },
  deactivated: { tone: "neutral", icon: CircleSlash },
} as const;

/** Where an account stands: colour, icon and word. */
export function UserStatusBadge(props: { status: Status }) {
  const w = useWords(userWords);
  return <StatusBadge tone={LOOK[props.status].tone} icon={LOOK[props.status].icon}>{w(`statuses.${props.status}`)}</StatusBadge>;
}
