import type { Ctx } from "#worker/kernel/ctx.ts";
import type { Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { sameFacts } from "./conditions.ts";
import type { Guarded } from "./guard.ts";
import type { Request } from "./request-row.ts";

/**
 * What an approved request does, planned anew on behalf of its requester from what there is now. Throws what the verb
 * throws, or CONFLICT when what was approved is not what would happen any more.
 */
export async function planAnew(ctx: Ctx, verb: Guarded | undefined, request: Request): Promise<Statement[]> {
  if (!verb) throw new AppError("CONFLICT", { reason: "What was asked for does not exist any more.", operation: request.operation });
  const acting = ctx.actingFor(request.requester_user_id), input = { ...request.input, id: request.object_id };
  const rows = await acting.readAgain("the request says what is carried out, and that what to read", ...verb.queries(input));
  const plan = verb.plan(acting, input, rows);
  if (!sameFacts(plan.facts, request.payload)) throw new AppError("CONFLICT", { reason: "This has changed since it was asked for. Ask anew.", approved: request.payload, now: plan.facts });
  return verb.limit ? ctx.within(verb.limit, ...plan.statements) : plan.statements;
}

const OURS = new Set(["idempotency_keys_pkey", "approval_actions_person_key", "approval_actions_seat_key"]);
/** Whether it says that the action itself cannot be done, rather than that this attempt was unlucky or came too late. */
export const isFinal = (error: unknown): error is AppError =>
  error instanceof AppError && error.code !== "BUSY" && !(error.code === "CONFLICT" && !error.details) && !OURS.has(String(error.details?.["constraint"]));
