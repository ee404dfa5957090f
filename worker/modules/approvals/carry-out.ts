import { insistAllowed } from "#worker/kernel/allowed.ts";
import type { AccessSnapshot, Ctx } from "#worker/kernel/ctx.ts";
import { atMost, type Rows, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { accessOf, standingOf } from "#worker/modules/access/public.ts";
import { sameFacts } from "./conditions.ts";
import type { Guarded } from "./guard.ts";
import type { Request } from "./request-row.ts";

/**
 * What an approved request does, planned anew on behalf of its requester from what there is now. Throws what the verb
 * throws, REQUESTER_NOT_ALLOWED when its requester could not do it themselves any more, or CONFLICT when what was
 * approved is not what would happen any more.
 */
export async function planAnew(ctx: Ctx, verb: Guarded | undefined, request: Request): Promise<Statement[]> {
  if (!verb) throw new AppError("CONFLICT", { reason: "What was asked for does not exist any more.", operation: request.operation });
  const acting = ctx.actingFor(request.requester_user_id), input = { ...request.input, id: request.object_id };
  const [{ rows: [standing] }, ...rows] = await acting.readAgain("the request says who asked, what is carried out, and that what to read", standingOf(request.requester_user_id), ...verb.queries(input));
  const { limits } = stillAllowed(accessOf(standing!), verb);
  const plan = verb.plan(acting, input, rows as unknown as Rows<ReturnType<typeof verb.queries>>);
  if (!sameFacts(plan.facts, request.payload)) throw new AppError("CONFLICT", { reason: "This has changed since it was asked for. Ask anew.", approved: request.payload, now: plan.facts });
  return verb.limit ? atMost(limits[verb.limit], verb.limit, ...plan.statements) : plan.statements;
}

/** The requester's access, if it still lets them do it themselves. */
function stillAllowed(access: ReturnType<typeof accessOf>, { route }: Guarded): AccessSnapshot {
  if ("refused" in access) throw new AppError("REQUESTER_NOT_ALLOWED", { cause: "INACTIVE", reason: access.refused });
  try {
    insistAllowed(access, route);
    return access;
  } catch (error) {
    throw error instanceof AppError ? new AppError("REQUESTER_NOT_ALLOWED", { cause: error.code, ...error.details }) : error;
  }
}

const OURS = new Set(["idempotency_keys_pkey", "approval_actions_person_key", "approval_actions_seat_key"]);
/** Whether it says that the action itself cannot be done, rather than that this attempt was unlucky or came too late. */
export const isFinal = (error: unknown): error is AppError =>
  error instanceof AppError && error.code !== "BUSY" && !(error.code === "CONFLICT" && !error.details) && !OURS.has(String(error.details?.["constraint"]));
