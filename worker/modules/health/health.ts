import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import type * as z from "zod";
import { db } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { gateOf } from "#worker/tenant-objects.ts";
import type { Health } from "./contract.ts";

const PATIENCE_MS = 5000;

/** The smallest thing each part can be asked. None of it writes or sends anything. */
const probes: Record<keyof z.infer<typeof Health>["checks"], (request_id: string) => Promise<unknown>> = {
  database: (request_id) => readAcrossTenants("health", request_id, db.execute(sql`select 1`)),
  durable_objects: () => gateOf("health").admitAnyone("public"),
  queues: () => Promise.all([env.OUTBOX_QUEUE.metrics(), env.WEBHOOKS_QUEUE.metrics(), env.JOBS_QUEUE.metrics()]),
  r2: () => env.MEDIA.head("health"),
};

async function timed(probe: () => Promise<unknown>) {
  const started = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<false>((resolve) => { timer = setTimeout(() => resolve(false), PATIENCE_MS); });
  const ok = await Promise.race([(async () => probe())().then(() => true, () => false), patience]);
  clearTimeout(timer);
  return { ok, ms: Date.now() - started };
}

/** Asks every part at once. UNHEALTHY when one fails or takes longer than five seconds; says which, never why. */
export async function check(request_id: string, parts: Partial<typeof probes> = probes): Promise<z.input<typeof Health>> {
  const answers = await Promise.all(Object.entries({ ...probes, ...parts }).map(async ([name, probe]) => [name, await timed(() => probe(request_id))] as const));
  const checks = Object.fromEntries(answers) as z.input<typeof Health>["checks"];
  if (answers.every(([, { ok }]) => ok)) return { status: "ok", checks };
  throw new AppError("UNHEALTHY", { status: "degraded", checks });
}
