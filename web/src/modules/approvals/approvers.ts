import type * as z from "zod";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import type { Option } from "#web/src/ui/select.tsx";
import { listRoles } from "#worker/modules/access/contract.ts";
import { listGroups } from "#worker/modules/access/groups-contract.ts";
import { DYNAMIC_APPROVERS, type Approver } from "#worker/modules/approvals/contract.ts";
import { approvalWords } from "./text/index.ts";

export type ApproverName = z.output<typeof Approver>;
export type Mode = ApproverName["approver_mode"];
export const MODES: readonly Mode[] = ["role", "user", "group", "dynamic"];

/** Who may be asked to decide: the choices of each kind, and how one is called. */
export function useApprovers() {
  const w = useWords(approvalWords);
  const people = usePeople();
  const asked = () => (can("role.read") ? { query: { limit: 200 } } : undefined);
  const roles = useCall(listRoles, asked);
  const groups = useCall(listGroups, asked);
  const roleName = (code: string) => w.maybe(`roles.${code}`) ?? settled(roles)?.items.find((role) => role.code === code)?.name ?? code;
  const dynamicName = (ref: string) => w.maybe(`dynamic.${ref.replace(".", "_")}`) ?? ref;
  const options = (mode: Mode): readonly Option[] => ({
    role: () => (settled(roles)?.items ?? []).map(({ code }) => ({ value: code, label: roleName(code) })),
    group: () => (settled(groups)?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    user: people.options,
    dynamic: () => DYNAMIC_APPROVERS.map((ref) => ({ value: ref, label: dynamicName(ref) })),
  })[mode]();
  const name = ({ approver_mode: mode, approver_ref: ref }: ApproverName) => ({
    role: () => roleName(ref),
    group: () => options("group").find(({ value }) => value === ref)?.label ?? w("steps.group"),
    user: () => people.name(ref) ?? w("steps.user"),
    dynamic: () => dynamicName(ref),
  })[mode]();
  return { name, options };
}
