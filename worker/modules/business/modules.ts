import { sql } from "drizzle-orm";
import type * as z from "zod";
import { moduleActivation } from "#db/schema/business.ts";
import { tenants } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { businessEvents, ModuleId, MODULES, type ModuleState } from "./contract.ts";

type Id = z.output<typeof ModuleId>;
type State = z.output<typeof ModuleState>;

const { module_id, status, activated_at, activated_by } = moduleActivation;
const switched = () => db.select({ module_id, status, activated_at, activated_by }).from(moduleActivation);

function states(rows: Awaited<ReturnType<typeof switched>>): State[] {
  const byId = new Map(rows.map(({ module_id: id, ...state }) => [id, state]));
  return ModuleId.options.map((id) => ({ id, needs: [...MODULES[id]], ...(byId.get(id) ?? { status: "on" as const, activated_at: null, activated_by: null }) }));
}

export async function list(ctx: Ctx) {
  const [rows] = await ctx.read(switched());
  return { items: states(rows) };
}

/** A module is not on without those it needs, nor off under those that need it. The tenant's version guards it: of two who switch at once, one is asked to look again. */
export async function turn(ctx: Ctx, id: Id, to: State["status"]) {
  const [rows, tenant] = await ctx.read(switched(), db.select({ id: tenants.id, version: tenants.version }).from(tenants));
  const all = states(rows), before = all.find((m) => m.id === id)!;
  if (before.status === to) return before;
  const inTheWay = to === "on" ? all.filter((m) => before.needs.includes(m.id) && m.status === "off") : all.filter((m) => m.needs.includes(id) && m.status === "on");
  if (inTheWay.length) throw new AppError("CONFLICT", { reason: to === "on" ? "Switch on what this module needs first." : "Switch off what needs this module first.", modules: inTheWay.map((m) => m.id) });
  const after = { ...before, status: to, activated_at: ctx.now, activated_by: ctx.user_id };
  const row = ctx.fresh({ module_id: id, status: to, activated_at: ctx.now, activated_by: ctx.user_id });
  return ctx.commit(
    after,
    updateOne(tenants, first(tenant), { updated_at: ctx.now }),
    db.insert(moduleActivation).values(row).onConflictDoUpdate({
      target: [moduleActivation.tenant_id, moduleActivation.module_id],
      set: { status: to, activated_at: ctx.now, activated_by: ctx.user_id, updated_at: ctx.now, version: sql`${moduleActivation.version} + 1` },
    }),
    ctx.emit(businessEvents["module.switched"], { module_id: id, status: to }),
  );
}
