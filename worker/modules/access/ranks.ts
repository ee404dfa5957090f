import type { Ctx } from "#worker/kernel/ctx.ts";
import type { Sees } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";

const RANKS: Record<string, number> = { super_admin: 3, admin: 2 };
const OWNER = 3, ORDINARY = 1;

/** super_admin above admin above everybody else. */
export const rankOf = (role_codes: readonly string[]): number => Math.max(ORDINARY, ...role_codes.map((code) => RANKS[code] ?? ORDINARY));

/** Roles that rank somebody are given to people alone, so that who may act on whom is seen on the account itself. */
export const isRank = ({ code }: { code: string }): boolean => code in RANKS;

const rankOfCaller = (ctx: Ctx) => rankOf(ctx.access!.roles);
export const isOwner = (ctx: Ctx): boolean => rankOfCaller(ctx) === OWNER;
export const outranks = (ctx: Ctx, role_codes: readonly string[]): boolean => rankOfCaller(ctx) > rankOf(role_codes);

/** FORBIDDEN unless the caller stands strictly above an account with these roles. */
export function insistOutranks(ctx: Ctx, role_codes: readonly string[]): void {
  if (!outranks(ctx, role_codes)) throw new AppError("FORBIDDEN", { reason: "This account does not rank below yours." });
}

const SCOPES = ["own", "team", "all"];
const isWider = (ctx: Ctx, [resource, scope]: [string, string]) => SCOPES.indexOf(scope) > SCOPES.indexOf(ctx.access!.sees?.[resource as keyof Sees] ?? "all");

/** FORBIDDEN unless the caller may give away this role: nobody gives what they do not have or see, nor makes their own equal, save an owner. */
export function insistMayGrant(ctx: Ctx, role: { code: string; permissions: readonly string[]; sees?: Partial<Sees> }): void {
  const rank = rankOf([role.code]), own = rankOfCaller(ctx);
  if (own === OWNER) return;
  const within = rank < own || rank === ORDINARY, missing = [...new Set(role.permissions)].filter((permission) => !ctx.can(permission));
  if (!within || missing.length) throw new AppError("FORBIDDEN", { reason: "This role can do more than you can.", role_code: role.code, missing });
  const wider = Object.entries(role.sees ?? {}).filter((seen) => isWider(ctx, seen));
  if (wider.length) throw new AppError("FORBIDDEN", { reason: "This role sees more than you do.", role_code: role.code, wider: Object.fromEntries(wider) });
}
