import { env } from "cloudflare:workers";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { newId } from "#worker/kernel/ids.ts";
import { sendPacked } from "#worker/kernel/queue.ts";
import type { Input } from "#worker/kernel/request.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";
import { authenticate } from "./authenticate.ts";
import { dedupeKey, type Source, type Told } from "./source.ts";
import { type ReceivedCalls, storable, storeCalls } from "./store.ts";

/** What a provider that we share a secret with tells. */
export async function receive(source: Source, ctx: PublicCtx, { raw, text, body }: Pick<Input, "raw" | "text" | "body">) {
  await authenticate(raw, text, source.secrets());
  const entries = source.entries(body), told = entries.length > source.most ? [] : entries.flatMap((entry) => source.read(entry) ?? []);
  if (!told.length) throw new AppError("DLR_INVALID", { reason: source.expects });
  return keep(ctx, told, entries.length - told.length);
}

/** Takes in what is told, as it came, by queueing it: no round trip to the database. What the queue does not take is stored at once, and handled when the sweeper finds it. */
export async function keep({ now: received_at, request_id }: PublicCtx, told: readonly Told[], refused: number) {
  const calls = await Promise.all(told.map(async (one) => ({ id: newId(), kind: one.kind, dedupe_key: await dedupeKey(one), raw: storable(one.raw) })));
  const left = await sendPacked(env.WEBHOOKS_QUEUE, calls, (packed): ReceivedCalls => ({ received_at, calls: [...packed] }));
  if (left.length) await writeAcrossTenants("webhook", request_id, storeCalls({ received_at, calls: [...left] }));
  return { accepted: told.length, refused };
}
