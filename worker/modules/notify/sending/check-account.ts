import { env } from "cloudflare:workers";
import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { first } from "#worker/kernel/db.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { checkBrevo, checkInfobip } from "../adapters/account.ts";
import { openAccount, rowOf } from "./credentials.ts";
import type { AccountCheck, Provider } from "./sending-contract.ts";

/** Asks the provider whether the tenant's own account works. That it does not is an answer, not an error. */
export async function checkAccount(ctx: Ctx, provider: z.output<typeof Provider>): Promise<z.output<typeof AccountCheck>> {
  const [rows] = await ctx.read(rowOf(provider)), row = first(rows);
  const account = await openAccount(row).catch((error: unknown) => log("error", "A tenant's provider credentials do not open", { tenant_id: ctx.tenant_id, ...describe(error) }));
  if (!account) return { ok: false, problem: "DOES_NOT_OPEN", account: null, balance: null };
  const state = await ("base_url" in account ? checkInfobip({ account, base_url: account.base_url }) : checkBrevo({ account, base_url: env.BREVO_BASE_URL }));
  return { ok: state.problem === null, ...state };
}
