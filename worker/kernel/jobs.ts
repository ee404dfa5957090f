import { type Ctx, type CtxSpec, openCtx } from "./ctx.ts";

/** One step of long work, as the jobs queue delivers it. It may be delivered twice: what it commits must bear that. */
export interface Job {
  readonly tenant_id: string;
  /** The row that says what to do and how far it has come. */
  readonly id: string;
  readonly request_id: string;
  /** A fresh context of the system in this tenant: one read and one commit each. */
  ctx(): Ctx;
}

/** Does one step. "again" asks for the next one at once, in a message of its own, so that no tenant holds the queue. */
export type JobHandler = (job: Job) => Promise<"done" | "again">;

interface SystemWork {
  readonly tenant_id: string;
  readonly request_id: string;
  /** Stands in the audit log as `system:<what>`. */
  readonly what: string;
  readonly effect?: CtxSpec["effect"];
}

/** The context of the system itself, acting in one tenant. */
export const systemCtx = ({ tenant_id, request_id, what, effect }: SystemWork, committed: CtxSpec["committed"]): Ctx =>
  openCtx({
    tenant_id, request_id, actor_id: `system:${what}`, label: what, now: new Date().toISOString(), ip: null, user_agent: null,
    access: null, mayCommit: true, check: (answer) => answer, effect, committed,
  });
