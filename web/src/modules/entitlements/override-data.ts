import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { getOverrides, putOverrides, type Override, type OverrideChange } from "#worker/modules/access/entitlements-contract.ts";

export type Scope = { scope: "tenant" } | { scope: "group" | "user"; scope_id: string };
export type OverrideRow = z.output<typeof Override>;

/** What changes with an override: what people may use. */
const PATHS = ["/v1/admin/entitlements", "/v1/admin/users/:user_id/effective-entitlements", "/v1/admin/plan", "/v1/admin/seats"] as const;

/** The overrides of one level. */
export const useOverrides = ({ scope, ...of }: Scope) => useCall(getOverrides, () => ({ params: { scope }, query: of }));

/** Sets or lifts one override at its level. */
export async function change({ scope, ...of }: Scope, line: z.input<typeof OverrideChange>) {
  await call(putOverrides, { params: { scope }, body: { ...of, overrides: [line] } });
  await invalidate(...PATHS);
}
