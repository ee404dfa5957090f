import type { AccessSnapshot } from "./ctx.ts";
import { AppError } from "./errors.ts";
import type { Route } from "./resource.ts";

/** Refuses whom the workspace's modules, their plan or their roles keep from a route, in this order. */
export function insistAllowed({ modules_off, features, permissions }: AccessSnapshot, { module, feature, access }: Pick<Route, "module" | "feature" | "access">): void {
  if (modules_off.includes(module)) throw new AppError("MODULE_OFF", { module });
  if (feature && !features.includes(feature)) throw new AppError("PLAN_REQUIRED", { feature });
  if (typeof access === "object" && !permissions.includes(access.permission)) throw new AppError("FORBIDDEN", { permission: access.permission });
}
