import type { Ctx } from "#worker/kernel/ctx.ts";
import { first } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { checkAndMaybeEnqueue, guarded } from "#worker/modules/approvals/public.ts";
import { winning } from "./closing.ts";
import { requestApproval } from "./contract.ts";
import { creation } from "./create-deal.ts";
import { patching } from "./deals.ts";
import { dealById } from "./shown.ts";
import { dealActions, listedQuery, termsOf } from "./terms.ts";

/** Asking ahead for what winning will need: once approved, the same terms are not asked about again. */
const asking = guarded({
  operation: "deal.terms", route: requestApproval, object_type: "deal", actions: dealActions, lasting: true,
  queries: ({ id }: { id: string }) => [dealById(id), listedQuery(id)],
  plan(ctx, { id }, [rows, { rows: [listed] }]) {
    const deal = first(rows);
    ctx.next(deal, {});
    if (deal.status !== "open") throw new AppError("DEAL_CLOSED", { status: deal.status });
    return { ...termsOf(deal, listed!), answer: { deal_id: id, approval_required: false as const }, statements: [] };
  },
});
export const askAhead = (ctx: Ctx, id: string) => checkAndMaybeEnqueue(ctx, asking, { id });

/** The verbs of deals that approval policies can hold back. */
export const dealVerbs = [creation, patching, winning, asking] as const;
