import type * as z from "zod";
import { can, session } from "#web/src/kernel/session.ts";
import { UserStatus, type Member } from "#worker/modules/users/contract.ts";

export type UserRow = z.output<typeof Member>;
export type Status = UserRow["status"];
export const STATUSES = UserStatus.options;

/** The queries that a change to a person makes old. */
export const USER_PATHS = ["/v1/admin/users", "/v1/admin/seats", "/v1/admin/roles", "/v1/admin/groups", "/v1/users/directory"] as const;

const RANKS: Record<string, number> = { super_admin: 3, admin: 2 };
const rankOf = (codes: readonly string[]) => Math.max(1, ...codes.map((code) => RANKS[code] ?? 1));
export const isOwner = () => Boolean(session()?.roles.includes("super_admin"));
export const isMe = (user: Pick<UserRow, "id">) => session()?.user.id === user.id;
/** Stands the reader strictly above this account? The API decides; this spares a click that it would refuse. */
export const outranks = (user: Pick<UserRow, "roles">) => rankOf(session()?.roles ?? []) > rankOf(user.roles.map(({ code }) => code));

/** What may be done to an account now, by status and permission; rank is said apart, in words. */
export const ACTIONS = {
  suspend: { permission: "user.suspend", from: ["active"] },
  reactivate: { permission: "user.reinstate", from: ["suspended", "deactivated"] },
  deactivate: { permission: "user.deactivate", from: ["active", "suspended"] },
  forceLogout: { permission: "user.forceLogout", from: ["active"] },
  resetPassword: { permission: "user.manage", from: ["active"] },
  resend: { permission: "user.invite", from: ["invited"] },
  revoke: { permission: "user.invite", from: ["invited"] },
} as const satisfies Record<string, { permission: string; from: readonly Status[] }>;
export type ActionId = keyof typeof ACTIONS;

export const fits = (user: UserRow, action: ActionId) => can(ACTIONS[action].permission) && (ACTIONS[action].from as readonly Status[]).includes(user.status);
