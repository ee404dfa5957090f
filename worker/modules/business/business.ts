import { eq } from "drizzle-orm";
import type * as z from "zod";
import { tenants } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, first, updateOne } from "#worker/kernel/db.ts";
import { Business, businessEvents, type BusinessPatch } from "./contract.ts";

const own = (ctx: Ctx) => db.select(columns(tenants, Business)).from(tenants).where(eq(tenants.id, ctx.tenant_id));

export async function get(ctx: Ctx) {
  const [rows] = await ctx.read(own(ctx));
  return first(rows);
}

/** A new currency is for what is entered from now on: amounts keep the one they were written in. */
export async function patch(ctx: Ctx, body: z.output<typeof BusinessPatch>) {
  const [rows] = await ctx.read(own(ctx));
  const before = first(rows), after = ctx.next(before, body);
  return ctx.commit(
    after,
    updateOne(tenants, before, { ...body, updated_at: after.updated_at }),
    ctx.emit(businessEvents["tenant.updated"], { tenant_id: ctx.tenant_id, fields: Object.keys(body) }),
  );
}
