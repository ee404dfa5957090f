import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { putGroupOverrides, putTenantOverrides, putUserOverrides, type Override, type OverrideChange } from "#worker/modules/access/entitlements-contract.ts";

/** Whose overrides: the workspace's own, or those of a group or a person. */
export type Scope = { scope: "tenant" } | { scope: "group" | "user"; scope_id: string };
export type OverrideRow = z.output<typeof Override>;
export type Change = z.input<typeof OverrideChange>;

/** What changes with an override: what people may use. */
const PATHS = ["/v1/admin/entitlements", "/v1/admin/users/:user_id/effective-entitlements", "/v1/admin/plan", "/v1/admin/seats"] as const;

/** Sets or lifts one override at its level. */
export async function change(scope: Scope, line: Change) {
  const overrides = [line];
  if (scope.scope === "tenant") await call(putTenantOverrides, { body: { overrides } });
  else await call(scope.scope === "group" ? putGroupOverrides : putUserOverrides, { body: { scope_id: scope.scope_id, overrides } });
  await invalidate(...PATHS);
}
