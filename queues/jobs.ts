import { env } from "cloudflare:workers";
import { committed } from "#worker/committed.ts";
import { systemCtx } from "#worker/kernel/jobs.ts";
import { jobs as handlers } from "#worker/modules.ts";
import { consumer, Poison } from "./consumer.ts";
import { JobMessage } from "./messages.ts";

/** Does one step of long work. The next step is a message of its own, behind those that wait already. */
export const jobs = consumer({
  body: JobMessage,
  parallel: 1,
  async handle(message) {
    const { tenant_id, id, job: what, request_id = id } = message;
    const run = Object.hasOwn(handlers, what) ? handlers[what] : undefined;
    if (!run) throw new Poison(`There is no job ${what}.`);
    const next = await run({ tenant_id, id, request_id, ctx: () => systemCtx({ tenant_id, request_id, what }, committed) });
    if (next === "again") await env.JOBS_QUEUE.send(message);
  },
});
