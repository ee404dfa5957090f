import CircleCheck from "lucide-solid/icons/circle-check";
import Pause from "lucide-solid/icons/pause";
import { useWords } from "#web/src/kernel/i18n.ts";
import { can, has } from "#web/src/kernel/session.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { groupWords } from "./text/index.ts";

/** The queries that a change to a group makes old: what its members may do is one of them. */
export const GROUP_PATHS = ["/v1/admin/groups", "/v1/admin/roles", "/v1/admin/users"] as const;
export const mayManage = () => can("groups.manage") && has("rbac.groups");

/** Whether a group gives anything now. */
export function GroupState(props: { active: boolean }) {
  const w = useWords(groupWords);
  return <StatusBadge tone={props.active ? "success" : "warning"} icon={props.active ? CircleCheck : Pause}>{w(props.active ? "on" : "off")}</StatusBadge>;
}
