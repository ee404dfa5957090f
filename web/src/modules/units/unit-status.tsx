import Ban from "lucide-solid/icons/ban";
import Bookmark from "lucide-solid/icons/bookmark";
import Circle from "lucide-solid/icons/circle";
import CircleCheck from "lucide-solid/icons/circle-check";
import CirclePause from "lucide-solid/icons/circle-pause";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge, type UnitStatus } from "#web/src/ui/badge.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import { unitWords } from "./text/index.ts";

export const UNIT_STATUSES: readonly UnitStatus[] = ["available", "reserved", "sold", "hold", "unavailable"];
export const UNIT_ICONS: Record<UnitStatus, IconType> = { available: Circle, reserved: Bookmark, sold: CircleCheck, hold: CirclePause, unavailable: Ban };

/** The state of a unit: colour, icon and word. */
export function UnitStatusBadge(props: { status: UnitStatus }) {
  const w = useWords(unitWords);
  return <StatusBadge unit={props.status} icon={UNIT_ICONS[props.status]}>{w(`status.${props.status}`)}</StatusBadge>;
}
