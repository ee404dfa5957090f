import { createSignal } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { LEAD_PATHS, leadErrorText, type LeadRow } from "../lead-data.ts";

const AT_ONCE = 3;
const WAIT_MS = 2000;
const TRIES = 5;

export interface Failed {
  lead: LeadRow;
  reason: string;
}

/** Does the same to many leads, a few at a time, and keeps what became of each; a busy server is waited for. */
export function createBulkRun(act: (lead: LeadRow) => Promise<unknown>) {
  const [total, setTotal] = createSignal(0);
  const [done, setDone] = createSignal<readonly LeadRow[]>([]);
  const [failed, setFailed] = createSignal<readonly Failed[]>([]);
  const [running, setRunning] = createSignal(false);
  let stopped = false;

  const one = async (lead: LeadRow, tries = TRIES): Promise<void> => {
    try {
      await act(lead);
      setDone((list) => [...list, lead]);
    } catch (error) {
      if (error instanceof ApiError && error.code === "RATE_LIMIT" && tries > 1 && !stopped) {
        await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
        return one(lead, tries - 1);
      }
      setFailed((list) => [...list, { lead, reason: leadErrorText(error) }]);
    }
  };
  const run = async (leads: readonly LeadRow[]) => {
    stopped = false;
    setTotal(leads.length);
    setDone([]);
    setFailed([]);
    setRunning(true);
    const queue = [...leads];
    const work = async (): Promise<void> => {
      const next = stopped ? undefined : queue.shift();
      if (!next) return;
      await one(next);
      return work();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    setRunning(false);
    await invalidate(...LEAD_PATHS);
  };
  return { total, done, failed, running, run, stop: () => (stopped = true) };
}
