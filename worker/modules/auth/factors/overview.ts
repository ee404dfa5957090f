import { eq } from "drizzle-orm";
import type * as z from "zod";
import { tenants } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { shownFactors } from "../accounts.ts";
import { factorEvents, type MfaPolicy } from "../factors-contract.ts";
import { readOwn } from "./own.ts";

/** What the caller has for a second factor, and whether they must. */
export async function overview(ctx: Ctx) {
  const own = await readOwn(ctx);
  return { ...shownFactors(own), mfa_policy: own.mfa_policy };
}

const policyOf = (ctx: Ctx) =>
  db.select({ id: tenants.id, version: tenants.version, updated_at: tenants.updated_at, mfa_policy: tenants.mfa_policy, mfa_policy_since: tenants.mfa_policy_since }).from(tenants).where(eq(tenants.id, ctx.tenant_id));

export async function getPolicy(ctx: Ctx) {
  const [rows] = await ctx.read(policyOf(ctx));
  return first(rows);
}

/** Who must have a second factor from now on; everybody concerned has seven days to get one. */
export async function setPolicy(ctx: Ctx, { mfa_policy }: { mfa_policy: z.output<typeof MfaPolicy> }) {
  const [rows] = await ctx.read(policyOf(ctx));
  const before = first(rows);
  const after = ctx.next(before, { mfa_policy, mfa_policy_since: before.mfa_policy === mfa_policy ? before.mfa_policy_since : ctx.now });
  return ctx.commit(
    after,
    updateOne(tenants, before, { mfa_policy: after.mfa_policy, mfa_policy_since: after.mfa_policy_since, updated_at: after.updated_at }),
    ctx.emit(factorEvents["twofa.policy_changed"], { tenant_id: ctx.tenant_id, mfa_policy }),
  );
}
