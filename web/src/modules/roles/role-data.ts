import type * as z from "zod";
import { useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import type { Option } from "#web/src/ui/select.tsx";
import { listRoles, type Role, type RoleRights } from "#worker/modules/access/contract.ts";

export type RoleRow = z.output<typeof Role>;
export type Rights = z.output<typeof RoleRights>;
export type Visibility = Rights["visibility"];

/** The queries that a change to a role makes old: what people may do is one of them. */
export const ROLE_PATHS = ["/v1/admin/roles", "/v1/admin/groups", "/v1/admin/users"] as const;

const RANKS = ["super_admin", "admin"];
/** Ranks are given to people alone; the rest may be given to groups and stand in the tree. */
export const isRank = (role: { code: string }) => RANKS.includes(role.code);

/** Every role of the workspace, built-in ones first; empty for who may not see roles. */
export function useRoles() {
  const query = useCall(listRoles, () => (can("role.read") ? { query: { limit: 200, sort: "name" as const } } : undefined));
  return (): readonly RoleRow[] => (settled(query)?.items ?? []).toSorted((a, b) => order(a) - order(b));
}
const order = (role: RoleRow) => (isRank(role) ? RANKS.indexOf(role.code) : role.is_builtin ? 2 : 3);

export const roleOptions = (roles: readonly RoleRow[]): readonly Option[] => roles.map(({ code, name }) => ({ value: code, label: name }));
