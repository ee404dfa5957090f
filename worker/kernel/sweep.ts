import type { Ctx } from "./ctx.ts";
import { describe, log } from "./log.ts";

export interface Found extends Record<string, unknown> { readonly tenant_id: string; readonly id: string }

/**
 * Acts on everything a sweep has found, each in its own tenant. One that fails is logged, its id as `name`, and holds up
 * none of the others. Returns what those that did not fail came to.
 */
export async function eachFound<T>(request_id: string, name: string, rows: readonly Found[], ctxOf: (tenant_id: string) => Ctx, act: (ctx: Ctx, id: string) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (const { tenant_id, id } of rows) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- One after another: a sweep is in no hurry and must not crowd out requests.
      done.push(await act(ctxOf(tenant_id), id));
    } catch (error) {
      log("warn", "sweep", { request_id, tenant_id, [name]: id, ...describe(error) });
    }
  }
  return done;
}
