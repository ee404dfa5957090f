import type { CallOutput } from "#web/src/kernel/api.ts";
import type { listDigests } from "#worker/modules/notify/digests/digests-contract.ts";

export type Digest = CallOutput<typeof listDigests>["items"][number];
/** A kind as the texts name it. */
export const wordsFor = (kind: Digest["kind"]) => kind.replace(".", "_") as "daily_activity" | "daily_tasks" | "daily_deals" | "daily_overdue" | "weekly_pipeline" | "inventory_changes" | "marketing_summary";
