import { setRolePermissions } from "#worker/modules/access/contract.ts";
import { OverrideChange } from "#worker/modules/access/entitlements-contract.ts";

/** Every permission, feature and limit there is, as the contracts take them. */
export const PERMISSIONS = setRolePermissions.body!.shape.permissions.element.options;
export const FEATURES = OverrideChange.options[0].shape.feature.options;
export const LIMITS = OverrideChange.options[1].shape.feature.options;

export type Permission = (typeof PERMISSIONS)[number];
export type Feature = (typeof FEATURES)[number];
export type Limit = (typeof LIMITS)[number];
