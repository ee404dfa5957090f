import { AppError } from "#worker/kernel/errors.ts";
import { isDone } from "#worker/kernel/events.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { concernedBy, Notice, readNotice, unlink } from "#worker/modules/auth/public.ts";
import type { CtxOf, Open } from "./process.ts";
import { keep } from "./receive.ts";

const EFFECT = "webhooks.oauth";

/** A provider's notice about an account is proved by its signature; what it says is stored and handled like any call. */
export async function receiveNotice(ctx: PublicCtx, token: string) {
  const { id, notice } = await readNotice(token);
  return keep(ctx, [{ kind: "oauth", raw: notice, is: ["notice", notice.provider, id] }], 0);
}

/** Unlinks the account in every tenant that knows it, once each. */
export async function heardNotice({ id, body }: Open, ctxOf: CtxOf): Promise<void> {
  const notice = Notice.parse(body);
  for (const identity of await concernedBy(notice, id)) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- One or two at most.
      await unlink(ctxOf(identity.tenant_id, id, { event_id: id, subscriber: EFFECT }), identity, notice);
    } catch (error) {
      if (!isDone(error) && !(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    }
  }
}
