import { type SQL, sql } from "drizzle-orm";
import type { UnitStatus } from "#db/schema/inventory.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import type { Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { pendingApproval } from "#worker/modules/approvals/public.ts";

type Counts = Record<UnitStatus, number>;
const NONE: Counts = { available: 0, reserved: 0, sold: 0, hold: 0, unavailable: 0 };

/** The units of a row, counted by status; `which` says which, in plain SQL over `u`. Give the row to toCounts afterwards. */
export const unitCounts = (which: SQL) => sql<Partial<Counts>>`(select coalesce(json_object_agg(c.status, c.n), '{}') from
  (select u.status, count(*)::int as n from units u where ${which} group by 1) c)`;
export const toCounts = <T extends { units: Partial<Counts> }>(row: T) => ({ ...row, units: { ...NONE, ...row.units } });

export const projectName = sql<string>`(select p.name from projects p where p.id = units.project_id)`;
export const buildingName = sql<string | null>`(select b.name from buildings b where b.id = units.building_id)`;

export const waiting = pendingApproval("unit", sql`units.id`);

/** Runs a commit; where its name or code is taken, reads whose it is, so that the caller is told. */
export async function naming<T>(ctx: Ctx, type: string, label: string, taken: Statement, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "DUPLICATE" || error.details?.["constraint"] === "idempotency_keys_pkey") throw error;
    const [rows] = await ctx.read(taken);
    throw new AppError("DUPLICATE", { ...error.details, duplicates: (rows as { id: string }[]).map(({ id }) => ({ type, id, reason: "name", label })) });
  }
}
