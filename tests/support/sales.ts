import type * as z from "zod";
import type { Feature } from "#worker/kernel/permissions.ts";
import { createDeal, listPipelines } from "#worker/modules/deals/contract.ts";
import { tenantDefaults as dealDefaults } from "#worker/modules/deals/public.ts";
import { createBuilding, createProject, createUnit, type NewUnit } from "#worker/modules/inventory/contract.ts";
import { tenantDefaults as inventoryDefaults } from "#worker/modules/inventory/public.ts";
import { newTenant, type Tenant } from "./harness.ts";
import { actIn } from "./queued.ts";

export interface SalesTenant extends Tenant {
  readonly pipeline_id: string;
  /** The ids of the stages, by name. */
  readonly stages: Readonly<Record<string, string>>;
  readonly project_id: string;
  readonly building_id: string;
  unit(values?: Partial<z.input<typeof NewUnit>>): Promise<string>;
  deal(name?: string, values?: object): Promise<string>;
}

/** A tenant as registration leaves it, with a project, a building and short ways to units and deals. */
export async function newSalesTenant(options: { features?: readonly Feature[]; limits?: Record<string, number> } = {}): Promise<SalesTenant> {
  const tenant = await newTenant(options), { tenant_id, owner } = tenant;
  const ctx = actIn(tenant_id, { silent: true });
  await ctx.commit(null, ...dealDefaults(ctx), ...inventoryDefaults(ctx));
  const { items: [pipeline] } = await owner.ok(listPipelines);
  const project = await owner.ok(createProject, { body: { name: "برج النيل" } });
  const building = await owner.ok(createBuilding, { body: { project_id: project.id, name: "A", floors: 12 } });
  let number = 100;
  return {
    ...tenant,
    pipeline_id: pipeline!.id, stages: Object.fromEntries(pipeline!.stages.map((s) => [s.name, s.id])), project_id: project.id, building_id: building.id,
    unit: async (values) => (await owner.ok(createUnit, { body: {
      project_id: project.id, building_id: building.id, code: `A-${++number}`, unit_type_code: "apartment", price_minor: 845_000_000, currency: "EGP", ...values,
    } })).id,
    deal: async (name = "شقة لعائلة السيد", values = {}) => (await owner.ok(createDeal, { body: { name, ...values } })).id,
  };
}
