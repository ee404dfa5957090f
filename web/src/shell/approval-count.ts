import { useQuery } from "@tanstack/solid-query";
import { createEffect, onCleanup } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { onResync, subscribe } from "#web/src/kernel/live.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { setCount } from "./counts.ts";

const LIST = { method: "get", path: "/v1/approvals/requests" } as const;

/** Keeps the number beside "Approvals" true: how many requests wait for this person's decision. */
export function useApprovalCount() {
  const waiting = useQuery(() => ({
    queryKey: [LIST.path, "to_decide"],
    queryFn: async () => ((await call(LIST, { query: { mine: "to_decide", limit: 1, total: true } } as never)) as { total?: number }).total ?? 0,
    enabled: can("approvals.decide"),
  }));
  createEffect(() => setCount("approvals", settled(waiting) ?? 0));
  const refresh = () => void invalidate(LIST.path);
  onCleanup(subscribe("approval.*", refresh));
  onCleanup(onResync(refresh));
}
