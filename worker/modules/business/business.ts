import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { tenants } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, first, updateOne } from "#worker/kernel/db.ts";
import { Business, businessEvents, type BusinessPatch } from "./contract.ts";
import { settingsOf } from "./settings.ts";

const own = (ctx: Ctx) => db.select({ ...columns(tenants, Business), mfa_policy: tenants.mfa_policy }).from(tenants).where(eq(tenants.id, ctx.tenant_id));
const shown = (row: Awaited<ReturnType<typeof own>>[number]) => ({ ...row, country: row.country as z.output<typeof Business>["country"], settings: settingsOf(row) });

export async function get(ctx: Ctx) {
  const [rows] = await ctx.read(own(ctx));
  return shown(first(rows));
}

/** A new currency is for what is entered from now on: amounts keep the one they were written in. Settings bind on everybody's next request. */
export async function patch(ctx: Ctx, { settings = {}, ...fields }: z.output<typeof BusinessPatch>) {
  const [rows] = await ctx.read(own(ctx));
  const before = first(rows), { mfa_policy = before.mfa_policy, ...chosen } = settings;
  const after = ctx.next(before, { ...fields, mfa_policy, settings: { ...before.settings, ...chosen } });
  const grace = mfa_policy === before.mfa_policy ? {} : { mfa_policy, mfa_policy_since: ctx.now };
  return ctx.commit(
    shown(after),
    updateOne(tenants, before, { ...fields, ...grace, settings: sql`${tenants.settings} || ${JSON.stringify(chosen)}::jsonb`, updated_at: after.updated_at }),
    ctx.emit(businessEvents["tenant.updated"], { tenant_id: ctx.tenant_id, fields: [...Object.keys(fields), ...Object.keys(settings)] }),
  );
}
